"""An entry that is typed and left is there again; saved, nothing of it is kept beside the entry."""

from __future__ import annotations

import datetime as dt
import json
import re
import uuid

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.actors import system_actor
from accounts.permissions import Scope
from jobjournal.actions.drafting import MOST_TYPED, AlreadySaved, BoxChange, DraftOf, remove_draft, save_draft
from jobjournal.actions.retention import DRAFT_DAYS, delete_old_parts
from jobjournal.forms.entries import EntryForm
from jobjournal.library import page_words
from jobjournal.models import Activity, Entry, EntryDraft, Job
from jobjournal.readers.drafts import all_boxes, typed_in
from jobjournal.readers.library import offer_of
from tests.jobjournal.making import applied, helping, recorded
from tests.people import browser_of

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def browser(alice):
    return browser_of(alice)


def of_page(client_id: uuid.UUID | None = None, **more) -> DraftOf:
    return DraftOf(client_id or uuid.uuid4(), "applied", more.pop("template", "apply_online"), **more)


def kept(actor) -> dict[str, str]:
    """What is kept of what the actor has begun, by box."""
    return {name: each.raw for name, each in typed_in(EntryDraft.objects.get(resident=actor.resident)).items()}


def typing(browser, page: str, name: str, raw, **more):
    """As the page's script sends one box; the answer."""
    address = re.search(r'data-autosave-url="([^"]+)"', page)[1].replace("&amp;", "&")
    sent = {"question": name, "raw": raw, "base": 0, "id": "a-page.1", **more}
    return browser.post(address, json.dumps(sent), content_type="application/json")


def page_at(browser, how: str = "apply_online") -> str:
    response = browser.get(f"{reverse('jobjournal:add_entry', args=['applied'])}?how={how}")
    assert response.status_code == 200
    return response.content.decode()


# --- the action ---


def test_each_box_is_kept_under_a_revision_and_encrypted(alice):
    of = of_page()
    first = save_draft(of=of, changes=[BoxChange("employer", "Northgate Foods")], by=alice)
    more = save_draft(of=of, changes=[BoxChange("employer", "Northgate"), BoxChange("place", "Leigh")], by=alice)
    assert (first.revisions, more.revisions) == ({"employer": 1}, {"place": 2})
    assert more.conflicts["employer"].raw == "Northgate Foods"
    assert kept(alice) == {"employer": "Northgate Foods", "place": "Leigh"}
    assert b"Northgate" not in bytes(EntryDraft.objects.get().secret)


def test_a_page_writes_over_what_it_knows_and_over_its_own(alice):
    of = of_page()
    save_draft(of=of, changes=[BoxChange("employer", "A", page="one")], by=alice)
    assert save_draft(of=of, changes=[BoxChange("employer", "B", base=1)], by=alice).revisions == {"employer": 2}
    # Its own reply got lost.
    assert save_draft(of=of, changes=[BoxChange("employer", "C", page="two")], by=alice).conflicts
    save_draft(of=of, changes=[BoxChange("employer", "C", base=2, page="two")], by=alice)
    assert save_draft(of=of, changes=[BoxChange("employer", "D", base=2, page="two")], by=alice).revisions


def test_nothing_is_begun_by_empty_boxes(alice):
    assert save_draft(of=of_page(), changes=[BoxChange("employer", " ")], by=alice).revisions == {"employer": 0}
    assert not EntryDraft.objects.exists()


def test_what_is_begun_anew_takes_the_place_of_what_was(alice):
    save_draft(of=of_page(), changes=[BoxChange("employer", "A")], by=alice)
    save_draft(of=of_page(template=""), changes=[BoxChange("own_words", "I asked")], by=alice)
    assert kept(alice) == {"own_words": "I asked"}


def test_boxes_that_there_are_not_and_what_is_no_text_are_passed_over(alice):
    changes = [
        BoxChange("own_words", "of another form"), BoxChange("employer", "x" * (MOST_TYPED + 1)),
        BoxChange("place", "\ud800"), BoxChange("site", None), BoxChange("reference", "x" * MOST_TYPED),
    ]  # fmt: skip
    assert list(save_draft(of=of_page(), changes=changes, by=alice).revisions) == ["reference"]


