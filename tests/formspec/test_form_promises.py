"""What the forms of the library say that they do (tests/promises.yaml)."""

from __future__ import annotations

from datetime import date

import pytest

from claims.actions.retention import UNSAVED_DRAFT_DAYS
from formspec.rules.compile import compile_library_form, library_slugs, reuse_policies
from formspec.rules.facts import facts_of
from formspec.rules.prefill import prefill_answers
from formspec.rules.visibility import NOT_NEEDED, visible_answers

TODAY = date(2026, 11, 22)
SPECS = {slug: compile_library_form(slug) for slug in library_slugs()}
SKIPS = [slug for slug, spec in SPECS.items() if any("skip those pages" in each["intro"] for each in spec["sections"])]
NEEDS = "access_needs"


def test_a_check_is_deleted_after_as_many_days_as_it_says():
    assert "after two days" in " ".join(SPECS["check-what-you-can-get"]["after_you_send"])
    assert UNSAVED_DRAFT_DAYS == 2


def test_the_forms_that_skip_pages_are_known():
    assert SKIPS == ["ctr-pension-age", "hb-ctr-combined", "housing-benefit"]


@pytest.mark.parametrize("slug", SKIPS)
def test_with_guarantee_credit_the_pages_about_money_are_skipped(slug):
    def needed(*benefits):
        answers = {("has_partner", ""): "no", ("benefits_you", ""): list(benefits), ("claim_for", ""): ["hb"]}
        state = visible_answers(SPECS[slug], answers, TODAY)
        return {key for key, status in state.section_status.items() if status != NOT_NEEDED}

    assert {"work", "savings"} <= needed("cb")
    assert {"work", "savings", "pensions", "other_income"}.isdisjoint(needed("pc_guarantee"))


def test_with_the_figures_of_a_statement_the_pages_about_money_are_skipped():
    spec = SPECS["ctr-working-age"]
    assert any("we skip the pages about money" in section["intro"] for section in spec["sections"])
    gets = {("has_partner", ""): "no", ("benefits_you", ""): ["uc"]}
    asked = visible_answers(spec, gets, TODAY).section_status
    left_out = visible_answers(spec, gets | {("uc_standard", ""): "424.90"}, TODAY).section_status
    money = ("work", "other_income", "savings")
    assert NOT_NEEDED not in [asked[key] for key in money]
    assert {left_out[key] for key in money} == {NOT_NEEDED}


def test_how_somebody_reads_and_talks_is_filled_in_on_every_other_form():
    ask = [slug for slug, spec in SPECS.items() if any(NEEDS in page["questions"] for page in spec["pages"])]
    assert len(ask) > 5
    state = visible_answers(SPECS[ask[0]], {(NEEDS, ""): ["braille"]}, TODAY)
    facts = facts_of(SPECS[ask[0]], state)
    for slug in ask:
        assert prefill_answers(SPECS[slug], facts, reuse_policies())[NEEDS, ""] == ["braille"]
