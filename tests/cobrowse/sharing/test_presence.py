"""An adviser fills in with somebody who is there: after ten seconds without them nothing of the adviser's is saved."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actors import system_actor
from cobrowse.actions.ending import end_abandoned
from cobrowse.models import HelpRequest, SharedEdit, SharedForm
from cobrowse.sharing.actions.editing import ResidentSilent, save_shared_answer
from cobrowse.sharing.actions.sharing import end_abandoned_shares, note_beat, note_place
from cobrowse.sharing.presenters.presence import presence_of
from cobrowse.sharing.presenters.screen import adviser_screen
from cobrowse.sharing.readers.shares import mark_of_adviser, share_for_staff
from cobrowse.sharing.rules.presence import is_live, seconds_since
from tests.claims.browsing import address
from tests.cobrowse.sharing.conftest import answer, change, raw_of
from tests.people import browser_of

NOW = dt.datetime(2026, 11, 2, 10, 0, tzinfo=dt.UTC)


def ago(seconds: float) -> dt.datetime:
    return NOW - dt.timedelta(seconds=seconds)


@pytest.mark.parametrize(("seconds", "live"), [(0, True), (9.9, True), (10, True), (10.1, False), (299, False)])
def test_a_page_that_says_it_is_open_is_gone_when_it_is_silent(seconds, live):
    assert is_live(heard_at=ago(seconds), beats=True, now=NOW) is live
    # Without scripts nothing is heard of somebody who reads.
    assert is_live(heard_at=ago(seconds), beats=False, now=NOW)


@pytest.mark.parametrize(("seconds", "told"), [(-1, 0), (9, 0), (10, 10), (44, 40), (59.9, 50), (60, 60), (179, 120)])
def test_how_long_ago_is_told_roughly(seconds, told):
    assert seconds_since(ago(seconds), NOW) == told


def heard(share: SharedForm, seconds: float, *, beats: bool) -> SharedForm:
    """They were heard of so many seconds ago."""
    at = timezone.now() - dt.timedelta(seconds=seconds)
    SharedForm.objects.filter(pk=share.pk).update(resident_here_at=at, resident_beats=beats)
    return SharedForm.objects.select_related("request__resident", "claim").get(pk=share.pk)


def edit(share: SharedForm, by, words: str):
    base = share.claim.answers.get(key="pet_kind").revision
    return save_shared_answer(public_id=share.request.public_id, change=change("pet_kind", words, base), by=by)


@pytest.mark.parametrize(("beats", "seconds", "saved"), [(True, 8, True), (True, 11, False), (False, 280, True)])
def test_nothing_is_saved_without_them(on_duty, together, draft, beats, seconds, saved):
    share = heard(together, seconds, beats=beats)
    if saved:
        edit(share, on_duty, "A cat")
    else:
        with pytest.raises(ResidentSilent):
            edit(share, on_duty, "A cat")
    assert raw_of(draft, "pet_kind") == ("A cat" if saved else "A parrot")
    assert SharedEdit.objects.count() == saved
    # The form is seen all the same.
    assert share_for_staff(on_duty, share.request.public_id) == share


def test_they_are_back_and_it_goes_on(on_duty, together, draft, django_capture_on_commit_callbacks):
    share = heard(together, 40, beats=True)
    with django_capture_on_commit_callbacks() as callbacks:
        note_beat(share=share)
    assert [each.args[0] for each in callbacks if getattr(each, "args", ())], "the adviser's screen was not told"
    edit(share, on_duty, "A cat")
    assert raw_of(draft, "pet_kind") == "A cat"


def silent_for(share: SharedForm, seconds: float) -> None:
    """As if so much time went by."""
    at = timezone.now() - dt.timedelta(seconds=seconds)
    SharedForm.objects.filter(pk=share.pk).update(resident_here_at=at)


@pytest.mark.slow
@pytest.mark.parametrize("scripts", [True, False])
def test_scripts_once_heard_of_are_not_forgotten(alice, on_duty, together, draft, scripts):
    """On a bad line pages arrive and their scripts do not: that is no person without scripts."""
    browser, public_id = browser_of(alice), together.request.public_id
    browser.get(reverse("cobrowse:request", args=[public_id]))
    if scripts:
        browser.get(reverse("cobrowse:sharing_changes", args=[public_id]))
    for page in ("your-pets", "paying-you", "your-pets"):
        silent_for(together, 20)
        assert browser.get(address(draft, page)).status_code == 200
        share = SharedForm.objects.get(pk=together.pk)
        assert timezone.now() - share.resident_here_at < dt.timedelta(seconds=5)
        assert share.resident_beats is scripts
    silent_for(together, 60)
    if scripts:
        with pytest.raises(ResidentSilent):
            edit(together, on_duty, "A cat")
        browser.get(reverse("cobrowse:sharing_changes", args=[public_id]))
    # Whoever never had scripts reads their page, and is filled in with.
    edit(together, on_duty, "A cat")
    assert raw_of(draft, "pet_kind") == "A cat"


@pytest.mark.parametrize("asks", [True, False])
def test_from_the_start_it_is_as_in_the_conversation(alice, talking, draft, asks):
    HelpRequest.objects.filter(pk=talking.pk).update(resident_asks=asks)
    path = reverse("cobrowse:share", args=[talking.public_id])
    browser_of(alice).post(
        path, {"claim": str(draft.public_id), "access": "edit", "drawn_for": mark_of_adviser(talking)}
    )
    assert SharedForm.objects.get().resident_beats is asks


SAYS = {
    (True, 3, True): "",
    (True, 40, True): "Alice Ashworth was last seen 40 seconds ago. You can see the form, and fill it in again",
    (True, 40, False): "Alice Ashworth was last seen 40 seconds ago. You can see the form as it was",
    (True, 65, True): "Alice Ashworth was last seen 1 minute ago",
    (False, 3, True): "only when they open one. They were last seen less than 10 seconds ago",
    (False, 130, False): "last seen 2 minutes ago. Sharing ends when they open none for 5 minutes",
}


@pytest.mark.parametrize(("beats", "seconds", "edits"), SAYS)
def test_the_adviser_reads_what_is_known_of_them(together, beats, seconds, edits):
    share = heard(together, 0, beats=beats)
    share.access = "edit" if edits else "view"
    share.resident_here_at, share.request.resident.name = ago(seconds), "Alice Ashworth"
    said = SAYS[beats, seconds, edits]
    found = presence_of(share, NOW)
    assert said in found.words
    assert bool(found.words) == bool(said)
    assert found.live == is_live(heard_at=ago(seconds), beats=beats, now=NOW)


def test_a_screen_is_told_without_being_drawn_again(on_duty, together):
    public_id = together.request.public_id
    heard(together, 1, beats=True)
    first = adviser_screen(share_for_staff(on_duty, public_id), after=0, known="")
    heard(together, 12, beats=True)
    told = adviser_screen(share_for_staff(on_duty, public_id), after=first["upto"], known=first["known"])
    assert (first["now"]["live"], told["now"]["live"]) == (True, False)
    assert told["known"] != first["known"]
    assert "form" not in told


@pytest.fixture
def desk(on_duty):
    return browser_of(on_duty)


def test_what_was_typed_stays_in_the_box(alice, desk, together, draft):
    note_place(share=together, view="page", page="your-pets")
    path = reverse("cobrowse:shared_form", args=[together.request.public_id])
    heard(together, 30, beats=True)
    page = desk.get(path).content.decode()
    assert re.search(r"data-shared-not-live\s*>", page)
    assert re.search(r'data-shared-words="edit"\s+hidden', page)
    assert "was last seen 30 seconds ago" in page
    base = draft.answers.get(key="pet_kind").revision
    sent = {"question": "pet_kind", "row": "", "_base-pet_kind": base, "pet_kind": "A cat"}
    refused = desk.post(path, sent)
    assert refused.status_code == 422
    words = refused.content.decode()
    assert "Not saved: nothing was heard of them" in words
    assert 'value="A cat"' in words
    # What they have answered meanwhile is shown beside it, so that it is not overwritten unseen.
    newer = answer(draft, alice, "pet_kind", "Two parrots")
    both = desk.post(path, sent).content.decode()
    assert "“Two parrots”" in both
    assert f'name="_base-pet_kind" value="{newer}"' in both
    assert raw_of(draft, "pet_kind") == "Two parrots"
    heard(together, 1, beats=True)
    desk.post(path, {**sent, "_base-pet_kind": newer})
    assert raw_of(draft, "pet_kind") == "A cat"


def test_a_script_is_told_that_it_is_not_now(desk, together, draft):
    heard(together, 30, beats=True)
    path = reverse("cobrowse:shared_form", args=[together.request.public_id])
    told = desk.client.post(
        path, {"question": "pet_kind", "raw": "A cat", "base": draft.answers.get(key="pet_kind").revision},
        content_type="application/json", HTTP_HOST=desk.host,
    )  # fmt: skip
    assert (told.status_code, told.json()) == (423, {"state": "silent"})
    assert raw_of(draft, "pet_kind") == "A parrot"


def test_a_poll_for_news_says_that_the_page_is_open(alice, together):
    share = heard(together, 30, beats=True)
    browser_of(alice).get(reverse("cobrowse:sharing_changes", args=[share.request.public_id]))
    share.refresh_from_db()
    assert timezone.now() - share.resident_here_at < dt.timedelta(seconds=10)


@pytest.mark.slow
def test_fifteen_minutes_in_which_nobody_types_end_nothing(
    calderbrook, on_duty, together, draft, talking, monkeypatch
):  # fmt: skip
    """Her page says every few seconds that it is open, and no more; the tasks look every minute."""
    platform, began = system_actor(calderbrook, "live help"), timezone.now()
    for seconds in range(0, 15 * 60, 3):
        monkeypatch.setattr(timezone, "now", lambda at=began + dt.timedelta(seconds=seconds): at)
        note_beat(share=SharedForm.objects.get(pk=together.pk))
        if seconds % 60 == 0:
            assert (end_abandoned_shares(by=platform), end_abandoned(by=platform)) == (0, 0)
    assert HelpRequest.objects.get(pk=talking.pk).state == "talking"
    edit(together, on_duty, "A cat")
    assert raw_of(draft, "pet_kind") == "A cat"
    # Once it says so no more, they are gone as ever.
    monkeypatch.setattr(timezone, "now", lambda: began + dt.timedelta(minutes=21))
    assert end_abandoned_shares(by=platform) == 1
