"""The three short steps to a person, from any page."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.devices import origin_of
from accounts.throttling import seconds_to_turn
from claims.readers.answer_store import spec_of
from cobrowse.actions.duty import change_duty
from cobrowse.models import Duty, HelpRequest, OpeningTime
from cobrowse.presenters.waiting import sooner_words
from tests.claims.making import small_draft
from tests.cobrowse.conftest import ask, said
from tests.cobrowse.test_taking_over import enter_code, sign_in
from tests.core.html_tree import tree
from tests.people import Browser, browser_of

ABOUT, WAY, NEEDS = (reverse("cobrowse:ask", args=[step]) for step in ("about", "way", "needs"))
PREFIX, SIGN_IN = "ask_for_help", reverse("accounts:sign_in")


def post(browser: Browser, address: str, step: str, **answers):
    named = {f"{step}-{name}": value for name, value in answers.items()}
    return browser.post(address, {f"{PREFIX}-current_step": step, **named})


def ask_all(browser: Browser, address: str = ABOUT, **about):
    """Every step of somebody signed in, as a browser goes through them."""
    first = post(browser, address, "about", **{"about": "other", "words": "What now?", **about})
    assert first["Location"] == WAY
    assert post(browser, WAY, "way", way="chat")["Location"] == NEEDS
    return post(browser, NEEDS, "needs", spoken="en-gb", access_needs=["bsl"])


def test_three_steps_to_a_place_in_the_queue(alice, open_now):
    browser = browser_of(alice)
    done = ask_all(browser)
    request = HelpRequest.objects.get()
    assert done["Location"] == reverse("cobrowse:request", args=[request.public_id])
    assert (request.about, request.way, request.access_needs) == ("other", "chat", ["bsl"])
    assert "What now?" in browser.get(done["Location"]).content.decode()
    # What was answered in the steps is not left in the session.
    assert not any(key.startswith("wizard") for key in browser.client.session.keys())  # noqa: SIM118 - no dict


def test_steps_whose_session_has_ended_say_so_and_keep_what_was_typed(calderbrook, open_now):
    """Before, the page of the first step said that nothing had been said, and what stood in this one was gone."""
    browser = Browser(Client(), calderbrook.host)
    post(browser, ABOUT, "about", about="other", words="What now?")
    Session.objects.all().delete()
    lost = post(browser, NEEDS, "needs", spoken="cy", access_needs=["bsl"])
    assert lost["Location"] == ABOUT
    page = " ".join(browser.get(ABOUT).content.decode().split())
    assert "We have no earlier answers of yours here." in page
    assert "What you typed last is put back when you come to its page." in page
    assert "There is a problem" not in page
    post(browser, ABOUT, "about", about="other", words="What now?")
    post(browser, WAY, "way", way="chat")
    again = browser.get(NEEDS).content.decode()
    assert re.search(r'value="bsl"[^>]* checked', again)
    assert re.search(r'value="cy"[^>]* checked', again)


def test_the_page_says_where_they_were(alice, open_now):
    draft = small_draft(alice)
    browser = browser_of(alice)
    page = browser.get(reverse("claims:task_list", args=[draft.public_id])).content.decode()
    assert f"{ABOUT}?claim={draft.public_id}" in page
    ask_all(browser, f"{ABOUT}?claim={draft.public_id}&page=you")
    request = HelpRequest.objects.get()
    assert (request.claim, request.page) == (draft, "you")


def test_the_questions_of_their_page_can_be_chosen(alice, open_now):
    draft = small_draft(alice)
    browser, page = browser_of(alice), next(iter(spec_of(draft).pages))
    form = browser.get(reverse("claims:page", args=[draft.public_id, page])).content.decode()
    assert "Get help from a person with this page" in form
    there = f"{ABOUT}?claim={draft.public_id}&page={page}"
    asked = browser.get(there).content.decode()
    assert "Your date of birth" in asked
    ask_all(browser, there, about="question", question="dob")
    request = HelpRequest.objects.get()
    assert (request.about, request.page, request.question) == ("question", page, "dob")


def test_a_question_of_another_page_cannot_be_chosen(alice, open_now):
    draft = small_draft(alice)
    there = f"{ABOUT}?claim={draft.public_id}&page={next(iter(spec_of(draft).pages))}"
    refused = post(browser_of(alice), there, "about", about="question", words="", question="anything_else")
    assert "Choose one of these questions, or none" in refused.content.decode()


def test_the_only_question_of_a_page_is_chosen_already(alice, open_now):
    draft = small_draft(alice)
    page = next(key for key, page in spec_of(draft).pages.items() if page["questions"] == ["pets"])
    form = browser_of(alice).get(f"{ABOUT}?claim={draft.public_id}&page={page}").context["form"]
    assert (form["about"].value(), form["question"].value()) == ("question", "pets")


def test_of_somebody_elses_page_no_question_is_named(alice, bob, open_now):
    draft = small_draft(alice)
    page = next(iter(spec_of(draft).pages))
    form = browser_of(bob).get(f"{ABOUT}?claim={draft.public_id}&page={page}").content.decode()
    assert "Your date of birth" not in form


def test_somebody_elses_claim_is_left_out(alice, bob, open_now):
    browser = browser_of(bob)
    ask_all(browser, f"{ABOUT}?claim={small_draft(alice).public_id}")
    assert HelpRequest.objects.get().claim is None


def test_a_visitor_is_not_asked_how_and_keeps_their_place_in_this_browser(visitor, open_now):
    browser = browser_of(visitor)
    assert post(browser, ABOUT, "about", about="other", words="")["Location"] == NEEDS
    post(browser, NEEDS, "needs", spoken="cy")
    request = HelpRequest.objects.get()
    assert (request.way, request.language, request.resident.user) == ("chat", "cy", None)
    assert browser.get(ABOUT)["Location"] == reverse("cobrowse:request", args=[request.public_id])
    assert reverse("cobrowse:request", args=[request.public_id]) in browser.get("/").content.decode()


def test_closed_it_says_until_when_and_what_else_there_is(visitor, alice, calderbrook):
    page = browser_of(visitor).get(ABOUT).content.decode()
    assert "Nobody can chat with you at the moment." in page
    assert reverse("accounts:sign_in") in page
    browser = browser_of(alice)
    assert "You can leave a message" in browser.get(ABOUT).content.decode()
    browser.post(ABOUT, {f"{PREFIX}-current_step": "about", "about-about": "claim", "about-words": "Is it there?"})
    post(browser, NEEDS, "needs", spoken="en-gb")
    assert HelpRequest.objects.get().way == "message"


def test_what_being_urgent_comes_to_is_true_at_that_moment(alice, calderbrook):
    """Before, it said that we talk to them sooner also while nobody can."""
    sooner, answered = "Then we talk to you sooner.", "If you leave a message, we then answer it sooner."
    closed = browser_of(alice).get(ABOUT).content.decode()
    assert (sooner in closed, answered in closed) == (False, True)
    OpeningTime.objects.bulk_create(
        OpeningTime(weekday=day, opens=dt.time(0), closes=dt.time(23, 59, 59)) for day in range(7)
    )
    opened = browser_of(alice).get(ABOUT).content.decode()
    assert (sooner in opened, answered in opened) == (True, False)
    assert sooner_words(["call_back"]) == "The adviser sees this before you talk. Choose none if not."


def test_whoever_asks_about_somebody_else_is_told_apart_by_both_sides(alice, aisha, open_now):
    """A landlord, a friend or a helper is no claimant: they are not asked what they could get."""
    browser = browser_of(alice)
    page = browser.get(ABOUT).content.decode()
    assert "Somebody else’s claim. I am their landlord, a friend or a helper" in page
    there = ask_all(browser, about="somebody", words="Will my tenant get help?")["Location"]
    warns = "What is in somebody’s claim, and whether there is one, we tell only them"
    assert warns in " ".join(browser.get(there).content.decode().split())
    asked, adviser = HelpRequest.objects.get(), browser_of(aisha)
    desk = adviser.get(reverse("cobrowse:desk")).content.decode()
    assert "Somebody else’s claim" in desk
    page = adviser.get(reverse("cobrowse:staff_request", args=[asked.public_id])).content.decode()
    assert "Say nothing of that claim, not even whether there is one" in " ".join(page.split())


@pytest.mark.slow
def test_the_first_step_posted_after_closing_is_in_the_message_they_can_leave(calderbrook, settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    browser = Browser(Client(), calderbrook.host)
    there = f"{ABOUT}?page=rent"
    closed = post(browser, there, "about", about="claim", words="Is my rent paid?")
    assert "It is kept for 60 minutes, for nobody but who signs in with this email" in " ".join(
        closed.content.decode().split()
    )
    # Until they say with which contact, nothing of it is in the session, where the next person might come upon it.
    assert not browser.client.session.keys()
    form = form_to(closed, SIGN_IN)
    assert form["next"] == there
    # A contact that cannot be, and another language, lose none of it.
    wrong = browser.post(SIGN_IN, form | {"contact": "no"})
    welsh = browser.post(SIGN_IN, form_to(wrong, SIGN_IN) | {"contact": "no", "_language": "cy"}, follow=True)
    form = form_to(welsh, SIGN_IN)
    browser.client.cookies["django_language"] = "en-gb"
    browser.post(SIGN_IN, form | {"contact": "new@example.org"})
    assert "Is my rent paid?" not in browser.get(there).content.decode()
    enter_code(browser)
    page = browser.get(there).content.decode()
    assert re.search(r">\s*Is my rent paid\?</textarea>", page)
    assert re.search(r'value="claim"[^>]* checked', page)
    assert post(browser, there, "about", about="claim", words="Is my rent paid?")["Location"] == NEEDS
    assert "This leaves a message: we answer it when we open." in browser.get(NEEDS).content.decode()
    post(browser, NEEDS, "needs", spoken="en-gb")
    assert said(HelpRequest.objects.get(way="message"), "adviser") == [("asked", "Is my rent paid?")]


def form_to(response, address: str) -> dict[str, str]:
    """The hidden fields of the form that posts there."""
    forms = tree(response.content.decode()).one("main").all("form")
    found = next(form for form in forms if form.attrs.get("action", response.request["PATH_INFO"]) == address)
    hidden = [each.attrs for each in found.all("input") if each.attrs.get("type") == "hidden"]
    return {each["name"]: each.get("value", "") for each in hidden}


@pytest.mark.slow
@pytest.mark.parametrize("asked_for_a_code", [True, False])
def test_who_comes_to_that_computer_next_and_signs_in_has_none_of_it(calderbrook, settings, tmp_path, asked_for_a_code):
    settings.MAILBOX_DIR = tmp_path
    browser = Browser(Client(), calderbrook.host)
    closed = post(browser, ABOUT, "about", about="claim", words="Is my rent paid?")
    if asked_for_a_code:
        browser.post(SIGN_IN, form_to(closed, SIGN_IN) | {"contact": "first@example.org"})
    # At once, and from the page to which whoever was first was going.
    browser.post(SIGN_IN, {"contact": "next@example.org", "next": ABOUT})
    enter_code(browser)
    assert "Is my rent paid?" not in browser.get(ABOUT).content.decode()
    browser.post(reverse("accounts:sign_out"))
    sign_in(browser, "first@example.org")
    assert "Is my rent paid?" not in browser.get(ABOUT).content.decode(), "it went with the session"


@pytest.mark.slow
def test_what_somebody_answered_before_signing_in_is_theirs_only_if_they_signed_in_from_there(
    calderbrook, open_now, settings, tmp_path
):
    settings.MAILBOX_DIR = tmp_path
    for contact, later, theirs in (
        ("first@example.org", "first@example.org", True),
        ("first@example.org", "next@example.org", False),
        ("", "next@example.org", False),
    ):
        browser = Browser(Client(), calderbrook.host)
        post(browser, ABOUT, "about", about="other", words="About my debts")
        assert "About my debts" in browser.get(ABOUT).content.decode()
        assert "I have finished: clear this device" in browser.get("/").content.decode()
        if contact:
            browser.post(SIGN_IN, {"contact": contact, "next": ABOUT})
        browser.post(SIGN_IN, {"contact": later, "next": ABOUT if contact else ""})
        enter_code(browser)
        assert ("About my debts" in browser.get(ABOUT).content.decode()) is theirs, (contact, later)


def test_words_too_long_to_be_kept_are_said_to_be_lost_at_closing(calderbrook):
    browser = Browser(Client(), calderbrook.host)
    browser.client.cookies["django_language"] = "cy"
    closed = post(browser, ABOUT, "about", about="claim", words="x" * 100_001).content.decode()
    assert "mae'n rhy hir i'w gadw" in closed


def test_whoever_has_to_wait_need_not_answer_again(visitor, open_now, calderbrook):
    browser = browser_of(visitor)
    post(browser, ABOUT, "about", about="other", words="The rent")
    origin = origin_of(browser.get(ABOUT).wsgi_request)
    for _each in range(61):
        seconds_to_turn(group="help-by-network", most="60/h", then="1/m", value=origin.network, council=calderbrook.pk)
    refused = post(browser, NEEDS, "needs", spoken="en-gb")
    assert refused.status_code == 429
    assert "What you filled in before this page is not lost." in " ".join(refused.content.decode().split())
    cache.clear()
    post(browser, NEEDS, "needs", spoken="en-gb")
    assert HelpRequest.objects.get().about == "other"


def test_nothing_is_written_until_somebody_answers(visitor, open_now):
    browser = browser_of(visitor)
    browser.get(reverse("cobrowse:begin"))
    browser.get(f"{ABOUT}?page=rent")
    assert Session.objects.count() == 0


def test_a_later_step_leads_to_the_first_one(alice, open_now):
    for later in (NEEDS, reverse("cobrowse:ask", args=["done"]), reverse("cobrowse:ask", args=["nonsense"])):
        assert browser_of(alice).get(later)["Location"] == ABOUT


def test_errors_name_what_is_missing_and_keep_what_was_typed(alice, open_now):
    page = post(browser_of(alice), ABOUT, "about", words="It is the rent.").content.decode()
    assert "Say what you need help with" in page
    assert 'href="#id_about-about' in page
    assert "It is the rent." in page


def test_the_waiting_time_is_told_before_asking(alice, bob, aisha, open_now):
    assert "we cannot say how long" in browser_of(alice).get(ABOUT).content.decode()
    change_duty(state=Duty.State.HERE, by=aisha)
    assert "An adviser is free now." in browser_of(alice).get(ABOUT).content.decode()
    ask(bob)
    assert "Advisers are free, so it should not take long." in browser_of(alice).get(ABOUT).content.decode()


def test_staff_at_work_are_not_offered_help(aisha, open_now):
    assert ABOUT not in browser_of(aisha).get("/").content.decode()


def test_the_last_step_of_two_tabs_at_once_is_one_request(visitor, open_now):
    browser = browser_of(visitor)
    post(browser, ABOUT, "about", about="other", words="")
    kept = dict(browser.client.session)
    post(browser, NEEDS, "needs", spoken="cy")
    # The other tab's post was read before the first one was done with.
    session = browser.client.session
    session.clear()
    session.update(kept)
    session.save()
    done = post(browser, NEEDS, "needs", spoken="cy")
    request = HelpRequest.objects.get()
    assert done["Location"] == reverse("cobrowse:request", args=[request.public_id])
    assert browser.get(done["Location"]).status_code == 200
