"""Keeping what is typed for a correction until it is sent."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from accounts.models import Resident
from claims.correcting.readers import Case, case_of, encrypted_typed, entries_of, is_over
from claims.correcting.rules import Place
from claims.models import CorrectionAsk
from claims.readers.answer_store import spec_of
from formspec.rules.answer_types import is_sensitive, type_of
from formspec.rules.answers import is_blank, shape_raw
from formspec.rules.facts import NO, SAFE_CONTACT, facts_in, said_alone

# Gives the ask that a post is about, locked with its claim, if the actor may answer it at this moment.
LockAsk = Callable[[], CorrectionAsk]


class CorrectionMoved(Exception):
    """Something else was saved since the page was drawn. Nothing was saved of this; `ask` is how it stands."""

    def __init__(self, ask: CorrectionAsk):
        super().__init__(f"ask {ask.pk}")
        self.ask = ask


class CorrectionOver(Exception):
    """It was sent or taken back, or the claim is decided. Nothing changed; `ask` is how it stands."""

    def __init__(self, ask: CorrectionAsk):
        super().__init__(f"ask {ask.pk}")
        self.ask = ask


@dataclass(frozen=True)
class Typed:
    """What a page posts: raw answers by (question key, row), the revision that it was drawn at, the group to which an
    entry is added and the entry that goes.
    """

    answers: Mapping[Place, Any]
    revision: int
    add_to: str = ""
    remove: str = ""


def opened(ask: CorrectionAsk, revision: int | None = None) -> CorrectionAsk:
    """The ask, if it can be answered still, and from a page as old as it is. Raises CorrectionOver, CorrectionMoved."""
    if not ask.is_open or is_over(ask.claim):
        raise CorrectionOver(ask)
    if revision is not None and ask.revision != revision:
        raise CorrectionMoved(ask)
    return ask


@transaction.atomic
def save_typed(*, lock: LockAsk, read: Callable[[Case], Typed]) -> Case:
    """Keep what a page posts, right or wrong, if it is about what the correction may change; `read` says what that is.

    The same sent twice is kept once. Raises CorrectionOver, CorrectionMoved, what `lock` raises.
    """
    ask = opened(lock())
    case = case_of(ask)
    typed = read(case)
    after = with_typed(case, typed)
    if after == case.typed:
        return case
    if ask.revision != typed.revision:
        raise CorrectionMoved(ask)
    ask.secret = encrypted_typed(ask, after)
    ask.revision += 1
    ask.save(update_fields=["secret", "revision"])
    _obey_safety(ask, after)
    return replace(case, typed=after)


def with_typed(case: Case, typed: Typed) -> dict[Place, Any]:
    """What is typed in all, with what a page posts. Of sensitive answers an empty box says that what is known stays."""
    spec, changed = case.spec, _entries_changed(case, typed)
    after = {**case.typed, **changed}
    allowed = {*case.worked_out().keys}
    # What the posted answers bring up may be in the same post: they stand on one page.
    for _ in range(2):
        for (key, row), raw in typed.answers.items():
            question, top = spec.question(key, row), spec.group_of[key] if row else key
            if question is None or top not in allowed or not type_of(question).by_hand:
                continue
            shaped = shape_raw(question, raw)
            is_in_entry = not row or row in entries_of(case, after, top)
            if is_in_entry and not (is_sensitive(question) and is_blank(question, shaped)):
                after[key, row] = shaped
        allowed = {*case.worked_out(after).keys}
    return after


def _entries_changed(case: Case, typed: Typed) -> dict[Place, Any]:
    """The entries of the groups that are added to or taken from."""
    changed: dict[Place, Any] = {}
    for group in (case.spec.questions[key] for key in case.worked_out().keys):
        if not type_of(group).is_group:
            continue
        entries = entries_of(case, case.typed, group["key"])
        kept = [each for each in entries if each != typed.remove]
        if typed.add_to == group["key"] and len(kept) < group["rows"]["max"]:
            kept.append(secrets.token_hex(4))
        if kept != entries:
            changed[group["key"], ""] = kept
    return changed


def _obey_safety(ask: CorrectionAsk, typed: dict[Place, Any]) -> None:
    """Once somebody says that it is not safe to contact the person, it holds, sent or not."""
    spec = spec_of(ask.claim)
    for (key, row), raw in typed.items():
        question = spec.question(key, row)
        if question and SAFE_CONTACT in facts_in(question) and said_alone(question, SAFE_CONTACT, raw) == NO:
            Resident.objects.filter(pk=ask.claim.resident_id).update(safe_to_contact=False, unsafe_draft=None)
