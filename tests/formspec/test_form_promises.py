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


def test_on_universal_credit_most_pages_about_money_are_skipped():
    spec = SPECS["ctr-working-age"]
    promise = "we take the figures from your statement. Then we skip most pages about money."
    assert any(promise in section.get("intro", "") for section in spec["sections"])

    def needed(benefit):
        answers = {("has_partner", ""): "no", ("benefits_you", ""): [benefit], ("capital_total_band", ""): "unsure"}
        state = visible_answers(spec, answers, TODAY)
        about = {"other_income_types", "has_investments", "gave_or_hold", "accounts"}
        return {key for key in about if state.is_visible(key)}

    assert len(needed("cb")) == 4
    assert needed("uc") == set()


def test_how_somebody_reads_and_talks_is_filled_in_on_every_other_form():
    ask = [slug for slug, spec in SPECS.items() if any(NEEDS in page["questions"] for page in spec["pages"])]
    assert len(ask) > 5
    state = visible_answers(SPECS[ask[0]], {(NEEDS, ""): ["braille"]}, TODAY)
    facts = facts_of(SPECS[ask[0]], state)
    for slug in ask:
        assert prefill_answers(SPECS[slug], facts, reuse_policies())[NEEDS, ""] == ["braille"]
