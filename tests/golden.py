"""The golden households, read once for all the tests that go through them."""

from __future__ import annotations

from calculator.golden.households import GoldenHousehold, golden_households

HOUSEHOLDS: list[GoldenHousehold] = golden_households()
