"""Whether a file may be added: limits by person and by network address, in each council by itself, and a full disk."""

from __future__ import annotations

import shutil
from collections import namedtuple
from dataclasses import replace

import pytest

from accounts.actors import Origin
from accounts.uploads import LEAST_FREE_BYTES, why_no_upload

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def rates(monkeypatch):
    """Limits that a test reaches quickly."""
    monkeypatch.setattr("accounts.uploads.BY_PERSON", ("3/h", "100/d"))
    monkeypatch.setattr("accounts.uploads.BY_NETWORK", ("5/h", "100/d"))


def test_a_person_has_a_limit_of_their_own(alice, bob, rates):
    assert [why_no_upload(by=alice) for _ in range(4)] == ["", "", "", "asker"]
    assert why_no_upload(by=bob) == ""


def test_a_network_address_has_one_whoever_asks(calderbrook, alice, bob, rates):
    here = Origin(network="a library")
    asked = [why_no_upload(by=replace(who, origin=here)) for who in (alice, bob, alice, bob, alice, bob)]
    assert asked == ["", "", "", "", "", "asker"]
    assert why_no_upload(by=replace(bob, origin=Origin(network="elsewhere"))) == "asker"


def test_councils_count_by_themselves(alice, carol, rates):
    here = Origin(network="a library")
    for _ in range(6):
        why_no_upload(by=replace(alice, origin=here))
    assert why_no_upload(by=replace(carol, origin=here)) == ""


def test_a_nearly_full_disk_takes_no_files(alice, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(1, 1, LEAST_FREE_BYTES - 1))
    assert why_no_upload(by=alice) == "room"
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(1, 1, LEAST_FREE_BYTES))
    assert why_no_upload(by=alice) == ""