def test_visitors_helpers_and_what_the_council_does_not_offer(alice, bob, visitor, aisha):
    helping(bob, alice.resident, Scope.VIEW_JOURNAL, Scope.FILL_JOURNAL)
    for actor in (visitor, aisha):
        with pytest.raises(Http404):
            save_draft(of=of_page(), changes=[BoxChange("employer", "A")], by=actor)
        with pytest.raises(Http404):
            remove_draft(by=actor)
    for of in (DraftOf(uuid.uuid4(), "no_such"), of_page(template="no_such")):
        with pytest.raises(Http404):
            save_draft(of=of, changes=[BoxChange("employer", "A")], by=alice)
    page = browser_of(bob).get(f"{reverse('jobjournal:add_entry', args=['applied'])}?of={alice.resident.public_id}")
    assert "data-autosave-url" not in page.content.decode()


def test_saving_the_entry_ends_it_and_a_late_word_brings_it_not_back(alice):
    of, other = of_page(), uuid.uuid4()
    save_draft(of=of, changes=[BoxChange("employer", "A")], by=alice)
    recorded(alice, client_id=other)
    assert EntryDraft.objects.exists()
    recorded(alice, applied(), client_id=of.client_id)
    with pytest.raises(AlreadySaved):
        save_draft(of=of, changes=[BoxChange("employer", "A late word")], by=alice)
    assert not EntryDraft.objects.exists()


def test_it_is_deleted_after_two_weeks(alice, calderbrook):
    save_draft(of=of_page(), changes=[BoxChange("employer", "A")], by=alice)
    by, now = system_actor(calderbrook, "retention"), timezone.now()
    EntryDraft.objects.update(saved_at=now - dt.timedelta(days=DRAFT_DAYS, minutes=-1))
    assert delete_old_parts(by=by)["drafts"] == 0
    EntryDraft.objects.update(saved_at=now - dt.timedelta(days=DRAFT_DAYS, minutes=1))
    assert delete_old_parts(by=by)["drafts"] == 1


def test_the_boxes_are_those_of_the_form():
    """What is kept goes by the names that the form draws."""
    for activity in Activity.objects.all():
        offer = offer_of(activity.key)
        for composed in [None, *(offer.composed(each.key) for each in offer.sentences)]:
            form = EntryForm(None, composed=composed, language="en", words=page_words("en"), slots={})
            assert set(form.fields) == set(all_boxes(composed))


# --- the pages ---


def test_typed_with_scripts_and_left_it_is_there_again(alice, browser):
    page = page_at(browser)
    assert typing(browser, page, "employer", "Northgate Foods").json() == {"state": "saved", "revision": 1}
    typing(browser, page, "duration-h", "2")
    typing(browser, page, "next_step", "apply")
    again = page_at(browser)
    assert 'value="Northgate Foods"' in again
    assert re.search(r'name="duration-h"[^>]*value="2"', again)
    assert re.search(r'name="client_id" value="([^"]+)"', again)[1] == str(EntryDraft.objects.get().client_id)
    assert 'data-name="employer" data-base="1"' in re.sub(r"\s+", " ", again)
    assert '<details class="govuk-details" open>' in again
    assert "You began this entry and did not save it." in again


def test_an_activity_that_is_told_in_one_way_needs_none_in_its_address(alice, browser):
    address = reverse("jobjournal:add_entry", args=["set_up_alert"])
    assert typing(browser, browser.get(address).content.decode(), "site", "Find a Job").status_code == 200
    assert kept(alice) == {"site": "Find a Job"}
    assert 'value="Find a Job"' in browser.get(address).content.decode()


def test_it_is_offered_where_an_entry_is_begun_and_gone_once_saved(alice, browser):
    page = page_at(browser)
    typing(browser, page, "employer", "Northgate Foods")
    way = "how=apply_online"
    for name in ("journal", "add"):
        assert way in (text := browser.get(reverse(f"jobjournal:{name}")).content.decode())
        assert "You began an entry and did not save it: Applied for a job." in re.sub(r"\s+", " ", text)
    other = page_at(browser, "apply_paper")
    assert "It goes when you write in another one." in other
    assert 'value="Northgate Foods"' not in other
    recorded(alice, client_id=EntryDraft.objects.get().client_id)
    assert "did not save it" not in browser.get(reverse("jobjournal:journal")).content.decode()


