"""The pages on which an admin writes an eligibility check."""

from __future__ import annotations

import pytest
from django.urls import reverse

from studio.models import FormDraft
from studio.rules.finding import digest, part_of
from tests.people import browser_of
from tests.studio.making import FSM, draft_of


@pytest.fixture
def browser(omar):
    draft_of(omar)
    return browser_of(omar)


def url(name: str, *args: str) -> str:
    return reverse(f"studio:{name}", args=[FSM, *args])


def source() -> dict:
    return FormDraft.objects.get(form__slug=FSM).source


def asked() -> list[dict]:
    return source().get("eligibility", {}).get("questions", [])


def seen(key: str) -> str:
    return digest(part_of(source(), "eligibility question", key))


def said(page) -> str:
    return " ".join(page.content.decode().split())


def add(browser, label: str = "Do you rent?", choices: str = ""):
    return browser.post(url("add_eligibility_question"), {"label": label, "choices": choices})


def test_a_yes_or_no_question_is_written_with_what_is_said_then(browser):
    assert "This form has none" in said(browser.get(url("eligibility")))
    assert url("eligibility") in said(browser.get(url("map")))
    assert add(browser).url == url("eligibility_question", "do_you_rent")
    typed = {"label": "Do you rent?", "may_not": ["no"], "because": "It is for tenants.", "seen": seen("do_you_rent")}
    assert browser.post(url("eligibility_question", "do_you_rent"), typed).url == url("eligibility")
    assert asked() == [
        {"key": "do_you_rent", "label": "Do you rent?", "type": "yes_no", "may_not": ["no"],
         "because": "It is for tenants."}
    ]  # fmt: skip
    assert "With No: “It is for tenants.”" in said(browser.get(url("eligibility")))


def test_of_choices_those_are_ticked_that_speak_against_it(browser):
    add(browser, "Where do you live?", "In the valley\n\nIn the citty\n")
    key = "where_do_you_live"
    assert [each["value"] for each in asked()[0]["options"]] == ["in_the_valley", "in_the_citty"]
    typed = {
        "label": "Where do you live?", "choices": "In the valley\nIn the city", "may_not": ["in_the_citty"],
        "because": "It is for the valley.", "seen": seen(key),
    }  # fmt: skip
    assert browser.post(url("eligibility_question", key), typed).status_code == 302
    assert asked()[0]["options"][1] == {"value": "in_the_citty", "label": "In the city"}
    assert asked()[0]["may_not"] == ["in_the_citty"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"because": ""}, "Write what people read with the answers that you ticked"),
        ({"label": ""}, "Write what you ask"),
        ({"choices": "One"}, "Give 2 to 20 choices."),
        ({"choices": "One\nOne"}, "Each choice must be another."),
        ({"may_not": ["nothing"]}, "Select a valid choice"),
    ],
)
def test_what_does_not_do_is_said_and_kept_in_the_boxes(browser, more, words):
    add(browser, "Where do you live?", "Here\nThere")
    key = "where_do_you_live"
    typed = {"label": "Where?", "choices": "Here\nThere", "may_not": ["there"], "because": "Far.", "seen": seen(key)}
    answer = browser.post(url("eligibility_question", key), typed | more)
    assert answer.status_code == 422
    assert words in said(answer)
    assert asked()[0]["label"] == "Where do you live?"


def test_two_people_change_different_questions_and_of_one_the_second_sees_both(browser):
    add(browser)
    add(browser, "Are you over 18?")
    old = seen("do_you_rent")
    typed = {"label": "Do you rent a home?", "seen": old}
    browser.post(url("eligibility_question", "are_you_over"), {"label": "Over 18?", "seen": seen("are_you_over")})
    assert browser.post(url("eligibility_question", "do_you_rent"), typed).status_code == 302
    answer = browser.post(url("eligibility_question", "do_you_rent"), {"label": "Rent?", "seen": old})
    assert answer.status_code == 409
    assert "Do you rent a home?" in said(answer)
    assert [each["label"] for each in asked()] == ["Do you rent a home?", "Over 18?"]


def test_words_places_and_removing(browser):
    add(browser)
    add(browser, "Are you over 18?")
    words = {"intro": "Two questions.", "fine": "You may get it.", "seen": digest({})}
    assert browser.post(url("eligibility_words"), words).status_code == 302
    assert (source()["eligibility"]["intro"], source()["eligibility"]["fine"]) == ("Two questions.", "You may get it.")
    assert "You may get it." in said(browser.get(url("eligibility")))
    browser.post(url("eligibility_question", "are_you_over"), {"move": "up"})
    assert [each["key"] for each in asked()] == ["are_you_over", "do_you_rent"]
    answer = browser.post(url("eligibility_question", "are_you_over"), {"move": "up"}, follow=True)
    assert "It cannot go any further" in said(answer)
    assert "Remove “Do you rent?” from the check?" in said(
        browser.get(url("remove_eligibility_question", "do_you_rent"))
    )
    for key in ("do_you_rent", "are_you_over"):
        assert browser.post(url("remove_eligibility_question", key), {"_sure": "yes"}).url == url("eligibility")
    assert "eligibility" not in source()
    assert browser.get(url("eligibility_question", "do_you_rent")).status_code == 404
    words["seen"] = digest({})
    assert "Add a question first" in said(browser.post(url("eligibility_words"), words))


def test_ten_questions_are_the_most(browser):
    for number in range(10):
        assert add(browser, f"Question {'x' * (number + 1)}?").status_code == 302
    assert url("add_eligibility_question") not in said(browser.get(url("eligibility")))
    answer = add(browser, "One more?")
    assert answer.status_code == 422
    assert "10 questions at most" in said(answer)


def test_a_question_with_which_nothing_is_said_is_found_before_publishing(browser):
    add(browser)
    page = said(browser.get(url("publish")))
    assert "Questions of the eligibility check with which nothing is said" in page
    assert "“Do you rent?” is new" in page
