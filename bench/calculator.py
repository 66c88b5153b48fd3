"""`python -m bench.calculator`: the embedded engine in a process of its own, beside a plain Simulation; JSON out."""

from __future__ import annotations

import datetime as dt
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import django

django.setup()

from bench.households import make_households  # noqa: E402
from calculator.better_off.hours import hours_curve  # noqa: E402
from calculator.better_off.pattern import GRID, first_question, work_variants  # noqa: E402
from calculator.engine.outputs import CHILDREN, COUPLE, TESTS, UNIT  # noqa: E402
from calculator.engine.situation import build_situation  # noqa: E402
from calculator.estimate import estimates  # noqa: E402
from calculator.household.household import Household  # noqa: E402
from calculator.household.parsing import parse_household  # noqa: E402
from calculator.run import default_engine, estimate_result  # noqa: E402
from estimates.actions.result_cache import kept_result  # noqa: E402

YEAR, TODAY = 2026, dt.date(2026, 11, 22)
SINGLES, CURVES, PLAIN, HITS, BATCH = 120, 10, 5, 200, 10_000
# Households of no council, so that nothing in the cache is anybody's.
NO_COUNCIL = 0


def seconds(act: Callable[..., Any], *arguments: Any, **named: Any) -> float:
    """How long it takes once."""
    started = time.perf_counter()
    act(*arguments, **named)
    return time.perf_counter() - started


def peak_bytes() -> int:
    """The most memory that this process ever had resident."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def plain_simulation(household: Household) -> None:
    """One household as policyengine-uk itself does it, reading all that our engine reads."""
    from policyengine_uk import Simulation

    simulation = Simulation(situation=build_situation(household))
    for name in (*UNIT, *TESTS, *COUPLE, *CHILDREN):
        simulation.calculate(name, YEAR)


def curve(household: Household) -> None:
    """What the worker does for one curve: every hour and a quarter, and today."""
    question = first_question(household)
    variants = work_variants(household, question)
    results = default_engine().estimate_many(variants)
    hours_curve(household, question, results, variants, today=TODAY)


def ask_cache(household: Household, work_out: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The result as the worker asks for it."""
    return kept_result(
        household, engine=default_engine(), rules={}, council_id=NO_COUNCIL, today=TODAY, work_out=work_out
    )


def never() -> dict[str, Any]:
    """What a question that was answered before must not come to."""
    raise RuntimeError("The cache did not have the result: is Redis there?")


def measure() -> dict[str, Any]:
    """Times in seconds; the plain Simulations last, because their memory is not ours."""
    documents = make_households(BATCH)
    households = [parse_household(each) for each in documents]
    engine = default_engine()
    figures: dict[str, Any] = {"warm_up": seconds(engine.warm, YEAR)}
    figures["singles"] = [seconds(estimate_result, each, today=TODAY) for each in documents[:SINGLES]]
    figures["curves"] = [seconds(curve, each) for each in workers(households)[:CURVES]]
    figures["curve_points"] = len(GRID)
    ask_cache(households[0], lambda: estimate_result(documents[0], today=TODAY))
    figures["hits"] = [seconds(ask_cache, households[0], never) for _ in range(HITS)]
    figures["batch"] = seconds(estimates, households, engine=engine, today=TODAY) / BATCH
    figures["batch_size"], figures["peak_bytes"] = BATCH, peak_bytes()
    figures["plain"] = [seconds(plain_simulation, each) for each in households[:PLAIN]]
    figures["same"] = figures["singles"][:PLAIN]
    return figures


def workers(households: Sequence[Household]) -> list[Household]:
    """Those who could work: with children first, because they have the most rules."""
    young = [each for each in households if not each.on_pension_age_rules]
    return sorted(young[:200], key=lambda each: -len(each.children))


if __name__ == "__main__":
    json.dump(measure(), sys.stdout)
