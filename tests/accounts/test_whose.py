"""Is this yours? Nothing that was begun or sent without an account moves silently to whoever signs in next."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions.sign_in import start_record
from accounts.actions.taking_over import refuse_record, settle_record, take_over_record
from accounts.actors import Actor, system_actor
from accounts.models import AuditEvent, Resident, User
from accounts.readers import audit_trail_for, offers_for
from accounts.sessions import LEFT_BEHIND, OPENED_CLAIMS, VISITOR
from claims.models import Claim
from notifications.actions import notify
from notifications.readers import mailbox
from tests.claims.making import fill, small_draft
from tests.claims.reached import begun, sent_as
from tests.people import Browser, make_resident, make_staff

PAGE = "accounts:is_this_yours"


@pytest.fixture(autouse=True)
def own_mailbox(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path


@pytest.fixture
def browser(calderbrook):
    return Browser(Client(), calderbrook.host)


def visitor_of(council) -> Actor:
    """A visitor with a record of their own."""
    return Actor(council, resident=start_record(language="cy", by=Actor(council)))


def hold(browser: Browser, visitor: Actor) -> None:
    """This browser is the visitor's."""
    session = browser.client.session
    session[VISITOR] = str(visitor.resident.public_id)
    session.save()


def sign_in(browser: Browser, contact: str, **more):
    browser.post(reverse("accounts:sign_in"), {"contact": contact, **more})
    code = re.search(r"\b\d{6}\b", mailbox()[0].text)[0]
    return browser.post(reverse("accounts:enter_code"), {"code": code}, follow=True)


def answer(browser: Browser, record: Resident, said: str):
    return browser.post(reverse(PAGE), {"record": str(record.public_id), "answer": said}, follow=True)


def owner_of(claim: Claim) -> Resident:
    return Claim.objects.get(pk=claim.pk).resident


def test_a_draft_on_the_device_is_asked_about_and_goes_over_on_yes(browser, calderbrook):
    visitor = visitor_of(calderbrook)
    claim = fill(small_draft(visitor), visitor, {"has_pets": "no"})
    hold(browser, visitor)
    page = sign_in(browser, "new@example.org", next="/privacy/")
    assert page.redirect_chain[-1][0] == reverse(PAGE)
    text = page.content.decode()
    assert "A small form" in text
    assert "Maria Nowak" in text
    assert owner_of(claim) == visitor.resident
    assert VISITOR not in browser.client.session
    assert browser.get(reverse("claims:task_list", args=[claim.public_id])).status_code == 404
    done = answer(browser, visitor.resident, "yes")
    assert done.redirect_chain[-1][0] == "/privacy/"
    owner = owner_of(claim)
    assert (owner.user.email, owner.language) == ("new@example.org", "cy")
    assert LEFT_BEHIND not in browser.client.session
    assert browser.get(reverse("claims:task_list", args=[claim.public_id])).status_code == 200


def test_on_no_it_stays_where_it_is_and_leaves_the_device(browser, calderbrook):
    visitor = visitor_of(calderbrook)
    claim = small_draft(visitor)
    hold(browser, visitor)
    sign_in(browser, "bea@example.org", next=reverse("claims:task_list", args=[claim.public_id]))
    left = browser.post(reverse(PAGE), {"record": str(visitor.resident.public_id), "answer": "no"})
    assert left.headers["Clear-Site-Data"] == '"cache"'
    assert browser.get(left.url, follow=True).redirect_chain[-1][0] == reverse("accounts:home")
    assert owner_of(claim) == visitor.resident
    assert not {VISITOR, LEFT_BEHIND} & set(browser.client.session.keys())
    assert browser.get(reverse(PAGE)).url == reverse("accounts:after_sign_in")


def test_no_question_where_the_proven_address_is_in_the_form_and_no_name_speaks_against(browser, calderbrook):
    visitor = visitor_of(calderbrook)
    claim = sent_as(visitor, email="Maria@Example.org")
    hold(browser, visitor)
    assert sign_in(browser, "maria@example.org").redirect_chain[-1][0] == reverse("accounts:home")
    owner = owner_of(claim)
    assert (owner.user.email, owner.name) == ("maria@example.org", "Maria Nowak")


