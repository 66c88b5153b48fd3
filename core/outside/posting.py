"""One HTTP request with an end: a time limit on all of it, however slowly the other side dribbles, and a size limit.

No redirects, no proxies from the environment, https only; and never to a machine of the platform's own network,
whatever a name resolves to, because the address is typed by a council and not by the operator.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpcore

CONNECT_SECONDS, READ_SECONDS, TOTAL_SECONDS = 3.0, 8.0, 10.0
MOST_BYTES = 256 * 1024


class NoConnection(Exception):
    """The connection was refused, reset or closed before an answer began: asking again is safe with the same key."""


class TookTooLong(Exception):
    """No whole answer in time."""


class BrokenAnswer(Exception):
    """An answer came that is too long, encoded, or not HTTP."""


class AddressRefused(NoConnection):
    """The address leads into our own network, or is not https."""


@dataclass(frozen=True)
class Limits:
    """Seconds for the connection, for each silence, and for everything; bytes of the answer's body.

    loopback: whether http:// to this very machine is allowed, for a stand-in.
    """

    connect: float = CONNECT_SECONDS
    read: float = READ_SECONDS
    total: float = TOTAL_SECONDS
    bytes: int = MOST_BYTES
    loopback: bool = False


@dataclass
class Traffic:
    """What went over the wire, headers included, in bytes."""

    bytes_out: int = 0
    bytes_in: int = 0


@dataclass(frozen=True)
class Answer:
    """What came back. headers: by lower-case name."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


def post(
    url: str, *, headers: dict[str, str], body: bytes, limits: Limits, deadline: float, traffic: Traffic
) -> Answer:
    """POST once and return whatever was answered, redirects and errors included.

    deadline: on time.monotonic(). Raises NoConnection, TookTooLong, BrokenAnswer.
    """
    return _asked("POST", url, headers, body, limits, deadline, traffic)


def get(url: str, *, headers: dict[str, str], limits: Limits, deadline: float) -> Answer:
    """GET once, like `post`. Raises NoConnection, TookTooLong, BrokenAnswer."""
    return _asked("GET", url, headers, b"", limits, deadline, Traffic())


def _asked(
    method: str, url: str, headers: dict[str, str], body: bytes, limits: Limits, deadline: float, traffic: Traffic
) -> Answer:
    check_address(url, loopback=limits.loopback)
    backend = _Backend(deadline, traffic, loopback=limits.loopback)
    timeouts = {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": limits.connect}
    sent = [(name.encode(), value.encode()) for name, value in headers.items()]
    try:
        with httpcore.ConnectionPool(network_backend=backend) as pool:
            with pool.stream(method, url, headers=sent, content=body, extensions={"timeout": timeouts}) as response:
                return _read(response, limits)
    except httpcore.TimeoutException as error:
        raise TookTooLong(type(error).__name__) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        # After the first byte, only a reset is a lost connection; anything else is an answer that is not HTTP.
        if traffic.bytes_in and isinstance(error, httpcore.ProtocolError):
            raise BrokenAnswer(type(error).__name__) from error
        raise NoConnection(type(error).__name__) from error


def _read(response: httpcore.Response, limits: Limits) -> Answer:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
    if headers.get("content-encoding", "identity") != "identity":
        # We asked for none; and a small body could unpack into an endless one.
        raise BrokenAnswer("encoded")
    parts, size = [], 0
    for part in response.iter_stream():
        size += len(part)
        if size > limits.bytes:
            raise BrokenAnswer("too long")
        parts.append(part)
    return Answer(response.status, b"".join(parts), headers)


def check_address(url: str, *, loopback: bool) -> None:
    """Raise AddressRefused unless this is https to a host, or http to this very machine where that is allowed."""
    parts = urlsplit(url)
    on_loopback = loopback and parts.hostname in ("127.0.0.1", "::1", "localhost")
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and on_loopback)):
        raise AddressRefused("not https")


def _is_allowed(address: str, loopback: bool) -> bool:
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        parsed = parsed.ipv4_mapped or parsed
    if parsed.is_loopback:
        return loopback
    return parsed.is_global and not parsed.is_multicast


class _Backend(httpcore.NetworkBackend):
    """Connects to addresses that are allowed, and gives every step no more time than is left of the whole."""

    def __init__(self, deadline: float, traffic: Traffic, *, loopback: bool) -> None:
        self._deadline, self._traffic, self._loopback = deadline, traffic, loopback
        self._real = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise httpcore.ConnectError("name") from error
        addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
        if not all(_is_allowed(address, self._loopback) for address in addresses):
            raise AddressRefused("own network")
        # The addresses that were looked at are connected to: a second look-up could say something else.
        for last, address in enumerate(addresses, 1 - len(addresses)):
            try:
                stream = self._real.connect_tcp(address, port, _left(self._deadline, timeout), None, socket_options)
                return _Stream(stream, self._deadline, self._traffic)
            except httpcore.ConnectError:
                if not last:
                    raise
        raise httpcore.ConnectError("no address")


class _Stream(httpcore.NetworkStream):
    """A connection whose every step ends with the whole."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float, traffic: Traffic) -> None:
        self._stream, self._deadline, self._traffic = stream, deadline, traffic

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        found = self._stream.read(max_bytes, _left(self._deadline, timeout))
        self._traffic.bytes_in += len(found)
        return found

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))
        self._traffic.bytes_out += len(buffer)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secure = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout))
        return _Stream(secure, self._deadline, self._traffic)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    """Seconds that a step may take. Raises a time-out when the whole is over."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("total")
    return min(left, timeout if timeout is not None else left)
