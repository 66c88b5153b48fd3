"""What a page shows of a claim before and after a change: figures, bars, what went in, and what cannot be known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from calculator.estimate import CALCULATED, NOT_CALCULATED, NOT_ENTITLED
from claims.models import Claim
from claims.readers.answer_store import localised_spec
from core.rules.messages import Phrase
from core.rules.money import format_pence
from estimates.models import ChangeEstimate, Estimate
from estimates.presenters.explanations import input_rows
from estimates.presenters.words import localised
from estimates.rules.changes import PICKED
from estimates.rules.horizontal_bars import horizontal_bars

READY, FAILED = ChangeEstimate.State.READY, ChangeEstimate.State.FAILED


@dataclass(frozen=True)
class _Line:
    """A benefit in pounds a week; None where the calculator does not know, or an answer is missing that changes it."""

    name: str
    before: float | None
    after: float | None


def change_estimate_content(row: ChangeEstimate, change: Claim) -> dict[str, Any]:
    """The context of estimates/_change.html; `state`: waiting, unknown, failed or ready."""
    if row.unknown:
        return {"state": "unknown", "unknown": _picked(change, row.unknown), "is_before": row.is_unknown_before}
    if row.state == FAILED:
        problem = row.provenance.get("problem") or Phrase(row.error)
        return {"state": "failed", "problem": localised(problem)}
    if row.state != READY:
        return {"state": "waiting"}
    lines = _lines(row.result)
    known = [line for line in lines if line.before is not None and line.after is not None]
    if not known:
        return {"state": "unknown", "unknown": [], "is_before": False}
    return {
        "state": "ready",
        "made_at": row.made_at,
        "rates_year": row.result["rates_year"],
        "sentence": _sentence(known),
        "figures": _figures(lines),
        "bars": _bars(known),
        "inputs": _inputs(row, change),
        "unknowns": list(dict.fromkeys(localised([*row.provenance["unknowns"], *row.result["after"]["unknowns"]]))),
    }


def between(before: Estimate, after: Estimate, claim: Claim) -> dict[str, Any]:
    """Two ready estimates of one claim side by side: the figures of each benefit, and the inputs that differ."""
    told = [
        {each["name"]: each["value"] for each in input_rows(row.household, row.provenance.get("inputs", {}), claim)}
        for row in (before, after)
    ]
    inputs = _side_by_side(*told)
    inputs["rows"] = [row for row in inputs["rows"] if row[1]["text"] != row[2]["text"]]
    return {"figures": _figures(_lines({"before": before.result, "after": after.result})), "inputs": inputs}


def _picked(change: Claim, values: list[str]) -> list[str]:
    """What has changed, in the words of the form that asked."""
    question: Mapping[str, Any] = localised_spec(change).questions.get(PICKED, {})
    labels = {option["value"]: option["label"] for option in question.get("options", ())}
    return [labels.get(value, value) for value in values]


def _lines(result: Mapping[str, Any]) -> list[_Line]:
    """Every benefit that the household could get before or after, or of which that is not known."""
    before, after = ({each["code"]: each for each in result[side]["benefits"]} for side in ("before", "after"))
    lines = []
    for code in dict.fromkeys([*before, *after]):
        found = [side.get(code) for side in (before, after)]
        if not all(each is None or each["status"] in (CALCULATED, NOT_ENTITLED, NOT_CALCULATED) for each in found):
            continue
        line = _Line(localised(next(each["name"] for each in found if each)), *map(_weekly, found))
        if line.before != 0 or line.after != 0:
            lines.append(line)
    return lines


def _weekly(benefit: Mapping[str, Any] | None) -> float | None:
    """What does not concern the household at all is nothing."""
    if benefit is None:
        return 0.0
    is_open = benefit["status"] == NOT_CALCULATED or benefit.get("range_per_week")
    return None if is_open else benefit["pounds_per_week"]


def _sentence(known: list[_Line]) -> str:
    """What all that is known comes to."""
    difference = _difference(known)
    if round(difference, 2) == 0:
        return _("By what is known, it comes to the same.")
    amount = {"amount": format_pence(abs(difference))}
    if difference > 0:
        return _("By what is known, it comes to %(amount)s a week more than before.") % amount
    return _("By what is known, it comes to %(amount)s a week less than before.") % amount


def _difference(lines: list[_Line]) -> float:
    return sum((line.after or 0.0) - (line.before or 0.0) for line in lines)


def _figures(lines: list[_Line]) -> dict[str, Any]:
    """What components/table.html takes."""
    titles = [_("Before, a week"), _("After, a week"), _("Difference, a week")]
    rows = []
    for line in lines:
        is_known = line.before is not None and line.after is not None
        words = [_pounds(line.before), _pounds(line.after), _signed(_difference([line])) if is_known else _unknown()]
        numbers = [
            {"text": text, "numeric": True, "title": title} for text, title in zip(words, titles, strict=True)
        ]  # fmt: skip
        rows.append([{"text": line.name, "title": _("Benefit")}, *numbers])
    return {"columns": [{"title": _("Benefit")}, *({"title": each, "numeric": True} for each in titles)], "rows": rows}


def _pounds(amount: float | None) -> str:
    return _unknown() if amount is None else format_pence(amount)


def _unknown() -> str:
    return _("not known")


def _signed(difference: float) -> str:
    sign = "+" if round(difference, 2) > 0 else "−" if round(difference, 2) < 0 else ""
    return sign + format_pence(abs(difference))


def _bars(known: list[_Line]) -> Any:
    figures = []
    for line in known:
        for amount, words in ((line.before, _("%(name)s, before")), (line.after, _("%(name)s, after"))):
            figures.append((words % {"name": line.name}, amount, _pounds(amount)))
    return horizontal_bars(figures)


def _inputs(row: ChangeEstimate, change: Claim) -> dict[str, Any]:
    """What the calculator was given, before and after, with what differs first."""
    told = row.provenance
    before = {each["name"]: each["value"] for each in input_rows(row.household_before, told["before"], change)}
    after = {each["name"]: each["value"] for each in input_rows(row.household, told["after"], change)}
    return _side_by_side(before, after)


def _side_by_side(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    titles = [_("What was given"), _("Before"), _("After")]
    names = sorted(dict.fromkeys([*before, *after]), key=lambda name: before.get(name) == after.get(name))
    rows = [
        [
            {"text": text, "title": title}
            for text, title in zip([name, before.get(name, "–"), after.get(name, "–")], titles, strict=True)
        ]
        for name in names
    ]
    return {"columns": [{"title": title} for title in titles], "rows": rows}
