"""The council's own rules that an estimate needs, as they are now: kept with it, so that it stays explained."""

from __future__ import annotations

from typing import Any

from calculator.ctr.council_tax import scheme_year
from calculator.household.household import Household
from estimates.models import CouncilTaxScheme


def rules_in_force(household: Household) -> dict[str, Any]:
    """JSON data for calculator.council_rules.parse_rules: the scheme in force on the household's claim date."""
    return rules_of_year(scheme_year(household.claim_date))


def rules_of_year(year: int) -> dict[str, Any]:
    """The same for every household of the council tax year that began on 1 April `year`."""
    published = CouncilTaxScheme.objects.filter(tax_year=year, state=CouncilTaxScheme.State.PUBLISHED).first()
    return {} if published is None else {"council_tax": {str(year): published.rules}}
