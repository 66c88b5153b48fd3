"""How much of the network's time and of our memory one request, one address and everybody together may take."""

from __future__ import annotations

from dataclasses import dataclass

KILO, MEGA = 1024, 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What is waited for, and how long. Bytes and seconds.

    A line that is only slow is not hung up: a body gets `body_grace` seconds and one more for every
    `body_bytes_a_second` that have come, as long as it is never silent for `body_silence`.
    """

    # A connection without a whole request line and headers.
    header_seconds: float = 10
    header_bytes: int = 64 * KILO
    # Connections on which nobody asks anything: over these the one that has waited longest is hung up.
    idle_an_address: int = 100
    idle_in_all: int = 500
    # As much as nginx lets through (deploy/nginx/nginx.conf). What Django takes of it is in settings.
    body_bytes: int = 25 * MEGA
    body_memory: int = 256 * KILO
    body_silence: float = 10
    body_grace: float = 20
    body_bytes_a_second: int = 8 * KILO
    # Bodies of which a part is missing: over these the one that began first is hung up.
    bodies_an_address: int = 20
    bodies_in_all: int = 200
    body_bytes_in_all: int = 1024 * MEGA
    # Requests that wait for a thread; and somebody who does not take their answer.
    waiting: int = 400
    send_seconds: float = 30


LIMITS = Limits()
