"""The person takes their record over by a code: once, everything or nothing, and they see what was done before."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions.taking_over import join_records
from accounts.actors import Actor
from accounts.models import AuditEvent, Resident
from accounts.permissions import Scope
from accounts.readers import grant_for
from advocates.models import Case, Registration, TakeOverCode
from advocates.registering.actions.guessing import WaitBeforeTyping
from advocates.registering.actions.taking_over import LASTS, Outcome, make_code, make_code_at_desk, take_over
from advocates.registering.rules import new_code, read_code
from claims.actions.answering import start_claim
from claims.models import Claim
from notifications.models import Message
from notifications.texts import render_message
from tests.advocates.registering.making import BORN, make_partner, on_the_phone, registered
from tests.claims.making import small_draft
from tests.people import browser_of, make_resident
from tests.statements import as_written


@pytest.fixture
def pat(calderbrook):
    return make_partner(calderbrook)


@pytest.fixture
def joan(calderbrook):
    """Joan's own account, in which nothing is yet."""
    return make_resident(calderbrook, "", "joan@example.org")


@pytest.fixture
def made(pat):
    return registered(pat, email="old@example.org")


@pytest.fixture
def code(made, pat):
    return read_code(make_code(grant_id=made.delegation.public_id, by=pat))


def form_of(pat, made) -> Claim:
    slug = small_draft(pat).form_version.form.slug
    return start_claim(slug=slug, language="en-gb", by=pat, record=made.resident)


def test_the_record_becomes_theirs_with_everything(pat, made, code, joan):
    claim = form_of(pat, made)
    assert take_over(code=code, born_on=BORN, by=joan) is Outcome.TAKEN
    claim.refresh_from_db()
    made.refresh_from_db()
    joan.resident.refresh_from_db()
    assert claim.resident == made.resident == Case.objects.get().resident == joan.resident
    assert (joan.resident.name, joan.resident.born_on) == ("Joan Holt", BORN)
    # What the adviser typed as a contact is not proven: no news goes there.
    assert joan.resident.email == "joan@example.org"
    assert made.taken_over_at is not None
    assert grant_for(pat, joan.resident.pk, Scope.FILL_CLAIMS) == made.delegation


def test_where_the_account_holds_something_already_whoever_acted_acts_no_more(pat, made, code, joan):
    small_draft(joan)
    assert take_over(code=code, born_on=BORN, by=joan) is Outcome.TAKEN
    assert grant_for(pat, joan.resident.pk, Scope.VIEW_CLAIMS) is None


def test_a_code_works_once(pat, made, code, joan, bob):
    assert take_over(code=code, born_on=BORN, by=joan) is Outcome.TAKEN
    assert take_over(code=code, born_on=BORN, by=joan) is Outcome.HAD
    assert take_over(code=code, born_on=BORN, by=bob) is Outcome.WRONG
    with pytest.raises(Http404):
        make_code(grant_id=made.delegation.public_id, by=pat)


@pytest.mark.parametrize("how", ["old", "newer", "another birth", "no such", "joined", "withdrawn mind"])
def test_a_code_that_does_not_work_takes_nothing(pat, made, code, joan, bob, how):
    born = BORN
    if how == "old":
        TakeOverCode.objects.update(expires_at=timezone.now())
    elif how == "newer":
        make_code(grant_id=made.delegation.public_id, by=pat)
    elif how == "another birth":
        born = BORN + dt.timedelta(days=1)
    elif how == "no such":
        code = "BBBBBBBB"
    elif how == "joined":
        join_records(source=made.resident, target=bob.resident, by=pat)
    else:
        TakeOverCode.objects.update(tries_left=0)
    assert take_over(code=code, born_on=born, by=joan) is Outcome.WRONG
    assert Resident.objects.get(pk=made.resident.pk).joined_into in (None, bob.resident)
    assert not AuditEvent.objects.filter(code="advocates.person.took_over").exists()


@pytest.mark.parametrize(("name", "born"), [("Bob Birtle", None), ("Joan Holt", dt.date(1951, 3, 27))])
def test_an_account_of_somebody_else_gets_nothing(made, code, joan, name, born):
    Resident.objects.filter(pk=joan.resident.pk).update(name=name, born_on=born)
    assert take_over(code=code, born_on=BORN, by=joan) is Outcome.SOMEBODY_ELSE
    assert Resident.objects.get(pk=made.resident.pk).joined_into is None
    assert take_over(code=code, born_on=BORN, by=replace(joan, resident=make_free(joan))) is Outcome.TAKEN


def make_free(joan):
    Resident.objects.filter(pk=joan.resident.pk).update(name="", born_on=None)
    return Resident.objects.get(pk=joan.resident.pk)


def test_five_wrong_dates_of_birth_end_a_code(made, code, calderbrook):
    for number in range(5):
        who = make_resident(calderbrook, "", f"r{number}@example.org")
        assert take_over(code=code, born_on=dt.date(1940, 1, 1 + number), by=who) is Outcome.WRONG
    last = make_resident(calderbrook, "", "last@example.org")
    assert take_over(code=code, born_on=BORN, by=last) is Outcome.WRONG


