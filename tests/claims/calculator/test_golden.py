"""Golden households: expected figures worked out by hand from the rates in law, in each file's "about".

Monthly Universal Credit rates 2026-27: Universal Credit Regulations 2013, regulations 22 and 36 as uprated;
Pension Credit: State Pension Credit Regulations 2002, regulation 6; benefit cap: regulation 80A. A file's
expectation is pounds a week, or the status where there is no amount.
"""
import datetime
import json
from pathlib import Path

import pytest

from claims.calculator.estimate import CALCULATED, Estimate
from claims.calculator.run import estimate_document

TODAY = datetime.date(2026, 11, 22)
FILES = sorted((Path(__file__).parent / "households").glob("*.json"))


def estimate_of(name: str) -> dict:
    document = json.loads((Path(__file__).parent / "households" / f"{name}.json").read_text(encoding="utf-8"))
    return estimate_document(document["household"], today=TODAY)


def benefit(document: dict, code: str) -> dict:
    return next(each for each in document["benefits"] if each["code"] == code)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_golden_household(path):
    document = json.loads(path.read_text(encoding="utf-8"))
    estimated = estimate_document(document["household"], today=TODAY)
    for code, expected in document["expected_per_week"].items():
        found = benefit(estimated, code)
        if isinstance(expected, str):
            assert found["status"] == expected, (code, found)
        else:
            assert found["status"] == CALCULATED
            assert found["pounds_per_week"] == pytest.approx(expected, abs=0.05), (code, found)


def test_there_are_enough_golden_households():
    assert len(FILES) >= 8


def test_unknown_council_tax_reduction_is_never_zero():
    found = benefit(estimate_of("single_private_renter"), "ctr")
    assert found["status"] == "not_calculated"
    assert found["pounds_per_week"] is None
    assert found["pounds_per_year"] is None
    assert found["next_step"] == "Apply to your council for Council Tax Reduction."
    assert found["claim_form"] == "hb-ctr-combined"


def test_housing_benefit_outside_the_engine_is_never_zero():
    found = benefit(estimate_of("supported_housing"), "hb")
    assert found["pounds_per_week"] is None
    assert found["claim_form"] == "hb-ctr-combined"


def test_the_reasons_carry_the_amounts():
    reasons = " ".join(benefit(estimate_of("capital_7200"), "uc")["reasons"])
    assert "£7,200" in reasons
    assert "£5.02 a week" in reasons  # 21.75 x 12 / 52


def test_an_estimate_survives_json():
    document = estimate_of("pension_age_single")
    assert Estimate.from_dict(json.loads(json.dumps(document))).to_dict() == document


def test_it_names_engine_rates_and_days():
    document = estimate_of("capital_7200")
    assert (document["engine"], document["rates_year"]) == ("policyengine-uk", "2026-27")
    assert document["engine_version"].startswith("2.")
    assert (document["claim_date"], document["calculated_on"]) == ("2026-11-22", "2026-11-22")