@pytest.mark.slow
@pytest.mark.parametrize(
    "said", [{"phone": "07700 900371"}, {"safe": "no"}], ids=["somebody's phone is in it too", "not safe to contact"]
)
@pytest.mark.parametrize("known", [True, False], ids=["to an account", "to a new one"])
def test_what_could_tell_a_stranger_or_be_told_to_one_is_asked_about(browser, calderbrook, said, known):
    """Somebody sends a form with her name and address and a phone of their own: her news would go there."""
    if known:
        make_resident(calderbrook, "Maria Nowak", "maria@example.org")
    claim = sent_as(visitor_of(calderbrook), email="maria@example.org", **said)
    left = owner_of(claim)
    assert sign_in(browser, "maria@example.org").redirect_chain[-1][0] == reverse(PAGE)
    assert owner_of(claim) == left
    mine = Resident.objects.get(user__email="maria@example.org")
    assert (mine.phone, mine.safe_to_contact) == ("", True)
    answer(browser, left, "no")
    mine.refresh_from_db()
    assert (owner_of(claim), mine.phone, mine.safe_to_contact) == (left, "", True)


def test_a_yes_brings_no_contact_that_nobody_proved(browser, calderbrook):
    sent_as(visitor_of(calderbrook), email="maria@example.org", phone="07700 900371")
    sign_in(browser, "maria@example.org")
    page = browser.get(reverse(PAGE)).content.decode()
    assert "given in it: …371. We send no messages about your account there." in " ".join(page.split())
    assert "900371" not in page
    left = Resident.objects.get(user=None)
    answer(browser, left, "yes")
    mine = Resident.objects.get(user__email="maria@example.org")
    assert (mine.name, mine.email, mine.phone) == ("Maria Nowak", "maria@example.org", "")
    told = notify(resident=mine, template="claim_submitted", context={"reference": "A", "form_title": "B"},
                  by=system_actor(calderbrook, "tests"))  # fmt: skip
    assert {message.channel for message in told} == {"email", "in_app"}


@pytest.mark.slow
@pytest.mark.parametrize("on_device", [True, False])
def test_what_is_not_safe_is_not_shown_and_goes_to_who_knows_its_reference(browser, calderbrook, on_device):
    """Two people read one address, and one of them must keep a form from the other."""
    visitor = visitor_of(calderbrook)
    claim = sent_as(visitor, email="shared@example.org", phone="07700 900371", safe="no")
    left = owner_of(claim)
    if on_device:
        hold(browser, visitor)
    text = sign_in(browser, "shared@example.org").content.decode()
    for secret in ("A small form", "Maria", "Nowak", "…371", claim.reference, f"{timezone.now():%Y, %H}"):
        assert secret not in text.partition("<main")[2], secret
    assert "not safe to contact them" in " ".join(text.split())
    for wrong in ("", "CAL-0000-0000", claim.reference[:-1]):
        said = browser.post(
            reverse(PAGE), {"record": str(left.public_id), "answer": "yes", "reference": wrong}, follow=True
        )
        assert "Nothing has changed." in said.content.decode()
        assert owner_of(claim) == left
    typed = f" {claim.reference.lower().replace('-', ' ')}"
    browser.post(reverse(PAGE), {"record": str(left.public_id), "answer": "yes", "reference": typed})
    mine = owner_of(claim)
    assert (mine.user.email, mine.safe_to_contact, mine.phone) == ("shared@example.org", False, "")


@pytest.mark.parametrize("on_device", [True, False])
def test_what_is_not_safe_and_was_not_sent_has_no_reference_to_know(browser, calderbrook, on_device):
    """They said so in a form, and sign in to keep it: it is not shown, and it is not lost."""
    visitor = visitor_of(calderbrook)
    draft = begun(visitor, email="maria@example.org", safe="no")
    if on_device:
        hold(browser, visitor)
    else:
        Resident.objects.filter(pk=draft.resident_id).update(email="maria@example.org")
    text = sign_in(browser, "maria@example.org").content.decode().partition("<main")[2]
    assert "Add it only if it was you." in " ".join(text.split())
    assert "A form that asks" not in text
    assert "Nowak" not in text
    assert 'name="reference"' not in text
    answer(browser, draft.resident, "yes")
    mine = owner_of(draft)
    assert (mine.user.email, mine.safe_to_contact) == ("maria@example.org", False)


def test_a_name_that_speaks_against_is_asked_about(browser, calderbrook):
    make_resident(calderbrook, "Jan Kowal", "shared@example.org")
    visitor = visitor_of(calderbrook)
    claim = sent_as(visitor, email="shared@example.org")
    hold(browser, visitor)
    assert sign_in(browser, "shared@example.org").redirect_chain[-1][0] == reverse(PAGE)
    assert owner_of(claim) == visitor.resident


