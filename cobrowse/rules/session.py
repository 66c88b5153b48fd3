"""Which request for help a browser is in, so that every page can say so without asking the database."""

from __future__ import annotations

import uuid
from collections.abc import MutableMapping
from typing import Any

KEY = "help"
SHARING = "sharing"
# The code that somebody reads out on the phone: which one, and encrypted its digits, which are kept nowhere else.
PHONE = "phone_code"


def remember_request(session: MutableMapping[str, Any], public_id: uuid.UUID) -> None:
    """Pages of this session show the bar of this request."""
    if session.get(KEY) != str(public_id):
        session[KEY] = str(public_id)


def forget_request(session: MutableMapping[str, Any], public_id: uuid.UUID) -> None:
    """Pages of this session show no bar of this request any more."""
    if session.get(KEY) == str(public_id):
        del session[KEY]


def remember_sharing(session: MutableMapping[str, Any], public_id: uuid.UUID) -> None:
    """Pages of this session show that a form is shared in this request."""
    if session.get(SHARING) != str(public_id):
        session[SHARING] = str(public_id)
