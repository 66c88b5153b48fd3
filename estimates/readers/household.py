"""The household that a claim's answers make, as they are now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from accounts.models import Council
from calculator.household.from_facts import household_from_facts
from calculator.household.household import Household
from claims.models import Claim
from claims.readers import claims as readers
from claims.readers.answer_store import spec_of
from core.rules.messages import Phrase
from formspec.rules.facts import facts_of


def household_of(claim: Claim, council: Council) -> tuple[Household, dict[str, str], list[Phrase]]:
    """The household on today's date, where each input came from, and what is not known, as `household_from_facts`.

    The caller has the claim from a reader that checked it. Raises HouseholdProblems.
    """
    return household_from(facts_of(spec_of(claim).data, readers.form_state_of(claim)), council)


def household_from(facts: Mapping[str, Any], council: Council) -> tuple[Household, dict[str, str], list[Phrase]]:
    """The same from facts. No query. Raises HouseholdProblems."""
    area = {
        "region": council.region,
        "local_authority": council.local_authority,
        "brma": council.broad_rental_market_area,
        "council_tax_by_band": council.council_tax_by_band,
        "war_pensions_left_out": council.war_pensions_left_out,
    }
    return household_from_facts(facts, council=area, today=timezone.localdate())
