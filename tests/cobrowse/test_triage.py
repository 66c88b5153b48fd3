"""A few questions lead each person to what fits, and everybody to a person who wants one."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.actors import system_actor
from cobrowse.actions.settings import save_rules, set_up_help
from cobrowse.library import triage_questions, triage_texts
from cobrowse.models import BookingWay, HelpRequest, HelpRules, Way
from cobrowse.presenters.triage import LINKS
from cobrowse.rules.triage import Advice, Answer, Question, advice, asked, in_order
from tests.cobrowse.booking.conftest import diary, place  # noqa: F401 - fixtures
from tests.cobrowse.test_asking import ABOUT, NEEDS, WAY, post
from tests.people import browser_of

NEED, FORMS, CALLS = (reverse("cobrowse:ask", args=[step]) for step in ("need", "forms", "calls"))
STEPS = {NEED: "need", FORMS: "forms", CALLS: "calls"}


@pytest.fixture
def asks(omar, open_now):
    """A council that asks first, and is open."""
    save_rules(asks_first=True, by=omar)


def begun(browser, **about):
    """The first step is answered; where it leads."""
    return post(browser, ABOUT, "about", **{"about": "other", "words": "", **about})["Location"]


def told(browser, *answers: tuple[str, str]) -> str:
    """The page after these answers; each of them has to be asked."""
    there = begun(browser)
    for address, answer in answers:
        assert there == address
        there = post(browser, address, STEPS[address], answer=answer)["Location"]
    assert there == WAY
    return " ".join(browser.get(WAY).content.decode().split())


# --- What the answers come to -----------------------------------------------------------------------------------

QUESTIONS = {
    "one": Question("one", {"en-gb": "?"}, (
        Answer("a", {"en-gb": "A"}, texts=("t",), ways=("x", "y"), then="two"), Answer("b", {"en-gb": "B"}),
    )),
    "two": Question("two", {"en-gb": "?"}, (
        Answer("c", {"en-gb": "C"}, texts=("t", "u"), links=("l",), ways=("y", "z"), then="one"),
    )),
}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "codes", "expected"),
    [
        ({}, ["one"], Advice()),
        ({"one": ""}, ["one"], Advice()),
        ({"one": "no such answer"}, ["one"], Advice()),
        ({"one": "b"}, ["one"], Advice()),
        ({"one": "a"}, ["one", "two"], Advice(("t",), (), ("x", "y"))),
        # In a circle nobody is asked twice, and the last answer knows best.
        ({"one": "a", "two": "c"}, ["one", "two"], Advice(("t", "u"), ("l",), ("y", "z", "x"))),
        # Answered before, and not asked any more.
        ({"one": "b", "two": "c"}, ["one"], Advice()),
    ],
)
def test_what_is_asked_and_what_comes_of_it(said, codes, expected):
    assert asked(QUESTIONS, said) == codes
    assert advice(QUESTIONS, said) == expected


def test_no_way_is_left_out():
    ways = [("x", "X"), ("y", "Y"), ("z", "Z")]
    assert in_order(ways, ("z", "not there", "y")) == [("z", "Z"), ("y", "Y"), ("x", "X")]
    assert asked({}, {}) == []


def test_the_library_leads_nowhere_that_there_is_not_and_speaks_both_languages():
    questions, ways = triage_questions(), {*Way.values, *BookingWay.values}
    for question in questions.values():
        assert set(question.asks) == {"en-gb", "cy"} <= set(dict(settings.LANGUAGES))
        for answer in question.answers:
            assert set(answer.says) == {"en-gb", "cy"}
            assert set(answer.texts) <= set(triage_texts())
            assert set(answer.links) <= set(LINKS)
            assert set(answer.ways) <= ways
            assert answer.then in ("", *questions)
    assert all(set(words) == {"en-gb", "cy"} for words in triage_texts().values())
    used = [answer for question in questions.values() for answer in question.answers]
    assert {text for answer in used for text in answer.texts} == set(triage_texts())
    # Two or three questions, and never more.
    assert all(len(asked(questions, {"need": each.code, "forms": "cannot"})) <= 3 for each in questions["need"].answers)


# --- The steps --------------------------------------------------------------------------------------------------


def test_guidance_a_link_and_still_a_person(alice, asks):
    browser = browser_of(alice)
    page = told(browser, (NEED, "papers"))
    assert "add a photo or PDF to the question" in page
    assert f'href="{reverse("claims:my_claims")}"' in page
    assert "You can still talk to a person" in page
    assert post(browser, WAY, "way", way="chat")["Location"] == NEEDS
    post(browser, NEEDS, "needs", spoken="en-gb")
    assert HelpRequest.objects.get().way == "chat"


@pytest.mark.slow
def test_a_visit_a_call_and_the_queue_come_first_for_whom_they_fit(alice, asks, diary):  # noqa: F811
    for answers, best in (
        ([(NEED, "fill-in"), (FORMS, "cannot"), (CALLS, "cannot")], "home_visit"),
        ([(NEED, "fill-in"), (FORMS, "cannot"), (CALLS, "fine")], "call_back"),
        ([(NEED, "fill-in"), (FORMS, "beside")], "appointment"),
        ([(NEED, "talk"), (CALLS, "fine")], "call_back"),
        ([(NEED, "talk"), (CALLS, "nervous")], "chat"),
        ([(NEED, "progress")], "message"),
    ):
        page = told(browser_of(alice), *answers)
        places = {way: page.index(f'value="{way}"') for way in (*Way.values, *BookingWay.values)}
        assert min(places, key=places.get) == best, answers
        names = {**dict(Way.choices), **dict(BookingWay.choices)}
        assert f"we suggest “{names[best]}”" in page, answers
        assert "checked" not in page


def test_what_there_is_not_is_not_suggested(alice, asks):
    """No visits and no calls here: the next that fits, or nothing."""
    page = told(browser_of(alice), (NEED, "fill-in"), (FORMS, "beside"))
    assert "we suggest “Chat”" in page
    page = told(browser_of(alice), (NEED, "find-out"))
    assert "we suggest" not in page
    assert "about ten questions" in page


def test_nobody_has_to_answer(alice, asks):
    browser = browser_of(alice)
    assert begun(browser) == NEED
    page = browser.get(NEED).content.decode()
    assert "You need not answer." in page
    assert post(browser, NEED, "need", answer="")["Location"] == WAY
    assert "suggest" not in browser.get(WAY).content.decode()


def test_a_visitor_with_one_way_reads_the_guidance_and_else_goes_straight_on(visitor, asks):
    browser = browser_of(visitor)
    begun(browser)
    assert post(browser, NEED, "need", answer="")["Location"] == NEEDS
    browser = browser_of(visitor)
    page = told(browser, (NEED, "find-out"))
    assert 'value="chat"' in page
    post(browser, WAY, "way", way="chat")
    post(browser, NEEDS, "needs", spoken="en-gb")
    assert HelpRequest.objects.get().way == "chat"


@pytest.mark.parametrize("urgency", ["no_food", "unsafe", "deadline"])
def test_who_cannot_wait_goes_straight_to_a_person(alice, asks, urgency):
    assert begun(browser_of(alice), urgencies=[urgency]) == WAY


def test_who_is_stuck_on_a_question_goes_straight_to_a_person(alice, asks):
    browser = browser_of(alice)
    there = post(browser, f"{ABOUT}?page=you&question=name", "about", about="question", words="")
    assert there["Location"] == WAY


def test_another_answer_later_takes_the_other_one_back(alice, asks):
    browser = browser_of(alice)
    told(browser, (NEED, "fill-in"), (FORMS, "slowly"))
    assert post(browser, NEED, "need", answer="progress")["Location"] == WAY
    page = browser.get(WAY).content.decode()
    assert "Take all the time you need" not in page
    assert browser.get(FORMS)["Location"] == ABOUT


@pytest.mark.slow
@pytest.mark.parametrize("answer", ["no such", "<script>", "x" * 5000])
def test_an_answer_that_there_is_not_is_refused(alice, asks, answer):
    browser = browser_of(alice)
    begun(browser)
    page = post(browser, NEED, "need", answer=answer)
    assert page.status_code == 200
    assert "There is a problem" in page.content.decode()


def test_in_welsh(alice, asks):
    browser = browser_of(alice)
    begun(browser)
    browser.post(reverse("set_language"), {"language": "cy", "next": "/"})
    page = browser.get(NEED).content.decode()
    assert "Beth fyddai" in page


def test_only_where_the_council_asks_and_a_new_one_does(calderbrook, alice, open_now):
    assert begun(browser_of(alice)) == WAY
    set_up_help(by=system_actor(calderbrook, "set-up"))
    assert HelpRules.objects.get().asks_first
    assert begun(browser_of(alice)) == NEED