def test_what_was_sent_never_moves_by_a_yes_alone(browser, calderbrook):
    visitor = visitor_of(calderbrook)
    claim, draft = sent_as(visitor, email="maria@example.org"), begun(visitor)
    hold(browser, visitor)
    sign_in(browser, "thief@example.org")
    page = answer(browser, visitor.resident, "yes").content.decode()
    assert "names another one" in page
    assert owner_of(claim) == visitor.resident
    assert owner_of(draft).user.email == "thief@example.org"
    assert browser.get(reverse("claims:sent", args=[claim.public_id])).status_code == 404
    assert Resident.objects.get(pk=visitor.resident.pk).joined_into is None


def test_a_form_sent_without_any_contact_moves_to_nobody(browser, calderbrook):
    visitor = visitor_of(calderbrook)
    claim = sent_as(visitor)
    hold(browser, visitor)
    page = sign_in(browser, "anybody@example.org").content.decode()
    assert "Yes, add it to my account" not in page
    assert "clear it from this device" in page
    assert answer(browser, visitor.resident, "yes").status_code == 404
    assert owner_of(claim) == visitor.resident


def test_an_address_typed_after_sending_proves_nothing(calderbrook):
    """Whoever sits down at the device next asks for a link to their own address, then signs in with it."""
    visitor = visitor_of(calderbrook)
    claim = sent_as(visitor)
    Resident.objects.filter(pk=visitor.resident.pk).update(email="thief@example.org")
    thief = make_resident(calderbrook, "", "thief@example.org")
    assert offers_for(thief, "") == []
    with pytest.raises(Http404):
        take_over_record(
            public_id=str(visitor.resident.public_id), left_behind=str(visitor.resident.public_id), by=thief
        )
    assert owner_of(claim) == visitor.resident


@pytest.mark.parametrize(
    ("given", "contact"),
    [({"email": "maria@example.org"}, "Maria@example.org"), ({"phone": "07700 900123"}, "+44 7700 900123")],
)
def test_what_was_sent_elsewhere_is_found_again_by_its_own_contact(browser, calderbrook, given, contact):
    claim = sent_as(visitor_of(calderbrook), **given)
    sign_in(browser, contact, next=reverse("claims:my_claims"))
    assert claim.reference in browser.get(reverse("claims:my_claims")).content.decode()


@pytest.mark.slow
def test_several_are_asked_about_one_by_one(browser, calderbrook):
    sent = [sent_as(visitor_of(calderbrook), email="maria@example.org") for _ in range(2)]
    assert sign_in(browser, "maria@example.org").redirect_chain[-1][0] == reverse(PAGE)
    records = [claim.resident for claim in sent]
    assert answer(browser, records[0], "yes").redirect_chain[-1][0] == reverse(PAGE)
    answer(browser, records[1], "no")
    assert owner_of(sent[0]).user.email == "maria@example.org"
    assert owner_of(sent[1]) == records[1]
    browser.post(reverse("accounts:sign_out"))
    assert sign_in(browser, "maria@example.org").redirect_chain[-1][0] == reverse("accounts:home"), "asked once"


def test_nobody_is_offered_what_another_account_holds(calderbrook, alice):
    claim = sent_as(alice, email="shared@example.org")
    other = make_resident(calderbrook, "Maria Nowak", "shared@example.org")
    assert offers_for(other, str(alice.resident.public_id)) == []
    settle_record(left_behind=str(alice.resident.public_id), by=other)
    assert owner_of(claim) == alice.resident


@pytest.mark.parametrize("act", [take_over_record, refuse_record])
def test_what_is_not_on_offer_looks_like_nothing(calderbrook, alice, act):
    visitor = visitor_of(calderbrook)
    small_draft(visitor)
    with pytest.raises(Http404):
        act(public_id=str(visitor.resident.public_id), left_behind="", by=alice)


def test_a_password_proves_no_contact(browser, calderbrook, alice):
    alice.user.set_password("three words together")
    alice.user.save()
    visitor = visitor_of(calderbrook)
    claim = sent_as(visitor, email="alice@example.org")
    hold(browser, visitor)
    login = {"login": "alice@example.org", "password": "three words together"}
    page = browser.post(reverse("account_login"), login, follow=True)
    assert page.redirect_chain[-1][0] == reverse(PAGE)
    assert owner_of(claim) == visitor.resident
    answer(browser, visitor.resident, "yes")
    assert owner_of(claim) == alice.resident, "it is the account's own address, proven when it was made"


