"""A body is read before a thread is taken: bounded in size and time, and a slow one is hung up."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from tests.betteroff.serving import QUICK, answered, said, served

HALF = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf"
SLOW = replace(QUICK, body_silence=30, body_grace=30)


@pytest.mark.slow
@pytest.mark.parametrize("body", [b"", b"x", b"x" * 70_000, b"x" * 3_000_000])
def test_a_body_comes_whole(body):
    with served() as server:
        assert server.ask("POST", body=body)[1]["body"] == len(body)
        # In chunks, with no length said before.
        status, told = server.ask("POST", body=iter([body[:10], body[10:]] if body else []))
        assert (status, told["body"]) == (200, len(body))


@pytest.mark.slow
@pytest.mark.parametrize(
    "sent", [HALF, HALF[:-4], HALF.replace(b"Content-Length: 1000", b"Transfer-Encoding: chunked")]
)
def test_a_body_that_does_not_come_is_answered_and_hung_up(sent):
    with served() as server:
        answer = said(server.connect(sent))
    assert answer.startswith(b"HTTP/1.1 4")
    assert b"408" in answer.splitlines()[0] or b"400" in answer.splitlines()[0]


@pytest.mark.slow
def test_a_body_that_drips_is_hung_up_too():
    """It is never silent for long, and it never ends."""
    with served(limits=replace(QUICK, body_bytes_a_second=1024)) as server:
        connection = server.connect(HALF)
        stop, pause = threading.Event(), threading.Event()

        def drip():
            while not stop.is_set():
                try:
                    connection.sendall(b".")
                except OSError:
                    return
                pause.wait(0.05)

        drips = threading.Thread(target=drip)
        drips.start()
        try:
            assert answered(connection) == 408
        finally:
            stop.set()
            drips.join()


@pytest.mark.slow
def test_a_slow_line_that_keeps_coming_has_the_time_it_needs():
    pause = threading.Event()

    def parts():
        for _ in range(8):
            yield b"x" * 500
            pause.wait(0.15)

    # 1.2 s: more than the grace alone gives.
    with served(limits=replace(QUICK, body_bytes_a_second=2000)) as server:
        assert server.ask("POST", body=parts())[1]["body"] == 4000


@pytest.mark.parametrize(("size", "status"), [(999, 200), (1000, 200), (1001, 413)])
def test_a_body_is_as_large_as_may_be(size, status):
    with served(limits=replace(QUICK, body_bytes=1000)) as server:
        assert server.ask("POST", body=b"x" * size)[0] == status
        assert server.ask("POST", body=iter([b"x" * size]))[0] == status


def test_a_length_that_is_none_is_refused():
    with served() as server:
        assert said(server.connect(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\n12345"))[9:12] == b"400"


def test_half_bodies_take_no_thread():
    with served(limits=SLOW, threads=1) as server:
        for _ in range(8):
            server.connect(HALF)
        assert server.ask()[0] == 200


def test_over_the_limit_of_an_address_the_oldest_is_hung_up():
    with served(limits=replace(SLOW, bodies_an_address=2)) as server:
        first, *others = [server.connect(HALF) for _ in range(2)]
        elsewhere = server.connect(HALF, address="127.0.0.2")
        third = server.connect(HALF)
        assert said(first).startswith(b"HTTP/1.1 408")
        for connection in (*others, elsewhere, third):
            connection.sendall(b"x" * 996)
            assert answered(connection) == 200


@pytest.mark.parametrize("limit", [{"bodies_in_all": 2}, {"body_bytes_in_all": 10}])
def test_over_the_limit_of_all_the_oldest_is_hung_up(limit):
    with served(limits=replace(SLOW, **limit)) as server:
        first = server.connect(HALF)
        for address in ("127.0.0.2", "127.0.0.3"):
            server.connect(HALF, address=address)
        assert said(first).startswith(b"HTTP/1.1 408")


def test_bytes_are_given_back():
    with served() as server:
        server.ask("POST", body=b"x" * 5000)
        said(server.connect(HALF))
        server.ask()
        assert server.door.bodies.bytes == 0
        assert not server.door.bodies._reading
        assert not server.door.bodies._of_address


def test_bodies_from_one_network_are_one_subscribers():
    """Whoever has 2**64 addresses holds no more bodies than whoever has one."""
    begins = HALF.replace(b"Host: x\r\n", b"Host: x\r\nX-Forwarded-For: %s\r\n")
    with served(limits=replace(SLOW, bodies_an_address=2), trusted="127.0.0.1") as server:
        held = [server.connect(begins % address) for address in (b"2001:db8::1", b"2001:db8::2", b"2001:db8::3")]
        assert said(held[0]).startswith(b"HTTP/1.1 408")


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind",
    [
        "application/x-www-form-urlencoded; charset=punycode",
        "multipart/form-data; boundary=x; charset=UTF-7",
        "multipart/form-data; boundary=x; charset*=utf-8''punycode",
        "text/plain; charset=windows-1252",
        "text/plain; x*=punycode''abc-" + "b" * 2000,
        "text/plain; " + "x" * 20_000,
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_words_are_read_as_utf_8_and_in_no_way_that_a_stranger_names(method, kind):
    with served() as server:
        assert server.ask(method, "/?a=b", Content_Type=kind)[0] == 400


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind", ["x/y", "x/y; charset=UTF-8", "x/y; charset=us-ascii", "x/y; charset=none-such", "x/y; charset=\xe9", ""]
)
def test_what_browsers_name_is_taken(kind):
    with served() as server:
        assert server.ask("POST", body="a=b", Content_Type=kind)[0] == 200
