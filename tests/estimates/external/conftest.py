"""A stand-in, and an engine that asks it with short limits."""

from __future__ import annotations

import uuid

import pytest

from calculator.engine.external.entitledto import EntitledTo, Exchange
from calculator.household.household import Household
from core.outside.breaker import Breaker
from core.outside.posting import Limits
from tests.estimates.external.standin import standing_in
from tests.golden import HOUSEHOLDS

QUICK = Limits(connect=0.5, read=0.5, total=1.0, loopback=True)
API_KEY = "council-key-0123456789"


class Clock:
    """A time that passes when the test says so."""

    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def stand_in(settings):
    settings.OUTSIDE_ON_LOOPBACK = True
    with standing_in() as found:
        yield found


@pytest.fixture
def household() -> Household:
    return HOUSEHOLDS[0].household


@pytest.fixture
def exchanges() -> list[Exchange]:
    return []


@pytest.fixture
def make_engine(stand_in, exchanges, clock):
    """Makes an engine; all of one test share a breaker."""
    name = uuid.uuid4().hex

    def make(address: str = "", limits: Limits = QUICK) -> EntitledTo:
        return EntitledTo(
            base_url=address or stand_in.address, api_key=API_KEY, breaker=Breaker(name, clock=clock),
            key_for=lambda household: "the-key", record=exchanges.append, limits=limits,
        )  # fmt: skip

    return make


@pytest.fixture
def engine(make_engine):
    return make_engine()