@pytest.mark.parametrize("kind", ["advisor", "operator"])
def test_staff_at_work_take_nothing_over(browser, calderbrook, operator, kind):
    if kind == "advisor":
        user = make_staff(calderbrook, "Aisha Khan", "aisha@calderbrook.example", "advisor").user
    else:
        user = operator.user
        user.set_password("correct horse battery")
        user.save()
    visitor = visitor_of(calderbrook)
    claim = small_draft(visitor)
    hold(browser, visitor)
    login = {"login": user.email, "password": "correct horse battery"}
    page = browser.post(reverse("account_login"), login, follow=True)
    assert page.redirect_chain[-1][0] == reverse(PAGE)
    assert "Yes, add it" not in page.content.decode()
    assert "A small form" in page.content.decode()
    assert answer(browser, visitor.resident, "yes").status_code == 404
    assert not Resident.objects.filter(user=user).exists()
    answer(browser, visitor.resident, "no")
    assert LEFT_BEHIND not in browser.client.session
    assert owner_of(claim) == visitor.resident


def test_a_draft_opened_by_a_link_is_not_open_to_whoever_signs_in_next(browser, alice, bob):
    claim = small_draft(alice)
    session = browser.client.session
    session[OPENED_CLAIMS] = [str(claim.public_id)]
    session.save()
    where = reverse("claims:task_list", args=[claim.public_id])
    assert browser.get(where).status_code == 200
    sign_in(browser, "bob@example.org")
    assert browser.get(where).status_code == 404


def test_the_account_page_leads_back_to_the_question(browser, calderbrook):
    visitor = visitor_of(calderbrook)
    small_draft(visitor)
    hold(browser, visitor)
    sign_in(browser, "new@example.org")
    assert reverse(PAGE) in browser.get(reverse("accounts:home")).content.decode()


def test_an_answer_that_is_none_changes_nothing(browser, calderbrook):
    visitor = visitor_of(calderbrook)
    claim = small_draft(visitor)
    hold(browser, visitor)
    sign_in(browser, "new@example.org")
    assert answer(browser, visitor.resident, "perhaps").status_code == 404
    assert owner_of(claim) == visitor.resident


def test_all_of_it_or_nothing(calderbrook, alice, monkeypatch):
    """A step that fails half-way leaves everything where it was."""
    visitor = visitor_of(calderbrook)
    claim = begun(visitor)
    monkeypatch.setattr("estimates.actions.taking_over._move_alerts", None)
    with pytest.raises(TypeError):
        take_over_record(
            public_id=str(visitor.resident.public_id), left_behind=str(visitor.resident.public_id), by=alice
        )
    assert owner_of(claim) == visitor.resident
    assert Resident.objects.get(pk=visitor.resident.pk).joined_into is None


def test_what_was_joined_cannot_be_joined_again_or_used(calderbrook, alice, bob):
    visitor = visitor_of(calderbrook)
    begun(visitor)
    left_behind = str(visitor.resident.public_id)
    take_over_record(public_id=left_behind, left_behind=left_behind, by=alice)
    with pytest.raises(Http404):
        take_over_record(public_id=left_behind, left_behind=left_behind, by=bob)
    browser = Browser(Client(), calderbrook.host)
    hold(browser, visitor)
    assert browser.get(reverse("claims:my_claims")).context["claims"] == []


def test_a_form_started_while_its_record_goes_over_is_refused(calderbrook, alice):
    visitor = visitor_of(calderbrook)
    begun(visitor)
    left_behind = str(visitor.resident.public_id)
    take_over_record(public_id=left_behind, left_behind=left_behind, by=alice)
    with pytest.raises(Http404):
        small_draft(visitor)


def test_the_trail_of_what_was_begun_comes_along(calderbrook, alice):
    visitor = visitor_of(calderbrook)
    begun(visitor)
    left_behind = str(visitor.resident.public_id)
    take_over_record(public_id=left_behind, left_behind=left_behind, by=alice)
    assert "claims.claim.started" in {event.code for event in audit_trail_for(alice)}
    assert AuditEvent.objects.get(code="accounts.record.joined").resident == alice.resident


def test_a_user_without_contacts_is_offered_only_what_is_on_the_device(calderbrook, alice):
    sent_as(visitor_of(calderbrook))
    User.objects.filter(pk=alice.user.pk).update(email=None)
    alice.user.refresh_from_db()
    assert offers_for(replace(alice), "") == []
