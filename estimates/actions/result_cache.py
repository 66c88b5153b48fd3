"""Results of the embedded engine, kept for a day: the same household asked about again costs no calculation.

The key is a keyed hash, so that nobody who can read the cache can find out whether a household they guess was asked
about; the result holds a household's figures, so it is encrypted, bound to its key. Redis may be away at any time.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import structlog
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

import calculator
from calculator.household.as_json import household_json
from calculator.household.household import Household
from calculator.interface import Engine
from core.cache import counters as cache
from core.crypto import CannotDecrypt, decrypt, encrypt

SECONDS = 24 * 3600
RULES_AND_WORDS = {".py", ".json"}
Result = dict[str, Any]
log = structlog.get_logger(__name__)


def kept_result(
    household: Household, *, engine: Engine, rules: Mapping[str, Any], council_id: int, today: dt.date,
    work_out: Callable[[], Result],
) -> Result:  # fmt: skip
    """The result kept for exactly this question, dated today, or else what work_out gives, which is then kept.

    rules: what the council decides itself, as JSON data. What work_out raises is raised, and nothing is kept. Only
    for an engine whose answers depend on nothing but the household, its version and the rules.
    """
    key = key_of(household, engine=engine, rules=rules, council_id=council_id)
    found = _read(key)
    if found is None:
        found = work_out()
        _write(key, found)
    return {**found, "calculated_on": today.isoformat()}


def key_of(household: Household, *, engine: Engine, rules: Mapping[str, Any], council_id: int) -> str:
    """The name under which a result is kept: it changes with everything that the result depends on."""
    asked = [
        council_id, engine.name, engine.version, household.rates_year, own_rules(), rules, household_json(household),
    ]  # fmt: skip
    text = json.dumps(asked, sort_keys=True, separators=(",", ":"))
    return f"estimate:{salted_hmac('estimates.actions.result_cache', text, algorithm='sha256').hexdigest()}"


@lru_cache(maxsize=1)
def own_rules() -> str:
    """A hash of our own rules and words: a release that changes them must not show yesterday's."""
    folder = Path(calculator.__file__).parent
    files = sorted(path for path in folder.rglob("*") if path.suffix in RULES_AND_WORDS)
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()


def _read(key: str) -> Result | None:
    try:
        encrypted_columns = cache.get(key)
    except RedisError:
        log.warning("estimate_cache_away")
        return None
    if encrypted_columns is None:
        return None
    try:
        return decrypt(encrypted_columns, context=key)
    except CannotDecrypt:
        # The field keys were rotated: worked out again, it is kept under the new one.
        return None


def _write(key: str, result: Result) -> None:
    try:
        cache.set(key, encrypt(result, context=key), SECONDS)
    except RedisError:
        log.warning("estimate_cache_away")
