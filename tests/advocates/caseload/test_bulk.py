"""Many cases at once: previewed, confirmed once, done by a task, each with what came of it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.models import Delegation
from advocates.caseload.actions import bulk
from advocates.caseload.actions.passing import pass_on
from advocates.caseload.tasks import work_off
from advocates.models import Case, CaseBatch, CaseBatchRow, CaseNote
from tests.advocates.caseload.making import make_case, told
from tests.people import browser_of, make_resident


@pytest.fixture
def people(calderbrook, pat):
    return [
        make_case(make_resident(calderbrook, f"Rob {number}", f"rob{number}@example.org").resident, pat)
        for number in range(4)
    ]


def batch_of(people, to, by, **what):
    batch = bulk.choose_cases(keys=[case.pk for case in people], by=by)
    what = what or {"act": "pass_on", "to": to, "to_label": to.display_name}
    return bulk.prepare(public_id=batch.public_id, what=what, by=by)


def results(batch):
    return dict(CaseBatchRow.objects.filter(batch=batch).order_by("pk").values_list("case", "why"))


def do(batch, by):
    bulk.do_some(batch=batch, rows=list(batch.rows.values_list("pk", flat=True)), by=by)


def test_all_are_passed_on_and_everybody_is_told_once(calderbrook, people, priya, pia):
    batch, why = batch_of(people, priya.membership, pia)
    assert why == {}
    bulk.confirm(public_id=batch.public_id, version=batch.version, by=pia)
    for _again in range(2):
        do(batch, pia)
    assert set(Case.objects.values_list("responsible", flat=True)) == {priya.membership.pk}
    assert [told(calderbrook, case.resident) for case in people] == [["case_contact"]] * 4


def test_what_somebody_changed_after_the_preview_is_left(people, pat, priya, pia):
    batch, _why = batch_of(people, priya.membership, pia)
    pass_on(public_id=people[0].public_id, to=None, version=0, by=pia)
    Delegation.objects.filter(resident=people[1].resident).update(revoked_at=timezone.now())
    do(batch, pia)
    assert list(results(batch).values()) == ["moved", "over", "", ""]
    people[0].refresh_from_db()
    assert people[0].responsible is None


def test_the_preview_says_what_would_be_left(people, pat, priya, pia):
    batch, why = batch_of(people, pat.membership, pia)
    assert set(why.values()) == {"already"}
    gone = priya.membership
    gone.is_active = False
    gone.save()
    batch, why = batch_of(people, gone, pia)
    assert set(why.values()) == {"away"}


def test_an_adviser_passes_on_their_own_and_no_others(people, priya, pat):
    batch, why = batch_of(people, priya.membership, priya)
    assert set(why.values()) == {"not_allowed"}
    do(batch, priya)
    assert not Case.objects.filter(responsible=priya.membership).exists()
    batch, why = batch_of(people, priya.membership, pat)
    assert why == {}


def test_it_is_confirmed_once_and_for_the_last_preview(people, priya, pia, pat):
    batch, _why = batch_of(people, priya.membership, pia)
    with pytest.raises(bulk.AlreadyConfirmed):
        bulk.confirm(public_id=batch.public_id, version=batch.version - 1, by=pia)
    for _again in range(2):
        bulk.confirm(public_id=batch.public_id, version=batch.version, by=pia)
    with pytest.raises(bulk.AlreadyConfirmed):
        bulk.prepare(public_id=batch.public_id, what={"act": "pass_on"}, by=pia)
    with pytest.raises(Http404):
        bulk.confirm(public_id=batch.public_id, version=batch.version, by=pat)


def test_one_message_goes_to_each_and_done_again_to_none(people, pia):
    batch, why = batch_of(people, None, pia, act="message", words="We are closed on Monday.")
    assert why == {}
    for _again in range(2):
        do(batch, pia)
    assert CaseNote.objects.filter(is_shared=True, kind="message").count() == 4


def test_whoever_may_no_more_does_nothing(people, priya, pia):
    batch, _why = batch_of(people, priya.membership, pia)
    pia.membership.roles = ["jobcentre"]
    with pytest.raises(PermissionDenied):
        bulk.choose_cases(keys=[people[0].pk], by=pia)
    do(batch, pia)
    assert set(results(batch).values()) == {"not_allowed"}


def test_cases_of_others_cannot_be_chosen(calderbrook, people, aisha):
    batch = bulk.choose_cases(keys=[case.pk for case in people], by=aisha)
    assert batch.rows.count() == 0


def test_the_pages_lead_from_the_list_to_what_came_of_it(people, priya, pia):
    browser = browser_of(pia)
    chosen = browser.post(reverse("advocates:choose"), {"all": "1", "tab": "all"})
    address = chosen.url
    typed = {"kind": "pass_on", "to": f"person-{priya.membership.pk}"}
    assert browser.post(address, {"kind": "pass_on"}).status_code == 422
    assert "It would be done for 4 people" in browser.post(address, typed).content.decode()
    assert f'value="person-{priya.membership.pk}"' in browser.post(address, typed | {"change": "1"}).content.decode()
    batch = CaseBatch.objects.get()
    browser.post(address, {"confirm": "1", "version": batch.version})
    assert "This is being done" in browser.get(address).content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_task_does_all_of_it_in_turns(transactional_db, calderbrook, people, priya, pia):
    batch, _why = batch_of(people, priya.membership, pia)
    bulk.confirm(public_id=batch.public_id, version=batch.version, by=pia)
    assert work_off(council_id=calderbrook.pk, public_id=batch.public_id)
    batch.refresh_from_db()
    assert batch.state == CaseBatch.State.READY
    assert Case.objects.filter(responsible=priya.membership).count() == 4
