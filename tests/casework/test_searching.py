"""One box of the desk finds a claim by whatever staff have of a person."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.management import call_command
from django.db import connection

from casework.readers.searching import clean_reference, read_birth_dates
from casework.readers.work_list import WorkListFilter, work_list
from claims.actions.searching import make_findable
from claims.models import Claim, SearchTerm
from claims.readers.searching import keyed_nino
from core.tenancy import council_scope
from tests.casework.test_claims import sent_by
from tests.claims.sent import NINO, sent_claim
from tests.people import browser_of, make_resident

OTHER_NINO = "JG103759A"


def found(aisha, text, **more) -> set[str]:
    return {claim.submission.name for claim in work_list(aisha, WorkListFilter(text=text, **more))}


def lives_in(claim: Claim, postcode: str) -> None:
    SearchTerm.objects.filter(claim=claim).delete()
    make_findable(claim, {"address.current": {"postcode": postcode}})


@pytest.fixture
def two(calderbrook):
    rhian = sent_by(calderbrook, "Rhian Oakley", nino="JG 10 37 59 A", dob={"day": "3", "month": "5", "year": "1985"})
    tomos = sent_by(calderbrook, "Tomos Ash", nino=NINO, dob={"day": "29", "month": "2", "year": "1912"})
    return rhian, tomos


@pytest.mark.parametrize("text", [OTHER_NINO, "jg103759a", "JG 10 37 59 A", " jg-10-37-59-a "])
def test_a_national_insurance_number_however_it_is_typed(aisha, two, text):
    assert found(aisha, text) == {"Rhian Oakley"}


@pytest.mark.parametrize("text", ["JG103759B", "JG103759", "103759"])
def test_a_part_of_a_national_insurance_number_finds_nobody(aisha, two, text):
    assert found(aisha, text) == set()


def test_no_number_stands_in_the_terms_and_another_council_has_another_hash(two, southmere):
    terms = set(SearchTerm.objects.values_list("term", flat=True))
    assert keyed_nino(OTHER_NINO) in terms
    assert not any(OTHER_NINO in term.upper() for term in terms)
    with council_scope(southmere.pk):
        assert keyed_nino(OTHER_NINO) not in terms


@pytest.mark.parametrize("text", ["LS1 4DT", "ls14dt", "LS1", "ls1 4", "LS1 4D"])
def test_a_postcode_or_its_beginning(aisha, two, text):
    lives_in(two[0], "LS1 4DT")
    lives_in(two[1], "LS10 2AB")
    expected = {"Rhian Oakley", "Tomos Ash"} if text == "LS1" else {"Rhian Oakley"}
    assert found(aisha, text) == expected


def test_the_groups_of_a_reference(aisha, two):
    prefix, first, second = two[0].reference.split("-")
    for text in (first, second.lower(), f"{prefix}-{first}", f"{prefix} {second}"):
        assert "Rhian Oakley" in found(aisha, text)
    assert found(aisha, f"{prefix}-{first[:3]}") == set()
    assert "Rhian Oakley" not in found(aisha, f"XYZ-{first}")


def test_a_reference_is_read_forgivingly_and_a_name_is_not_one(aisha):
    assert clean_reference("cal7f3k92qx", aisha) == "CAL-7F3K-92QX"
    assert clean_reference("CAL-OIL1-92QX", aisha) == "CAL-0111-92QX"
    assert clean_reference("Anna Beth", aisha) is None
    assert clean_reference("Margaret", aisha) is None


def test_an_email_address_and_a_phone_number(aisha, calderbrook, two):
    actor = make_resident(calderbrook, "Ulla Berg", "ulla@example.org")
    actor.resident.phone = "+447700900123"
    actor.resident.save()
    sent_claim(actor, name={"first": "Ulla", "last": "Berg"}, signed_name="Ulla Berg", has_pets="no")
    assert found(aisha, "Ulla@Example.org") == {"Ulla Berg"}
    assert found(aisha, "07700 900123") == found(aisha, "+44 7700 900123") == {"Ulla Berg"}
    assert found(aisha, "07700 900124") == found(aisha, "@example.org") == set()


def test_a_year_and_a_short_year_of_birth(aisha, two):
    assert found(aisha, "1985") == {"Rhian Oakley"}
    assert found(aisha, "3/5/85") == {"Rhian Oakley"}
    assert found(aisha, "29.2.12") == {"Tomos Ash"}
    assert found(aisha, "1986") == set()


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("3/5/1985", [dt.date(1985, 5, 3)]),
        ("3 May 85", [dt.date(1985, 5, 3), dt.date(2085, 5, 3)]),
        ("29/2/00", [dt.date(2000, 2, 29)]),
        ("1985-05-03", [dt.date(1985, 5, 3)]),
        ("31/4/85", []),
        ("31/2/1990", []),
        ("3/5/985", []),
        ("1985", []),
        ("3/5", []),
    ],
)
def test_dates_of_birth_as_people_write_them(text, dates):
    assert read_birth_dates(text) == dates


def test_names_that_sound_alike_are_found_where_that_is_asked_for(aisha, calderbrook, two):
    sent_by(calderbrook, "Muhammad Akhter")
    sent_by(calderbrook, "Mohammed Ali")
    assert found(aisha, "Mohamed Akhtar") == set()
    assert found(aisha, "Mohamed Akhtar", sounding=True) == {"Muhammad Akhter"}
    assert found(aisha, "mohammed", sounding=True) == {"Muhammad Akhter", "Mohammed Ali"}
    assert found(aisha, "moham", sounding=True) == {"Mohammed Ali"}, "the beginning of a name is found as before"
    by_name = work_list(aisha, WorkListFilter(name="tomas", sounding=True))
    assert {claim.submission.name for claim in by_name} == {"Tomos Ash"}
    assert found(aisha, OTHER_NINO, sounding=True) == {"Rhian Oakley"}


def test_asked_on_the_page_it_stays_ticked_and_asks_nothing_alone(aisha, calderbrook):
    sent_by(calderbrook, "Muhammad Akhter")
    browser = browser_of(aisha)
    browser.post("/staff/claims/", {"text": "Mohamed", "sounding": "on"})
    page = browser.get("/staff/claims/").content.decode()
    assert "Muhammad Akhter" in page
    assert re.search(r'name="sounding"[^>]* checked', page)
    browser.post("/staff/claims/", {"text": "", "sounding": "on"})
    assert "Clear search and filters" not in browser.get("/staff/claims/").content.decode()


def test_another_council_finds_nothing(two, sian, southmere):
    with council_scope(southmere.pk):
        for text in ("oakley", OTHER_NINO, *two[0].reference.split("-")[1:], "1985"):
            assert not work_list(sian, WorkListFilter(text=text)).exists()


def test_terms_can_be_written_again(aisha, two, capsys):
    before = set(SearchTerm.objects.values_list("claim", "kind", "term"))
    assert before
    SearchTerm.objects.filter(claim=two[0]).delete()
    assert found(aisha, "oakley") == set()
    call_command("make_claims_findable")
    assert "Calderbrook Council: 2 claims." in capsys.readouterr().out
    assert set(SearchTerm.objects.values_list("claim", "kind", "term")) == before


def test_a_name_is_looked_up_by_an_index_under_row_security(aisha, two):
    """A comparison that is not leakproof would be made on every row that the council has."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    plan = work_list(aisha, WorkListFilter(text="oakley")).order_by().explain()
    sounding = work_list(aisha, WorkListFilter(text="oakley", sounding=True)).order_by().explain()
    assert len([line for line in sounding.splitlines() if "Index Cond" in line and "term" in line]) == 2, sounding
    condition = next(line for line in plan.splitlines() if "Index Cond" in line and "term" in line)
    assert "term >=" in condition.replace("(", "").replace(")", "").replace("::text", "")
