"""Starting and sending a form that opens, closes, has a deadline, is for some people, or is taken so many times."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Council
from claims.actions.answering import start_claim
from claims.actions.opening import FormClosed, NotForThem, TooLate, hold_opening, may_start_form, number_sent
from claims.actions.sending import submit_claim
from claims.models import Answer, Claim
from core.tenancy import council_scope
from formspec.actions.opening import close_now, save_opening
from formspec.models import Form
from tests.claims.making import publish_small
from tests.claims.moving.changing import whole_draft
from tests.parallel import Held, Waiting
from tests.people import browser_of, make_resident, make_staff

SLUG, WHY = "small-form", "The fund is spent."
HOUR = dt.timedelta(hours=1)


def set_opening(**values) -> Form:
    """As an admin of this council would have saved it; only the rows, as nobody has a role in each council here."""
    form = Form.objects.get(slug=SLUG)
    given = {name: value.isoformat() if isinstance(value, dt.datetime) else value for name, value in values.items()}
    Form.objects.filter(pk=form.pk).update(opening_settings=given)
    return form


def start(by):
    return start_claim(slug=SLUG, language="en-gb", by=by)


def send(draft, by):
    return submit_claim(public_id=draft.public_id, by=by, for_whom="self")


@pytest.fixture
def draft(alice):
    return whole_draft(alice)


def test_nothing_is_started_before_it_opens_nor_after_it_closes(alice, draft):
    now = timezone.now()
    for values in ({"opens_at": now + HOUR}, {"closes_at": now - HOUR}, {"deadline": now - HOUR}):
        set_opening(**values)
        with pytest.raises(FormClosed):
            start(alice)
    set_opening(opens_at=now - HOUR, closes_at=now + HOUR)
    assert start(alice).is_draft


def test_nothing_is_sent_after_the_deadline_and_every_word_stays(alice, draft):
    answers = Answer.objects.filter(claim=draft).count()
    set_opening(deadline=timezone.now() - HOUR)
    with pytest.raises(TooLate):
        send(draft, alice)
    draft.refresh_from_db()
    assert draft.is_draft
    assert Answer.objects.filter(claim=draft).count() == answers
    set_opening(deadline=timezone.now() + HOUR)
    assert send(draft, alice).reference


def test_a_draft_begun_in_time_is_sent_after_closing_as_long_as_the_council_says(alice, draft):
    closed = timezone.now() - 2 * HOUR
    set_opening(closes_at=closed, days_after=0)
    with pytest.raises(TooLate):
        send(draft, alice)
    set_opening(closes_at=closed, days_after=1)
    assert send(draft, alice).reference


def test_sent_already_it_answers_with_the_same_after_the_deadline(alice, draft):
    sent = send(draft, alice)
    set_opening(deadline=timezone.now() - HOUR)
    assert send(draft, alice) == sent


def test_so_many_are_taken_and_no_more(calderbrook, omar, alice, bob):
    dora = make_resident(calderbrook, "Dora", "dora@example.org")
    drafts = [(whole_draft(who), who) for who in (alice, bob, dora)]
    save_opening(slug=SLUG, values={"is_offered": True, "cap": 2}, by=omar)
    send(*drafts[0])
    assert not Form.objects.get(slug=SLUG).opening.is_full
    send(*drafts[1])
    form = Form.objects.get(slug=SLUG)
    assert form.opening.is_full
    with pytest.raises(TooLate):
        send(*drafts[2])
    with pytest.raises(FormClosed):
        start(alice)
    save_opening(slug=SLUG, values={"is_offered": True, "cap": 3}, by=omar)
    assert not Form.objects.get(slug=SLUG).opening.is_full
    send(*drafts[2])
    assert number_sent(form) == 3
    save_opening(slug=SLUG, values={"is_offered": True}, by=omar)
    assert Form.objects.get(slug=SLUG).full_at is None


def test_a_number_that_was_sent_already_is_full_at_once(omar, alice, draft):
    send(draft, alice)
    save_opening(slug=SLUG, values={"is_offered": True, "cap": 1}, by=omar)
    assert Form.objects.get(slug=SLUG).opening.is_full


def test_who_may_start_it(calderbrook, omar, visitor, alice, aisha):
    publish_small(omar)
    for starters, who in (("anybody", [visitor, alice, aisha]), ("signed_in", [alice, aisha]), ("staff", [aisha])):
        form = Form(opening_settings={"starters": starters})
        assert [each for each in (visitor, alice, aisha) if may_start_form(form, each)] == who
    set_opening(starters="partner")
    for each in (visitor, alice, aisha):
        with pytest.raises(NotForThem):
            start(each)
    assert not Claim.objects.exists()


# --- pages ---


def test_the_page_of_a_closed_form_says_why_and_so_does_the_list(alice, omar):
    publish_small(omar)
    close_now(slug=SLUG, reason=WHY, reason_cy="Mae’r arian wedi mynd.", by=omar)
    browser = browser_of(alice)
    page = browser.get(reverse("claims:start", args=[SLUG]))
    assert "This form closed on" in page.content.decode()
    assert WHY in page.content.decode()
    assert "Start now" not in page.content.decode()
    assert WHY in browser.get(reverse("home")).content.decode()
    assert browser.post(reverse("claims:start", args=[SLUG]), {"for_whom": "self"}).status_code == 410
    assert not Claim.objects.exists()


def test_who_may_not_start_it_reads_how_it_begins(visitor, omar):
    publish_small(omar)
    save_opening(slug=SLUG, values={"is_offered": True, "starters": "signed_in"}, by=omar)
    page = browser_of(visitor).get(reverse("claims:start", args=[SLUG])).content.decode()
    assert "You need to sign in before you start it." in page
    assert "Start now" not in page


def test_sent_too_late_it_says_so_keeps_the_words_and_says_what_to_do(alice, draft):
    set_opening(deadline=timezone.now() + HOUR, reason=WHY)
    browser = browser_of(alice)
    tasks = browser.get(reverse("claims:task_list", args=[draft.public_id])).content.decode()
    assert "nothing is taken after that" in tasks
    set_opening(deadline=timezone.now() - HOUR, reason=WHY)
    answer = browser.post(reverse("claims:submit", args=[draft.public_id]), {"for_whom": "self"})
    assert answer.status_code == 410
    for words in ("Nothing was sent. Everything that you wrote is kept", WHY, reverse("contact")):
        assert words in answer.content.decode()
    assert "Tortoise" in browser.get(reverse("claims:check_answers", args=[draft.public_id])).content.decode()


# --- two at once ---


@pytest.fixture
def council(transactional_db):
    return Council.objects.create(host="c.localhost", slug="c", name="C Council", reference_prefix="CCC")


@pytest.mark.django_db(transaction=True)
def test_of_the_last_two_at_once_exactly_as_many_are_taken_as_the_cap(council):
    with council_scope(council.pk):
        people = [make_resident(council, name, f"{name}@example.org") for name in ("Ann", "Ben")]
        council.opened_at = timezone.now()
        council.save()
        drafts = [whole_draft(each) for each in people]
        set_opening(cap=1)
    with Held(council.pk, lambda: send(drafts[0], people[0])) as first:
        second = Waiting(lambda: _in(council, lambda: send(drafts[1], people[1])))
        first.commit()
        assert isinstance(second.result(), TooLate)
    with council_scope(council.pk):
        assert number_sent(Form.objects.get(slug=SLUG)) == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_sent_while_it_is_closed_waits_and_is_too_late(council):
    with council_scope(council.pk):
        ann, admin = make_resident(council, "Ann", "ann@example.org"), make_staff(council, "Zoe", "z@c.gov.uk", "admin")
        draft = whole_draft(ann)
        set_opening(days_after=0)
    with Held(council.pk, lambda: close_now(slug=SLUG, reason=WHY, reason_cy="", by=admin)) as closing:
        sending = Waiting(lambda: _in(council, lambda: send(draft, ann)))
        closing.commit()
        assert isinstance(sending.result(), TooLate)


@pytest.mark.django_db(transaction=True)
def test_of_a_form_of_which_nothing_was_said_before_it_waits_too(council):
    with council_scope(council.pk):
        ann, admin = make_resident(council, "Ann", "ann@example.org"), make_staff(council, "Zoe", "z@c.gov.uk", "admin")
        draft = whole_draft(ann)
    over = {"is_offered": True, "deadline": (timezone.now() - HOUR).isoformat()}
    with Held(council.pk, lambda: save_opening(slug=SLUG, values=over, by=admin)) as closing:
        sending = Waiting(lambda: _in(council, lambda: send(draft, ann)))
        closing.commit()
        assert isinstance(sending.result(), TooLate)


@pytest.mark.django_db(transaction=True)
def test_two_send_a_form_of_which_any_number_is_taken_without_waiting(council):
    with council_scope(council.pk):
        people = [make_resident(council, name, f"{name}@example.org") for name in ("Ann", "Ben")]
        council.opened_at = timezone.now()
        council.save()
        drafts = [whole_draft(each) for each in people]
    with Held(council.pk, lambda: hold_opening(drafts[0])), council_scope(council.pk):
        assert hold_opening(drafts[1]).opening.cap is None


def _in(council, work):
    with council_scope(council.pk):
        return work()
