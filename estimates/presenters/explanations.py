"""How an estimate was worked out, for its page and PDF: each benefit's tests and sum, and where inputs came from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from calculator.explain import NAMES
from claims.models import Claim
from claims.presenters.links import page_address
from claims.readers.answer_store import localised_spec
from core.rules.messages import a_week
from core.rules.money import PAYMENTS_A_YEAR, format_pence
from estimates.models import Estimate
from estimates.presenters.words import localised
from formspec.rules.display import display_answer
from formspec.rules.facts import facts_in
from formspec.rules.form_spec import FormSpec

# What an input is called, by the last part of its place in the household.
INPUTS = {
    "date_of_birth": gettext_noop("date of birth"),
    "earnings": gettext_noop("pay before tax"),
    "self_employed_profit": gettext_noop("profit from own business"),
    "private_pension": gettext_noop("private pensions"),
    "hours_per_week": gettext_noop("hours of work a week"),
    "pension_contributions": gettext_noop("paid into a pension"),
    "benefits": gettext_noop("benefits today"),
    "disability_benefits": gettext_noop("disability benefits"),
    "limited_capability": gettext_noop("what DWP decided about health and work"),
    "cares_35_hours": gettext_noop("cares for 35 hours a week or more"),
    "cares_20_hours": gettext_noop("cares for at least 20 hours a week, and for less than 35"),
    "full_time_student": gettext_noop("full-time student"),
    "first_year_of_business": gettext_noop("the business is in its first year"),
    "severely_sight_impaired": gettext_noop("severely sight impaired"),
    "tenure": gettext_noop("kind of home"),
    "rent": gettext_noop("rent"),
    "bedrooms": gettext_noop("bedrooms"),
    "extra_bedrooms": gettext_noop("extra bedrooms needed"),
    "liable_for_council_tax": gettext_noop("pays the council tax bill"),
    "council_tax_band": gettext_noop("council tax band"),
    "council_tax_per_year": gettext_noop("council tax bill for a year"),
    "capital": gettext_noop("savings"),
    "childcare": gettext_noop("childcare costs"),
    "mixed_age_saving": gettext_noop("help as a couple since before 15 May 2019"),
    "had_health_element_before_april_2026": gettext_noop("health element before 6 April 2026"),
    "both_care_for_same_person": gettext_noop("both look after the same person"),
    "has_paid_carer": gettext_noop("somebody is paid for looking after you"),
}
IN_POUNDS = {"capital", "council_tax_per_year"}
ROLES = {"claimant": gettext_noop("You"), "partner": gettext_noop("Your partner")}
CAPABILITIES = {
    "lcw": gettext_noop("health limits work"),
    "lcwra": gettext_noop("no need to get ready for work"),
}


def explanation_shown(benefit: Mapping[str, Any]) -> dict[str, Any] | None:
    """What components/explanation.html takes for a localised benefit; None when an engine kept its steps to itself."""
    if not benefit.get("tests") and not benefit.get("steps"):
        return None
    return {
        "name": benefit["name"],
        "tests": benefit.get("tests", []),
        "steps": [
            {"text": each["text"], "amount": _amount(each), "kind": each["kind"]} for each in benefit.get("steps", ())
        ],
    }


def _amount(step: Mapping[str, Any]) -> str:
    pounds = step["pounds_per_week"]
    return "" if pounds is None else format_pence(pounds)


def inputs_shown(estimate: Estimate, claim: Claim) -> list[dict[str, Any]]:
    """Each input of an estimate: what it is, its value, the question it came from and, in a draft, its address."""
    rows = input_rows(estimate.household, estimate.provenance.get("inputs", {}), claim)
    area = {"name": _("Area"), "value": _area(estimate.household), "source": _("Your council"), "url": ""}
    return [*rows, area]


def input_rows(household: Mapping[str, Any], inputs: Mapping[str, str], claim: Claim) -> list[dict[str, Any]]:
    """The same of a household and where its inputs came from (JSON pointer -> fact), without the area."""
    spec = localised_spec(claim)
    by_fact = {fact: question for question in spec.questions.values() for fact in facts_in(question)}
    rows = []
    for pointer, fact in sorted(inputs.items(), key=lambda each: _order(each[0])):
        value = _at(household, pointer)
        question = by_fact.get(fact)
        if pointer == "/capital":
            # A band was told, and its most is not what they said.
            value = household.get("capital_band") or value
        if value is None:
            continue
        rows.append({
            "name": _name(pointer, household),
            "value": _value(pointer, value, question),
            "source": question["label"] if question else _("Your answers"),
            "url": _change_url(claim, spec, question),
        })  # fmt: skip
    return rows


def _order(pointer: str) -> tuple[int, str]:
    """People first, then the home, then money; JSON of the database keeps no order."""
    sections = ("adults", "children", "housing")
    section = pointer.split("/")[1]
    return sections.index(section) if section in sections else len(sections), pointer


def _change_url(claim: Claim, spec: FormSpec, question: Mapping[str, Any] | None) -> str:
    page = spec.page_of.get(question["key"]) if question else None
    return page_address(claim, page) if page and claim.is_draft else ""


def _at(household: Any, pointer: str) -> Any:
    """The value at a JSON pointer, or None."""
    found = household
    for part in pointer.strip("/").split("/"):
        if isinstance(found, list):
            found = found[int(part)] if int(part) < len(found) else None
        else:
            found = (found or {}).get(part)
    return found


def _name(pointer: str, household: Mapping[str, Any]) -> str:
    parts = pointer.strip("/").split("/")
    if parts[0] == "children":
        return _("Child %(number)s") % {"number": int(parts[1]) + 1}
    words = _(INPUTS.get(parts[-1], parts[-1]))
    if parts[0] != "adults":
        return words[:1].upper() + words[1:]
    roles = [each["role"] for each in household["adults"]]
    role = roles[int(parts[1])]
    others = [index for index, each in enumerate(roles) if each == "non_dependant"]
    who = _(ROLES[role]) if role in ROLES else _("Adult %(number)s") % {"number": others.index(int(parts[1])) + 1}
    return f"{who}: {words}"


def _value(pointer: str, value: Any, question: Mapping[str, Any] | None) -> str:
    key = pointer.rsplit("/", 1)[-1]
    if pointer.startswith("/children/"):
        return _("born %(day)s") % {"day": _day(value["date_of_birth"])} if value.get("date_of_birth") else ""
    if key == "date_of_birth":
        return _day(value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Mapping):
        return localised(a_week(value["amount"] * PAYMENTS_A_YEAR[value["frequency"]]))
    if key in IN_POUNDS and not isinstance(value, str):
        return format_pence(value)
    if key == "benefits":
        return ", ".join(localised(NAMES.get(each["code"], NAMES["other"])) for each in value)
    if key == "disability_benefits":
        return ", ".join(dict.fromkeys(localised(NAMES[award.split("_")[0]]) for award in value))
    if key == "limited_capability":
        return _(CAPABILITIES.get(value, value))
    if question and question.get("options") and isinstance(value, str):
        return display_answer(dict(question), value, translate=_)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _day(text: str) -> str:
    return display_answer({"type": "date"}, text, translate=_)


def _area(household: Mapping[str, Any]) -> str:
    """The engine's names of places, as people write them."""
    places = (household.get(key) for key in ("brma", "local_authority", "region"))
    return ", ".join(dict.fromkeys(place.replace("_", " ").title() for place in places if place))
