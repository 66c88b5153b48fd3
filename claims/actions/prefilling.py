"""Filling a new draft in with what the person already told us, each answer marked with its source."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import audit
from accounts.actors import Actor
from accounts.models import Resident
from claims.actions.storing import upsert_answers
from claims.models import Answer, Claim, Fact
from claims.readers import claims as readers
from claims.readers.answer_store import encrypted_columns, fact_context, spec_of
from claims.readers.following import awards_of, held_facts
from core.crypto import decrypt
from formspec.rules.compile import implied_facts, reuse_policies
from formspec.rules.facts import facts_in, facts_of
from formspec.rules.form_spec import FormSpec
from formspec.rules.prefill import COPIED, prefill_answers, still_good


def prefill_from_facts(*, claim: Claim, by: Actor, unseen: Collection[uuid.UUID] = ()) -> None:
    """Fill a fresh draft in from the resident's facts (answers of claims they sent), in the caller's transaction.
    `unseen`: public ids of claims that whoever begins it may not see; nothing comes from them.

    Only what may be copied without asking, and while it is not too old: see formspec/library/facts.yaml.
    """
    page_state: dict[str, str] = {}
    values: dict[str, Any] = {}
    facts = Fact.objects.filter(resident=claim.resident).exclude(claim__public_id__in=unseen)
    for fact in facts.select_related("claim__form_version__form").defer("claim__form_version__spec"):
        fact.resident = claim.resident
        known = still_good(fact.fact, _value_of(fact, spec_of(claim)), fact.confirmed_at.date(), timezone.localdate())
        if known is None:
            continue
        values[fact.fact] = known
        page_state[fact.fact] = _("your form “%(form)s”, sent %(date)s") % {
            "form": spec_of(fact.claim).title,
            "date": date_format(fact.confirmed_at, "j F Y"),
        }
    # What a hidden claim said may stand in the record too.
    made_with = {} if unseen else _of_record(claim.resident)
    for fact in made_with.keys() - values.keys():
        values[fact], page_state[fact] = made_with[fact], _("your record")
    for fact in implied_facts().keys() & values.keys():
        for implied, value in implied_facts()[fact].items():
            values.setdefault(implied, value)
            page_state.setdefault(implied, page_state[fact])
    # Said in the account since: one preference for a person, wherever they said it last.
    said = {
        "person.contact_preference": claim.resident.contact_by,
        "person.access_needs": claim.resident.access_needs,
    }
    for fact, value in said.items():
        if value:
            values[fact], page_state[fact] = value, _("your account")
    answers = prefill_answers(spec_of(claim).data, values, reuse_policies())
    _store(claim, answers, page_state, by)


def prefill_from_claim(*, claim: Claim, first: Claim, told: list[Claim], by: Actor) -> None:
    """Fill a fresh draft that tells changes of a sent claim in with what that claim says now, in the caller's
    transaction. `told`: the claims of the person that are looked at again.
    """
    sent, today = first.submitted_at.date(), timezone.localdate()
    held = {fact: still_good(fact, value, sent, today) for fact, value in held_facts(first).items()}
    facts = {fact: value for fact, value in held.items() if value is not None}
    facts |= {"claim.reference": first.reference, "claim.current_awards": awards_of(told)}
    for fact in implied_facts().keys() & facts.keys():
        facts = implied_facts()[fact] | facts
    source = _("your claim %(reference)s") % {"reference": first.reference}
    answers = prefill_answers(spec_of(claim).data, facts, reuse_policies())
    _store(claim, answers, dict.fromkeys(facts, source), by)


@transaction.atomic
def copy_answers(*, source: Claim, target: Claim, by: Actor) -> None:
    """Fill a fresh draft in with the answers of another draft, because the person asked for exactly that."""
    form_state, known, asked = readers.form_state_of(source), spec_of(source), spec_of(target)
    # What one form encrypts, another must not be given in the clear.
    unsafe = known.sensitive_facts - asked.sensitive_facts
    facts = {fact: value for fact, value in facts_of(known.data, form_state).items() if fact not in unsafe}
    answers = prefill_answers(asked.data, facts, reuse_policies(), asked=True)
    _store(target, answers, dict.fromkeys(facts, _("“%(form)s”") % {"form": known.title}), by)
    audit.record(
        "claims.answers.copied", by=by, resident=target.resident, subject=f"form {target.form_version.form.slug}"
    )


def _of_record(resident: Resident) -> dict[str, Any]:
    """The name and the date of birth with which somebody made the record for the person. A record without a birth is
    nobody's yet, and a name of one word does not say which it is.
    """
    if resident.born_on is None:
        return {}
    born = {"person.dob": resident.born_on.isoformat()}
    *first, last = resident.name.split() or [""]
    return born | {"person.name": {"first": " ".join(first), "last": last}} if first else born


def _value_of(fact: Fact, asked: FormSpec) -> Any:
    """What is known, the encrypted opened only where it may be copied and stays encrypted; None where it does not."""
    if fact.secret is None:
        return fact.value
    if reuse_policies().get(fact.fact) != COPIED or fact.fact not in asked.sensitive_facts:
        return None
    return decrypt(fact.secret, context=fact_context(fact))


def _store(claim: Claim, answers: dict[tuple[str, str], Any], page_state: dict[str, str], by: Actor) -> None:
    spec = spec_of(claim)
    now, rows = timezone.now(), []
    for revision, ((key, row), raw) in enumerate(answers.items(), start=claim.head_revision + 1):
        question = spec.question(key, row)
        fact = facts_in(spec.questions[spec.group_of[key]] if row else question)[0]
        rows.append(
            Answer(
                claim=claim,
                key=key,
                row=row,
                revision=revision,
                provenance=Answer.Provenance.PREFILLED,
                source=page_state.get(fact, "")[:150],
                by=by.user,
                saved_at=now,
                **encrypted_columns(claim, question, row, raw),
            )  # fmt: skip
        )
    if rows:
        upsert_answers(rows)
        claim.head_revision += len(rows)
        claim.save(update_fields=["head_revision"])
