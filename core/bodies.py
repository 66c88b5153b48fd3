"""Requests of programs: the body that a script sends as JSON, and whether JSON is wanted for an answer."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from django.http.request import RawPostDataException

# Nobody types more than this.
MOST_BYTES = 1_000_000


def read_json(sent: str | bytes, *, most: int = MOST_BYTES) -> Any:
    """What a stranger sent as JSON. Raises ValueError for what is longer than `most`, nested too deep, or no JSON."""
    if len(sent) > most:
        raise ValueError("too long")
    try:
        return json.loads(sent)
    except RecursionError as problem:
        raise ValueError("nested too deep") from problem


def body_of(request: HttpRequest) -> bytes:
    """The bytes that were sent; none when they came as a form, which is read already and is not what scripts send."""
    try:
        return request.body
    except RawPostDataException:
        return b""


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asks, rather than somebody with a page before them."""
    sent = request.content_type == "application/json" or "application/json" in request.headers.get("Accept", "")
    return request.path.startswith("/api/") or sent
