"""The desk's side of a thread: writing after a look, stale pages, taking back, the line of time."""

import html
import re
import uuid

import pytest

from casework.actions.setting_up import add_starter_ready_words
from casework.library import starter_ready_words
from casework.models import ReadyWords
from casework.readers.attention import seen_of
from claims.models import ResidentAct, ThreadMessage
from claims.thread.actions.writing import mark_read
from claims.thread.rules import gaps_in
from tests.claims.sent import sent_claim
from tests.claims.thread.conftest import from_claimant, from_council, time_goes_by
from tests.people import browser_of

LIST = "/staff/claims/"


def page_of(claim) -> str:
    return f"{LIST}{claim.reference}/"


def write_page(claim) -> str:
    return f"{LIST}{claim.reference}/write/"


def said(claim, words, **more) -> dict[str, str]:
    return {"words": words, "language": "en-gb", "client_id": str(uuid.uuid4()), "seen": seen_of(claim), **more}


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(seen|client_id)"\s+value="([^"]*)"', page))


@pytest.mark.slow
def test_an_advisor_writes_looks_at_what_is_read_and_sends_it(alice, aisha):
    claim, browser = sent_claim(alice), browser_of(aisha)
    from_claimant(claim, alice, "Which <papers>?")
    page = browser.get(page_of(claim)).content.decode()
    assert "It needs us:" in page
    assert "Message from the claimant" in page
    assert "Which &lt;papers&gt;?" in page
    form = browser.get(write_page(claim)).content.decode()
    assert "Which &lt;papers&gt;?" in form
    typed = said(claim, "Two payslips, please.", **hidden(form))
    preview = browser.post(write_page(claim), typed)
    assert preview.status_code == 200
    look = html.unescape(preview.content.decode())
    assert "Two payslips, please." in look
    assert "Aisha Khan (Calderbrook Council)" in look
    assert f"there is a message for you about your claim {claim.reference}" in look
    assert not claim.thread.filter(direction="council").exists()
    changed = browser.post(write_page(claim), typed | {"change": "1"}).content.decode()
    assert "Two payslips, please." in changed
    for _again in range(2):
        assert browser.post(write_page(claim), typed | {"confirm": "1"}).status_code == 302
    assert claim.thread.filter(direction="council").count() == 1
    page = browser.get(page_of(claim)).content.decode()
    assert "It needs us:" not in page
    assert "goes at" in page
    assert "Take it back" in page
    claim.refresh_from_db()
    assert claim.status.code == "new"


@pytest.mark.slow
def test_what_came_meanwhile_is_shown_and_the_words_are_kept_and_nothing_goes(alice, aisha):
    claim, browser = sent_claim(alice), browser_of(aisha)
    typed = said(claim, "Please send a payslip.")
    from_claimant(claim, alice, "I have sent the payslip.")
    for press in ({}, {"confirm": "1"}):
        response = browser.post(write_page(claim), typed | press)
        page = response.content.decode()
        assert response.status_code == 409
        assert "Something came while you had this page open." in page
        assert "I have sent the payslip." in page
        assert "Please send a payslip." in page
    assert not claim.thread.filter(direction="council").exists()
    now = typed | hidden(page) | {"confirm": "1"}
    assert browser.post(write_page(claim), now).status_code == 302


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("", "Write the message first"),
        ("Come on [date].", "Fill in the gap [date], or take it out"),
        ("a" * 10_000, "The message must be 5000 characters or fewer"),
    ],
)
def test_what_cannot_go_is_kept_and_says_why(alice, aisha, words, error):
    claim = sent_claim(alice)
    response = browser_of(aisha).post(write_page(claim), said(claim, words, confirm="1"))
    page = html.unescape(response.content.decode())
    assert response.status_code == 422
    assert error in page
    assert words in page
    assert not ThreadMessage.objects.exists()


def test_a_message_taken_back_has_its_words_in_the_box_again(alice, aisha):
    claim, browser = sent_claim(alice), browser_of(aisha)
    message = from_council(claim, aisha, "To the wrong person.")
    taken = browser.post(f"{page_of(claim)}messages/{message.public_id}/take-back/")
    assert taken.status_code == 302
    assert "To the wrong person.</textarea>" in browser.get(taken["Location"]).content.decode()
    page = browser.get(page_of(claim)).content.decode()
    assert "Message to the claimant, taken back by Aisha Khan (Calderbrook Council) before it went" in page
    assert browser.get(f"{write_page(claim)}?again=nonsense").status_code == 200


