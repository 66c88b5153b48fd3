"""The other adults of a home, as forms tell of them: their work, benefits, couples, and who is away."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from calculator.household.facts import Facts, Row, rows_of
from calculator.household.residents import counts_for_council_tax
from core.rules.messages import Phrase, say

BENEFITS = {"uc_no_earnings": "uc", "uc_earnings": "uc", "pc": "pc_guarantee", "esa_jsa": "other"}
# Any award of the first kind has the same effect (Universal Credit Regulations 2013, Schedule 4, paragraph 16(2)); of
# the second it is not known which.
AWARDS = {"care_award": "pip_daily_living_standard", "pip_dla_aa": "pip"}
# Half a week's threshold matters here, not the exact number: the answers are bands.
HOURS = {"none": 0, "under16": 15, "16plus": 16}
# People who pay for their place are not non-dependants (Housing Benefit Regulations 2006, regulation 3).
NOT_NON_DEPENDANTS = {"lodger", "boarder", "joint", "flatmate", "landlord"}
AWAY = {"prison": "prison", "hospital": "hospital", "forces_away": "operations"}
NOBODY = {"", "no", "none", "nobody", "n/a", "na", "-"}
NOTHING = {"amount": 0.0, "frequency": "yearly"}

NOT_DATED = say("An adult whose date of birth we do not know is not counted.")
COUPLE_NOT_FOUND = say(
    "You told us that two of the other adults are a couple, and we could not tell which two. These figures count each "
    "of them. The council takes off only one amount for a couple, so Housing Benefit and Council Tax Reduction can be "
    "higher than this."
)
CARES = say(
    "You told us that another adult looks after somebody for 35 hours a week. With Carer's Allowance nothing is taken "
    "off your Universal Credit for them. These figures take it that they do not get it: ask them to check."
)
IN_PRISON = say(
    "Nothing is taken off for another adult who is in prison. These figures still count a bedroom for them, and that "
    "can end while they are away: tell whoever deals with your claim."
)


def non_dependants(facts: Facts) -> tuple[list[dict[str, Any]], list[Phrase]]:
    """The non-dependants (adults who pay no rent to the household), in the household format, and notes about them."""
    rows = [
        row
        for row in rows_of(facts, "household.other_adults")
        if row.get("nondep.relationship") not in NOT_NON_DEPENDANTS
    ]
    said = [NOT_DATED for row in rows if not row.get("nondep.dob")]
    rows = [row for row in rows if row.get("nondep.dob")]
    couples, found_all = _couples(rows)
    said += [] if found_all else [COUPLE_NOT_FOUND]
    for row in rows:
        special = row.get("nondep.special") or []
        said += [CARES] if "carer" in special else []
        said += [IN_PRISON] if "prison" in special else []
    return [_adult(row, couples.get(index)) for index, row in enumerate(rows)], said


def _adult(row: Row, couple: int | None) -> dict[str, Any]:
    told, special = row.get("nondep.benefits") or [], row.get("nondep.special") or []
    income = row.get("nondep.gross_income")
    no_pay = NOTHING if "uc_no_earnings" in told or row.get("nondep.hours") == "none" else None
    codes = dict.fromkeys(BENEFITS[each] for each in told if each in BENEFITS)
    adult = {
        "date_of_birth": row["nondep.dob"],
        "hours_per_week": HOURS.get(row.get("nondep.hours", "")),
        "earnings": {"amount": float(Decimal(income["amount"])), "frequency": income["frequency"]}
        if income
        else no_pay,
        "disability_benefits": [AWARDS[each] for each in told if each in AWARDS][:1] or None,
        "benefits": [{"code": code, "amount": None} for code in codes] or None,
        "full_time_student": row.get("nondep.student") == "student" or None,
        "away": next((AWAY[each] for each in special if each in AWAY), None),
        "child_under_5": "child_under_5" in special or None,
        "couple_number": couple,
        "benefits_are_told": bool(told and row.get("nondep.student")) or None,
        "council_tax_disregarded": counts_for_council_tax(row) is False or None,
    }
    return {"role": "non_dependant"} | {key: value for key, value in adult.items() if value is not None}


def _couples(rows: list[Row]) -> tuple[dict[int, int], bool]:
    """Index of each who is in a couple -> number of the couple; and whether every couple told of was found.

    Told by a name, which is that of another row, or can only be the other of two.
    """
    couples: dict[int, int] = {}
    found_all = True
    for index, row in enumerate(rows):
        name = _words(row.get("nondep.couple_with"))
        if not name or index in couples:
            continue
        others = [other for other in range(len(rows)) if other != index and other not in couples]
        named = _alike(name, {other: _words(rows[other].get("nondep.name")) for other in others})
        chosen = named if len(named) == 1 else others if len(rows) == 2 else []
        if len(chosen) == 1:
            couples[index] = couples[chosen[0]] = len(couples) // 2
        else:
            found_all = False
    return couples, found_all


def _alike(name: set[str], names: dict[int, set[str]]) -> list[int]:
    """The indexes of the names with the most words in common with `name`; none without any. Families share surnames."""
    shared = {index: len(name & each) for index, each in names.items()}
    most = max(shared.values(), default=0)
    return [index for index, count in shared.items() if count == most and most]


def _words(said: dict[str, str] | str | None) -> set[str]:
    """The words of a name, which a form has in parts, or of a text."""
    text = " ".join(said.values()) if isinstance(said, dict) else said or ""
    plain = text.strip().casefold()
    letters = "".join(each if each.isalpha() else " " for each in plain)
    return set() if plain in NOBODY else set(letters.split())
