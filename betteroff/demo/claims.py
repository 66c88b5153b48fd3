"""Filling in and sending a claim the way a person does: through the actions."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.actors import Actor
from betteroff.demo.answers import Place, fill_in
from claims.actions.answering import AnswerChange, add_row, save_answers
from claims.models import Claim
from claims.readers.answer_store import raw_answers, spec_of, stored_answers
from formspec.rules.answer_types import type_of


def answer_everything(claim: Claim, by: Actor, given: dict[str, Any] | None = None) -> Claim:
    """Give every answer that the form needs, on top of what is stored; `given` are raw answers by question key."""
    spec = spec_of(claim)
    stored = stored_answers(claim)
    kept = {key: raw for (key, row), raw in raw_answers(stored).items() if not row} | (given or {})
    answers = fill_in(spec.data, today=timezone.localdate(), given=kept)
    answers = _with_real_rows(claim, by, answers)
    changes = [
        AnswerChange(key, row, raw, stored[key, row].revision if (key, row) in stored else 0)
        for (key, row), raw in answers.items()
    ]
    saved = save_answers(public_id=claim.public_id, changes=changes, by=by)
    if saved.conflicts:
        raise RuntimeError(f"Somebody else is filling in this draft: {list(saved.conflicts)}")
    claim.refresh_from_db()
    return claim


def _with_real_rows(claim: Claim, by: Actor, answers: dict[Place, Any]) -> dict[Place, Any]:
    """Rows of groups get the ids that the platform gives them."""
    spec = spec_of(claim)
    known = {row for _, row in stored_answers(claim)}
    real: dict[Place, str] = {}
    for (key, row), raw in answers.items():
        if not row and type_of(spec.questions[key]).is_group:
            for wanted in raw:
                real[key, wanted] = wanted if wanted in known else add_row(public_id=claim.public_id, group=key, by=by)
    return {
        (key, real[spec.group_of[key], row] if row else ""): raw
        for (key, row), raw in answers.items()
        if row or not type_of(spec.questions[key]).is_group
    }
