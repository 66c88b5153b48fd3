"""The pages on which a form is translated."""

from __future__ import annotations

import html

import pytest
from django.urls import reverse

from studio.actions.editing import edit_draft
from studio.models import FormDraft
from studio.rules.finding import digest
from tests.people import browser_of
from tests.studio.making import FSM, draft_of, small_form

RENT, RENT_CY = "Do you rent?", "Ydych chi’n rhentu?"


@pytest.fixture
def browser(omar):
    draft = draft_of(omar)
    FormDraft.objects.filter(pk=draft.pk).update(source=small_form(slug=FSM))
    return browser_of(omar)


def url(name: str, *args: str) -> str:
    return reverse(f"studio:{name}", args=[FSM, *args])


def known(language: str = "cy") -> dict:
    return FormDraft.objects.get(form__slug=FSM).source["translations"].get(language, {})


def boxes(browser, address: str) -> dict[str, str]:
    form = browser.get(address).context["form"]
    return {name: field.initial for name, field in form.fields.items()}


def test_the_map_leads_to_the_languages_with_what_lacks(browser):
    assert url("languages") in browser.get(url("map")).content.decode()
    page = browser.get(url("languages")).content.decode()
    assert "Welsh" in page
    assert "texts are missing" in page
    assert browser.get(url("languages") + "?language=ur").url == url("language", "ur")
    assert "Choose a language" in browser.get(url("languages") + "?language=").content.decode()


def test_a_language_that_pages_do_not_speak_says_what_stays_as_it_is(browser):
    says = "People can read the questions in"
    assert f"{says} Polish" in browser.get(url("language", "pl")).content.decode()
    assert says not in browser.get(url("language", "cy")).content.decode()
    urdu = browser.get(url("language_part", "ur", "more")).content.decode()
    assert 'lang="ur"' in urdu
    assert 'dir="rtl"' in urdu
    for wrong in (url("language", "xx"), url("language_part", "cy", "nowhere")):
        assert browser.get(wrong).status_code == 404


def test_every_text_stands_beside_its_box_or_only_what_is_missing(browser):
    page = html.unescape(browser.get(url("language_part", "cy", "your-home")).content.decode())
    assert all(text in page for text in (RENT, RENT_CY, "The council", "Your home"))
    missing = browser.get(url("language_part", "cy", "your-home") + "?missing=1").context["form"]
    assert RENT not in {text.english for text in missing.texts.values()}
    assert len(missing.texts) == 5


def test_what_is_typed_is_saved_and_nothing_else(browser):
    address = url("language_part", "cy", "your-home")
    typed = boxes(browser, address) | {f"text-{digest('The council')}": "Y cyngor"}
    answer = browser.post(address, typed, follow=True)
    assert "1 translation is saved" in answer.content.decode()
    assert known() == small_form()["translations"]["cy"] | {"The council": "Y cyngor"}


def test_two_who_change_one_text_see_both(browser, omar):
    address = url("language_part", "cy", "your-home")
    mine = boxes(browser, address) | {f"text-{digest(RENT)}": "Fy un i", f"text-{digest('The council')}": "Y cyngor"}
    theirs = {"language": "cy", "translations": {RENT: "Eu un nhw"}}
    edit_draft(slug=FSM, operation="set_translations", parameters=theirs, by=omar)
    answer = browser.post(address, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Fy un i" in page
    assert "Eu un nhw" in page
    assert (known()[RENT], known()["The council"]) == ("Eu un nhw", "Y cyngor")
    form = answer.context["form"]
    again = {name: form[name].value() for name in form.fields}
    assert browser.post(address, again).status_code == 302
    assert known()[RENT] == "Fy un i"


def test_words_for_english_that_changed_meanwhile_are_shown(browser, omar):
    address = url("language_part", "cy", "your-home")
    mine = boxes(browser, address) | {f"text-{digest(RENT)}": "Fy un i"}
    changes = {"key": "rents", "settings": {"label": "Do you pay rent?"}}
    edit_draft(slug=FSM, operation="change_question", parameters=changes, by=omar)
    answer = browser.post(address, mine)
    assert answer.status_code == 409
    assert "Fy un i" in answer.content.decode()
    page = html.unescape(browser.get(address).content.decode())
    assert "out of date" in page
    assert RENT_CY in page


def test_what_is_too_long_or_drops_a_name_is_said_at_its_box(browser):
    source = small_form(slug=FSM)
    source["sections"][0]["questions"][2]["rows"]["row_title"] = "Room {room_name}"
    FormDraft.objects.filter(form__slug=FSM).update(source=source)
    address = url("language_part", "cy", "rooms")
    for english, words, said in (
        ("Room {room_name}", "Ystafell", "Keep {room_name} as it is"),
        ("How big is it?", "Pa mor {fawr}?", "Leave out what is in { }"),
        ("How big is it?", "a" * 6001, "Shorten this to 6000 letters"),
    ):
        answer = browser.post(address, boxes(browser, address) | {f"text-{digest(english)}": words})
        assert answer.status_code == 422
        page = html.unescape(answer.content.decode())
        assert said in page
        assert words in page
    assert known() == small_form()["translations"]["cy"]
