"""Filling a new draft in with what the person already told us, each answer marked with its source."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import audit
from accounts.actors import Actor
from claims.actions.storing import upsert_answers
from claims.models import Answer, Claim, Fact
from claims.readers import claims as readers
from claims.readers.answer_store import document_of, sealed
from formspec.rules.compile import reuse_policies
from formspec.rules.prefill import prefill_answers
from formspec.rules.visibility import facts_of


def prefill_from_facts(*, claim: Claim, by: Actor) -> None:
    """Fill a fresh draft in from the resident's facts (answers of claims they sent), in the caller's transaction."""
    facts = Fact.objects.filter(resident=claim.resident, secret__isnull=True).select_related(
        "claim__form_version__form"
    )
    sources: dict[str, str] = {}
    values: dict[str, Any] = {}
    for fact in facts:
        values[fact.fact] = fact.value
        sources[fact.fact] = _("your form “%(form)s”, sent %(date)s") % {
            "form": document_of(fact.claim).title,
            "date": date_format(fact.confirmed_at, "j F Y"),
        }
    answers = prefill_answers(document_of(claim).document, values, reuse_policies())
    _store(claim, answers, sources, by)


@transaction.atomic
def copy_answers(*, source: Claim, target: Claim, by: Actor) -> None:
    """Fill a fresh draft in with the answers of another draft, because the person asked for exactly that."""
    view, known, asked = readers.view_of(source), document_of(source), document_of(target)
    # What one form encrypts, another must not be given in the clear.
    unsafe = known.sensitive_facts - asked.sensitive_facts
    facts = {fact: value for fact, value in facts_of(known.document, view).items() if fact not in unsafe}
    answers = prefill_answers(asked.document, facts, reuse_policies(), asked=True)
    _store(target, answers, dict.fromkeys(facts, _("“%(form)s”") % {"form": known.title}), by)
    audit.record(
        "claims.answers.copied", by=by, resident=target.resident, subject=f"form {target.form_version.form.slug}"
    )


def _store(claim: Claim, answers: dict[tuple[str, str], Any], sources: dict[str, str], by: Actor) -> None:
    document = document_of(claim)
    now, rows = timezone.now(), []
    for revision, ((key, row), raw) in enumerate(answers.items(), start=claim.head_revision + 1):
        question = document.question(key, row)
        fact = document.questions[document.group_of[key]]["fact"] if row else question["fact"]
        rows.append(
            Answer(
                claim=claim,
                key=key,
                row=row,
                revision=revision,
                provenance=Answer.Provenance.PREFILLED,
                source=sources.get(fact, "")[:150],
                by=by.user,
                saved_at=now,
                **sealed(claim, question, row, raw),
            )  # fmt: skip
        )
    if rows:
        upsert_answers(rows)
        claim.head_revision += len(rows)
        claim.save(update_fields=["head_revision"])
