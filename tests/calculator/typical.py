"""Households as they come to a council, each with something that the fast path must get right."""


def weekly(amount):
    return {"amount": amount, "frequency": "weekly"}


def household(*adults, children=(), tenure="private_tenant", rent=120, **more):
    return {
        "claim_date": "2026-11-22",
        "region": "YORKSHIRE",
        "brma": "LEEDS",
        "capital": 0,
        "adults": list(adults),
        "children": list(children),
        "housing": {
            "tenure": tenure,
            "rent": weekly(rent),
            "council_tax_per_year": 1300,
            "council_tax_band": "B",
            "liable_for_council_tax": True,
        },
        **more,
    }


ME = {"role": "claimant", "age": 41}
HOUSEHOLDS = {
    "health element, new": household({**ME, "limited_capability": "lcwra"}, had_health_element_before_april_2026=False),
    "health element, protected": household(
        {**ME, "limited_capability": "lcwra"}, had_health_element_before_april_2026=True
    ),
    "working couple, children, childcare": household(
        {**ME, "earnings": weekly(380), "hours_per_week": 30, "pension_contributions": weekly(15)},
        {"role": "partner", "age": 38, "self_employed_profit": weekly(140), "hours_per_week": 20},
        children=[{"age": 3}, {"age": 11, "disability_benefits": ["dla_care_highest"]}, {"age": 17}],
        childcare=weekly(90),
        capital=7200,
    ),
    "pensioner, mixed income, adult son": household(
        {
            "role": "claimant",
            "date_of_birth": "1950-01-10",
            "private_pension": weekly(30),
            "benefits": [{"code": "state_pension", "amount": weekly(190)}],
            "disability_benefits": ["aa_higher"],
        },
        {"role": "non_dependant", "age": 28, "earnings": weekly(330), "hours_per_week": 38},
        tenure="council_tenant",
        rent=95,
        capital=13000,
    ),
    "carer and disabled partner under the cap": household(
        {**ME, "cares_35_hours": True},
        {
            "role": "partner",
            "age": 45,
            "limited_capability": "lcwra",
            "disability_benefits": ["pip_daily_living_enhanced", "pip_mobility_standard"],
        },
        children=[{"age": 15}],
        had_health_element_before_april_2026=True,
        tenure="ha_tenant",
    ),
    "lone parent over the benefit cap in London": household(
        ME,
        children=[{"age": each} for each in (1, 4, 6, 9)],
        rent=420,
        region="LONDON",
        brma="INNER_SOUTH_EAST_LONDON",
        local_authority="LEWISHAM",
    ),
}
