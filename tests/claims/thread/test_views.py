"""The claimant's pages of a thread: reading, writing, limits, and the ways to it."""

import html
import re
import uuid

import pytest

from accounts.throttling import allowed
from casework.actions.progress import change_status
from casework.readers.claims import latest_change
from claims.models import ThreadMessage
from claims.thread.rules import MOST_LETTERS
from claims.thread.views import BY_PERSON
from tests.claims.sent import sent_claim
from tests.claims.test_page_queries import queries_of
from tests.claims.thread.conftest import from_claimant, from_council, time_goes_by
from tests.people import browser_of

MOST_QUERIES = 9


def page_of(claim) -> str:
    return f"/claims/{claim.public_id}/messages/"


def body(words, **more) -> dict[str, str]:
    return {"words": words, "client_id": str(uuid.uuid4()), **more}


@pytest.mark.slow
def test_the_claimant_reads_what_is_new_and_answers_it(alice, aisha):
    claim, browser = sent_claim(alice), browser_of(alice)
    sent, listed, account = f"/claims/{claim.public_id}/sent/", "/claims/", "/account/"
    from_council(claim, aisha, "Please tell us <b>your rent</b>.")
    for page in (sent, listed, account):
        assert "new message" not in browser.get(page).content.decode(), page
    time_goes_by(claim)
    for page in (sent, listed, account):
        assert "You have 1 new message" in browser.get(page).content.decode(), page
    page = browser.get(page_of(claim))
    once = re.search(r'name="client_id" value="([^"]+)"', page.content.decode())[1]
    text = page.content.decode()
    assert "Please tell us &lt;b&gt;your rent&lt;/b&gt;." in text
    assert "Aisha Khan (Calderbrook Council)" in text
    assert "New" in text
    for each in (sent, listed, account):
        assert "new message" not in browser.get(each).content.decode(), each
    answer = browser.post(page_of(claim), body("It is £92.50 a week.", client_id=once))
    assert answer.status_code == 302
    page = browser.get(answer["Location"]).content.decode()
    assert "Your message is sent." in page
    assert "It is £92.50 a week." in page


def test_a_double_press_writes_once(alice):
    claim, browser = sent_claim(alice), browser_of(alice)
    twice = body("Hello.")
    assert [browser.post(page_of(claim), twice).status_code for _ in range(2)] == [302, 302]
    assert claim.thread.count() == 1


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("", "Write your message first"),
        ("  \u200b \n ", "Write your message first"),
        ("\x00\x07", "Write your message first"),
        ("a" * 10_000, f"Your message must be {MOST_LETTERS} characters or fewer"),
    ],
)
def test_what_cannot_be_sent_is_kept_and_says_why(alice, words, error):
    claim = sent_claim(alice)
    response = browser_of(alice).post(page_of(claim), body(words))
    page = html.unescape(response.content.decode())
    assert response.status_code == 422
    assert error in page
    assert words.strip("\x00\x07 \n\u200b") in page
    assert not ThreadMessage.objects.exists()


def test_what_steers_machines_falls_out_of_the_words(alice):
    claim, browser = sent_claim(alice), browser_of(alice)
    assert browser.post(page_of(claim), body("My\x00 rent\x1b is\r\nhigh")).status_code == 302
    page = browser.get(page_of(claim)).content.decode()
    assert "My rent is<br>high" in page


@pytest.mark.parametrize("client_id", ["", "x", "1" * 500])
def test_a_form_without_its_id_writes_nothing_and_keeps_the_words(alice, client_id):
    claim = sent_claim(alice)
    response = browser_of(alice).post(page_of(claim), body("Hello there.", client_id=client_id))
    assert response.status_code == 422
    assert "Hello there." in response.content.decode()
    assert not ThreadMessage.objects.exists()


@pytest.mark.slow
def test_a_program_is_slowed_down_and_the_words_are_kept(alice, bob):
    claim, browser = sent_claim(alice), browser_of(alice)
    for number in range(allowed(BY_PERSON)):
        assert browser.post(page_of(claim), body(f"Message {number}.")).status_code == 302
    response = browser.post(page_of(claim), body("One too many."))
    assert response.status_code == 429
    assert "One too many." in response.content.decode()
    assert "What you wrote is kept below: send it in" in response.content.decode()
    other = sent_claim(bob)
    assert browser_of(bob).post(page_of(other), body("Hello.")).status_code == 302


def test_a_decided_claim_still_takes_a_message(alice, aisha):
    claim = sent_claim(alice)
    change_status(
        reference=claim.reference, status="decided", message="", based_on=latest_change(claim).pk, by=aisha
    )  # fmt: skip
    assert browser_of(alice).post(page_of(claim), body("I do not agree.")).status_code == 302


def test_a_form_posted_in_another_browser_is_nobodys(alice, bob):
    claim = sent_claim(alice)
    assert browser_of(bob).get(page_of(claim)).status_code == 404
    assert browser_of(bob).post(page_of(claim), body("Hello.")).status_code == 404


def test_the_pages_cost_few_queries_however_long_the_thread(alice, aisha):
    claim, browser = sent_claim(alice), browser_of(alice)
    for number in range(12):
        from_claimant(claim, alice, f"Question {number}")
    from_council(claim, aisha)
    time_goes_by(claim)
    first = queries_of(lambda: browser.get(page_of(claim)))
    assert len(first) <= MOST_QUERIES, "\n".join(first)
    again = queries_of(lambda: browser.get(page_of(claim)))
    assert len(again) <= MOST_QUERIES, "\n".join(again)
    post = queries_of(lambda: browser.post(page_of(claim), body("Thank you.")))
    assert len(post) <= 10, "\n".join(post)
    queries = queries_of(lambda: browser.get("/claims/"))
    assert len(queries) <= MOST_QUERIES, "\n".join(queries)
