"""A plan is shared with an organisation in words that are kept, and not shared any more in two presses."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.actions.sign_in import start_record
from accounts.actions.taking_over import join_records
from accounts.actors import Actor
from accounts.models import Council, Organisation
from advocates.models import PlanShare
from advocates.planning.actions.joining import move_plans
from advocates.planning.actions.sharing import share_plan, stop_sharing
from advocates.planning.readers.parties import own_viewer, shares_in_force
from core.tenancy import council_scope
from notifications.models import Message
from tests.advocates.planning.making import grant_to, partner, put, shared_with
from tests.parallel import in_parallel
from tests.people import browser_of, make_resident


@pytest.fixture
def pat(calderbrook):
    return partner(calderbrook, "pat")


@pytest.fixture
def homes(pat):
    return pat.membership.organisation


def test_the_resident_reads_the_words_says_yes_and_they_are_kept(alice, homes):
    page, body = reverse("advocates:share_plan"), {"organisation": str(homes.pk), "period": "month"}
    browser = browser_of(alice)
    asked = browser.post(page, body).content.decode()
    assert not PlanShare.objects.exists()
    browser.post(page, {**body, "_sure": "yes"})
    share = PlanShare.objects.get()
    assert share.wording in asked
    assert (share.organisation, share.basis) == (homes, "signed_in")
    assert share.ends_on > timezone.localdate()


def test_it_is_not_shared_any_more_after_two_presses(alice, homes):
    share = shared_with(alice, homes)
    page, browser = reverse("advocates:stop_sharing_plan", args=[share.public_id]), browser_of(alice)
    browser.post(page)
    assert shares_in_force(alice.resident).exists()
    browser.post(page, {"_sure": "yes"})
    assert not shares_in_force(alice.resident).exists()
    assert browser.post(page, {"_sure": "yes"}).status_code == 404


def test_nobody_ends_or_gives_what_is_somebody_elses(alice, bob, homes, pat):
    share = shared_with(alice, homes)
    for somebody in (bob, pat):
        with pytest.raises(Http404):
            stop_sharing(public_id=share.public_id, by=somebody)
    with pytest.raises(Http404):
        share_plan(organisation=homes, period="month", wording="", by=pat)


def test_a_second_yes_takes_the_place_of_the_first(alice, homes):
    first, second = shared_with(alice, homes), shared_with(alice, homes)
    assert list(shares_in_force(alice.resident)) == [second]
    first.refresh_from_db()
    assert first.withdrawn_at is not None


def test_an_organisation_without_an_agreement_is_not_offered(alice):
    old = Organisation.objects.create(name="Old", agreement_to=timezone.localdate() - dt.timedelta(days=1))
    with pytest.raises(Http404):
        share_plan(organisation=old, period="month", wording="", by=alice)
    page = reverse("advocates:share_plan")
    assert browser_of(alice).post(page, {"organisation": str(old.pk), "period": "month"}).status_code == 422


def test_the_last_day_counts_in_full(alice, homes):
    share, today = shared_with(alice, homes), timezone.localdate()
    PlanShare.objects.update(starts_on=today - dt.timedelta(days=9), ends_on=today)
    assert shares_in_force(alice.resident).filter(pk=share.pk).exists()
    PlanShare.objects.update(ends_on=today - dt.timedelta(days=1))
    assert not shares_in_force(alice.resident).exists()


def test_a_partner_writes_down_a_yes_in_person_for_its_own_organisation_and_the_person_is_told(alice, pat, homes):
    grant = grant_to(alice, homes)
    page = reverse("advocates:yes_to_plan_in_person", args=[grant.public_id])
    assert browser_of(pat).post(page, {"period": "month"}).status_code == 422
    shown = browser_of(pat).get(page).content.decode()
    assert browser_of(pat).post(page, {"period": "month", "agreed": "on"}).status_code == 302
    share = PlanShare.objects.get()
    assert (share.organisation, share.basis) == (homes, "in_person")
    assert share.wording in shown
    assert Message.objects.filter(resident=alice.resident, template="plan_shared").exists()
    other = partner(pat.council, "cab", place="Citizens Advice")
    assert browser_of(other).get(page).status_code == 404


def test_when_records_become_one_no_organisation_sees_more_than_it_was_shown(calderbrook, alice, bob, homes):
    advice = partner(calderbrook, "cab", place="Citizens Advice").membership.organisation
    shared_with(alice, homes)
    shared_with(alice, advice)
    kept = shared_with(bob, homes)
    put(own_viewer(alice), alice)
    put(own_viewer(bob), bob)
    move_plans(source=alice.resident, target=bob.resident)
    assert list(shares_in_force(bob.resident)) == [kept]


def test_into_an_empty_record_the_plan_goes_with_its_yeses(calderbrook, alice, homes):
    empty = Actor(calderbrook, resident=start_record(language="en-gb", by=Actor(calderbrook)))
    share = PlanShare.objects.create(
        resident=empty.resident, organisation=homes, basis="in_person", wording="They may", by_label="Pat",
        starts_on=timezone.localdate(), ends_on=timezone.localdate(), given_at=timezone.now(),
    )  # fmt: skip
    join_records(source=empty.resident, target=alice.resident, by=alice)
    assert list(shares_in_force(alice.resident)) == [share]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_yeses_at_once_leave_one(transactional_db):
    council = Council.objects.create(host="c.localhost", slug="c", name="C Council", reference_prefix="CCC")
    resident = make_resident(council, "Alice", f"{uuid.uuid4().hex[:8]}@example.org")
    with council_scope(council.pk):
        homes = Organisation.objects.create(name="Brook Homes", agreement_from=timezone.localdate())

    def agree(number):
        with council_scope(council.pk):
            shared_with(resident, homes)

    in_parallel(2, agree)
    with council_scope(council.pk):
        assert shares_in_force(resident.resident).count() == 1
