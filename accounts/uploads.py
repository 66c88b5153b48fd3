"""What one person, and one network address, may send in files: how many are looked at, how many bytes are kept.

Staff who add what came by post have limits of their own, and share none with the address of their office.
"""

from __future__ import annotations

import shutil

import structlog
from django.conf import settings
from prometheus_client import Counter

from accounts.actors import Actor
from accounts.door import person_key
from accounts.throttling import over, over_a_day, seconds_to_turn

BY_PERSON, BY_STAFF = ("60/h", "150/d"), ("600/h", "3000/d")
# A library's address is many people's: over its limit it is not closed, then it has so many, which they share.
BY_NETWORK = (("200/h", "4/m"), ("600/d", "1/m"))
# Kept in a day, after remaking. What a council keeps for those who have saved nothing (claims/actions/uploading.py) is
# more than three addresses can fill; people with an account have a reserve there that nobody else uses up.
BYTES_BY_PERSON, BYTES_BY_NETWORK = 200 * 1024**2, 600 * 1024**2
BYTES_BY_STAFF = 4 * 1024**3
BYTES_WITH_ACCOUNTS = 4 * BYTES_BY_NETWORK
# Announced in a day to come in parts, as it is sent: photos shrink when they are remade.
PARTS_BY_PERSON, PARTS_BY_NETWORK = 500 * 1024**2, 1500 * 1024**2
PARTS_WITH_ACCOUNTS = 4 * PARTS_BY_NETWORK
LEAST_FREE_BYTES = 300 * 1024 * 1024

REFUSALS = Counter("uploads_refused", "Files not taken: too many from one asker, or no room.", ["because"])
log = structlog.get_logger(__name__)


class SenderOfFiles:
    """Somebody who adds files, and their limits. `key` stands for them where files take turns (core/uploading)."""

    def __init__(self, by: Actor) -> None:
        self._council = by.council.pk
        self._person, self._network = person_key(by), "" if by.is_staff else by.origin.network
        self._has_account, self._is_staff = by.user is not None, by.is_staff
        self.key = f"{self._council}:{self._network or self._person}"

    def why_not_looked_at(self) -> str:
        """Count one more file; "" when it may be looked at, else "asker" or "room"."""
        return self._refused("asker" if self._sent_many() else "" if _has_room() else "room")

    def why_not_kept(self, size: int) -> str:
        """Count so many bytes of a file that is good; "" when they may be kept, else "asker"."""
        of_network = BYTES_WITH_ACCOUNTS if self._has_account else BYTES_BY_NETWORK
        of_person = BYTES_BY_STAFF if self._is_staff else BYTES_BY_PERSON
        limits = ((self._person, of_person), (self._network, of_network))
        return self._refused("asker" if self._over(limits, "upload-bytes", size) else "")

    def why_not_in_parts(self, size: int) -> str:
        """Count a file of so many bytes that comes in parts; "" when it may, else "asker" or "room"."""
        of_network = PARTS_WITH_ACCOUNTS if self._has_account else PARTS_BY_NETWORK
        of_person = BYTES_BY_STAFF if self._is_staff else PARTS_BY_PERSON
        limits = ((self._person, of_person), (self._network, of_network))
        return self._refused("asker" if self._over(limits, "upload-parts", size) else "" if _has_room() else "room")

    def _over(self, limits: tuple[tuple[str, int], ...], group: str, size: int) -> bool:
        # All are counted, also after one is over.
        found = [
            over_a_day(group=group, value=value, council=self._council, amount=size, most=most)
            for value, most in limits if value
        ]  # fmt: skip
        return any(found)

    def _refused(self, because: str) -> str:
        if because:
            REFUSALS.labels(because).inc()
        return because

    def _sent_many(self) -> bool:
        # All of a kind are counted, also after one is over. Who adds too much uses up nothing of others there.
        by_person = [
            over(group="uploads", rate=rate, value=self._person, council=self._council)
            for rate in (BY_STAFF if self._is_staff else BY_PERSON) if self._person
        ]  # fmt: skip
        if any(by_person):
            return True
        by_network = [
            seconds_to_turn(group="uploads", most=most, then=then, value=self._network, council=self._council)
            for most, then in BY_NETWORK if self._network
        ]  # fmt: skip
        return any(by_network)


def _has_room() -> bool:
    free = shutil.disk_usage(settings.VAR_DIR if settings.VAR_DIR.exists() else settings.BASE_DIR).free
    if free < LEAST_FREE_BYTES:
        log.error("disk_nearly_full", free_megabytes=free // 1024**2)
    return free >= LEAST_FREE_BYTES
