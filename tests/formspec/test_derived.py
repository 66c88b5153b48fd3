"""Derived values: each rule by a table that includes missing answers."""

from datetime import date, timedelta

import pytest

from formspec.rules.derived import RULES, derive

TODAY = date(2026, 11, 22)
OLD, YOUNG = "1950-01-01", "1990-01-01"  # pension age, working age
SINGLE, COUPLE = {"has_partner": "no"}, {"has_partner": "yes"}
NO_MONEY = {
    "benefits_you": ["none"], "has_job": "no", "is_self_employed": "no", "has_pension": "no",
    "other_income_types": ["none"], "has_partner": "no",
}  # fmt: skip

TABLE = {
    "applicant_pension_age": [
        ({}, False),
        ({"dob": OLD}, True),
        ({"dob": YOUNG}, False),
        ({"dob": "1960-05-06"}, True),
        ({"dob": "1960-11-22"}, False),
    ],
    "partner_pension_age": [
        ({}, False),
        ({"partner_dob": OLD}, False),
        ({**COUPLE, "partner_dob": OLD}, True),
        ({**COUPLE, "partner_dob": YOUNG}, False),
        (COUPLE, False),
        ({**SINGLE, "partner_dob": OLD}, False),
    ],
    "any_pension_age": [
        ({}, False),
        ({"dob": OLD}, True),
        ({"dob": YOUNG, **COUPLE, "partner_dob": OLD}, True),
        ({"dob": YOUNG, **COUPLE}, False),
        ({**COUPLE, "partner_dob": OLD}, True),
    ],
    "someone_55_or_over": [
        ({}, False),
        ({"dob": "1971-11-22"}, True),
        ({"dob": "1971-11-23"}, False),
        ({"dob": YOUNG, **COUPLE, "partner_dob": OLD}, True),
        ({"dob": YOUNG, **SINGLE}, False),
    ],
    "mixed_age_couple": [
        ({}, False),
        ({"dob": OLD, **SINGLE}, False),
        ({"dob": OLD, **COUPLE}, False),
        ({"dob": OLD, **COUPLE, "partner_dob": YOUNG}, True),
        ({"dob": YOUNG, **COUPLE, "partner_dob": OLD}, True),
        ({"dob": OLD, **COUPLE, "partner_dob": OLD}, False),
        ({**COUPLE, "partner_dob": OLD}, False),
    ],
    "pension_age_hb": [
        ({}, False),
        ({"dob": OLD}, False),
        ({"dob": OLD, **SINGLE}, True),
        ({"dob": YOUNG, **SINGLE}, False),
        ({"dob": OLD, **COUPLE}, False),
        ({"dob": OLD, **COUPLE, "partner_dob": OLD}, True),
        ({"dob": OLD, **COUPLE, "partner_dob": YOUNG}, False),
        ({"dob": OLD, **COUPLE, "partner_dob": YOUNG, "pension_credit_before_2019": "yes"}, True),
        ({"dob": OLD, **COUPLE, "partner_dob": YOUNG, "pension_credit_before_2019": "unsure"}, False),
    ],
    "hb_not_open": [
        ({}, False),
        ({"dob": YOUNG, **SINGLE}, False),
        ({"dob": YOUNG, "housing_situation": "private_tenant"}, False),
        ({"dob": YOUNG, **SINGLE, "housing_situation": "private_tenant"}, True),
        ({"dob": YOUNG, **SINGLE, "housing_situation": "supported"}, False),
        ({"dob": YOUNG, **SINGLE, "housing_situation": "temporary"}, False),
        ({"dob": OLD, **SINGLE, "housing_situation": "private_tenant"}, False),
        ({"dob": OLD, **COUPLE, "housing_situation": "private_tenant"}, False),
        ({"dob": OLD, **COUPLE, "partner_dob": YOUNG, "housing_situation": "private_tenant"}, False),
        (
            {
                "dob": OLD,
                **COUPLE,
                "partner_dob": YOUNG,
                "housing_situation": "private_tenant",
                "pension_credit_before_2019": "unsure",
            },
            False,
        ),
        (
            {
                "dob": OLD,
                **COUPLE,
                "partner_dob": YOUNG,
                "housing_situation": "private_tenant",
                "pension_credit_before_2019": "no",
            },
            True,
        ),
        (
            {
                "dob": OLD,
                **COUPLE,
                "partner_dob": YOUNG,
                "housing_situation": "private_tenant",
                "pension_credit_before_2019": "yes",
            },
            False,
        ),
    ],
    "moved_in_last_12_months": [
        ({}, False),
        ({"moved_in": "2025-11-22"}, True),
        ({"moved_in": "2025-11-21"}, False),
        ({"moved_in": "2027-01-01"}, True),
    ],
    "needs_means_test": [
        ({}, True),
        ({"benefits_you": ["uc"], "claim_for": ["hb"]}, False),
        ({"benefits_you": ["uc"], "claim_for": ["hb", "ctr"]}, True),
        ({"benefits_you": ["uc"]}, True),
        ({"benefits_you": ["pip", "pc_guarantee"]}, False),
        ({"benefits_partner": ["pc_guarantee"]}, False),
        ({"benefits_you": ["pc_savings"], "claim_for": ["hb"]}, True),
    ],
    "needs_means_test_housing_benefit": [
        ({}, True),
        ({"benefits_you": ["uc"]}, False),
        ({"benefits_partner": ["pc_guarantee"]}, False),
        ({"benefits_you": ["pip"]}, True),
    ],
    "needs_means_test_pension_age": [
        ({}, True),
        ({"benefits_you": ["uc"]}, True),
        ({"benefits_you": ["pc_guarantee"]}, False),
    ],
    "needs_means_test_working_age": [
        ({}, True),
        ({"benefits_you": ["cb"]}, True),
        ({"benefits_you": ["uc"]}, False),
        ({"benefits_partner": ["uc"]}, False),
    ],
    "savings_may_count": [
        ({}, True),
        ({"capital_total_band": "u3000"}, False),
        ({"capital_total_band": "3000_5999", "gave_or_hold": ["none"], "benefits_you": ["none"]}, False),
        ({"capital_total_band": "3000_5999", "gave_or_hold": ["gave"]}, True),
        ({"capital_total_band": "6000_9999"}, True),
        ({"capital_total_band": "6000_9999", "benefits_you": ["state_pension"]}, False),
        ({"capital_total_band": "6000_9999", "benefits_partner": ["state_pension"]}, False),
        ({"capital_total_band": "10000_16000", "benefits_you": ["state_pension"]}, True),
        ({"capital_total_band": "unsure"}, True),
    ],
    "nothing_off_for_other_adults": [
        ({}, False),
        ({"sight_impaired": ["no"]}, False),
        ({"sight_impaired": ["partner"]}, True),
        ({"benefits_you": ["aa"]}, True),
        ({"benefits_partner": ["afip"]}, True),
        ({"benefits_you": ["pip", "dla"]}, False),
        *[
            ({f"benefits_{who}": [code], f"amount_{who}_{code}": {"amount": paid, "frequency": "four_weekly"}}, spared)
            for who in ("you", "partner")
            for code, paid, spared in (
                ("pip", "306.80", True),  # daily living, standard: 76.70 a week
                ("pip", "458.40", True),  # daily living, enhanced: 114.60
                ("pip", "428.00", True),  # standard with the standard rate for mobility: 76.70 and 30.30
                ("pip", "778.40", True),  # both enhanced: 114.60 and 80.00
                ("pip", "121.20", False),  # mobility, standard
                ("pip", "320.00", False),  # mobility, enhanced
                ("pip", "300.00", False),  # no rate
                ("dla", "306.80", True),  # care, middle
                ("dla", "458.40", True),  # care, highest
                ("dla", "242.40", True),  # care, lowest, with the lower rate for mobility: 30.30 twice
                ("dla", "320.00", False),  # mobility, higher
                ("dla", "121.20", False),  # care, lowest, or mobility, lower: not known which
            )
        ],
        ({"benefits_you": ["cb"], "amount_you_pip": {"amount": "76.70", "frequency": "weekly"}}, False),
    ],
    "no_income_declared": [
        ({}, False),
        (NO_MONEY, True),
        *[({**NO_MONEY, key: None}, False) for key in NO_MONEY],
        ({**NO_MONEY, "has_job": "yes"}, False),
        ({**NO_MONEY, "benefits_you": ["cb"]}, False),
        ({**NO_MONEY, **COUPLE}, False),
        ({**NO_MONEY, **COUPLE, "benefits_partner": ["none"]}, True),
        ({**NO_MONEY, "has_job": None, "income_sources": ["none"]}, True),
        ({**NO_MONEY, "has_job": None, "income_sources": ["job"]}, False),
    ],
    "asks_all_money": [
        ({}, True),
        ({"benefits_you": ["pip"]}, True),
        ({"benefits_you": ["uc"], "claim_for": ["hb", "ctr"]}, False),
        ({"benefits_partner": ["uc"]}, False),
        ({"benefits_you": ["pc_guarantee"]}, False),
    ],
    "everyone_pension_age": [
        ({}, False),
        ({"dob": OLD}, False),
        ({"dob": OLD, "has_partner": "no"}, True),
        ({"dob": YOUNG, "has_partner": "no"}, False),
        ({"dob": OLD, **COUPLE}, False),
        ({"dob": OLD, **COUPLE, "partner_dob": YOUNG}, False),
        ({"dob": OLD, **COUPLE, "partner_dob": OLD}, True),
    ],
    "someone_disabled": [
        ({}, False),
        ({"benefits_you": ["uc"]}, False),
        ({"benefits_you": ["uc", "pip"]}, True),
        ({"benefits_partner": ["aa"]}, True),
        ({"children": [{"child_disability": ["none"]}, {"child_disability": ["blind"]}, {}]}, False),
        ({"children": [{"child_disability": ["none"]}, {"child_disability": ["dla_care"]}]}, True),
    ],
    "not_moved_in_yet": [
        ({}, False),
        ({"moved_in": str(TODAY)}, False),
        ({"moved_in": str(TODAY + timedelta(days=1))}, True),
    ],
    "backdate_needs_reason": [
        ({}, True),
        ({"dob": YOUNG}, True),
        ({"dob": OLD}, False),
        ({"dob": YOUNG, **COUPLE, "partner_dob": OLD}, False),
    ],
    "ctr_pension_rules": [
        ({}, False),
        ({"dob": OLD}, True),
        ({"dob": OLD, "benefits_you": ["uc"]}, False),
        ({"dob": OLD, "benefits_partner": ["esa_ir"]}, False),
        ({"dob": YOUNG}, False),
        ({"dob": YOUNG, **COUPLE, "partner_dob": OLD}, True),
    ],
    "universal_infant": [
        ({}, False),
        ({"children": []}, False),
        ({"children": [{"child_year": "3"}, {}]}, False),
        ({"children": [{"child_year": "9"}, {"child_year": "R"}]}, True),
        ({"children": [{"child_year": "2"}]}, True),
    ],
    "fsm_uc_from_2026_09": [({}, True)],
    "has_benefit_claim_on_record": [({}, False)],
}


