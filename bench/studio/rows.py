"""The figures of the studio beside their budgets."""

from __future__ import annotations

from typing import Any

from bench.budgets import Row, centile

SLOWEST_P95, MOST_QUERIES, PUBLISHED, EVALUATED, MOVED = 0.300, 15, 2.0, 0.002, 0.300


def studio_budgets(figures: dict[str, Any]) -> list[Row]:
    """(what, budget, measured, kept) of the slowest page, the most queries, publishing, and a form's conditions."""
    moved = centile(figures["moved"], 95)
    worst, what = max((centile(times, 95), what) for what, times in figures["times"].items())
    most = max(figures["queries"].values())
    published, evaluated = max(figures["published"]), centile(figures["evaluated"], 95)
    return [
        (
            "studio, any page of the largest form, p95", f"≤ {SLOWEST_P95 * 1000:.0f} ms",
            f"{worst * 1000:.0f} ms ({what})", worst <= SLOWEST_P95,
        ),
        ("queries, any page of the studio", f"≤ {MOST_QUERIES}", str(most), most <= MOST_QUERIES),
        (
            f"studio, a form published that {figures['drafts']:,} are part-way through, "
            f"{figures['with_answers']:,} with every answer, at most",
            f"≤ {PUBLISHED:.0f} s", f"{published:.2f} s", published <= PUBLISHED,
        ),
        (
            "a draft with every answer moved to what was published, p95", f"≤ {MOVED * 1000:.0f} ms",
            f"{moved * 1000:.0f} ms", moved <= MOVED,
        ),
        (
            "conditions of the largest form evaluated on the server, p95", f"≤ {EVALUATED * 1000:.0f} ms",
            f"{evaluated * 1000:.2f} ms", evaluated <= EVALUATED,
        ),
    ]  # fmt: skip
