"""The rules of a webhook: only a plain yes to this very delivery is one, and waits grow to half an hour."""

import datetime as dt
import json

import pytest

from casework.handover.rules.webhook import LONGEST_WAIT, TRIES, acknowledged, sign, wait_after, waits


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"acknowledged": "k", "reference": "HB-1"}, "HB-1"),
        ({"acknowledged": "k"}, ""),
        ({"acknowledged": "k", "reference": 7}, ""),
        ({"acknowledged": "k", "reference": "a\x00b"}, ""),
        ({"acknowledged": "k", "reference": "x" * 200}, "x" * 100),
        ({"acknowledged": "another"}, None),
        ({"acknowledged": True}, None),
        ({"acknowledged": ["k"]}, None),
        ({}, None),
        (["k"], None),
        ("k", None),
        (None, None),
    ],
)
def test_what_counts_as_a_yes(body, said):
    assert acknowledged(json.dumps(body).encode(), "k") == said


@pytest.mark.parametrize("body", [b"", b"ok", b"\xff", b"[" * 60_000, b"<html>", b'{"acknowledged": "k"', b"9" * 5000])
def test_junk_is_no_yes(body):
    assert acknowledged(body, "k") is None


def test_the_signature_hangs_on_secret_body_and_time():
    signed = sign("secret", b"{}", 1_700_000_000)
    assert signed == "t=1700000000,v1=" + signed.partition("v1=")[2]
    others = {sign("other", b"{}", 1_700_000_000), sign("secret", b"{ }", 1_700_000_000), sign("secret", b"{}", 1)}
    assert len({signed, *others}) == 4


def test_waits_double_to_half_an_hour_over_more_than_a_day():
    assert [wait_after(number).seconds for number in (1, 2, 3, 6)] == [30, 60, 120, 960]
    assert wait_after(7) == wait_after(1000) == LONGEST_WAIT
    assert len(waits()) == TRIES - 1
    assert dt.timedelta(days=1) < sum(waits(), dt.timedelta()) < dt.timedelta(days=1.1)