def test_every_rule_has_a_table_that_starts_with_no_answers():
    assert TABLE.keys() == RULES.keys()
    assert all(rows[0][0] == {} for rows in TABLE.values())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rule", "values", "expected"), [(rule, values, result) for rule, rows in TABLE.items() for values, result in rows]
)
def test_rule(rule, values, expected):
    assert derive(rule, values, TODAY, {}) is expected


def test_free_school_meals_change_in_september_2026():
    assert derive("fsm_uc_from_2026_09", {}, date(2026, 9, 1), {})
    assert not derive("fsm_uc_from_2026_09", {}, date(2026, 8, 31), {})


def test_what_the_caller_knows_decides_an_external_rule_only():
    assert derive("has_benefit_claim_on_record", {}, TODAY, {"has_benefit_claim_on_record": True})
    assert not derive("applicant_pension_age", {}, TODAY, {"applicant_pension_age": True})


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_rule_looks_only_at_what_it_says_it_uses(rule):
    class Watched(dict):
        def get(self, key, default=None):
            seen.add(key)
            return super().get(key, default)

        def __getitem__(self, key):
            seen.add(key)
            return super().__getitem__(key)

    seen = set()
    for values, _expected in TABLE[rule]:
        derive(rule, Watched(values), TODAY, {})
    assert seen == set(RULES[rule].uses)