def test_without_scripts_what_was_posted_is_kept(alice, browser):
    client_id = re.search(r'name="client_id" value="([^"]+)"', page_at(browser))[1]
    sent = {"client_id": client_id, "employer": "Northgate Foods", "date": timezone.localdate().isoformat()}
    address = f"{reverse('jobjournal:add_entry', args=['applied'])}?how=apply_online"
    assert browser.post(address, {**sent, "step": "check"}).status_code == 422
    assert kept(alice)["employer"] == "Northgate Foods"
    assert 'value="Northgate Foods"' in page_at(browser)
    more = {"job_title": "Cook", "place": "Leigh", "site": "Find a Job", "duration-m": "40"}
    assert browser.post(address, {**sent, **more, "_base-employer": "1", "step": "save"}).status_code == 302
    assert (Entry.objects.count(), EntryDraft.objects.count()) == (1, 0)


def test_an_older_page_shows_both_and_writes_over_nothing(alice, browser):
    typing(browser, page_at(browser), "employer", "Northgate Foods")
    client_id = str(EntryDraft.objects.get().client_id)
    address = f"{reverse('jobjournal:add_entry', args=['applied'])}?how=apply_online"
    sent = {"client_id": client_id, "employer": "Southgate", "_base-employer": "0", "step": "save"}
    shown = browser.post(address, sent)
    assert shown.status_code == 422
    page = shown.content.decode()
    assert "changed somewhere else to “Northgate Foods”" in page
    assert 'value="Southgate"' in page
    assert 'name="_base-employer" value="1"' in re.sub(r"\s+", " ", page)


def test_a_script_learns_of_another_page_and_of_a_saved_entry(alice, browser):
    page = page_at(browser)
    typing(browser, page, "employer", "A")
    late = typing(browser, page, "employer", "B", id="another.1")
    assert (late.status_code, late.json()) == (409, {"state": "conflict", "saved_display": "A", "revision": 1})
    recorded(alice, client_id=EntryDraft.objects.get().client_id)
    assert typing(browser, page, "employer", "C").status_code == 400
    assert typing(browser, page, "no_such", "C").status_code == 400


def test_the_job_it_is_about_goes_along(alice, bob, browser):
    job, theirs = (
        Job.objects.create(resident=each.resident, title="Cook", saved_on=timezone.localdate()) for each in (alice, bob)
    )
    address = f"{reverse('jobjournal:add_entry', args=['applied'])}?how=apply_online&job="
    page = browser.get(f"{address}{job.public_id}").content.decode()
    typing(browser, page, "employer", "A")
    assert EntryDraft.objects.get().job == job
    assert f"job={job.public_id}" in browser.get(reverse("jobjournal:journal")).content.decode()
    # Of a page about no job it is another entry.
    assert 'data-name="employer" data-base="0"' in re.sub(r"\s+", " ", page_at(browser))
    assert browser.get(f"{address}{theirs.public_id}").status_code == 404


def test_it_is_thrown_away_once_they_are_sure(alice, browser):
    typing(browser, page_at(browser), "employer", "A")
    address = reverse("jobjournal:remove_draft")
    assert "Throw away the entry that you began?" in browser.post(address).content.decode()
    assert EntryDraft.objects.exists()
    assert browser.post(address, {"_sure": "yes"}).status_code == 302
    assert not EntryDraft.objects.exists()


def test_nothing_of_it_is_anybody_elses(alice, bob, browser):
    typing(browser, page_at(browser), "employer", "Northgate Foods")
    other = browser_of(bob)
    assert "Northgate" not in page_at(other)
    typing(other, page_at(other), "employer", "Mine")
    assert (kept(alice), kept(bob)) == ({"employer": "Northgate Foods"}, {"employer": "Mine"})
