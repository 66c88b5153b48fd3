"""The body of a request that a script sends as JSON."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.request import RawPostDataException


def body_of(request: HttpRequest) -> bytes:
    """The bytes that were sent; none when they came as a form, which is read already and is not what scripts send."""
    try:
        return request.body
    except RawPostDataException:
        return b""
