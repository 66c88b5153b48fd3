"""What other adults at home take off under the national schemes, pounds a week of 2026-27.

England: SI 2012/2885, Schedule 1, paragraph 8 (SI 2026/27). Wales: WSI 2013/3029, Schedule 1, paragraph 3, and Schedule
6, paragraph 5 (WSI 2026/13). Scotland: SSI 2012/319, regulation 48, and SSI 2021/249, regulation 90 (SSI 2026/56). The
last two have the same amounts at every age. docs/council-tax-reduction.md says how they were checked.
"""

from __future__ import annotations

from decimal import Decimal

from calculator.ctr.scheme import OtherAdults

WALES, SCOTLAND = "WALES", "SCOTLAND"


def _adults(*deductions: tuple[str, str]) -> OtherAdults:
    return OtherAdults(
        hours=Decimal(16),
        deductions=tuple((Decimal(start), Decimal(pounds)) for start, pounds in deductions),
        spared=frozenset({"students", "income_based", "uc_without_earnings"}),
    )


ENGLAND = _adults(("0", "5.20"), ("279", "10.60"), ("485", "13.30"), ("605", "15.95"))
OF_NATION = {
    WALES: _adults(("0", "6.70"), ("279", "13.35"), ("485", "16.80"), ("605", "20.05")),
    SCOTLAND: _adults(("0", "5.55"), ("286", "10.95"), ("497", "13.90"), ("614", "16.55")),
}


def other_adults_of(region: str) -> OtherAdults:
    """The deductions of the national scheme that holds in a region (calculator.household.areas)."""
    return OF_NATION.get(region, ENGLAND)
