"""Who asks: what proxies say counts as far as trusted hops go, and no further."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from betteroff.serving.addresses import Visitor, networks, visitor, without_forwarded
from tests.betteroff.serving import said, served

BALANCER, NGINX, OUTSIDE = "10.1.0.5", "172.20.0.2", "198.51.100.7"
TRUSTED = networks(["10.1.0.0/16", "172.20.0.2", "2001:db8::/32"])


def asked(peer: str, forwarded: str | None = None, proto: str | None = None) -> Visitor:
    headers = [(b"host", b"x")]
    if forwarded is not None:
        headers += [(b"x-forwarded-for", one.encode("latin1")) for one in forwarded.split("|")]
    if proto is not None:
        headers.append((b"x-forwarded-proto", proto.encode()))
    return visitor(peer, "http", headers, TRUSTED)


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        (OUTSIDE, None, OUTSIDE),
        # A forged header from somebody who is no proxy of ours.
        (OUTSIDE, "203.0.113.9", OUTSIDE),
        (BALANCER, None, BALANCER),
        (BALANCER, "203.0.113.9", "203.0.113.9"),
        # What the visitor wrote stands to the left of what the balancer saw.
        (BALANCER, "203.0.113.9, 198.51.100.7", OUTSIDE),
        (NGINX, "203.0.113.9, 198.51.100.7, 10.1.0.5", OUTSIDE),
        (NGINX, "203.0.113.9|198.51.100.7, 10.1.0.5", OUTSIDE),
        # Everybody on the way is ours: the one that is furthest away asked.
        (NGINX, "10.1.0.9", "10.1.0.9"),
        (NGINX, "unknown, 10.1.0.5", BALANCER),
        (BALANCER, "", BALANCER),
        (BALANCER, "198.51.100.7:4711", OUTSIDE),
        (BALANCER, "[2001:db9::7]:4711", "2001:db9::7"),
        ("::ffff:10.1.0.5", "198.51.100.7", OUTSIDE),
        ("2001:db8::1%eth0", "198.51.100.7", OUTSIDE),
        ("", "198.51.100.7", ""),
        (BALANCER, ", ".join(["1.2.3.4", *[BALANCER] * 1000]), BALANCER),
    ],
)
def test_the_visitor_is_the_first_hop_that_is_not_trusted(peer, forwarded, address):
    assert asked(peer, forwarded).address == address


@pytest.mark.parametrize(
    ("peer", "proto", "scheme"),
    [
        (BALANCER, "https", "https"),
        (BALANCER, "http, HTTPS", "https"),
        (BALANCER, "gopher", "http"),
        (BALANCER, None, "http"),
        (OUTSIDE, "https", "http"),
    ],
)
def test_only_a_trusted_proxy_says_that_it_was_https(peer, proto, scheme):
    assert asked(peer, proto=proto).scheme == scheme


def test_nothing_else_is_told_what_a_proxy_said():
    names = [b"x-forwarded-for", b"forwarded", b"x-real-ip", b"x-forwarded-host", b"cookie"]
    assert without_forwarded([(name, b"1.2.3.4") for name in names]) == [(b"cookie", b"1.2.3.4")]


def test_a_network_that_is_none_is_named():
    with pytest.raises(ImproperlyConfigured, match="TRUSTED_PROXIES: the-balancer is no network"):
        networks(["10.0.0.0/8", "the-balancer"])


def test_behind_a_balancer_each_visitor_has_an_address():
    with served(trusted="127.0.0.1/32") as server:
        for address in ("203.0.113.1", "203.0.113.2"):
            status, told = server.ask(X_Forwarded_For=f"9.9.9.9, {address}", X_Forwarded_Proto="https")
            assert (status, told["REMOTE_ADDR"], told["wsgi.url_scheme"]) == (200, address, "https")
            assert "HTTP_X_FORWARDED_FOR" not in told
        # Somebody beside the balancer says that they are one.
        _, told = server.ask(address="127.0.0.2", X_Forwarded_For="203.0.113.1", X_Forwarded_Proto="https")
        assert (told["REMOTE_ADDR"], told["wsgi.url_scheme"]) == ("127.0.0.2", "http")


def test_a_header_with_an_underscore_is_nobodys():
    with (
        served(trusted="192.0.2.1") as server,
        server.connect(
            b"GET / HTTP/1.1\r\nHost: x\r\nX_Forwarded_For: 1.2.3.4\r\nConnection: close\r\n\r\n"
        ) as connection,
    ):
        assert b"1.2.3.4" not in said(connection)
