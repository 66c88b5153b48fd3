"""Both type in one long text: whoever is late, no word is lost, and nothing is there twice."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from claims.actions.answering import AnswerChange, save_answers
from claims.actions.merging import MOST_NAMED
from claims.models import Answer, Claim
from claims.readers.answer_store import stored_answers
from formspec.rules.raw_answers import MAX_RAW_TEXT
from tests.claims.browsing import address
from tests.claims.making import small_draft
from tests.people import browser_of

KEY = "anything_else"
BASE = "My rent went up."


@pytest.fixture
def claim(alice) -> Claim:
    draft = small_draft(alice)
    save(draft, alice, BASE, 0)
    return draft


def save(claim, by, raw, base, known=(), id="", key=KEY):  # noqa: A002 - as a change says it
    return save_answers(
        public_id=claim.public_id, by=by,
        changes=[AnswerChange(key, "", raw, base, id.partition(".")[0], id, tuple(known))],
    )  # fmt: skip


def text_of(claim) -> str:
    return stored_answers(claim)[KEY, ""].raw


def test_whoever_is_late_loses_no_word(alice, claim):
    save(claim, alice, "My rent went up. In May.", 1)
    saved = save(claim, alice, "My weekly rent went up.", 1, [("", BASE)])
    assert saved.conflicts == {}
    assert text_of(claim) == saved.texts[KEY, ""] == "My weekly rent went up. In May."
    assert saved.revisions[KEY, ""] == 3


def test_without_the_text_that_was_changed_both_are_shown(alice, claim):
    save(claim, alice, "My rent went up. In May.", 1)
    saved = save(claim, alice, "My weekly rent went up.", 1)
    assert saved.conflicts[KEY, ""] == ("My rent went up. In May.", 2)
    assert text_of(claim) == "My rent went up. In May."


def test_nothing_is_merged_that_is_not_long_words(alice, claim):
    save(claim, alice, "A cat", 0, key="pet_kind")
    saved = save(claim, alice, "A dog", 0, [("", "")], key="pet_kind")
    assert saved.conflicts["pet_kind", ""][0] == "A cat"


def test_with_the_revision_that_is_there_the_words_are_taken_as_they_are(alice, claim):
    saved = save(claim, alice, "Nothing.", 1, [("", "something that never was there")])
    assert (text_of(claim), saved.texts) == ("Nothing.", {})


def test_two_begin_an_empty_box(alice, claim):
    Answer.objects.filter(claim=claim).delete()
    save(claim, alice, "I rent.", 0, [("", "")], "a.1")
    save(claim, alice, "We moved.", 0, [("", "")], "b.1")
    assert text_of(claim) == "I rent. We moved."


def test_a_change_that_is_sent_again_is_there_once(alice, claim):
    known = [("", BASE)]
    save(claim, alice, f"{BASE} In May.", 1, known, "one.1")
    save(claim, alice, f"{BASE} Twice.", 1, known, "two.1")
    there = text_of(claim)
    # The reply was lost: the same change, and the same change with more words, say which one they follow up.
    again = save(claim, alice, f"{BASE} In May.", 1, known, "one.1")
    assert (text_of(claim), again.texts[KEY, ""], again.revisions[KEY, ""]) == (there, there, 3)
    save(claim, alice, f"{BASE} In May. At last.", 1, [*known, ("one.1", f"{BASE} In May.")], "one.2")
    assert sorted(text_of(claim).split()) == sorted(f"{BASE} In May. At last. Twice.".split())


def test_a_change_that_never_arrived_is_in_the_one_that_follows_it_up(alice, claim):
    save(claim, alice, f"{BASE} Twice.", 1)
    lost = f"{BASE} In May."
    save(claim, alice, f"{lost} At last.", 1, [("", BASE), ("one.1", lost)], "one.2")
    there = text_of(claim)
    assert sorted(there.split()) == sorted(f"{BASE} In May. At last. Twice.".split())
    # Should it arrive after all, it is in it already.
    save(claim, alice, lost, 1, [("", BASE)], "one.1")
    assert text_of(claim) == there


def test_what_one_page_sends_twice_at_once_is_there_once(alice, claim):
    """As a page that is closed does: the later change does not know whether the earlier one arrived."""
    save(claim, alice, f"{BASE} In", 1, [("", BASE)], "one.1")
    save(claim, alice, f"{BASE} In May", 1, [("", BASE), ("one.1", f"{BASE} In")], "one.2")
    assert text_of(claim) == f"{BASE} In May"


def test_the_names_of_the_latest_changes_are_kept_and_no_more(alice, claim):
    for number in range(MOST_NAMED + 2):
        base = stored_answers(claim)[KEY, ""]
        save(claim, alice, f"{base.raw} {number}", base.revision, [("", base.raw)], f"one.{number}")
    merged = Answer.objects.get(claim=claim).merged
    assert merged == [f"one.{number}" for number in range(2, MOST_NAMED + 2)]
    save(claim, alice, "Other words", stored_answers(claim)[KEY, ""].revision)
    assert Answer.objects.get(claim=claim).merged == merged


@pytest.mark.parametrize("more", [0, 1])
def test_what_is_too_long_to_be_kept_is_shown_to_whoever_is_late(alice, claim, more):
    half = MAX_RAW_TEXT // 2
    save(claim, alice, "a" * half, 1)
    saved = save(claim, alice, "b" * (half - 1 + more), 1, [("", BASE)])
    assert bool(saved.conflicts) == bool(more)
    assert len(text_of(claim)) == (half if more else MAX_RAW_TEXT)


# --- as pages send it ---


def posted(page_text: str) -> str:
    return page_text.partition(f'name="_was-{KEY}" value="')[2].partition('"')[0]


@pytest.fixture
def followed(claim) -> Claim:
    Claim.objects.filter(pk=claim.pk).update(followed=True)
    claim.refresh_from_db()
    return claim


def test_without_scripts_a_page_knows_what_it_was_drawn_with(alice, followed):
    browser, page = browser_of(alice), address(followed, "paying-you")
    was = posted(browser.get(page).content.decode())
    assert was == f"1:{BASE}"
    save(followed, alice, f"{BASE} In May.", 1)
    sent = {f"_base-{KEY}": "1", f"_was-{KEY}": was, KEY: "My weekly rent went up.", "_base-account": "0"}
    after = browser.get(browser.post(page, sent).url).content.decode()
    assert text_of(followed) == "My weekly rent went up. In May."
    assert "The words of both of you are kept" in after


def test_words_of_another_revision_than_the_page_says_merge_nothing(alice, followed):
    save(followed, alice, f"{BASE} In May.", 1)
    sent = {f"_base-{KEY}": "1", f"_was-{KEY}": f"0:{BASE}", KEY: "My weekly rent went up."}
    assert browser_of(alice).post(address(followed, "paying-you"), sent).status_code == 422
    assert text_of(followed) == f"{BASE} In May."


def test_a_form_that_nobody_follows_carries_nothing(alice, claim):
    assert "_was-" not in browser_of(alice).get(address(claim, "paying-you")).content.decode()


def script(alice, claim, **sent):
    browser = browser_of(alice)
    asked = {"question": KEY, "raw": "My weekly rent went up.", "base": 1, "id": "p.1", **sent}
    path = reverse("claims:save_answer", args=[claim.public_id])
    return browser.client.post(path, json.dumps(asked), content_type="application/json", HTTP_HOST=browser.host)


def test_a_script_gets_the_words_when_there_are_more_than_it_sent(alice, claim):
    assert script(alice, claim, known=[["", BASE]]).json() == {"state": "saved", "revision": 2}
    told = script(alice, claim, raw=f"{BASE} In May.", known=[["", BASE]], id="q.1").json()
    assert told == {"state": "saved", "revision": 3, "text": "My weekly rent went up. In May."}


@pytest.mark.parametrize(
    "known", ["x", [["", 1]], [["a.1", BASE]], [["", BASE], ["not an id", BASE]], [["", BASE]] * 13, [[]], {"": ""}, 7]
)  # fmt: skip
def test_junk_for_texts_is_refused(alice, claim, known):
    assert script(alice, claim, known=known).status_code == 400
    assert text_of(claim) == BASE
