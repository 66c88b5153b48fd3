"""Reading a claim's stored answers, with the encrypted ones opened, and sealing those that must be encrypted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from claims.models import Answer, Claim, Correction, Fact, Submission
from core.crypto import decrypt, encrypt
from core.languages.reading import reading_language
from core.rows import Prepared
from formspec.models import FormVersion
from formspec.rules.answer_types import type_of
from formspec.rules.form_spec import FormSpec, Question
from formspec.rules.sources.differences import not_asked
from formspec.rules.translation import in_language

# Beside a claim that was read: its latest correction, which each room of its page asks for.
_LATEST = "_latest_correction"


class StoredAnswer(NamedTuple):
    """One stored raw answer and how it got there. `written_from` is the open page that wrote it last, `merged` are the
    changes of long words that are in it.
    """

    raw: Any
    revision: int
    provenance: str
    source: str
    saved_at: dt.datetime
    written_from: str = ""
    merged: Sequence[str] = ()


# What is read of an answer: tuples, because a page reads every answer of a claim and changes none.
_COLUMNS = ("key", "row", "value", "secret", "revision", "provenance", "source", "saved_at", "written_from", "merged")
_STORED = Prepared(lambda **place: Answer.objects.filter(**place).values_list(*_COLUMNS))


@lru_cache(maxsize=256)
def _document(council_id: int, version_id: int) -> FormSpec:
    spec = FormVersion.objects.values_list("spec", flat=True).get(pk=version_id)
    return FormSpec(spec)


def spec_of(claim: Claim) -> FormSpec:
    """The pinned document of a claim. Published versions never change, so it is kept in memory."""
    return _document(claim.council_id, claim.form_version_id)


def not_asked_in(claim: Claim) -> list[Question]:
    """What the form asks today and did not ask in the version that this claim is on, in the language of the page. No
    query where that is the version of today; `claim.form_version` is read.
    """
    version = claim.form_version
    if version.state == FormVersion.State.PUBLISHED:
        return []
    today = FormVersion.objects.filter(form=version.form_id, state=FormVersion.State.PUBLISHED)
    pk = today.values_list("pk", flat=True).first()
    if pk is None:
        return []
    now = in_language(_document(claim.council_id, pk), reading_language())
    return not_asked(spec_of(claim).data, now.data)


def localised_spec(claim: Claim) -> FormSpec:
    """The pinned document in the language of the page, as far as it is translated: same keys, other words."""
    return in_language(spec_of(claim), reading_language())


def answer_context(claim: Claim, key: str, row: str) -> str:
    """What an encrypted answer is bound to: moved to another claim or question, it does not open."""
    return f"answer:{claim.public_id}:{key}:{row}"


def submission_context(claim: Claim) -> str:
    """What the encrypted part of a submission is bound to."""
    return f"submission:{claim.public_id}"


def correction_context(claim: Claim, number: int) -> str:
    """What the encrypted part of a correction is bound to."""
    return f"correction:{claim.public_id}:{number}"


def opened_values(row: Submission | Correction, context: str) -> dict[str, Any]:
    """Every clean answer in a frozen row by question key, the encrypted ones opened."""
    return row.answers if row.secret is None else row.answers | decrypt(row.secret, context=context)


def first_values(claim: Claim) -> dict[str, Any]:
    """Every clean answer of a sent claim as it was sent first, by question key."""
    return opened_values(claim.submission, submission_context(claim))


def values_at(claim: Claim, number: int) -> dict[str, Any]:
    """Every clean answer of a sent claim as it held after so many corrections, by question key. Raises DoesNotExist."""
    if number == 0:
        return first_values(claim)
    return opened_values(claim.corrections.get(number=number), correction_context(claim, number))


def sent_values(claim: Claim) -> dict[str, Any]:
    """Every clean answer of a sent claim that holds now, by question key: with its corrections, if there were any.

    One query where there were, for a claim that is asked about again and again.
    """
    if not claim.corrected:
        return first_values(claim)
    latest = claim.__dict__.get(_LATEST)
    if latest is None or latest.number != claim.corrected:
        latest = claim.__dict__[_LATEST] = claim.corrections.get(number=claim.corrected)
    return opened_values(latest, correction_context(claim, latest.number))


def fact_context(fact: Fact) -> str:
    """What an encrypted fact is bound to; `fact.resident` is read."""
    return f"fact:{fact.resident.public_id}:{fact.fact}"


def encrypted_columns(claim: Claim, question: Question, row: str, raw: Any) -> dict[str, Any]:
    """The column values for a raw answer: `secret` for a sensitive one, else `value`."""
    if type_of(question).sensitive:
        return {"value": None, "secret": encrypt(raw, context=answer_context(claim, question["key"], row))}
    return {"value": raw, "secret": None}


def stored_answers(claim: Claim, keys: Collection[str] | None = None) -> dict[tuple[str, str], StoredAnswer]:
    """Every stored answer of a claim, or those to these questions, by (question key, row), decrypted if need be.

    One query.
    """
    if keys is None or len(keys) == 1:
        answers = _STORED.rows(claim=claim.pk, key=next(iter(keys)) if keys else None)
    else:
        answers = Answer.objects.filter(claim=claim, key__in=keys).values_list(*_COLUMNS)
    return _opened(claim, answers)


def stored_since(claim: Claim, revision: int) -> dict[tuple[str, str], StoredAnswer]:
    """Those that were saved after a revision of the claim. Rows that were taken out are not told of, but their group
    is. One query.
    """
    return _opened(claim, _STORED.rows(claim=claim.pk, revision__gt=revision))


def _opened(claim: Claim, answers: Iterable[tuple[Any, ...]]) -> dict[tuple[str, str], StoredAnswer]:
    found = {}
    for key, row, value, secret, *more in answers:
        raw = value if secret is None else decrypt(secret, context=answer_context(claim, key, row))
        found[key, row] = StoredAnswer(raw, *more)
    return found


def raw_answers(stored: dict[tuple[str, str], StoredAnswer]) -> dict[tuple[str, str], Any]:
    """Only the raw values, as formspec.rules.visibility takes them."""
    return {place: answer.raw for place, answer in stored.items()}