def test_a_message_that_has_gone_says_so(alice, aisha):
    claim, browser = sent_claim(alice), browser_of(aisha)
    message = from_council(claim, aisha)
    time_goes_by(claim)
    taken = browser.post(f"{page_of(claim)}messages/{message.public_id}/take-back/")
    assert "The message has gone: the claimant can read it." in browser.get(taken["Location"]).content.decode()


def test_the_line_of_time_says_what_was_read(alice, aisha):
    claim, browser = sent_claim(alice), browser_of(aisha)
    from_council(claim, aisha)
    time_goes_by(claim)
    assert "Message to the claimant, not read yet" in browser.get(page_of(claim)).content.decode()
    mark_read(claim=claim, by=alice)
    assert "Message to the claimant, read on" in browser.get(page_of(claim)).content.decode()


def test_dealing_with_it_needs_a_reason_and_a_page_that_saw_everything(alice, aisha):
    claim, browser = sent_claim(alice), browser_of(aisha)
    page = f"{page_of(claim)}dealt-with/"
    from_claimant(claim, alice, "Hello?")
    seen = seen_of(claim)
    assert browser.post(page, {"because": "", "seen": seen}).status_code == 422
    from_claimant(claim, alice, "It is urgent.")
    stale = browser.post(page, {"because": "She rang.", "seen": seen})
    assert stale.status_code == 409
    assert "It is urgent." in stale.content.decode()
    assert "She rang." in stale.content.decode()
    assert ResidentAct.objects.filter(settled_at__isnull=True).count() == 2
    assert browser.post(page, {"because": "She rang.", "seen": seen_of(claim)}).status_code == 302
    assert not ResidentAct.objects.filter(settled_at__isnull=True).exists()


def test_an_admin_reads_the_thread_and_writes_nothing(alice, omar):
    claim, browser = sent_claim(alice), browser_of(omar)
    from_claimant(claim, alice, "Hello.")
    page = browser.get(page_of(claim)).content.decode()
    assert "Hello." in page
    assert "Write to the claimant" not in page
    assert browser.get(write_page(claim)).status_code == 403


def test_ready_words_come_after_what_is_typed_and_their_gaps_have_to_be_filled(alice, aisha):
    assert add_starter_ready_words(by=aisha) == len(starter_ready_words()) > 0
    assert add_starter_ready_words(by=aisha) == 0
    claim, browser = sent_claim(alice), browser_of(aisha)
    ready = ReadyWords.objects.get(code="papers", language="en-gb")
    assert ready.title in browser.get(write_page(claim)).content.decode()
    typed = said(claim, "Good morning.", ready=str(ready.pk))
    page = html.unescape(browser.post(write_page(claim), typed | {"add": "1"}).content.decode())
    assert f"Good morning.\n\n{ready.words}</textarea>" in page
    assert hidden(page) == {name: typed[name] for name in ("seen", "client_id")}
    with_gaps = browser.post(write_page(claim), typed | {"words": ready.words, "confirm": "1"})
    assert with_gaps.status_code == 422
    assert "Fill in the gap [which papers]" in with_gaps.content.decode()
    assert not ThreadMessage.objects.exists()


@pytest.mark.parametrize("ready", ["", "0", "x", "9" * 30])
def test_ready_words_that_are_not_there_leave_the_words_as_they_are(alice, aisha, ready):
    add_starter_ready_words(by=aisha)
    claim = sent_claim(alice)
    page = browser_of(aisha).post(write_page(claim), said(claim, "Good day.", ready=ready, add="1"))
    assert page.status_code == 200
    assert "Good day.</textarea>" in page.content.decode()


def test_the_starter_has_the_same_words_in_every_language():
    by_code = {}
    for each in starter_ready_words():
        by_code.setdefault(each["code"], []).append((each["language"], len(gaps_in(each["words"]))))
    assert all([language for language, _gaps in each] == ["en-gb", "cy"] for each in by_code.values())
    assert all(len({gaps for _language, gaps in each}) == 1 for each in by_code.values())
