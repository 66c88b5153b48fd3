"""What the engine leaves out of the benefit cap."""

from __future__ import annotations


def correct_benefit_cap(per_year: dict[str, float], parts: dict[str, float], tests: dict[str, bool]) -> None:
    """Count Maternity Allowance (Welfare Reform Act 2012, section 96(10); UC Regulations 2013, regulation 79(4)).

    Changes the dicts, pounds a year.
    """
    told = parts["maternity_allowance"]
    if told > 0:
        award = per_year["uc"] + parts["uc_benefit_cap_reduction_after_floor"]
        take_cap_off(per_year, parts, tests, award=award, more=told)


def take_cap_off(
    per_year: dict[str, float], parts: dict[str, float], tests: dict[str, bool], *, award: float, more: float
) -> None:
    """Universal Credit is the award less what the cap takes off it, with more benefits counted than the engine does.

    Changes the dicts, pounds a year. Housing Benefit counts as nothing (regulation 80(2A)); childcare is spared
    (regulation 81(1)(b)).
    """
    limit, taken = parts["uc_benefit_cap"], 0.0
    if limit > 0 and award > 0 and not tests["is_uc_benefit_cap_exempt"]:
        parts["benefit_cap_welfare_benefits"] = round(parts["benefit_cap_welfare_benefits"] + more, 2)
        rent = per_year["hb"] + parts["housing_benefit_benefit_cap_reduction"]
        over = max(0.0, parts["benefit_cap_welfare_benefits"] - rent - limit)
        parts["uc_benefit_cap_reduction"] = round(max(0.0, over - parts["uc_childcare_element"]), 2)
        taken = min(award, parts["uc_benefit_cap_reduction"])
        parts["uc_benefit_cap_reduction_after_floor"] = taken
    per_year["uc"] = round(award - taken, 2)
