"""How the pool and its children talk over a socket: the length of a header, the header as JSON, the bytes of a file."""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any

LENGTH = struct.Struct("!II")
MOST_HEADER = 4096
CHUNK = 1024 * 1024


class Nonsense(OSError):
    """What came is no message: too long, cut off, or no JSON object."""


def send(to: socket.socket, header: dict[str, Any], content: bytes) -> None:
    """One message. Raises OSError, TimeoutError among them."""
    text = json.dumps(header).encode()
    to.sendall(LENGTH.pack(len(text), len(content)) + text)
    to.sendall(content)


def receive(
    from_: socket.socket, *, most: int = 2**32, seconds: float | None = None
) -> tuple[dict[str, Any], bytes] | None:
    """One message with at most `most` bytes of content, whole within `seconds`; None when the other side has hung up.

    Raises OSError, TimeoutError among them.
    """
    until = None if seconds is None else time.monotonic() + seconds
    lengths = _exactly(from_, LENGTH.size, until)
    if not lengths:
        return None
    header_length, length = LENGTH.unpack(lengths)
    if header_length > MOST_HEADER or length > most:
        raise Nonsense("too long")
    try:
        header = json.loads(_exactly(from_, header_length, until))
    except ValueError as error:
        raise Nonsense("no JSON") from error
    if not isinstance(header, dict):
        raise Nonsense("no object")
    return header, _exactly(from_, length, until)


def _exactly(from_: socket.socket, length: int, until: float | None) -> bytes:
    """So many bytes; none when there is nothing more at all."""
    content = bytearray()
    while len(content) < length:
        if until is not None:
            # Not for each part anew: one that sends a byte now and then would never end.
            from_.settimeout(max(0.001, until - time.monotonic()))
        part = from_.recv(min(CHUNK, length - len(content)))
        if not part:
            if content:
                raise Nonsense("cut off")
            break
        content += part
    return bytes(content)
