"""`python -m bench.independent NUMBER`: the calculator against sums that share no code with it; JSON out."""

from __future__ import annotations

import json
import sys

from tests.calculator.independent.compared import compared

# Not the seed of the tests, so that these are different households.
SEED = 20_000


def measure(number: int) -> dict[str, int]:
    """How many households of so many differ in some benefit."""
    found = compared(number, SEED)
    return {"households": number, "differences": len({id(each.home) for each in found if each.differs})}


if __name__ == "__main__":
    json.dump(measure(int(sys.argv[1])), sys.stdout)
