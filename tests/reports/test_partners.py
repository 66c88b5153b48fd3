"""Partners in figures and how people are served: what is counted, what is hidden, who may, and how it leaves."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, Organisation
from advocates.caseload.actions.opening import open_case
from advocates.models import HandOver
from claims.models import Answer, Claim, Submission
from reports.presenters.partners import partners_csv
from reports.readers.partners import (
    PartnerLine,
    PartnersFilter,
    PartnersReport,
    Served,
    ServedBy,
    partners_report,
    totals_of,
)
from tests.advocates.planning.making import grant_to, partner
from tests.casework.many import many_claims
from tests.claims.making import make_statuses
from tests.people import browser_of

PAGE, CSV = reverse("reports:partners"), reverse("reports:partners_csv")
TODAY = timezone.localdate()
QUARTER = PartnersFilter(TODAY - dt.timedelta(days=91), TODAY)


@pytest.fixture
def claims(calderbrook, omar) -> list[Claim]:
    make_statuses()
    return many_claims(omar, 12)


@pytest.fixture
def pat(calderbrook):
    return partner(calderbrook, "pat")


def typed(claim: Claim, user, provenance=Answer.Provenance.HELPER) -> None:
    Answer.objects.create(
        claim=claim, key=f"a{uuid.uuid4().hex[:6]}", value="x", provenance=provenance, revision=1, by=user,
        saved_at=timezone.now(),
    )  # fmt: skip


def sent_by(claim: Claim, user) -> None:
    Submission.objects.filter(claim=claim).update(sent_by=user)


def served(omar, wanted=QUARTER) -> Counter:
    return totals_of(partners_report(omar, wanted).served)


def test_who_had_a_hand_in_a_form_says_how_it_was_served(claims, omar, aisha, pat, bob):
    sent_by(claims[0], pat.user)
    typed(claims[1], pat.user)
    typed(claims[2], aisha.user)
    sent_by(claims[3], bob.user)
    typed(claims[4], bob.user, Answer.Provenance.CONFIRMED)
    sent_by(claims[5], aisha.user)
    typed(claims[5], pat.user)
    typed(claims[6], pat.user, Answer.Provenance.TYPED)
    assert served(omar) == {Served.PARTNER: 3, Served.ADVISER: 1, Served.RELATIVE: 2, Served.ALONE: 6}


def test_staff_who_claim_for_themselves_are_served_alone(claims, omar, aisha):
    claims[0].resident.user = aisha.user
    claims[0].resident.save()
    sent_by(claims[0], aisha.user)
    assert served(omar) == {Served.ALONE: 12}


def test_only_the_period_counts_and_groups_are_forms_or_months(claims, omar):
    Claim.objects.filter(pk=claims[0].pk).update(submitted_at=timezone.now() - dt.timedelta(days=200))
    assert served(omar).total() == 11
    by_month = partners_report(omar, PartnersFilter(QUARTER.first, QUARTER.last, ServedBy.MONTH)).served
    assert [name for name, _counted in by_month] == [TODAY.replace(day=1)]
    assert len(partners_report(omar, QUARTER).served) == 1


def test_a_partners_volumes(claims, alice, bob, omar, aisha, pat):
    homes = pat.membership.organisation
    homes.agreement_to = TODAY + dt.timedelta(days=60)
    homes.save()
    open_case(resident=alice.resident, responsible=pat.membership, by=pat)
    grant_to(alice, homes)
    grant_to(bob, homes)
    sent_by(claims[0], pat.user)
    typed(claims[0], pat.user)
    typed(claims[1], pat.user)
    for state, outcome, basis in (
        ("accepted", "helped", "consent"), ("accepted", "stopped", "consent"), ("declined", "", "consent"),
        ("asked", "", ""),
    ):  # fmt: skip
        HandOver.objects.create(
            resident=alice.resident, client_id=uuid.uuid4(), kind="referral", secret=b"", period="month", state=state,
            outcome=outcome, basis=basis, receiver=homes, sent_at=timezone.now(), waits_since=timezone.now(),
            remind_on=TODAY, back_on=TODAY,
        )  # fmt: skip
    assert partners_report(omar, QUARTER).partners == [
        PartnerLine(homes, ends_soon=True, cases=1, grants=2, forms=2, received=3, accepted=2, helped=1)
    ]


@pytest.mark.parametrize(("days", "soon"), [(60, True), (61, False), (0, True), (None, False)])
def test_an_agreement_that_ends_within_sixty_days_is_marked(omar, days, soon):
    to = None if days is None else TODAY + dt.timedelta(days=days)
    Organisation.objects.create(name="Brook Homes", agreement_to=to)
    assert partners_report(omar, QUARTER).partners[0].ends_soon is soon


def test_small_numbers_are_hidden_in_page_and_file_alike(omar):
    homes = Organisation.objects.create(name="Brook Homes")
    report = PartnersReport(
        [PartnerLine(homes, cases=4, grants=5)],
        [("Blue Badge", Counter(alone=30, partner=3)), ("School meals", Counter(alone=20, partner=9, relative=8))],
    )
    text = partners_csv(report)
    assert "Brook Homes,No last day,few,5,0,0,0,0" in text
    lines = [line.split(",") for line in text.splitlines()]
    badge = next(line for line in lines if line[0] == "Blue Badge")
    meals = next(line for line in lines if line[0] == "School meals")
    assert badge[3] == "few"
    assert badge.count("few") >= 2, "what was sent is known: one alone would be worked out"
    assert meals[3] == "few", "the total gives it away otherwise"


def test_who_may_read_it(claims, alice, aisha, omar, pat):
    for somebody, refusal in ((alice, Http404), (aisha, PermissionDenied), (pat, PermissionDenied)):
        with pytest.raises(refusal):
            partners_report(somebody, QUARTER)
    assert browser_of(omar).get(PAGE).status_code == 200
    assert b"Brook Homes" in browser_of(omar).get(PAGE, query_params={"by": "month"}).content


def test_a_download_is_written_down(claims, omar):
    response = browser_of(omar).get(CSV, query_params={"by": "month"})
    assert response["Content-Type"].startswith("text/csv")
    event = AuditEvent.objects.get(code="advocates.figures.downloaded")
    assert event.detail["by"] == "month"


def test_it_keeps_to_the_budget(claims, omar, pat, django_assert_max_num_queries):
    browser_of(omar).get(PAGE)
    browser = browser_of(omar)
    browser.get(PAGE)
    with django_assert_max_num_queries(25):
        browser.get(PAGE)
