"""The resident's pages, without scripts: consent, the bar, stopping, and what was changed."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from accounts.models import Membership
from cobrowse.actions.queueing import pass_on
from cobrowse.models import HelpRequest, SharedEdit, SharedForm
from cobrowse.sharing.actions.editing import save_shared_answer
from cobrowse.sharing.actions.sharing import stop_sharing
from cobrowse.sharing.readers.shares import own_share
from tests.claims.browsing import address
from tests.claims.making import small_draft
from tests.claims.test_page_queries import queries_of
from tests.cobrowse.sharing.conftest import change, raw_of
from tests.people import browser_of

BAR = "bo-help-bar--shared"


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def browser(alice):
    return browser_of(alice)


def share_by_page(browser, talking, draft, access: str):
    path = reverse("cobrowse:share", args=[talking.public_id])
    mark = re.search(r'name="drawn_for" value="([^"]+)"', text(browser.get(path)))[1]
    return browser.post(path, {"claim": str(draft.public_id), "access": access, "drawn_for": mark})


def test_consent_is_asked_with_nothing_chosen(browser, talking, draft):
    assert "Let Aisha Khan" in text(browser.get(reverse("cobrowse:request", args=[talking.public_id])))
    page = text(browser.get(reverse("cobrowse:share", args=[talking.public_id])))
    access = [part for part in page.split("<input")[1:] if 'name="access"' in part]
    assert len(access) == 2
    assert "checked" not in "".join(access)
    refused = browser.post(reverse("cobrowse:share", args=[talking.public_id]), {"claim": str(draft.public_id)})
    assert refused.status_code == 422
    assert "Say what they may do" in text(refused)
    assert not SharedForm.objects.exists()


@pytest.mark.slow
@pytest.mark.parametrize("more", [{}, {"drawn_for": ""}, {"drawn_for": "f" * 32}])
def test_consent_given_to_one_adviser_is_not_the_next_ones(browser, talking, on_duty, sam, draft, more):
    path = reverse("cobrowse:share", args=[talking.public_id])
    drawn = text(browser.get(path))
    assert "Let Aisha Khan" in drawn
    mark = re.search(r'name="drawn_for" value="([^"]+)"', drawn)[1]
    pass_on(public_id=talking.public_id, to=sam.membership.pk, words="", by=on_duty)
    agreed = {"claim": str(draft.public_id), "access": "edit"} | (more or {"drawn_for": mark})
    led = browser.post(path, agreed)
    assert led.url == path
    assert not SharedForm.objects.exists()
    again = text(browser.get(path))
    assert "nothing was shared" in again
    assert "Let Sam Okoro" in again
    share_by_page(browser, talking, draft, "view")
    assert SharedForm.objects.get().adviser == sam.membership


def test_a_page_for_another_adviser_that_is_wrong_too_asks_about_the_new_one_for_herself(
    browser, talking, on_duty, sam, draft
):
    path = reverse("cobrowse:share", args=[talking.public_id])
    mark = re.search(r'name="drawn_for" value="([^"]+)"', text(browser.get(path)))[1]
    pass_on(public_id=talking.public_id, to=sam.membership.pk, words="", by=on_duty)
    refused = text(browser.post(path, {"claim": str(draft.public_id), "drawn_for": mark}))
    # It names Sam by now, so whoever fills it in agrees to Sam.
    assert "Let Sam Okoro" in refused
    assert re.search(r'name="drawn_for" value="([^"]+)"', refused)[1] != mark


def test_the_form_they_asked_from_is_chosen(alice, browser, talking, draft):
    small_draft(alice)
    HelpRequest.objects.filter(pk=talking.pk).update(claim=draft)
    page = text(browser.get(reverse("cobrowse:share", args=[talking.public_id])))
    [chosen] = [part for part in page.split("<input")[1:] if 'name="claim"' in part and "checked" in part.split(">")[0]]
    assert str(draft.public_id) in chosen


@pytest.mark.slow
@pytest.mark.parametrize(("access", "buttons"), [("view", 0), ("edit", 1)])
def test_a_bar_is_on_every_page_until_she_stops(alice, browser, talking, draft, access, buttons):
    led = share_by_page(browser, talking, draft, access)
    assert led.url == reverse("claims:task_list", args=[draft.public_id])
    stop = reverse("cobrowse:stop_sharing", args=[talking.public_id])
    less = reverse("cobrowse:stop_editing", args=[talking.public_id])
    for path in ("/", led.url, address(draft, "who-you-are"), reverse("cobrowse:request", args=[talking.public_id])):
        page = text(browser.get(path))
        assert BAR in page
        assert "Aisha Khan" in page
        assert stop in page
        form = page.split(less)[1].split(">")[0]
        assert ("hidden" not in form) == bool(buttons)
    here = address(draft, "who-you-are")
    assert browser.post(less, {"next": here}).url == here
    assert not own_share(alice, talking.public_id).may_edit
    assert browser.post(stop, {"next": "https://evil.example/"}).url == reverse(
        "cobrowse:request", args=[talking.public_id]
    )
    assert BAR not in text(browser.get("/"))


@pytest.mark.parametrize("gone", [{"is_active": False}, {"roles": ["jobcentre"]}])
def test_an_adviser_who_may_help_no_more_sees_nothing_and_her_bar_says_so_at_once(
    alice, browser, talking, draft, on_duty, gone
):
    share_by_page(browser, talking, draft, "edit")
    assert own_share(alice, talking.public_id) is not None
    Membership.objects.filter(pk=on_duty.membership.pk).update(**gone)
    told = browser.get(reverse("cobrowse:sharing_changes", args=[talking.public_id])).json()
    assert told["now"]["shared"] is False
    assert BAR not in text(browser.get("/"))


def test_an_adviser_who_signs_out_sees_nothing_more(alice, browser, talking, draft, on_duty):
    share_by_page(browser, talking, draft, "edit")
    browser_of(on_duty).post(reverse("accounts:sign_out"))
    assert own_share(alice, talking.public_id) is None


def test_signing_out_stops_it(browser, talking, draft):
    share_by_page(browser, talking, draft, "edit")
    browser.post(reverse("accounts:sign_out"))
    assert SharedForm.objects.get().ending == "stopped"


def test_when_it_ends_elsewhere_the_bar_goes(alice, browser, talking, draft):
    share_by_page(browser, talking, draft, "view")
    stop_sharing(public_id=talking.public_id, by=alice)
    assert BAR not in text(browser.get("/"))
    assert "sharing" not in browser.client.session


def test_whoever_shares_nothing_pays_nothing(alice, browser, talking, draft):
    """Neither somebody without a conversation nor one who talks asks the database for what is shared."""
    page = address(draft, "who-you-are")
    browser.get(page)
    assert not [sql for sql in queries_of(lambda: browser.get(page)) if "sharedform" in sql]
    share_by_page(browser, talking, draft, "view")
    browser.get(page)
    asked = [sql for sql in queries_of(lambda: browser.get(page)) if "sharedform" in sql]
    assert len(asked) == 1, asked


def test_what_the_adviser_changed_is_listed_with_a_way_back(alice, on_duty, browser, talking, draft):
    share_by_page(browser, talking, draft, "edit")
    base = draft.answers.get(key="pet_kind").revision
    save_shared_answer(public_id=talking.public_id, change=change("pet_kind", "A cat", base), by=on_duty)
    listed = reverse("cobrowse:shared_edits", args=[talking.public_id])
    assert listed in text(browser.get("/"))
    page = text(browser.get(listed))
    assert "Aisha Khan changed 1 answer" in page
    assert page.index("A parrot") < page.index("A cat")
    undo = reverse("cobrowse:undo_edit", args=[talking.public_id, SharedEdit.objects.get().public_id])
    assert undo in page
    assert "Your answer is as it was before" in text(browser.get(browser.post(undo).url))
    assert raw_of(draft, "pet_kind") == "A parrot"
    assert "You took this back" in text(browser.get(listed))


def test_nobody_talks_any_more(alice, browser, talking, draft):
    HelpRequest.objects.filter(pk=talking.pk).update(state="waiting", adviser=None)
    answered = browser.get(reverse("cobrowse:share", args=[talking.public_id]))
    assert answered.url == reverse("cobrowse:request", args=[talking.public_id])


def test_scripts_get_how_things_stand_and_the_advisers_answers(on_duty, browser, talking, draft):
    changes = reverse("cobrowse:sharing_changes", args=[talking.public_id])
    assert browser.get(changes).json()["now"]["shared"] is False
    share_by_page(browser, talking, draft, "edit")
    before = browser.get(changes).json()
    assert before["now"]["access"] == "edit"
    base = draft.answers.get(key="pet_kind").revision
    save_shared_answer(public_id=talking.public_id, change=change("pet_kind", "A cat", base), by=on_duty)
    told = browser.get(f"{changes}?after={before['upto']}").json()
    assert [(each["question"], each["raw"]) for each in told["answers"]] == [("pet_kind", "A cat")]
    assert told["upto"] > before["upto"]
    assert browser.get(f"{changes}?after={told['upto']}").json()["answers"] == []


def test_without_a_socket_her_page_posts_in_which_box_she_is(browser, seen, talking, alice):
    path = reverse("cobrowse:sharing_changes", args=[talking.public_id])
    assert [browser.post(path, {"at": at}).status_code for at in ("dob", "", "pet_name.ab12", "<b>")] == [
        200,
        200,
        200,
        400,
    ]
    stop_sharing(public_id=talking.public_id, by=alice)
    assert browser.post(path, {"at": "dob"}).status_code == 403
