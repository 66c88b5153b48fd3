"""A page or question of their form is an address that the person can press, and nothing else is."""

from __future__ import annotations

import pytest
from django.urls import reverse

from claims.presenters.links import page_address
from cobrowse.actions.queueing import accept
from cobrowse.actions.talking import say
from cobrowse.presenters.links import places_of, with_links, words_of_place
from tests.claims.making import small_draft
from tests.claims.reached import sent_as
from tests.cobrowse.conftest import ask, new_id
from tests.core.html_tree import tree
from tests.people import browser_of

SITE = "https://council.example/"


@pytest.mark.parametrize(
    ("words", "linked"),
    [
        ("See https://council.example/claims/1/you/#name.", "https://council.example/claims/1/you/#name"),
        ("https://council.example/", "https://council.example/"),
        ("(https://council.example/a/)", "https://council.example/a/"),
        ("https://council.example/a?b=1&c=2, then", "https://council.example/a?b=1&amp;c=2"),
    ],
)
def test_addresses_of_the_council_can_be_pressed(words, linked):
    assert f'<a class="govuk-link" href="{linked}">{linked}</a>' in with_links(words, SITE)


@pytest.mark.parametrize(
    "words",
    [
        "https://evil.example/", "https://council.example.evil.example/", "http://council.example/",
        "javascript:alert(1)", "https://council.exampleX/", "<a href='https://evil.example/'>https</a>",
    ],
)  # fmt: skip
def test_no_other_address_can_be(words):
    assert "<a " not in with_links(words, SITE)


def test_what_somebody_said_is_never_markup():
    found = with_links('<b>x</b> https://council.example/"onclick=alert(1) <script>', SITE)
    assert "<b>" not in found
    assert "<script>" not in found
    assert '"onclick' not in found


def test_an_adviser_puts_a_question_into_the_box_and_the_person_presses_it(calderbrook, alice, on_duty):
    draft = small_draft(alice)
    asked = accept(public_id=ask(alice, claim=draft).public_id, by=on_duty)
    page, question = next((page, places[1][0]) for page, places in places_of(asked))
    browser, there = browser_of(on_duty), reverse("cobrowse:staff_request", args=[asked.public_id])
    select = tree(browser.get(there).content.decode()).by_id("id_place")
    groups = {
        each.attrs["label"]: [option.attrs["value"] for option in each.all("option")] for each in select.all("optgroup")
    }
    assert groups == {title: [where for where, _ in places] for title, places in places_of(asked)}
    assert question in groups[page]
    assert "[(" not in select.text
    boxed = {"words": "It is here:", "place": question, "client_id": str(new_id()), "_place": "1"}
    shown = browser.post(there, boxed).content.decode()
    address = calderbrook.url_of(page_address(draft, question.partition("#")[0]))
    assert "It is here:" in shown
    assert f"{address}#" in shown
    say(request=asked, words=words_of_place(asked, question), client_id=new_id(), by=on_duty)
    hers = browser_of(alice).get(reverse("cobrowse:request", args=[asked.public_id])).content.decode()
    assert f'href="{address}#' in hers
    # To the adviser it is words: the form is not theirs to open.
    assert f'href="{address}' not in browser.get(there).content.decode()


def test_only_pages_of_their_own_draft_are_offered(alice, bob, visitor):
    assert places_of(ask(bob, claim=small_draft(alice))) == []
    assert places_of(ask(alice, claim=sent_as(alice))) == []
    assert words_of_place(ask(visitor), "you") == ""
