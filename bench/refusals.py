"""`python -m bench.refusals`: how long each refusal of a shared journal takes, whatever it is refused for. JSON out.

Whole requests, commit included, taken in turns and each time in another order: {reason: seconds of each}.
"""

from __future__ import annotations

import json
import logging
import random
import sys
import time

import django

django.setup()
# The requests made here would be logged one by one.
logging.disable(logging.ERROR)

from django.core.cache import cache  # noqa: E402

from accounts.actors import system_actor  # noqa: E402
from accounts.models import Council  # noqa: E402
from core.tenancy import council_scope  # noqa: E402
from jobjournal.actions.library import set_up_journal  # noqa: E402
from jobjournal.models import Share  # noqa: E402
from tests.jobjournal.making import own_words, recorded  # noqa: E402
from tests.jobjournal.sharing import refused_shares, stranger, tries  # noqa: E402
from tests.people import make_resident  # noqa: E402

ROUNDS = 60


def measure() -> dict[str, list[float]]:
    """The seconds of each refusal, by what it is refused for."""
    council, order = Council.objects.get(slug="calderbrook"), random.Random(1)  # noqa: S311 - no secret
    with council_scope(council.pk):
        set_up_journal(by=system_actor(council, "bench"))
        owner = make_resident(council, "Rita Refused", "rita.refused@example.org")
        asked = refused_shares(owner, recorded(owner, own_words()))
    took: dict[str, list[float]] = {name: [] for name in asked}
    for number in range(ROUNDS):
        for place, name in enumerate(order.sample(sorted(asked), len(asked))):
            with council_scope(council.pk):
                Share.objects.filter(used_at=None, pin_hash__gt="", tries_left=4).update(tries_left=5)
            browser, (code, pin) = stranger(council), asked[name]
            began = time.perf_counter()
            tries(browser, code, pin, REMOTE_ADDR=f"10.0.{number}.{place}")
            took[name].append(time.perf_counter() - began)
            # What is measured is one refusal, not how many have been.
            cache.clear()
    return took


if __name__ == "__main__":
    json.dump(measure(), sys.stdout)
