"""Whether a partner signs too, with which answers, and what they see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.rules.messages import say
from studio.rules.finding import Source, pages_of, question_of
from studio.rules.refusals import Refused

# What officers check where a partner signs (formspec/library/checks.yaml).
CHECK = "signatures"


def set_signature(source: Source, *, shows: Sequence[str], question: str = "", answer: str = "") -> None:
    """A partner signs where this question has this answer, or where they did before, and sees these answers.

    Raises Refused.
    """
    wanted: dict[str, Any] = source.get("second_signature", {})
    if question:
        question_of(source, question)
        wanted = {**wanted, "when": {"q": question, "op": "equals", "value": answer}}
    if "when" not in wanted:
        raise Refused(say("Say with which answer there is a partner."))
    if not shows:
        raise Refused(say("Choose at least one answer that the partner sees."))
    source["second_signature"] = {**wanted, "shows": [*shows]}
    checks = source.get("checks", [])
    beside = next((page["key"] for page in pages_of(source) if {*page["questions"]} & {*shows}), None)
    if checks and beside and all(check["key"] != CHECK for check in checks):
        checks.append({"key": CHECK, "pages": [beside], "applies_when": wanted["when"]})


def remove_signature(source: Source) -> None:
    """No partner signs any more, and nobody checks whether one did."""
    source.pop("second_signature", None)
    left = [check for check in source.get("checks", ()) if check["key"] != CHECK]
    if left:
        source["checks"] = left
    else:
        source.pop("checks", None)
