"""The figures of the desk beside their budgets."""

from __future__ import annotations

from typing import Any

from bench.budgets import Row, centile

# A claim’s page shows what a dozen rooms know of it, each by its own readers.
SLOWEST_P95, MOST_QUERIES, MOST_OF_A_CLAIM, LARGER_RATIO = 0.200, 15, 40, 3
SLOWEST_FIGURES = 1.0


def desk_budgets(figures: dict[str, Any]) -> list[Row]:
    """(what, budget, measured, kept) of the slowest kind of request in each group, and of the large council's beside
    the same of a small one: 2,250 claims, on the same tables.
    """
    large, small, claims = figures["large"], figures["small"], figures["claims"]
    where = f"{claims // 10:,} claims of a council, {claims:,} on the platform"
    rows = [_slowest(group, where, large["times"]) for group in ("tab", "page", "whose", "search", "claim")]
    rows.append(_slowest("figures", where, large["times"], SLOWEST_FIGURES))
    queries = {what: number for what, number in large["queries"].items() if not _is_figures(what)}
    whole = queries.pop("claim")
    rows.append(("queries, a claim at the desk", f"≤ {MOST_OF_A_CLAIM}", str(whole), whole <= MOST_OF_A_CLAIM))
    most = max(queries.values())
    rows.append(("queries, any list or search of the desk", f"≤ {MOST_QUERIES}", str(most), most <= MOST_QUERIES))
    ratio = max(centile(times, 50) / centile(small["times"][what], 50) for what, times in large["times"].items()
                if not _is_figures(what))  # fmt: skip
    what = "the same request, large council ÷ small council, p50, at the most"
    return [*rows, (what, f"≤ {LARGER_RATIO}", f"{ratio:.1f}", ratio <= LARGER_RATIO)]


def _is_figures(what: str) -> bool:
    """They are worked out from every claim, so a larger council's take longer."""
    return what.startswith("figures")


def _slowest(group: str, where: str, times: dict[str, list[float]], most: float = SLOWEST_P95) -> Row:
    worst, what = max((centile(each, 95), what) for what, each in times.items() if what.partition(":")[0] == group)
    told = f"{worst * 1000:.0f} ms ({what})"
    return f"desk, {group}, p95 ({where})", f"≤ {most * 1000:.0f} ms", told, worst <= most
