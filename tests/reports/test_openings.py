"""Who opened what: true, without content, with the reason, for a manager only, and itself written down."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.permissions import Role
from casework.actions.owning import take_claim
from casework.actions.progress import record_opening
from casework.actions.showing import show_answer
from core.tenancy import council_scope
from reports.readers.openings import OpeningFilter, openings
from tests.claims.sent import NINO, sent_claim
from tests.people import browser_of, make_staff

PAGE = reverse("reports:opened")
TODAY = timezone.localdate()


def week(**more) -> OpeningFilter:
    return OpeningFilter(TODAY - dt.timedelta(days=7), TODAY, **more)


@pytest.fixture
def claim(alice):
    return sent_claim(alice)


def test_what_was_opened_by_whom_and_whether_it_was_theirs(claim, aisha, omar, calderbrook):
    ben = make_staff(calderbrook, "Ben Ockley", "ben@calderbrook.example", Role.ADVISOR)
    record_opening(claim=claim, by=ben)
    take_claim(reference=claim.reference, based_on=0, by=aisha)
    record_opening(claim=claim, by=aisha)
    record_opening(claim=claim, by=ben)
    found = openings(omar, week())
    assert [(each.event.actor_id, each.is_theirs) for each in found] == [
        (ben.user.pk, False), (aisha.user.pk, True), (ben.user.pk, False),
    ]  # fmt: skip
    assert len(openings(omar, week(member=aisha.membership.pk))) == 1
    assert len(openings(omar, week(reference=f" {claim.reference.lower()} "))) == 3
    assert openings(omar, week(reference="CAL-0000")) == []
    long_ago = OpeningFilter(TODAY - dt.timedelta(days=9), TODAY - dt.timedelta(days=1))
    assert openings(omar, long_ago) == []


def test_the_reason_of_a_shown_answer_is_there_and_the_answer_never(claim, aisha, omar):
    said = {"reason": "other", "words": "Asked by the court", "asked_with": uuid.uuid4()}
    show_answer(reference=claim.reference, key="nino", entry=0, by=aisha, **said)
    page = browser_of(omar).get(PAGE, query_params={"member": "", "reference": claim.reference}).content.decode()
    assert "Asked by the court" in page
    assert "Was not theirs to work on" in page
    assert claim.reference in page
    for secret in (NINO, "Ashworth", "alice@example.org"):
        assert secret not in page


def test_what_people_open_of_their_own_is_not_asked_about(claim, alice, omar):
    record_opening(claim=claim, by=alice)
    assert openings(omar, week()) == []


def test_looking_is_written_down_and_the_empty_page_is_not(omar):
    browser = browser_of(omar)
    assert browser.get(PAGE).status_code == 200
    assert not AuditEvent.objects.filter(code="claims.openings.read").exists()
    assert "Nothing was opened" in browser.get(PAGE, query_params={"member": str(omar.membership.pk)}).content.decode()
    event = AuditEvent.objects.get(code="claims.openings.read")
    assert event.detail["member"] == omar.membership.pk
    assert browser.get(PAGE, query_params={"member": "999999"}).status_code == 200


def test_nobody_but_an_admin_of_this_council_reads_it(claim, aisha, alice, omar, sian, southmere):
    record_opening(claim=claim, by=aisha)
    with pytest.raises(PermissionDenied):
        openings(aisha, week())
    with pytest.raises(Http404):
        openings(alice, week())
    with council_scope(southmere.pk):
        assert openings(sian, week()) == []
