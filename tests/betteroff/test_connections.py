"""A connection that asks nothing is hung up in time, and never keeps another from its page."""

from __future__ import annotations

import contextlib
import socket
import threading
from dataclasses import replace
from types import SimpleNamespace

import pytest

from betteroff.serving.addresses import networks
from betteroff.serving.connections import Connection
from tests.betteroff.serving import QUICK, answered, said, served

ASK = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
PATIENT = replace(QUICK, header_seconds=30)


@pytest.mark.slow
@pytest.mark.parametrize("sent", [b"", b"GET", b"GET / HTTP/1.1\r\nHost: x\r\n"])
def test_headers_that_do_not_come_are_not_waited_for(sent):
    with served() as server:
        assert said(server.connect(sent)) == b""


def test_a_second_request_has_its_own_time():
    with served() as server:
        connection = server.connect(ASK)
        assert answered(connection) == 200
        connection.sendall(ASK[:-4])
        assert said(connection) == b""


@pytest.mark.slow
def test_a_used_connection_stays_open():
    pause = threading.Event()
    with served() as server:
        with server.connect(ASK) as connection:
            assert answered(connection) == 200
            pause.wait(2 * QUICK.header_seconds)
            connection.sendall(ASK)
            assert answered(connection) == 200


def test_headers_have_an_end():
    with served(limits=PATIENT) as server:
        connection = server.connect(b"GET / HTTP/1.1\r\nHost: x\r\n")
        with contextlib.suppress(ConnectionError):
            for _ in range(200):
                connection.sendall(b"X-More: " + b"x" * 1000 + b"\r\n")
        assert said(connection) == b""


def test_headers_after_a_body_in_chunks_have_an_end_too():
    begins = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n"
    patient = replace(PATIENT, body_silence=30, body_grace=30)
    with served(limits=patient) as server:
        connection = server.connect(begins)
        with contextlib.suppress(ConnectionError):
            for _ in range(200):
                connection.sendall(b"X-More: " + b"x" * 1000 + b"\r\n")
        assert said(connection) == b""


def test_a_subscriber_with_many_addresses_is_one(settings):
    settings.TRUSTED_PROXIES = ()
    protocols = [SimpleNamespace(client=(address, 4000)) for address in ("2001:db8::7", "2001:db8::8:9")]
    assert {Connection._counted_address(protocol) for protocol in protocols} == {"2001:db8::"}


def test_whoever_comes_now_is_served_and_the_oldest_idle_one_of_the_address_goes(settings):
    settings.TRUSTED_PROXIES = ()
    with served(limits=replace(PATIENT, idle_an_address=10)) as server:
        held = [server.connect() for _ in range(10)]
        other = server.connect(address="127.0.0.2")
        assert server.ask()[0] == 200
        assert held[0].recv(1) == b""
        held[9].sendall(ASK)
        other.sendall(ASK)
        assert answered(held[9]) == 200
        assert answered(other) == 200


def test_a_trusted_proxy_may_hold_as_many_as_there_may_be_in_all(settings):
    settings.TRUSTED_PROXIES = networks(["127.0.0.1"])
    with served(limits=replace(PATIENT, idle_an_address=2, idle_in_all=5), trusted="127.0.0.1") as server:
        held = [server.connect() for _ in range(6)]
        assert held[0].recv(1) == b""
        held[1].sendall(ASK)
        assert answered(held[1]) == 200


def large(environ, start_response):
    """An answer that no buffer of the line holds."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(20_000_000))])
    return [b"x" * 20_000_000]


@pytest.mark.slow
def test_somebody_who_does_not_take_their_answer_holds_no_thread_and_is_hung_up():
    with served(large, threads=1) as server:
        slow = [socket.socket() for _ in range(3)]
        server.opened += slow
        for connection in slow:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.settimeout(10)
            connection.connect(("127.0.0.1", server.port))
            connection.sendall(ASK)
        assert server.ask()[0] == 200
        threading.Event().wait(2 * QUICK.send_seconds)
        for connection in slow:
            assert len(said(connection)) < 20_000_000
