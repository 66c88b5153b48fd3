"""Five households as they would answer, for counting questions: by question key; a list of dicts are rows.

What is not said here is answered in the plainest way there is (bench/questions.py): no, none, nothing.
"""

from __future__ import annotations

from typing import Any

Answers = dict[str, Any]


def money(amount: str, frequency: str = "weekly") -> dict[str, str]:
    """An amount and how often it is paid."""
    return {"amount": amount, "frequency": frequency}


def on(day: str) -> dict[str, str]:
    """A day ("1990-02-01") in three boxes."""
    year, month, number = day.split("-")
    return {"day": number, "month": month, "year": year}


LONE_PARENT: Answers = {
    "dob": on("1991-03-04"),
    "has_children": "yes",
    "children": [
        {"child_dob": on("2018-05-06"), "child_sex": "f", "child_benefit_who": "me"},
        {"child_dob": on("2021-07-08"), "child_sex": "m", "child_benefit_who": "me"},
    ],
    "housing_situation": "private_tenant",
    "rent_amount": money("795", "monthly"),
    "ctax_liable": "yes",
    "ctax_band": "B",
    "income_sources": ["job"],
    "has_job": "yes",
    "jobs": [{"job_hours": "16", "job_gross": money("900", "monthly"), "job_net": money("880", "monthly"),
              "job_paid_every": "monthly", "job_how_paid": "bank"}],
    "benefits_you": ["uc"],
    "benefit_amounts": [{"ben_name": "uc", "ben_amount": money("800", "monthly")}],
    "capital_total_band": "u3000",
}  # fmt: skip
PENSIONER_COUPLE: Answers = {
    "dob": on("1948-01-02"),
    "has_partner": "yes",
    "partner_dob": on("1950-03-04"),
    "housing_situation": "council_tenant",
    "rent_amount": money("105"),
    "bedrooms": "2",
    "ctax_liable": "yes",
    "ctax_band": "A",
    "income_sources": ["pension"],
    "has_pension": "yes",
    "pensions": [{"pen_who": "me", "pen_amount": money("60"), "pen_type": "work"}],
    "benefits_you": ["state_pension"],
    "benefits_partner": ["state_pension", "aa"],
    "benefit_amounts": [
        {"ben_who": "me", "ben_name": "state_pension", "ben_amount": money("200")},
        {"ben_who": "partner", "ben_name": "state_pension", "ben_amount": money("110")},
        {"ben_who": "partner", "ben_name": "aa", "ben_amount": money("76.70")},
    ],
    "caring": ["me"],
    "circumstances_you": ["carer"],
    "carer_for_you": "no",
    "capital_total_band": "3000_5999",
    "accounts": [{"ac_whose": "me"}, {"ac_whose": "partner"}, {"ac_whose": "joint"}],
    "hb_pay_to": "rent_account",
}
DISABLED_MAN: Answers = {
    "dob": on("1985-04-05"),
    "has_other_adults": "yes",
    "other_adults": [{"nd_dob": on("1990-01-01"), "nd_relationship": "flatmate"}],
    "housing_situation": "private_tenant",
    "rent_amount": money("420", "monthly"),
    "ctax_liable": "yes",
    "ctax_band": "A",
    "benefits_you": ["uc", "pip"],
    "benefit_amounts": [
        {"ben_name": "uc", "ben_amount": money("1000", "monthly")},
        {"ben_name": "pip", "ben_amount": money("76.70")},
    ],
    "circumstances_you": ["lcwra"],
    "health_element_you": "yes",
    "capital_total_band": "u3000",
}
LARGEST: Answers = {
    "dob": on("1984-04-05"),
    "has_partner": "yes",
    "partner_dob": on("1986-07-08"),
    "has_children": "yes",
    "children": [
        {"child_dob": on("2013-05-06"), "child_sex": "f", "child_benefit_who": "me"},
        {"child_dob": on("2016-07-08"), "child_sex": "m", "child_benefit_who": "me"},
        {"child_dob": on("2023-07-08"), "child_sex": "f", "child_benefit_who": "me"},
    ],
    "housing_situation": "owner",
    "ctax_liable": "yes",
    "ctax_band": "C",
    "income_sources": ["job"],
    "has_job": "yes",
    "jobs": [
        {"job_who": "me", "job_hours": "20", "job_gross": money("900", "monthly")},
        {"job_who": "partner", "job_hours": "30", "job_gross": money("1400", "monthly")},
    ],
    "has_childcare": "yes",
    "childcare": [{"cc_cost": money("90")}],
    "benefits_you": ["cb"],
    "benefits_partner": ["none"],
    "benefit_amounts": [{"ben_who": "me", "ben_name": "cb", "ben_amount": money("62.85")}],
    "capital_total_band": "6000_9999",
    "savings_total": "7000",
    "accounts": [{"ac_whose": "me"}, {"ac_whose": "me"}, {"ac_whose": "partner"}, {"ac_whose": "joint"}, {}],
}
YOUNG_TENANT: Answers = {
    "dob": on("1999-09-09"),
    "housing_situation": "private_tenant",
    "rent_amount": money("550", "monthly"),
    "ctax_liable": "yes",
    "ctax_band": "A",
    "income_sources": ["job"],
    "has_job": "yes",
    "jobs": [{"job_hours": "12", "job_gross": money("150")}],
    "capital_total_band": "u3000",
}
HOUSEHOLDS: dict[str, Answers] = {
    "lone parent, 2 children": LONE_PARENT,
    "pensioner couple": PENSIONER_COUPLE,
    "single disabled man": DISABLED_MAN,
    "largest household": LARGEST,
    "young private tenant": YOUNG_TENANT,
}
# Where they claim from another home than in the check, so that they can claim help with rent: temporary
# accommodation, and supported housing.
IN_THE_CLAIM: dict[str, Answers] = {
    "lone parent, 2 children": {"housing_situation": "temporary"},
    "single disabled man": {"housing_situation": "supported", "has_other_adults": "no"},
}
# What everybody says in the claim.
BOTH: Answers = {
    "claim_for": ["hb", "ctr"],
    "nino": "AB 12 34 56 C",
    "partner_nino": "AB 12 34 57 D",
    "letters_to": "here",
}
