"""Who is signed out in the middle of the steps of asking for help, or whose session ends, goes on where they were."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from accounts.keeping.form_owners import FIELD
from cobrowse.models import HelpRequest
from tests.claims.making import small_draft
from tests.cobrowse.conftest import said
from tests.cobrowse.test_asking import ABOUT, NEEDS, PREFIX, WAY, post
from tests.people import Browser, browser_of

SO_FAR = "_so_far"


def hidden_in(browser: Browser, address: str) -> dict[str, str]:
    """What the form of a step says by itself."""
    page = browser.get(address).content.decode()
    return {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in (FIELD, SO_FAR)}


def begun(browser: Browser, address: str = ABOUT) -> dict[str, str]:
    """Two steps are answered; the hidden fields of the third."""
    assert post(browser, address, "about", about="claim", words="What now?")["Location"] == WAY
    assert post(browser, WAY, "way", way="chat")["Location"] == NEEDS
    return hidden_in(browser, NEEDS)


def posted(browser: Browser, hidden: dict[str, str], **more):
    """The third step, pressed."""
    answers = {f"{PREFIX}-current_step": "needs", "needs-spoken": "cy", "needs-access_needs": ["bsl"]}
    return browser.post(NEEDS, {**answers, **hidden}, headers={"Referer": f"http://{browser.host}{NEEDS}"}, **more)


def test_who_is_signed_out_comes_back_to_the_step_they_were_at(alice, open_now):
    browser, draft = browser_of(alice), small_draft(alice)
    hidden = begun(browser, f"{ABOUT}?claim={draft.public_id}&page=you")
    browser.client.logout()
    away = posted(browser, hidden)
    assert away["Location"] == f"{reverse('accounts:sign_in')}?next={NEEDS}"
    browser.client.force_login(alice.user)
    page = browser.get(NEEDS).content.decode()
    assert re.search(r'value="bsl"[^>]* checked', page)
    assert re.search(r'value="cy"[^>]* checked', page)
    # One step back, too, is what they said there.
    assert "What now?" in browser.get(ABOUT).content.decode()
    posted(browser, hidden_in(browser, NEEDS))
    request = HelpRequest.objects.get()
    assert (request.about, request.page, request.claim, request.language) == ("claim", "you", draft, "cy")
    assert said(request, "adviser") == [("asked", "What now?")]
    # Then it is over: nothing of it comes back, and the same pressed once more asks for nothing more.
    assert posted(browser, hidden)["Location"] == reverse("cobrowse:request", args=[request.public_id])
    assert HelpRequest.objects.count() == 1


def test_a_visitor_whose_session_has_ended_need_not_begin_again(calderbrook, open_now):
    browser = Browser(Client(), calderbrook.host)
    assert post(browser, ABOUT, "about", about="claim", words="What now?")["Location"] == NEEDS
    hidden = hidden_in(browser, NEEDS)
    assert "What now?" not in str(hidden)
    Session.objects.all().delete()
    posted(browser, hidden)
    assert said(HelpRequest.objects.get(), "adviser") == [("asked", "What now?")]


@pytest.mark.parametrize("whose", ["somebody else's", "made up"])
def test_what_is_not_their_own_is_no_answer(alice, bob, open_now, whose):
    so_far = begun(browser_of(alice))[SO_FAR] if whose == "somebody else's" else "bm90IG91cnM="
    browser = browser_of(bob)
    assert posted(browser, {SO_FAR: so_far})["Location"] == ABOUT
    assert "What now?" not in browser.get(ABOUT).content.decode()
    assert not HelpRequest.objects.exists()


def test_a_visitors_form_that_stayed_on_a_screen_opens_their_record_to_nobody(calderbrook, open_now):
    theirs, next_one = Browser(Client(), calderbrook.host), Browser(Client(), calderbrook.host)
    assert post(theirs, ABOUT, "about", about="claim", words="What now?")["Location"] == NEEDS
    hidden = hidden_in(theirs, NEEDS)
    page = posted(theirs, hidden)["Location"]
    assert "What now?" in theirs.get(page).content.decode()
    # Whoever presses that button next, also after a step before it.
    assert posted(next_one, hidden)["Location"] == page
    about = {f"{PREFIX}-current_step": "about", "about-about": "claim", "about-words": "Mine", **hidden}
    assert next_one.post(ABOUT, about)["Location"] == NEEDS
    assert posted(next_one, hidden_in(next_one, NEEDS))["Location"] == page
    assert next_one.get(page).status_code == 302
    assert "sign-in" in next_one.get(page)["Location"]
    assert HelpRequest.objects.count() == 1
    assert "What now?" in theirs.get(page).content.decode()
