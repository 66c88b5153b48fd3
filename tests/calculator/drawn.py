"""Generated values as a list, for tests that work many out at once."""

from hypothesis import HealthCheck, Phase, given, seed, settings


def drawn_apart(strategy, number):
    """So many values, the same on every run, drawn apart: within a run hypothesis only varies what it drew before."""
    return [_drawn(strategy, start) for start in range(number)]


def _drawn(strategy, start):
    drawn = []

    # The first of a run is the simplest there is, whatever the seed.
    @seed(start)
    @settings(
        max_examples=2, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(strategy)
    def collect(value):
        drawn.append(value)

    collect()
    return drawn[-1]
