"""Who acts over a socket or a poll that waits: worked out anew each time, so that nothing outlives its permission."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.core.exceptions import DisallowedHost
from django.core.handlers.asgi import ASGIRequest
from django.utils import translation
from django.utils.module_loading import import_string

from accounts import readers
from accounts.actors import Actor
from accounts.keeping.session_life import staff_session_over
from accounts.middleware import actor_of
from core.tenancy import council_scope

SESSIONS = import_string(f"{settings.SESSION_ENGINE}.SessionStore")


class NotHere(Exception):
    """No open council answers at this host, or the session of this member of staff is over."""


@contextlib.contextmanager
def acting(scope: dict[str, Any]) -> Iterator[Actor]:
    """In the scope of the host's council, whoever's session the cookie of an ASGI scope names. Raises NotHere.

    Looking this way does not count as using the session: it ends when nobody does anything else.
    """
    request = ASGIRequest({**scope, "type": "http", "method": "GET"}, BytesIO())
    try:
        host = request.get_host().split(":")[0].lower()
    except DisallowedHost as problem:
        raise NotHere from problem
    council = readers.council_for_host(host)
    if council is None or council.is_closed:
        raise NotHere
    request.council = council
    request.session = SESSIONS(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    with council_scope(council.pk), translation.override(translation.get_language_from_request(request)):
        request.user = get_user(request)
        if staff_session_over(request):
            raise NotHere
        yield actor_of(request)
