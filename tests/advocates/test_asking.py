"""Somebody asks to act for a person: nothing is told of whoever has the contact, and nothing works before their yes."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import AuditEvent, Delegation, Membership, Resident, User
from accounts.permissions import Role, Scope
from accounts.readers import grant_for
from advocates.actions import asking
from advocates.models import Ask
from advocates.rules.terms import last_day
from core.mail import MessageNotSent
from notifications.actions import deliver
from notifications.models import Message
from notifications.texts import render_message
from tests.claims.making import small_draft
from tests.people import browser_of, make_resident

FILL = [Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS]
DAY = dt.timedelta(days=1)
ASK, PEOPLE = "/helping/ask/", "/helping/"
SAID = {
    "name": "Mum", "contact": "alice@example.org", "claims": "fill", "journal": "nothing", "period": "month",
    "why": "I am her son",
}  # fmt: skip


def ask(who, contact: str = "alice@example.org", **more) -> Ask:
    """What this resident asks of whoever has an address: to fill claims in, for a month at the most."""
    given = {"name": "Mum", "channel": "email", "contact": contact, "scopes": FILL, "period": "month", "why": "Her son"}
    return asking.ask_to_act(**given | more, by=who)


def agree(asked: Ask, by, **more) -> Delegation:
    given = {"scopes": FILL, "period": "month", "language": "en-gb"}
    return asking.agree_to_ask(public_id=asked.public_id, **given | more, by=by)


def link_of(council) -> str:
    """The address in the newest message."""
    message = Message.objects.filter(template="helper_asks").latest("pk")
    return re.search(r"/asked/\S+/", render_message(message, council).body)[0]


def test_nothing_works_before_the_yes_and_then_what_was_said_works(alice, bob):
    asked = ask(bob)
    assert grant_for(bob, alice.resident.pk, Scope.VIEW_CLAIMS) is None
    grant = agree(asked, alice)
    assert grant_for(bob, alice.resident.pk, Scope.FILL_CLAIMS) == grant
    assert (grant.basis, grant.starts_on, grant.why) == (Delegation.Basis.BY_CODE, timezone.localdate(), "Her son")
    event = AuditEvent.objects.get(code="advocates.grant.began")
    assert (event.resident, event.delegation, event.actor) == (alice.resident, grant, alice.user)
    assert Message.objects.filter(resident=alice.resident, template="helper_began", channel="in_app").exists()
    assert Message.objects.filter(resident=bob.resident, template="helping_started").exists()
    with pytest.raises(Http404):
        agree(asked, alice)


@pytest.mark.parametrize(
    "wider",
    [
        {"scopes": [*FILL, Scope.SUBMIT_CLAIMS]},
        {"scopes": [Scope.VIEW_JOURNAL]},
        {"scopes": []},
        {"period": "half_year"},
        {"period": "year"},
    ],
)
def test_the_yes_is_never_to_more_than_was_asked(alice, bob, wider):
    asked = ask(bob)
    with pytest.raises(asking.WiderThanAsked):
        agree(asked, alice, **wider)
    assert not Delegation.objects.exists()


def test_the_yes_may_be_to_less_shorter_and_without_a_claim(alice, bob):
    draft = small_draft(alice)
    grant = agree(ask(bob), alice, scopes=[Scope.VIEW_CLAIMS], period="day", left_out=[draft.public_id])
    assert grant.scopes == [Scope.VIEW_CLAIMS]
    assert grant.ends_on == timezone.localdate() + dt.timedelta(days=1)
    assert grant.left_out == [draft.public_id]


def test_only_whoever_has_the_contact_answers(alice, bob, calderbrook):
    asked, nora = ask(bob), make_resident(calderbrook, "Nora", "nora@example.org")
    for stranger in (nora, bob):
        for answer in (lambda by: agree(asked, by), lambda by: asking.refuse_ask(public_id=asked.public_id, by=by)):
            with pytest.raises(Http404):
                answer(stranger)
    assert Ask.objects.get().state == Ask.State.OPEN


def test_who_has_an_account_and_no_record_gets_one_by_saying_yes(bob, calderbrook):
    user = User.objects.create_user(username="mum", email="mum@example.org")
    grant = agree(ask(bob, "mum@example.org"), Actor(council=calderbrook, user=user), language="cy")
    assert grant.resident == Resident.objects.get(user=user)
    assert grant.resident.language == "cy"


def test_the_page_after_asking_is_the_same_whoever_has_the_contact(alice, bob, calderbrook):
    nora = make_resident(calderbrook, "Nora", "nora@example.org")
    Resident.objects.filter(pk=nora.resident.pk).update(safe_to_contact=False)
    seen = {}
    for contact in ("alice@example.org", "nora@example.org", "nobody@example.org"):
        Ask.objects.all().delete()
        answer = browser_of(bob).post(ASK, SAID | {"contact": contact}, follow=True)
        assert answer.redirect_chain == [(PEOPLE, 302)]
        page = answer.content.decode().replace(contact, "THEIRS")
        seen[contact] = re.sub(r'="[^"]{20,}"|[0-9a-f]{8}-[0-9a-f-]{27}', "", page)
    assert len(set(seen.values())) == 1
    # A message waits for each: for whom it is not safe it is given up when its turn comes, which nobody sees.
    waiting = {message.resident_id: 0 for message in Message.objects.filter(template="helper_asks")}
    assert set(waiting) == {bob.resident.pk}


@pytest.mark.parametrize("field", ["email", "phone", "account"])
def test_to_whom_it_is_not_safe_to_write_nothing_is_sent_and_it_stands_in_their_account(alice, bob, calderbrook, field):
    changes = {"safe_to_contact": False}
    contact, channel = ("07700900123", "sms") if field == "phone" else ("alice@example.org", "email")
    contact = "+447700900123" if field == "phone" else contact
    if field == "phone":
        changes["phone"] = contact
    if field == "account":
        changes["email"] = ""
    ask(bob, contact, channel=channel)
    message = Message.objects.get(template="helper_asks")
    deliver(message, bob)
    Resident.objects.filter(pk=alice.resident.pk).update(**changes)
    with pytest.raises(MessageNotSent):
        deliver(message, bob)
    if field != "phone":
        assert "They ask to act for you" in browser_of(alice).get("/account/helpers/").content.decode()


def test_a_no_looks_like_no_answer(alice, bob):
    asked = ask(bob)
    before = browser_of(bob).get(PEOPLE).content.decode()
    messages = Message.objects.filter(resident=bob.resident).count()
    asking.refuse_ask(public_id=asked.public_id, by=alice)
    after = browser_of(bob).get(PEOPLE).content.decode()
    strip = re.compile(r'="[^"]{20,}"')
    assert strip.sub("", before) == strip.sub("", after)
    assert Message.objects.filter(resident=bob.resident).count() == messages
    asking.take_back_ask(public_id=asked.public_id, by=bob)
    assert "Mum" not in browser_of(bob).get(PEOPLE).content.decode()
    with pytest.raises(Http404):
        agree(asked, alice)


def test_taken_back_or_too_late_it_is_over(alice, bob, calderbrook):
    asked = ask(bob)
    address = link_of(calderbrook)
    assert browser_of(alice).get(address)["Location"] == f"/account/helpers/asked/{asked.public_id}/"
    Ask.objects.update(expires_at=timezone.now())
    assert browser_of(alice).get(address).status_code == 410
    with pytest.raises(Http404):
        agree(asked, alice)
    again = ask(bob)
    asking.take_back_ask(public_id=again.public_id, by=bob)
    assert browser_of(alice).get(link_of(calderbrook)).status_code == 410
    with pytest.raises(Http404):
        asking.take_back_ask(public_id=again.public_id, by=alice)


def test_asked_again_the_newest_link_alone_works(alice, bob, calderbrook):
    first = ask(bob)
    old = link_of(calderbrook)
    second = ask(bob)
    assert browser_of(alice).get(old).status_code == 410
    with pytest.raises(Http404):
        agree(first, alice)
    assert agree(second, alice)


def test_nobody_waits_for_more_answers_than_they_may(bob):
    for number in range(asking.MOST_OPEN):
        Ask.objects.create(
            asker=bob.resident, name="X", channel="email", contact=f"{number}@example.org", scopes=FILL, period="day",
            why="X", token_hash=str(number), sent_at=timezone.now(), expires_at=timezone.now() + dt.timedelta(days=1),
            state=Ask.State.REFUSED if number % 2 else Ask.State.OPEN,
        )  # fmt: skip
    with pytest.raises(asking.TooManyAsks):
        ask(bob)
    answer = browser_of(bob).post(ASK, SAID)
    assert answer.status_code == 429
    assert "as many people as you can" in answer.content.decode()
    Ask.objects.filter(contact="1@example.org").update(expires_at=timezone.now())
    assert ask(bob)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"contact": "bob@example.org"}, "This is your own"),
        ({"contact": "0113"}, "Enter an email address like"),
        ({"why": ""}, "Say who you are to them"),
        ({"claims": "nothing"}, "Choose something that you need to do"),
        ({"name": ""}, "Enter what you call them"),
    ],
)
def test_what_cannot_be_sent_is_said_with_what_was_typed(bob, said, problem):
    answer = browser_of(bob).post(ASK, SAID | said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert problem in page
    for typed in (SAID | said).values():
        assert typed in page
    assert not Ask.objects.exists()


def test_whoever_has_no_name_is_asked_for_it(bob):
    Resident.objects.filter(pk=bob.resident.pk).update(name="")
    assert "Your name" in browser_of(bob).get(ASK).content.decode()
    assert browser_of(bob).post(ASK, SAID).status_code == 422
    assert browser_of(bob).post(ASK, SAID | {"own_name": "Robert Birtle"}).status_code == 302
    assert Resident.objects.get(pk=bob.resident.pk).name == "Robert Birtle"
    assert "Your name" not in browser_of(bob).get(ASK).content.decode()


def test_the_message_names_nobody(alice, bob, calderbrook):
    ask(bob)
    text = render_message(Message.objects.get(template="helper_asks"), calderbrook)
    for name in ("Alice", "Bob", "Birtle", "son", "Mum"):
        assert name not in text.subject + text.body


# --- who acts for them already ---


def held(alice, bob, **more) -> Delegation:
    today = timezone.localdate()
    given = {"scopes": [Scope.VIEW_CLAIMS, Scope.VIEW_JOURNAL], "starts_on": today, "ends_on": today + DAY}
    given["helper"] = bob.user
    return Delegation.objects.create(resident=alice.resident, **given | more)


def counting(alice) -> list[Delegation]:
    return list(Delegation.objects.filter(resident=alice.resident, revoked_at=None))


def test_a_yes_to_more_takes_the_place_of_what_they_may_do_already(alice, bob):
    old, asked = held(alice, bob), ask(bob)
    everything = [*FILL, Scope.VIEW_JOURNAL]
    assert counting(alice) == [old]
    grant = agree(asked, alice, scopes=everything)
    assert counting(alice) == [grant]
    assert (grant.scopes, grant.ends_on) == (everything, last_day("month", timezone.localdate()))
    assert grant_for(bob, alice.resident.pk, Scope.VIEW_JOURNAL) == grant


def test_of_two_last_days_the_later_one_counts_also_of_a_renewal(alice, bob):
    today = timezone.localdate()
    later = held(alice, bob, starts_on=today + 2 * DAY, ends_on=today + 90 * DAY)
    held(alice, bob, renewed_by=later)
    held(alice, bob, ends_on=today + 80 * DAY)
    grant = agree(ask(bob), alice)
    assert (grant.ends_on, counting(alice)) == (today + 90 * DAY, [grant])


def test_what_is_not_said_again_ends_and_more_than_both_is_refused(alice, bob):
    held(alice, bob)
    asked = ask(bob)
    with pytest.raises(asking.WiderThanAsked):
        agree(asked, alice, scopes=[*FILL, Scope.FILL_JOURNAL])
    agree(asked, alice)
    assert grant_for(bob, alice.resident.pk, Scope.VIEW_JOURNAL) is None


def test_a_no_leaves_what_they_may_do_already(alice, bob):
    old, asked = held(alice, bob), ask(bob)
    asking.refuse_ask(public_id=asked.public_id, by=alice)
    assert counting(alice) == [old]


@pytest.mark.parametrize("why", ["by law", "over", "ended", "another's", "live help", "at the council"])
def test_what_else_there_is_stays_as_it_is_and_widens_no_yes(alice, bob, calderbrook, why):
    today, now = timezone.localdate(), timezone.now()
    dora = make_resident(calderbrook, "Dora Dean", "dora@example.org")
    if why == "at the council":
        Membership.objects.create(user=bob.user, roles=[Role.ADVISOR], display_name="Bob")
    kept = held(alice, bob, **{
        "by law": {"basis": Delegation.Basis.DEPUTY, "ends_on": None}, "over": {"ends_on": today - DAY,
        "starts_on": today - DAY}, "ended": {"revoked_at": now - DAY}, "another's": {"helper": dora.user},
        "live help": {"scopes": [Scope.VIEW_SHARED_FORM, Scope.VIEW_JOURNAL]}, "at the council": {},
    }[why])  # fmt: skip
    asked = ask(bob)
    with pytest.raises(asking.WiderThanAsked):
        agree(asked, alice, scopes=[*FILL, Scope.VIEW_JOURNAL])
    agree(asked, alice)
    was = (kept.revoked_at, kept.scopes)
    kept.refresh_from_db()
    assert (kept.revoked_at, kept.scopes) == was


def test_the_page_offers_both_together_and_says_what_takes_the_place_of_what(alice, bob):
    draft = small_draft(alice)
    held(alice, bob, left_out=[draft.public_id])
    page = browser_of(alice).get(f"/account/helpers/asked/{ask(bob).public_id}/").content.decode()
    assert "They act for you already" in page
    assert "takes the place of that" in page
    journal = re.search(r'<input[^>]*name="journal"[^>]*value="view"[^>]*>', page)[0]
    assert "checked" in journal
    assert 'value="fill"' in page
    left_out = re.search(r'<input[^>]*name="left_out"[^>]*>', page)[0]
    assert "checked" in left_out
