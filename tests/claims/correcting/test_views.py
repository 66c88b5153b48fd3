"""The claimant's pages of a correction, without scripts: asked, typed, checked, sent; and who may not."""

import html
import re

import pytest
from django.utils import timezone

from claims.models import Claim, ClaimStatus, Correction
from claims.readers.answer_store import sent_values
from tests.claims.correcting.asking import WORDS, ask, save
from tests.claims.sent import sent_claim
from tests.claims.test_page_queries import queries_of
from tests.people import browser_of

MOST_GET, MOST_POST = 9, 10


@pytest.fixture
def claim(alice):
    return sent_claim(alice)


def listed(claim) -> str:
    return f"/claims/{claim.public_id}/corrections/"


def edit(asked) -> str:
    return f"{listed(asked.claim)}{asked.public_id}/"


def boxes(page: str) -> dict[str, str]:
    """The hidden fields that the page posts back."""
    found = re.findall(r'<input type="hidden" name="(_base-[^"]+|_revision)" value="([^"]*)"', page)
    return dict(found)


def text_of(response) -> str:
    return html.unescape(response.content.decode())


@pytest.mark.slow
def test_the_claimant_is_asked_changes_only_that_and_sends_it(alice, aisha, claim):
    browser = browser_of(alice)
    receipt = f"/claims/{claim.public_id}/sent/"
    assert "look at some answers again" not in text_of(browser.get(receipt))
    asked = ask(claim, aisha, "has_pets")
    assert "We need you to look at some answers again." in text_of(browser.get(receipt))
    page = text_of(browser.get(listed(claim)))
    for words in ("Do you have pets?", WORDS, "It looks wrong", "Please send it by"):
        assert words in page
    page = text_of(browser.get(edit(asked)))
    assert 'name="has_pets"' in page
    assert 'name="story"' not in page
    answer = browser.post(edit(asked), boxes(page) | {"has_pets": "no", "_base-story": "0", "story": "More"})
    assert answer["Location"] == f"{edit(asked)}check/"
    page = text_of(browser.get(answer["Location"]))
    assert "Before: Yes" in page
    answer = browser.post(f"{edit(asked)}check/", boxes(page))
    assert answer["Location"] == listed(claim)
    page = text_of(browser.get(listed(claim)))
    assert "We have your correction. The date of your claim stays the same." in page
    assert f"You changed answers on {timezone.localdate():%-d %B %Y}" in page
    values = sent_values(Claim.objects.get(pk=claim.pk))
    assert (values["has_pets"], "story" in values) == ("no", False)
    assert "See what was changed" in text_of(browser.get(receipt))


@pytest.mark.slow
def test_what_answers_bring_up_is_asked_on_the_same_page(alice, aisha):
    claim = sent_claim(alice, has_pets="no")
    asked, browser = ask(claim, aisha, "has_pets"), browser_of(alice)
    page = text_of(browser.get(edit(asked)))
    page = text_of(browser.post(edit(asked), boxes(page) | {"has_pets": "yes"}))
    page = text_of(browser.post(edit(asked), boxes(page) | {"has_pets": "yes"}))
    assert "There is a problem" in page
    answer = browser.post(edit(asked), boxes(page) | {"has_pets": "yes", "_add": "pets"})
    page = text_of(browser.get(answer["Location"]))
    name = re.search(r'name="(\w{8}-pet_name)"', page)[1]
    wrong = browser.post(edit(asked), boxes(page) | {"has_pets": "yes", name: ""})
    assert wrong.status_code == 422
    assert f'href="#{name}"' in wrong.content.decode()
    page = text_of(wrong)
    assert browser.post(edit(asked), boxes(page) | {"has_pets": "yes", name: "Tib"}).status_code == 302
    page = text_of(browser.get(f"{edit(asked)}check/"))
    assert "Tib" in page
    going = name.partition("-")[0]
    page = text_of(browser.get(edit(asked)))
    sure = text_of(browser.post(edit(asked), boxes(page) | {"has_pets": "yes", name: "Tib", "_remove": going}))
    assert "Remove “Tib”?" in sure
    browser.post(edit(asked), boxes(sure) | {"_remove": going, "_sure": "yes"})
    assert "Tib" not in text_of(browser.get(edit(asked)))


def test_a_stale_page_keeps_what_was_typed_and_says_so(alice, aisha, claim):
    asked, browser = ask(claim, aisha, "story"), browser_of(alice)
    page = text_of(browser.get(edit(asked)))
    save(asked, alice, {"story": "From the phone"})
    stale = browser.post(edit(asked), boxes(page) | {"story": "From the laptop"})
    assert stale.status_code == 409
    again = text_of(stale)
    assert "changed in another window" in again
    assert "From the laptop" in again
    assert browser.post(edit(asked), boxes(again) | {"story": "From the laptop"}).status_code == 302


def test_a_claim_that_moved_on_says_so_and_shows_what_was_typed(alice, aisha, claim):
    asked, browser = ask(claim, aisha, "story"), browser_of(alice)
    page = text_of(browser.get(edit(asked)))
    Claim.objects.filter(pk=claim.pk).update(status=ClaimStatus.objects.filter(stage="done").first())
    late = browser.post(edit(asked), boxes(page) | {"story": "Too late"})
    assert late.status_code == 409
    assert "The claim has been decided or ended" in text_of(late)
    assert "Too late" in text_of(late)
    assert not Correction.objects.exists()


def test_the_number_is_on_no_page_of_a_correction(alice, aisha, claim):
    asked, browser = ask(claim, aisha, "nino"), browser_of(alice)
    page = text_of(browser.get(edit(asked)))
    assert "•••• 56C" in page
    assert "AB123456C" not in page.upper().replace(" ", "")
    sent = browser.post(edit(asked), boxes(page) | {"nino": "CE 12 34 56 A"})
    for address in (edit(asked), sent["Location"]):
        assert "CE123456A" not in text_of(browser.get(address)).upper().replace(" ", "")


def test_nobody_else_sees_it(alice, bob, aisha, claim):
    asked = ask(claim, aisha, "story")
    for address in (listed(claim), edit(asked), f"{edit(asked)}check/"):
        assert browser_of(bob).get(address).status_code == 404


def test_queries_are_bounded(alice, aisha, claim):
    asked, browser = ask(claim, aisha, "story", "pets"), browser_of(alice)
    page = text_of(browser.get(edit(asked)))
    for address in (edit(asked), listed(claim)):
        assert len(queries_of(lambda address=address: browser.get(address))) <= MOST_GET, address
    names = dict.fromkeys(re.findall(r'name="(\w{8}-pet_name)"', page), "Rex")
    typed = boxes(page) | names | {"story": "A word"}
    assert len(queries_of(lambda: browser.post(edit(asked), typed))) <= MOST_POST
    assert len(queries_of(lambda: browser.get(f"{edit(asked)}check/"))) <= MOST_GET
