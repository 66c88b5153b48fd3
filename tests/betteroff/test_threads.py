"""The application runs on threads, a fixed number at a time; its answer leaves when its thread is free again."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from betteroff.serving.threads import host_in
from core.tenancy import HOST_ANSWERS
from tests.betteroff.serving import QUICK, served, telling
from tests.parallel import in_parallel


class Holding:
    """Answers when told to, and counts who is inside."""

    def __init__(self) -> None:
        self.inside, self.most, self.go, self.full = 0, 0, threading.Event(), threading.Semaphore(0)

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"] == "/healthz":
            return telling(environ, start_response)
        self.inside += 1
        self.most = max(self.most, self.inside)
        self.full.release()
        self.go.wait(10)
        self.inside -= 1
        return telling(environ, start_response)


def held(server, holding, number):
    """So many requests under way; their statuses once they are let go."""
    statuses: list[int] = []
    threads = [threading.Thread(target=lambda: statuses.append(server.ask()[0])) for _ in range(number)]
    for thread in threads:
        thread.start()
    holding.full.acquire(timeout=10)
    return threads, statuses


def test_health_is_told_while_every_thread_is_stuck():
    holding = Holding()
    with served(holding, threads=1) as server:
        threads, statuses = held(server, holding, 2)
        assert server.ask(path="/healthz")[0] == 200
        holding.go.set()
        for thread in threads:
            thread.join()
        assert statuses == [200, 200]
        assert holding.most == 1


def test_a_burst_of_computers_takes_no_thread_from_people():
    holding = Holding()

    def application(environ, start_response):
        computers = environ["PATH_INFO"].startswith("/api/")
        return (holding if computers else telling)(environ, start_response)

    with served(application, threads=4) as server:
        asking = [threading.Thread(target=server.ask, kwargs={"path": "/api/v1/estimates/"}) for _ in range(4)]
        for thread in asking:
            thread.start()
        holding.full.acquire(timeout=10)
        assert server.ask()[0] == 200
        holding.go.set()
        for thread in asking:
            thread.join()
        assert holding.most == 1


def holding_at_council(holding):
    """An application whose one council, at a.localhost, answers at once at /known and else when it is told to."""

    def application(environ, start_response):
        if not environ["HTTP_HOST"].lower().startswith("a."):
            return telling(environ, start_response)
        environ[HOST_ANSWERS] = True
        return (telling if environ["PATH_INFO"] == "/known" else holding)(environ, start_response)

    return application


def test_a_council_asked_for_by_many_ports_is_one():
    """Whoever asks writes the port: each must not be a line of its own that others wait for."""
    holding = Holding()

    with served(holding_at_council(holding), threads=2) as server:
        server.ask(path="/known", Host="a.localhost")
        hosts = ["a.localhost:1", "a.localhost:2", "A.localhost:3"]
        asking = [threading.Thread(target=server.ask, kwargs={"Host": host}) for host in hosts]
        for thread in asking:
            thread.start()
        holding.full.acquire(timeout=10)
        assert server.ask(Host="b.localhost")[0] == 200
        holding.go.set()
        for thread in asking:
            thread.join()
        assert holding.most == 1


def test_names_at_which_nobody_answers_share_a_line():
    """Below a wildcard every name is allowed: each must not be a line of its own."""
    holding = Holding()

    def application(environ, start_response):
        if environ["HTTP_HOST"] != "a.localhost":
            return holding(environ, start_response)
        environ[HOST_ANSWERS] = True
        return telling(environ, start_response)

    with served(application, threads=2) as server:
        server.ask(Host="a.localhost")
        asking = [threading.Thread(target=server.ask, kwargs={"Host": f"x{name}.localhost"}) for name in range(3)]
        for thread in asking:
            thread.start()
        holding.full.acquire(timeout=10)
        assert server.ask(Host="a.localhost")[0] == 200
        holding.go.set()
        for thread in asking:
            thread.join()
        assert holding.most == 1


@pytest.mark.parametrize("council", ["calderbrook", None])
def test_the_line_of_a_council_is_learned_from_its_answer(client, request, council):
    host = request.getfixturevalue(council).host if council else "nobody.localhost"
    assert (HOST_ANSWERS in client.get("/", HTTP_HOST=host).wsgi_request.META) is bool(council)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("a.localhost", "a.localhost"),
        ("A.LOCALHOST:81", "a.localhost"),
        ("a.localhost.:82", "a.localhost"),
        ("nobody.example", ""),
        ("a.localhost, b", ""),
        ("", ""),
    ],
)
def test_names_that_are_not_allowed_are_no_names(said, name):
    assert host_in(said) == name


def test_over_the_limit_of_those_who_wait_the_next_is_told_to_come_later():
    holding = Holding()
    with served(holding, replace(QUICK, waiting=0), threads=1) as server:
        threads, statuses = held(server, holding, 1)
        response, text = server.answer("GET", "/", None)
        assert response.status == 503
        assert response.getheader("Retry-After") == "30"
        assert "very busy" in text
        holding.go.set()
        for thread in threads:
            thread.join()
        assert statuses == [200]


def test_an_application_that_fails_costs_its_own_request_only():
    def failing(environ, start_response):
        if environ["PATH_INFO"] == "/fails":
            raise RuntimeError
        return telling(environ, start_response)

    with served(failing, threads=1) as server:
        assert server.ask(path="/fails")[0] == 500
        assert server.ask()[0] == 200


def test_the_request_ends_in_its_thread():
    ended = []

    class Parts(list):
        def close(self):
            ended.append(threading.current_thread().name)

    def application(environ, start_response):
        start_response("200 OK", [])
        return Parts([b"a", b"b"])

    with served(application) as server:
        assert in_parallel(3, lambda _: server.ask()) == [(200, "ab")] * 3
        assert len(ended) == 3
        assert all(name.startswith("pages") for name in ended)


@pytest.mark.slow
def test_cookies_in_two_lines_are_one_header():
    lines = ["GET /caf%C3%A9?q=%C3%A9 HTTP/1.1", "Host: x", "Cookie: a=1", "Cookie: b=2", "Accept: x", "Accept: y"]
    lines.append("Connection: close")
    with served() as server, server.connect("\r\n".join([*lines, "", ""]).encode()) as connection:
        # Headers and body may come one after the other.
        told = connection.makefile("rb").read().decode()
        assert '"HTTP_COOKIE": "a=1; b=2"' in told
        assert '"HTTP_ACCEPT": "x,y"' in told
        assert '"PATH_INFO": "/caf\\u00c3\\u00a9"' in told
        assert '"QUERY_STRING": "q=%C3%A9"' in told