def test_whoever_guesses_must_wait_and_others_need_not(made, code, joan, bob):
    bob, joan = on_the_phone(bob), replace(joan)
    for _try in range(5):
        assert take_over(code=new_code(), born_on=BORN, by=bob) is Outcome.WRONG
    with pytest.raises(WaitBeforeTyping) as wait:
        take_over(code=code, born_on=BORN, by=bob)
    assert wait.value.seconds > 0
    assert take_over(code=code, born_on=BORN, by=joan) is Outcome.TAKEN


def test_nobody_puts_a_record_into_their_own_account_by_a_code_that_they_made(pat, made, code):
    own = Resident.objects.create(user=pat.user)
    as_themselves = Actor(pat.council, pat.user, own)
    assert take_over(code=code, born_on=BORN, by=as_themselves) is Outcome.WRONG
    made.resident.refresh_from_db()
    assert made.resident.joined_into is None


def test_the_code_is_kept_nowhere(made, code, calderbrook):
    row = TakeOverCode.objects.get()
    assert code not in row.code_hash
    assert row.expires_at - row.made_at == LASTS
    message = Message.objects.get(template="take_over_code")
    assert code[:4] not in str(message.context)
    text = render_message(message, calderbrook).body
    assert f"{code[:4]}-{code[4:]}" in text
    assert "Joan" not in text


def test_no_code_is_sent_where_it_is_not_safe(pat):
    made = registered(pat, email="una@example.org", safe_to_contact=False)
    assert make_code(grant_id=made.delegation.public_id, by=pat)
    assert not Message.objects.filter(template="take_over_code").exists()


def test_who_makes_codes(calderbrook, made, pat, aisha, omar, alice):
    assert make_code_at_desk(public_id=made.public_id, by=aisha)
    assert make_code_at_desk(public_id=made.public_id, by=omar)
    with pytest.raises(Http404):
        make_code(grant_id=made.delegation.public_id, by=make_partner(calderbrook, "Zoe Far", "Other Homes"))
    with pytest.raises(Http404):
        make_code_at_desk(public_id=made.public_id, by=alice)
    assert TakeOverCode.objects.filter(used_at=None, ended_at=None).count() == 1


def test_the_pages_from_the_code_to_who_did_what(pat, made, joan, calderbrook):
    adviser, browser = browser_of(pat), browser_of(joan)
    letter = adviser.post(f"/helping/{made.delegation.public_id}/registered/code/").content.decode()
    code = re.search(r"[B-Z]{4}-[B-Z]{4}", letter)[0]
    assert f"http://{calderbrook.host}" in letter
    form_of(pat, made)
    wrong = browser.post(
        "/take-over/", {"code": code, "born_on-day": "1", "born_on-month": "1", "born_on-year": "1950"}
    )
    assert wrong.status_code == 422
    assert "do not go together" in wrong.content.decode()
    said = {"code": code.lower(), "born_on-day": "27", "born_on-month": "3", "born_on-year": "1950"}
    page = browser.post("/take-over/", said, follow=True).content.decode()
    for words in ("Brook Homes made a record for you", "Made this record for you, with your consent", "End this now",
                  "Not sent yet", "see your claims and fill them in"):  # fmt: skip
        assert words in page, words
    grant = made.delegation.public_id
    browser.post(f"/account/helpers/{grant}/end/", {"_sure": "yes"})
    assert adviser.get(f"/helping/{grant}/registered/").status_code == 404
    assert "Nobody may act for you now" in browser.get("/account/taken-over/").content.decode()


def test_a_code_wants_eight_letters(joan):
    page = browser_of(joan).post("/take-over/", {"code": "ABC", "born_on-day": "27"}).content.decode()
    assert "The code has 8 letters" in page
    assert 'value="ABC"' in page
    assert "must include a month and a year" in page


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("bcdf-ghjk", "BCDFGHJK"),
        (" BCDF GHJK ", "BCDFGHJK"),
        ("BCDF–GHJK", "BCDFGHJK"),
        ("ABCD-FGHJ", None),
        ("BCD", None),
    ],
)
def test_codes_are_read_as_they_are_typed(typed, code):
    assert read_code(typed) == code
    assert read_code(new_code()) is not None


def test_nobody_without_a_record_of_their_own_takes_one_over(made, code, aisha, visitor):
    for who in (aisha, visitor):
        with pytest.raises(Http404):
            take_over(code=code, born_on=BORN, by=who)
    assert Registration.objects.get().taken_over_at is None


def test_pages_ask_the_database_little(pat, made, code, joan, aisha):
    form_of(pat, made)
    registered(pat, name="Una Other")
    person, adviser, desk = browser_of(joan), browser_of(pat), browser_of(aisha)
    assert asked(person, "/take-over/") <= 9
    assert asked(adviser, f"/helping/{made.delegation.public_id}/registered/") <= 15
    assert asked(desk, "/staff/registered/") <= 15
    take_over(code=code, born_on=BORN, by=joan)
    assert asked(person, "/account/taken-over/") <= 12


def asked(browser, address: str) -> int:
    """How many reads this page costs."""
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200
    return sum(as_written(query["sql"]).startswith("SELECT") for query in queries)
