"""Whether somebody may add a file now: how many they, and their network address, added lately, and room on the disk."""

from __future__ import annotations

import shutil

import structlog
from django.conf import settings
from prometheus_client import Counter

from accounts.actors import Actor
from accounts.door import person_key
from accounts.throttling import over

BY_PERSON, BY_NETWORK = ("60/h", "150/d"), ("200/h", "600/d")
LEAST_FREE_BYTES = 300 * 1024 * 1024

REFUSALS = Counter("uploads_refused", "Files that were not looked at.", ["because"])
log = structlog.get_logger(__name__)


def why_no_upload(*, by: Actor) -> str:
    """Count one more file by this actor; "" when it may be looked at, else "asker" or "room"."""
    because = "asker" if _had_enough(by) else "" if _has_room() else "room"
    if because:
        REFUSALS.labels(because).inc()
    return because


def _had_enough(by: Actor) -> bool:
    values = ((person_key(by), BY_PERSON), (by.origin.network, BY_NETWORK))
    # All are counted, also after one is over.
    found = [
        over(group="uploads", rate=rate, value=value, council=by.council.pk)
        for value, rates in values if value for rate in rates
    ]  # fmt: skip
    return any(found)


def _has_room() -> bool:
    free = shutil.disk_usage(settings.VAR_DIR if settings.VAR_DIR.exists() else settings.BASE_DIR).free
    if free < LEAST_FREE_BYTES:
        log.error("disk_nearly_full", free_megabytes=free // 1024**2)
    return free >= LEAST_FREE_BYTES
