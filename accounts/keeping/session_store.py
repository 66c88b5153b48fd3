"""Sessions in the database, safe when two requests of one browser save at the same moment.

A browser asks several things at once: a page, a save of its script, a second tab. Django writes a whole session as it
was read when the request began, so whichever request ends last would discard what the other had added, such as the
claim that somebody has just begun without an account.
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from core.rows import Prepared
from core.tenancy import SESSION, everybody, name_session

# Every page of somebody who has a session asks for it. The database shows none but the one that is named.
_NAME = f"SELECT set_config('{SESSION}', %s, true)"
_SESSION = Prepared(lambda key: Session.objects.filter(session_key=key), before=(_NAME, "key"))
_LOCKED = Prepared(
    lambda key: Session.objects.select_for_update().filter(session_key=key).values_list("session_data"),
    before=(_NAME, "key"),
)


class SessionStore(db.SessionStore):
    """Django's store, except that saving writes only what this request changed and keeps the rest as stored by then."""

    # The encoded session as it was last read or written; "" for none.
    _read = ""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing when there is none."""
        row = self._get_session_from_db()
        self._read = row.session_data if row else ""
        return self.decode(self._read) if row else {}

    def _get_session_from_db(self) -> Session | None:
        """The row of a session that is not over; the key is forgotten where there is none, as Django's store does."""
        row = _SESSION.only(key=self.session_key) if self.session_key else None
        if row is not None and row.expire_date > timezone.now():
            return row
        self._session_key = None
        return None

    def save(self, must_create: bool = False) -> None:
        """Write what changed. Raises UpdateError if the session has been deleted meanwhile, CreateError if
        `must_create` and its key is taken.
        """
        if must_create or self.session_key is None:
            super().save(must_create)
            return
        # No savepoint: within a request its transaction is there already.
        with transaction.atomic(savepoint=False):
            is_there = self._take_in_what_others_wrote()
            if is_there:
                super().save()
        if not is_there:
            raise UpdateError

    def exists(self, session_key: str) -> bool:
        """Whether a session has this key, be it over or not."""
        return _SESSION.only(key=session_key) is not None

    def delete(self, session_key: str | None = None) -> None:
        """Delete this session, or the one with that key, if it is there."""
        key = session_key or self.session_key
        if key is None:
            return
        with transaction.atomic(savepoint=False):
            name_session(key)
            self.model.objects.filter(session_key=key).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Delete every session that is over."""
        with everybody():
            super().clear_expired()

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row that is to be written."""
        row = super().create_model_instance(data)
        self._read = row.session_data
        return row

    def _take_in_what_others_wrote(self) -> bool:
        """Merge this request's changes into the stored session, and tell whether it still exists."""
        own = self._get_session()
        # The lock makes another request that saves now wait, and then merge into what this one wrote.
        [now] = _LOCKED.only(key=self.session_key) or [None]
        if now is not None and now != self._read:
            self._session_cache = merged(self.decode(self._read) if self._read else {}, own, self.decode(now))
        return now is not None


def merged(before: dict[str, Any], own: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """The stored session `now`, with the changes that turned `before` into `own` applied to it."""
    changed = {key: value for key, value in own.items() if key not in before or before[key] != value}
    gone = before.keys() - own.keys()
    return {key: value for key, value in now.items() if key not in gone} | changed
