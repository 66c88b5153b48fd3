"""What a page shows of an estimate: the figure on top, a card for each benefit, what to do next, what is not known."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from calculator.estimate import ALREADY_GETTING, CALCULATED, NOT_CALCULATED, NOT_ENTITLED
from calculator.explain import CLAIM_FORMS
from core.outside.addresses import Outside, outside
from core.rules.messages import Phrase
from core.rules.money import format_pence
from estimates.models import Estimate
from estimates.presenters.explanations import explanation_shown
from estimates.presenters.passported import passported_content, passported_forms
from estimates.presenters.words import localised

Benefit = dict[str, Any]


def pounds(amount: float) -> str:
    """1234.5 → "1,234.50": the pages put the sign in front of it."""
    return format_pence(amount, sign="")


def forms_to_start(estimate: Estimate | None) -> set[str]:
    """Slugs of our forms that claim something of this estimate; all there are, when it has no result."""
    if estimate is None or estimate.result is None:
        return set(CLAIM_FORMS.values())
    return {each["claim_form"] for each in estimate.result["benefits"] if each["claim_form"]}


def forms_of_help(estimate: Estimate | None) -> set[str]:
    """Slugs of our forms that take something of this estimate's passported help."""
    return passported_forms(estimate.result.get("passported", [])) if estimate and estimate.result else set()


def estimate_content(estimate: Estimate, form_titles: Mapping[str, str]) -> dict[str, Any]:
    """The context of estimates/_estimate_results.html and _estimate_more.html for an estimate that is ready.

    form_titles: slug → title of the forms that the person can start from here.
    """
    result = localised(estimate.result)
    unknowns = [*localised(estimate.provenance.get("unknowns", [])), *result["unknowns"]]
    found: dict[str, list[Benefit]] = {}
    for each in result["benefits"]:
        found.setdefault(each["status"], []).append(each)
    calculated = sorted(found.get(CALCULATED, []), key=lambda each: -each["pounds_per_week"])
    not_calculated = found.get(NOT_CALCULATED, [])
    not_entitled = found.get(NOT_ENTITLED, [])
    # Nothing by the answers so far, but a missing one may bring something: that is no "would not get".
    open_still = [each for each in not_entitled if each.get("range_per_week")]
    return {
        "headline": _headline(result),
        "cards": [_card(each) for each in calculated + open_still],
        "before_deductions": before_deductions([each["code"] for each in calculated + open_still]),
        "largest": max((each["pounds_per_week"] for each in calculated), default=0),
        "not_calculated": not_calculated,
        "not_entitled": [
            each | {"explanation": explanation_shown(each)} for each in not_entitled if each not in open_still
        ],
        "already": [_already(each) for each in found.get(ALREADY_GETTING, [])],
        "comparison": _comparison(result),
        "next_steps": [_next_step(each, form_titles) for each in calculated + not_calculated if each["next_step"]],
        "left_out": result["left_out"],
        "passported": passported_content(result.get("passported", []), form_titles),
        "unknowns": list(dict.fromkeys(unknowns)),
    }


def before_deductions(codes: Collection[str]) -> Outside | None:
    """Where to read what may be taken off what these benefits pay: for Universal Credit alone something is."""
    return outside("uc_deductions") if "uc" in codes else None


def problem_words(estimate: Estimate) -> str:
    """What stopped an estimate, in the page's language: a sentence of ours or of the calculator."""
    return localised(estimate.provenance.get("problem") or Phrase(estimate.error))


def _range_words(benefit: Benefit) -> str:
    """How far the amount can go either way, and on which missing answers it depends, in the page's language."""
    low, high = benefit["range_per_week"]
    return _("Between £%(low)s and £%(high)s a week, depending on %(answers)s.") % {
        "low": pounds(low), "high": pounds(high), "answers": _all_of(benefit["depends_on"]),
    }  # fmt: skip


def _headline(result: dict[str, Any]) -> dict[str, Any]:
    gained = round(result["gained_per_year"])
    compared = [each for each in result["benefits"] if _is_compared(each)]
    kind = "gain" if gained > 0 else "less" if gained < 0 else "same" if result["now_per_year"] > 0 else "nothing"
    return {
        "kind": kind if compared else "unknown",
        "yearly": f"{abs(gained):,}",
        "could_get": pounds(result["gained_per_year"] + result["now_per_year"]),
        "now": pounds(result["now_per_year"]) if result["now_per_year"] else "",
        "depends_on": _all_of([name for each in compared if each.get("range_per_week") for name in each["depends_on"]]),
    }


def _all_of(names: list[str]) -> str:
    return _(" and ").join(dict.fromkeys(names))


def _is_compared(benefit: Benefit) -> bool:
    return benefit["status"] in (CALCULATED, NOT_ENTITLED) and benefit["now_per_year"] is not None


def _card(benefit: Benefit) -> dict[str, Any]:
    """What components/benefit_card.html takes."""
    return {
        "name": benefit["name"],
        "weekly": pounds(benefit["pounds_per_week"]),
        "weekly_number": benefit["pounds_per_week"],
        "yearly": pounds(benefit["pounds_per_year"]) if benefit["pounds_per_year"] else "",
        "range": _range_words(benefit) if benefit.get("range_per_week") else "",
        "why": benefit["reasons"],
        "explanation": explanation_shown(benefit),
    }


def _already(benefit: Benefit) -> dict[str, Any]:
    known = benefit["pounds_per_week"] is not None
    return {"name": benefit["name"], "weekly": pounds(benefit["pounds_per_week"]) if known else None}


def _comparison(result: dict[str, Any]) -> dict[str, Any]:
    """What components/table.html takes: each compared benefit, what it could be and what it is today."""
    rows = [
        [
            {"text": each["name"]},
            {"text": format_pence(each["pounds_per_year"]), "numeric": True},
            {"text": format_pence(each["now_per_year"]), "numeric": True},
        ]
        for each in result["benefits"]
        if _is_compared(each) and (each["pounds_per_year"] or each["now_per_year"])
    ]
    columns = [
        {"title": _("Benefit")},
        {"title": _("Could be, a year"), "numeric": True},
        {"title": _("Now, a year"), "numeric": True},
    ]
    return {"columns": columns, "rows": rows}


def _next_step(benefit: Benefit, form_titles: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": benefit["name"],
        "text": benefit["next_step"],
        "run_by": benefit["run_by"],
        "form": form_titles.get(benefit["claim_form"]),
        "page": outside(benefit["code"]),
    }
