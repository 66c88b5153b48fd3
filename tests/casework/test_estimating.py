"""The estimate of a claim at the desk: its working, what went in, what is different since sending, and anew."""

from __future__ import annotations

import datetime as dt
from copy import deepcopy

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEvent
from calculator.estimate import estimate_of
from calculator.household.as_json import household_json
from calculator.household.parsing import parse_household
from claims.actions.answering import start_claim
from claims.actions.sending import submit_claim
from claims.models import Claim
from estimates.api.schema import EXAMPLE
from estimates.models import Estimate
from formspec.actions.publishing import import_form
from tests.calculator.simple_engine import SimpleEngine
from tests.claims.making import fill, make_statuses
from tests.claims.sent import sent_claim
from tests.people import browser_of

INPUTS = {"inputs": {"/adults/0/earnings": "income.earnings.amount"}, "unknowns": []}


def url(claim: Claim) -> str:
    return f"/staff/claims/{claim.reference}/estimate/"


def worked_out(claim: Claim, *, weekly: int, days_later: int = 0) -> Estimate:
    """A finished estimate of somebody who earns so much a week."""
    said = deepcopy(EXAMPLE)
    said["adults"][0]["earnings"] = {"amount": weekly, "frequency": "weekly"}
    household, today, now = parse_household(said), timezone.localdate(), timezone.now()
    made = Estimate.objects.create(
        claim=claim, resident=claim.resident, household=household_json(household), provenance=INPUTS, engine="simple",
        result=estimate_of(household, SimpleEngine().estimate(household), today=today).to_dict(), engine_version="1",
        state=Estimate.State.READY, due_at=now, made_at=now,
    )  # fmt: skip
    Estimate.objects.filter(pk=made.pk).update(asked_at=now + dt.timedelta(days=days_later))
    return made


def test_it_has_its_working_what_went_in_and_what_is_different_since_the_claim_was_sent(alice, aisha, omar, bob):
    claim = sent_claim(alice)
    browser = browser_of(aisha)
    worked_out(claim, weekly=150)
    assert url(claim) in browser.get(f"/staff/claims/{claim.reference}/").content.decode()
    page = browser.get(url(claim)).content.decode()
    for said in ("How we worked it out", "Where each figure came from", "It has not been worked out again."):
        assert said in page
    worked_out(claim, weekly=200, days_later=30)
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(url(claim)).content.decode()
    assert len(queries) <= 20
    for said in ("When it was sent and now, a week", "£150", "£200", "where that is different"):
        assert said in page
    opened = AuditEvent.objects.filter(code="claims.claim.opened", resident=alice.resident)
    assert opened.count() == 3
    assert browser_of(omar).get(url(claim)).status_code == 200
    assert browser_of(bob).get(url(claim)).status_code == 404


def test_an_advisor_has_it_worked_out_again_and_an_admin_does_not(alice, aisha, omar):
    make_statuses()
    import_form(slug="hb-ctr-combined", by=omar)
    claim = fill(start_claim(slug="hb-ctr-combined", language="en-gb", by=alice), alice)
    claim = submit_claim(public_id=claim.public_id, by=alice, for_whom="self")
    # By rates of last year, say.
    Estimate.objects.filter(claim=claim).update(
        state=Estimate.State.READY, made_at=timezone.now(), engine="simple", engine_version="0",
        result=worked_out(claim, weekly=150).result,
    )  # fmt: skip
    Estimate.objects.filter(claim=claim, provenance=INPUTS).delete()
    browser = browser_of(aisha)
    assert "Work it out again" in browser.get(url(claim)).content.decode()
    assert browser_of(omar).post(url(claim)).status_code == 403
    browser.post(url(claim))
    assert list(Estimate.objects.filter(claim=claim).order_by("pk").values_list("state", flat=True)) == ["ready", "due"]
    assert "It is being worked out" in browser.get(url(claim)).content.decode()
    browser.post(url(claim))
    assert "Nothing is different" in browser.get(url(claim)).content.decode()
    assert Estimate.objects.filter(claim=claim).count() == 2


def test_a_form_that_asks_too_little_has_none(alice, aisha):
    claim = sent_claim(alice)
    browser = browser_of(aisha)
    browser.post(url(claim))
    page = browser.get(url(claim)).content.decode()
    assert "There is no estimate for this claim." in page
    assert "Work it out again" not in page
    assert not Estimate.objects.filter(claim=claim).exists()
