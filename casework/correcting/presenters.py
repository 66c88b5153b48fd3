"""What the desk shows of corrections: which answers can be asked again, what waits, what was changed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import prefetch_related_objects

from claims.correcting.presenters import ask_words, corrections_content
from claims.correcting.readers import CLAIMANT, OFFICER
from claims.models import Claim, CorrectionAsk
from claims.presenters.submission import answer_in_words
from claims.readers.answer_store import localised_spec, sent_values


def questions_content(claim: Claim, keys: Collection[str], ticked: Collection[str]) -> list[dict[str, Any]]:
    """The questions that can be asked again, section by section, each with its answer; open where one is ticked."""
    spec, values = localised_spec(claim), sent_values(claim)
    sections = []
    for section in spec.data["sections"]:
        rows = [
            {
                "key": question["key"],
                "label": question["label"],
                "said": answer_in_words(question, values.get(question["key"])),
                "ticked": question["key"] in ticked,
            }
            for question in section["questions"]
            if question["key"] in keys
        ]
        if rows:
            sections.append({"title": section["title"], "rows": rows, "is_open": any(row["ticked"] for row in rows)})
    return sections


def desk_content(claim: Claim) -> dict[str, Any]:
    """On a claim: what waits for the claimant, what officers began, and every correction there was, newest first."""
    prefetch_related_objects([claim], "correction_asks")
    asks = [ask for ask in claim.correction_asks.all() if ask.is_open]
    return {
        "open": [_waiting(claim, ask) for ask in asks if ask.whose == CLAIMANT],
        "begun": [_waiting(claim, ask) for ask in asks if ask.whose == OFFICER],
        "corrections": corrections_content(claim),
    }


def _waiting(claim: Claim, ask: CorrectionAsk) -> dict[str, Any]:
    ask.claim = claim
    return ask_words(ask) | {"public_id": ask.public_id, "at": ask.asked_at, "by": ask.asked_by_label}
