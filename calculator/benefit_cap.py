"""What the engine leaves out of the benefit cap."""

from __future__ import annotations


def correct_benefit_cap(per_year: dict[str, float], parts: dict[str, float], tests: dict[str, bool]) -> None:
    """Count Maternity Allowance (Welfare Reform Act 2012, section 96(10); UC Regulations 2013, regulation 79(4)).

    Changes the dicts, pounds a year. Housing Benefit counts as nothing (regulation 80(2A)); childcare is spared
    (regulation 81(1)(b)).
    """
    told, limit = parts["maternity_allowance"], parts["uc_benefit_cap"]
    before = per_year["uc"] + parts["uc_benefit_cap_reduction_after_floor"]
    if told <= 0 or limit <= 0 or before <= 0 or tests["is_uc_benefit_cap_exempt"]:
        return
    parts["benefit_cap_welfare_benefits"] = round(parts["benefit_cap_welfare_benefits"] + told, 2)
    rent = per_year["hb"] + parts["housing_benefit_benefit_cap_reduction"]
    over = max(0.0, parts["benefit_cap_welfare_benefits"] - rent - limit)
    parts["uc_benefit_cap_reduction"] = round(max(0.0, over - parts["uc_childcare_element"]), 2)
    taken = min(before, parts["uc_benefit_cap_reduction"])
    parts["uc_benefit_cap_reduction_after_floor"] = taken
    per_year["uc"] = round(before - taken, 2)
