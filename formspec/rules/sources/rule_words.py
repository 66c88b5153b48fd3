"""Derived values in words, as conditions name them."""

from __future__ import annotations

from core.rules.messages import Phrase, say

RULE_WORDS = {
    "applicant_pension_age": say("the person has reached State Pension age"),
    "partner_pension_age": say("the partner has reached State Pension age"),
    "any_pension_age": say("somebody of the couple has reached State Pension age"),
    "everyone_pension_age": say("everybody of the couple has reached State Pension age"),
    "someone_55_or_over": say("somebody of the couple is 55 or over"),
    "mixed_age_couple": say("one of the couple has reached State Pension age and the other has not"),
    "pension_age_hb": say("pension-age Housing Benefit is open to them"),
    "hb_not_open": say("no new Housing Benefit claim can be made"),
    "moved_in_last_12_months": say("they moved in within the last 12 months"),
    "not_moved_in_yet": say("they have not moved in yet"),
    "no_income_declared": say("no money coming in was told of"),
    "backdate_needs_reason": say("a claim for an earlier time needs a reason"),
    "ctr_pension_rules": say("the pension-age rules of Council Tax Reduction apply"),
    "universal_infant": say("a child has a free meal because of their school year"),
    "fsm_uc_from_2026_09": say("it is September 2026 or later"),
    "has_benefit_claim_on_record": say("the person has a claim or a draft with the council"),
    "someone_disabled": say("somebody gets a benefit for disability"),
    "savings_may_count": say("savings are as much as can lower help"),
    "nothing_off_for_other_adults": say("other adults take nothing off their help"),
    "asks_all_money": say("all income and savings matter"),
}
MEANS_TEST = say("income and savings matter")


def rule_words(name: str) -> Phrase:
    """A derived value in words."""
    return RULE_WORDS.get(name, MEANS_TEST if name.startswith("needs_means_test") else Phrase(name.replace("_", " ")))
