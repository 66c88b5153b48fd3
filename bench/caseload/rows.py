"""The figures of the caseload beside their budgets."""

from __future__ import annotations

from typing import Any

from bench.budgets import Row, centile

SLOWEST_P95, MOST_QUERIES, PASSED_ON, KEPT = 0.200, 15, 5.0, 20.0


def caseload_budgets(figures: dict[str, Any]) -> list[Row]:
    """(what, budget, measured, kept) of the slowest list, the most queries, and many cases at once."""
    where = f"{figures['cases']:,} cases of one partner"
    worst, what = max((centile(times, 95), what) for what, times in figures["times"].items())
    most = max(figures["queries"].values())
    passed_on, kept = figures["passed_on"], figures["kept"]
    return [
        (
            f"caseload, any list, p95 ({where})", f"≤ {SLOWEST_P95 * 1000:.0f} ms", f"{worst * 1000:.0f} ms ({what})",
            worst <= SLOWEST_P95,
        ),
        ("queries, any list of the caseload", f"≤ {MOST_QUERIES}", str(most), most <= MOST_QUERIES),
        (
            f"caseload, {figures['many']:,} cases passed on", f"≤ {PASSED_ON:.0f} s", f"{passed_on:.1f} s",
            passed_on <= PASSED_ON,
        ),
        (f"caseload, what waits in each worked out ({where})", f"≤ {KEPT:.0f} s", f"{kept:.1f} s", kept <= KEPT),
    ]  # fmt: skip
