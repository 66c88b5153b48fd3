"""Where a socket comes from."""

from __future__ import annotations

from typing import Any


def comes_from_our_page(scope: dict[str, Any]) -> bool:
    """Whether a page of this very host opens the socket: browsers send cookies with anybody's."""
    headers = dict(scope["headers"])
    host, origin = headers.get(b"host", b""), headers.get(b"origin", b"")
    return bool(host) and origin.partition(b"://")[2] == host
