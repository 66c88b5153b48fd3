"""Which components of PIP, DLA and Attendance Allowance make up a weekly amount."""

from __future__ import annotations

from decimal import Decimal

# Pounds a week from 6 April 2026 (Social Security Benefits Up-rating Order 2026), by code of the household
# schema. Read from policyengine-uk 2.162.10, parameters/gov/dwp; a test compares them with the engine's.
RATES = {
    "pip": (
        {"pip_daily_living_standard": "76.70", "pip_daily_living_enhanced": "114.60"},
        {"pip_mobility_standard": "30.30", "pip_mobility_enhanced": "80.00"},
    ),
    "dla": (
        {"dla_care_lowest": "30.30", "dla_care_middle": "76.70", "dla_care_highest": "114.60"},
        {"dla_mobility_lower": "30.30", "dla_mobility_higher": "80.00"},
    ),
    "aa": ({"aa_lower": "76.70", "aa_higher": "114.60"}, {}),
}
# Amounts are told by frequency and rounded, so a few pence either way is the same award.
TOLERANCE = Decimal("0.10")


def awards_from_weekly_amount(benefit: str, pounds_per_week: Decimal | None) -> list[str]:
    """The award codes that pay this much: benefit is pip, dla or aa.

    [benefit] itself, meaning the rate is not known, when no set of components or more than one pays it.
    """
    if pounds_per_week is None:
        return [benefit]
    first, second = RATES[benefit]
    found = []
    for one, one_pays in ({"": "0"} | first).items():
        for two, two_pays in ({"": "0"} | second).items():
            if abs(Decimal(one_pays) + Decimal(two_pays) - pounds_per_week) <= TOLERANCE and (one or two):
                found.append([code for code in (one, two) if code])
    return found[0] if len(found) == 1 else [benefit]
