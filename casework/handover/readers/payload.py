"""What is handed over of a claim, as casework/handover/library/claim-1.json describes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from casework.models import Award, Decision
from claims.correcting.readers import corrections_of
from claims.models import AwardReview, Claim, ClaimFile, Correction, Paper
from claims.papers.readers import papers_of
from claims.presenters.following import changes_in
from claims.readers.answer_store import first_values, localised_spec, not_asked_in, sent_values
from claims.readers.following import changes_sent
from claims.reviewing.readers import reviews_of
from formspec.rules.answer_types import is_sensitive, type_of
from formspec.rules.display import display_answer
from formspec.rules.form_spec import Question

SCHEMA = "betteroff.claim/1"
# Systems read one language whatever the claimant reads.
LANGUAGE = "en-gb"


def claim_document(claim: Claim, *, decision: Decision | None, with_hidden: bool) -> dict[str, Any]:
    """A sent claim as JSON. `with_hidden`: the answers that pages mask are in it in full; else masked, without their
    value. `decision`: the one to tell of, None for none.
    """
    with translation.override(LANGUAGE):
        return {
            "schema": SCHEMA,
            "council": claim.council.slug,
            "claim": _heading(claim),
            "form": _form(claim),
            "answers": list(_answers(claim, sent_values(claim), with_hidden)),
            "not_asked": [{"key": each["key"], "label": each["label"]} for each in not_asked_in(claim)],
            "first_answers": _first_answers(claim, with_hidden),
            "corrections": [_correction(each) for each in corrections_of(claim)],
            "follows": claim.follows.reference if claim.follows else None,
            "changes": [vars(each) for each in changes_in(claim)] if claim.follows else [],
            "followed_by": [each.reference for each in changes_sent(claim)],
            "reviews": [_review(each) for each in reviews_of(claim)],
            "papers": [_paper(claim, paper) for paper in papers_of(claim)],
            "decision": _decision(decision) if decision else None,
        }


def _heading(claim: Claim) -> dict[str, Any]:
    sent = claim.submission
    return {
        "reference": claim.reference,
        "sent_at": claim.submitted_at.isoformat(),
        "language": claim.resident.language,
        "status": claim.status.code,
        "name": sent.name,
        "born_on": sent.born_on.isoformat() if sent.born_on else None,
        "safe_to_contact": claim.resident.safe_to_contact,
    }


def _form(claim: Claim) -> dict[str, Any]:
    version = claim.form_version
    return {"slug": version.form.slug, "version": version.number, "title": localised_spec(claim).title}


def _first_answers(claim: Claim, with_hidden: bool) -> list[dict[str, Any]]:
    """What was said first where it was corrected."""
    if not claim.corrected:
        return []
    now, first = sent_values(claim), first_values(claim)
    return list(_answers(claim, {key: first[key] for key in first if first[key] != now.get(key)}, with_hidden))


def _correction(correction: Correction) -> dict[str, Any]:
    return {
        "at": correction.at.isoformat(),
        "by": correction.ask.whose,
        "because": correction.ask.words,
        "keys": correction.keys,
    }


def _review(review: AwardReview) -> dict[str, Any]:
    return {
        "id": str(review.public_id),
        "asked_at": review.asked_at.isoformat(),
        "last_day": review.last_day.isoformat(),
        "outcome": review.outcome,
        "ended_at": review.ended_at.isoformat() if review.ended_at else None,
        "ended_by_officer": review.by_officer,
        "changed_sections": review.changed_sections,
        "change": review.change.reference if review.change else None,
    }


def _answers(claim: Claim, values: dict[str, Any], with_hidden: bool) -> Iterator[dict[str, Any]]:
    for section in localised_spec(claim).data["sections"]:
        for question in section["questions"]:
            if question["key"] in values:
                yield {"section": section["key"]} | _answer(question, values[question["key"]], with_hidden)


def _answer(question: Question, value: Any, with_hidden: bool) -> dict[str, Any]:
    said = {"key": question["key"], "label": question["label"], "type": question["type"]}
    if type_of(question).is_group:
        return said | {"entries": [_entry(question, row, with_hidden) for row in value]}
    if type_of(question).is_upload:
        return said | {"files": list(value)}
    hides = is_sensitive(question)
    shows = with_hidden or not hides
    text = display_answer(question, value, translate=gettext, in_full=shows)
    return said | {"value": value if shows else None, "text": text, "hidden": hides and not with_hidden}


def _entry(group: Question, row: dict[str, Any], with_hidden: bool) -> list[dict[str, Any]]:
    return [_answer(part, row[part["key"]], with_hidden) for part in group["fields"] if part["key"] in row]


def _paper(claim: Claim, paper: Paper) -> dict[str, Any]:
    return {
        "kind": paper.kind,
        "name": paper.name,
        "state": paper.state,
        "due_on": paper.due_on.isoformat() if paper.due_on else None,
        "files": [file_link(claim, file) for file in paper.given],
    }


def file_link(claim: Claim, file: ClaimFile) -> dict[str, Any]:
    """A file by name, and where a key of the council's fetches it."""
    return {
        "id": str(file.public_id),
        "name": file.name,
        "type": file.content_type,
        "size": file.size,
        "url": claim.council.url_of(f"/api/v1/claims/{claim.reference}/files/{file.public_id}/"),
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "id": str(decision.public_id),
        "outcome": decision.outcome,
        "reasons": decision.reasons,
        "made_at": decision.made_at.isoformat(),
        "sent_at": decision.sent_at.isoformat() if decision.sent_at else None,
        "awards": [_award(award) for award in Award.objects.filter(decision=decision)],
    }


def _award(award: Award) -> dict[str, Any]:
    return {
        "key": award.key,
        "pence": award.pence,
        "weekly": award.is_weekly,
        "starts_on": award.starts_on.isoformat(),
        "ends_on": award.ends_on.isoformat() if award.ends_on else None,
    }
