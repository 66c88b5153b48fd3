"""What is new between two estimates of one household: help that was not there before, or clearly more of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from calculator.benefits import CALCULATED
from calculator.passported import LIKELY
from core.rules.messages import Phrase, read_message

# Pounds a week. Less than this is rounding and small corrections, for which nobody should be called to a page.
WORTH_TELLING = 1.0


@dataclass(frozen=True)
class NewHelp:
    """One benefit or passported help that is new. more_per_week: pounds; None when it has no amount."""

    code: str
    name: Phrase
    more_per_week: float | None = None


def new_help(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[NewHelp]:
    """What the later of two estimates (as Estimate.to_dict writes them) has that the earlier one had not.

    A benefit counts when the person could newly get it, or £1 a week more of it, and does not get it today: what
    somebody gets already is raised without them. Passported help counts when it has become likely; where the earlier
    estimate did not look at it, nothing is known of a change. Less of anything is never reported.
    """
    return [*_new_benefits(before, after), *_new_passported(before, after)]


def _new_benefits(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[NewHelp]:
    known = {each["code"]: _per_week(each) for each in before["benefits"]}
    found = []
    for each in after["benefits"]:
        was, now = known.get(each["code"], 0.0), _per_week(each)
        is_new = was == 0.0 and now > 0.0
        if each["now_per_year"] == 0 and (is_new or now - was >= WORTH_TELLING):
            found.append(NewHelp(each["code"], read_message(each["name"]), round(now - was, 2)))
    return found


def _per_week(benefit: Mapping[str, Any]) -> float:
    return (benefit["pounds_per_week"] or 0.0) if benefit["status"] == CALCULATED else 0.0


def _new_passported(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[NewHelp]:
    known = {each["code"]: each["answer"] for each in before.get("passported", ())}
    return [
        NewHelp(each["code"], read_message(each["name"]))
        for each in after.get("passported", ())
        if each["answer"] == LIKELY and known.get(each["code"], LIKELY) != LIKELY
    ]
