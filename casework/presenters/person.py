"""What the page of the person behind a claim shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actors import Actor
from casework.presenters.claim import STAGE_COLOURS, bounced_contacts, preferences_of, tags_of, urgent_tags
from casework.presenters.clocks import review_tags
from casework.presenters.owning import worker_words
from casework.presenters.papers import paper_rows
from casework.presenters.writing import message_content, needs_words
from casework.readers import person as readers
from casework.readers.owning import workers_of
from claims.models import Claim
from claims.readers.acts import needs_of
from claims.readers.answer_store import spec_of

IN_COMMON = {
    readers.NINO: gettext_lazy("the National Insurance number, their own or a partner’s"),
    readers.NAME_AND_BIRTH: gettext_lazy("name and date of birth"),
    readers.EMAIL: gettext_lazy("email address"),
    readers.PHONE: gettext_lazy("phone number"),
}


def person_content(actor: Actor, claim: Claim) -> dict[str, Any]:
    """Everything for casework/person.html."""
    claims = readers.claims_of_person(actor, claim.resident)
    return {
        "claim": claim,
        "resident": claim.resident,
        "bounced": bounced_contacts(claim),
        "names": _others_named(claim, claims),
        "tags": tags_of(claim.resident),
        "wishes": preferences_of(claim.resident),
        "claims": _claims(claims),
        "alike": [_alike(each) for each in readers.look_alikes(actor, claim)],
        "messages_said": [
            message_content(each) | {"reference": each.message.claim.reference}
            for each in readers.latest_messages(claims)
        ],
        "papers": _papers(claims),
        "notes": readers.notes_of(claims, actor),
        "helpers": [{"name": name, "grant": grant} for grant, name in readers.helpers_of(claim.resident)],
    }


def _others_named(claim: Claim, claims: Sequence[Claim]) -> list[str]:
    """Names in claims of this record other than that in this claim: the record may be shared."""
    named = {each.submission.name for each in claims if each.submission.name}
    return sorted(named - {claim.submission.name})


def _claims(claims: Sequence[Claim]) -> list[dict[str, Any]]:
    workers, needs = workers_of(claims), needs_of(claims)
    references = {each.pk: each.reference for each in claims}
    return [
        _row(each)
        | {
            "follows": references.get(each.follows_id, ""),
            "tags": urgent_tags(each) + review_tags(each),
            "worker": worker_words(workers.get(each.pk)),
            "needs": needs_words(needs.get(each.pk)),
        }
        for each in claims
    ]


def _row(claim: Claim) -> dict[str, Any]:
    return {
        "reference": claim.reference,
        "url": reverse("casework:staff_claim", args=[claim.reference]),
        "name": claim.submission.name or _("No name given"),
        "born_on": claim.submission.born_on,
        "form": spec_of(claim).data["short_title"],
        "status": claim.status.name,
        "colour": STAGE_COLOURS[claim.status.stage],
        "sent": claim.submitted_at,
    }


def _alike(found: readers.LookAlike) -> dict[str, Any]:
    common = ", ".join(str(IN_COMMON[each]) for each in found.common)
    return _row(found.claim) | {"common": common}


def _papers(claims: Sequence[Claim]) -> list[dict[str, Any]]:
    papers = readers.papers_of_claims(claims)
    rows = paper_rows(papers)
    return [row | {"reference": paper.claim.reference} for row, paper in zip(rows, papers, strict=True)]
