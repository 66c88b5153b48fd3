"""Answers of the address service, read into boxes; and whether a postcode is elsewhere."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.finding.rules import (
    FoundAddress,
    NotAddresses,
    addresses_in,
    is_elsewhere,
    question_for,
    unpacked,
)
from tests.claims.finding.answers import house, said


def found(*addresses) -> list[FoundAddress]:
    return addresses_in(json.dumps(said(*addresses)).encode())


@pytest.mark.parametrize(
    ("told", "lines"),
    [
        (house("9"), ("9 Station Road", "")),
        (house("9", SUB_BUILDING_NAME="FLAT 2"), ("Flat 2", "9 Station Road")),
        (house("", BUILDING_NAME="12A"), ("12A Station Road", "")),
        (house("", BUILDING_NAME="ST MARY'S COURT", SUB_BUILDING_NAME="FLAT 2"),
         ("Flat 2, St Mary's Court", "Station Road")),
        (house("3", DEPENDENT_THOROUGHFARE_NAME="BACK LANE"), ("3 Back Lane, Station Road", "")),
        (house("3", DEPENDENT_LOCALITY="ASHTON-UNDER-LYNE"), ("3 Station Road", "Ashton-Under-Lyne")),
        (house("3", THOROUGHFARE_NAME="", DEPENDENT_LOCALITY="LITTLE END"), ("3 Little End", "")),
        (house("", THOROUGHFARE_NAME="", PO_BOX_NUMBER="77"), ("PO Box 77", "")),
    ],
)  # fmt: skip
def test_an_address_comes_in_the_lines_of_a_letter(told, lines):
    [address] = found(told)
    assert (address.line1, address.line2) == lines
    assert (address.town, address.postcode) == ("Calderbrook", "OL15 9AB")


def test_they_are_in_the_order_of_the_street_each_once():
    addresses = found(house("10"), house("9"), house("9"), house("2"))
    assert [each.line1 for each in addresses] == ["2 Station Road", "9 Station Road", "10 Station Road"]


def test_what_no_page_can_hold_is_taken_out():
    [address] = found(house("9", BUILDING_NAME="THE\ud800 \x00LODGE\nHOUSE"))
    assert address.packed.encode().count(b"\n") == 3
    assert address.line1 == "The Lodge House"


def test_what_is_no_address_is_left_out_and_none_is_none():
    assert found({"POST_TOWN": "CALDERBROOK", "POSTCODE": "OL15 9AB"}, house("1", POSTCODE="elsewhere")) == []
    assert addresses_in(b'{"header": {"totalresults": 0}}') == []


@pytest.mark.parametrize(
    "body",
    [
        b"", b"<html>", b"[]", b"{}", b"null", b'{"header": {}, "results": {}}', b'{"header": {}, "results": [1]}',
        b'{"header": {}, "results": [{"LPI": {}}]}', b"[" * 100_000,
    ],
)  # fmt: skip
def test_anything_else_is_refused(body):
    with pytest.raises(NotAddresses):
        addresses_in(body)


@given(st.recursive(st.none() | st.text() | st.integers(), lambda kept: st.dictionaries(st.text(), kept)))
def test_no_value_in_an_address_breaks_it(value):
    found({"BUILDING_NUMBER": value, "THOROUGHFARE_NAME": value, "POST_TOWN": value, "POSTCODE": value})


def test_a_chosen_address_comes_back_as_it_went():
    address = FoundAddress("Flat 2", "9 Station Road", "Calderbrook", "OL15 9AB")
    assert unpacked(address.packed) == unpacked(address.packed.replace("\n", "\r\n")) == address
    assert [unpacked(text) for text in ("", "a\nb", "a\nb\nc\nd\ne", "\n".join(["x" * 101] * 4))] == [None] * 4


def test_the_question_has_the_postcode_and_nothing_else_of_the_person():
    url = question_for("https://places.example/v1", "OL15 9AB")
    assert url == "https://places.example/v1/postcode?postcode=OL15+9AB&dataset=DPA&maxresults=100"


@pytest.mark.parametrize(
    ("postcode", "districts", "elsewhere"),
    [
        ("SW1A 1AA", ["OL15", "OL16"], True),
        ("OL15 9AB", ["OL15", "OL16"], False),
        ("ol159ab", ["OL15"], False),
        ("OL1 5AB", ["OL15"], True),
        ("SW1A 1AA", [], False),
        ("nonsense", ["OL15"], False),
        ("", ["OL15"], False),
        ("BFPO 57", ["OL15"], False),
    ],
)
def test_a_postcode_is_elsewhere_only_by_the_councils_own_list(postcode, districts, elsewhere):
    assert is_elsewhere(postcode, districts) is elsewhere
