"""Whether files may be added: limits by person and by network address, in each council by itself, and a full disk."""

from __future__ import annotations

import shutil
from collections import namedtuple
from dataclasses import replace

import pytest

from accounts.actors import Origin
from accounts.uploads import LEAST_FREE_BYTES, SenderOfFiles

Usage = namedtuple("Usage", "total used free")
HERE, ELSEWHERE = Origin(network="a library"), Origin(network="elsewhere")


@pytest.fixture
def rates(monkeypatch):
    """Limits that a test reaches quickly."""
    monkeypatch.setattr("accounts.uploads.BY_PERSON", ("3/h", "100/d"))
    monkeypatch.setattr("accounts.uploads.BY_NETWORK", (("5/h", "2/m"), ("100/d", "1/m")))
    monkeypatch.setattr("accounts.uploads.BY_STAFF", ("9/h", "100/d"))
    monkeypatch.setattr("accounts.uploads.BYTES_BY_STAFF", 900)
    monkeypatch.setattr("accounts.uploads.BYTES_BY_PERSON", 300)
    monkeypatch.setattr("accounts.uploads.BYTES_BY_NETWORK", 500)
    monkeypatch.setattr("accounts.uploads.BYTES_WITH_ACCOUNTS", 700)


def looked_at(who, origin=None):
    return SenderOfFiles(replace(who, origin=origin or who.origin)).why_not_looked_at()


def kept(who, size, origin=None):
    return SenderOfFiles(replace(who, origin=origin or who.origin)).why_not_kept(size)


def test_a_person_has_a_limit_of_their_own(alice, bob, rates):
    assert [looked_at(alice) for _ in range(4)] == ["", "", "", "asker"]
    assert looked_at(bob) == ""


def test_an_address_over_its_limit_is_slowed_to_a_trickle_that_everybody_there_shares(visitor, rates):
    people = [replace(visitor, origin=Origin(network="a library", session=f"s{number}")) for number in range(9)]
    assert [looked_at(who) for who in people] == ["", "", "", "", "", "", "", "asker", "asker"]
    assert looked_at(people[0], replace(people[0].origin, network="elsewhere")) == ""


def test_who_adds_too_many_files_uses_up_nothing_of_others_at_the_address(alice, bob, rates):
    assert [looked_at(alice, HERE) for _ in range(20)].count("") == 3
    assert [looked_at(bob, HERE) for _ in range(3)] == ["", "", ""]


def test_staff_have_limits_of_their_own_and_use_up_nothing_of_the_address(aisha, visitor, rates):
    assert [looked_at(aisha, HERE) for _ in range(10)] == [""] * 9 + ["asker"]
    assert [kept(aisha, 300, HERE) for _ in range(4)] == ["", "", "", "asker"]
    assert looked_at(visitor, HERE) == kept(visitor, 500, HERE) == ""


def test_a_person_may_keep_so_many_bytes_a_day(alice, bob, rates):
    assert [kept(alice, size) for size in (299, 2, 1, 1)] == ["", "asker", "", "asker"]
    assert kept(bob, 300) == ""


def test_a_network_address_may_keep_so_many_whoever_asks(alice, bob, visitor, rates):
    assert [kept(who, 250, HERE) for who in (alice, bob)] == ["", ""]
    assert kept(visitor, 1, HERE) == "asker"
    # People with an account have a reserve.
    assert kept(bob, 50, HERE) == ""
    assert kept(alice, 50, HERE) == ""
    assert kept(visitor, 1, ELSEWHERE) == ""


def test_councils_count_by_themselves(alice, carol, rates):
    for _ in range(6):
        looked_at(alice, HERE)
        kept(alice, 300, HERE)
    assert looked_at(carol, HERE) == kept(carol, 300, HERE) == ""


def test_people_behind_one_address_take_turns_as_one(alice, bob, carol):
    keys = {SenderOfFiles(replace(who, origin=HERE)).key for who in (alice, bob)}
    assert len(keys) == 1
    assert SenderOfFiles(replace(carol, origin=HERE)).key not in keys
    assert SenderOfFiles(alice).key != SenderOfFiles(bob).key, "where the address is not known, each by themselves"


def test_a_nearly_full_disk_takes_no_files(alice, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(1, 1, LEAST_FREE_BYTES - 1))
    assert looked_at(alice) == "room"
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(1, 1, LEAST_FREE_BYTES))
    assert looked_at(alice) == ""
