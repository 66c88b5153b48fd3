"""A claim before and after a change of it: by the real calculator, off the request, or it says why not."""

from __future__ import annotations

import html
from functools import lru_cache

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEvent
from calculator.run import default_engine
from claims.actions.sending import submit_claim
from claims.changing.actions import start_change
from claims.models import Claim
from claims.readers.following import CHANGE
from claims.withdrawing.actions import withdraw_own_claim
from core.due_work import due_ids
from core.turns import note_due
from estimates import tasks
from estimates.actions.changes import estimate_changes_again, run_change_estimate
from estimates.models import ChangeEstimate
from formspec.actions.publishing import import_form
from formspec.rules.compile import compile_form, library_translations
from tests.claims.making import fill
from tests.claims.sent import SOURCE, sent_claim
from tests.people import browser_of

# They need the calculator itself, which takes ten seconds to begin with.
pytestmark = pytest.mark.slow

WEEKLY = {"frequency": "weekly"}
HELD = {
    "tenure": "private_tenant", "rent": {"amount": "60", **WEEKLY}, "couple": "no", "children": "no",
    "savings": "u3000", "dob": {"day": "3", "month": "5", "year": "1986"}, "job": "no",
}  # fmt: skip
MORE_RENT = {"changes": ["rent"], "new_rent": {"amount": "80", **WEEKLY}}
LITTLE_RENT = {"changes": ["rent"], "new_rent": {"amount": "40", **WEEKLY}}
BUDGET_GET = 9


@lru_cache(maxsize=1)
def money_spec():
    """The full form, asking also what the calculator needs."""

    def asked(key: str, kind: str, fact: str, **more):
        return {"key": key, "label": key.title(), "type": kind, "fact": fact, "required": True, **more}

    bands = [{"value": value, "label": value} for value in ("u3000", "3000_5999")]
    homes = [{"value": value, "label": value} for value in ("private_tenant", "owner")]
    questions = [
        asked("tenure", "choice", "tenancy.type", options=homes), asked("rent", "money_frequency", "tenancy.rent"),
        asked("couple", "yes_no", "partner.exists"), asked("children", "yes_no", "household.has_children"),
        asked("savings", "choice", "capital.band", options=bands), asked("job", "yes_no", "income.has_job"),
    ]  # fmt: skip
    you, home, declare = SOURCE["sections"]
    source = {**SOURCE, "sections": [you, home, {"key": "money", "title": "Money", "questions": questions}, declare]}
    return compile_form(source, guidance={}, translations=library_translations("full-form"))


@pytest.fixture(scope="module", autouse=True)
def warm_engine():
    """The first calculation of a process costs a dozen seconds; not the first test's."""
    default_engine().warm(2026)


@pytest.fixture
def claim(alice) -> Claim:
    """A claim of somebody who rents, has no work and pays £60 a week."""
    import_form(slug=CHANGE, by=alice)
    return sent_claim(alice, spec=money_spec(), **HELD)


def told(claim: Claim, by, given) -> Claim:
    """A change with these answers, sent."""
    draft = fill(start_change(public_id=claim.public_id, language="en-gb", by=by), by, given)
    return submit_claim(public_id=draft.public_id, by=by, for_whom="self")


def run(change: Claim) -> ChangeEstimate:
    row = ChangeEstimate.objects.get(claim=change)
    assert run_change_estimate(council_id=row.council_id, public_id=row.public_id)
    row.refresh_from_db()
    assert row.state == ChangeEstimate.State.READY, row.error
    return row


def text_of(response) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def page_of(change: Claim, by) -> str:
    return text_of(browser_of(by).get(reverse("claims:change", args=[change.public_id])))


def weekly(row: ChangeEstimate, side: str, code: str) -> float:
    return next(each["pounds_per_week"] for each in row.result[side]["benefits"] if each["code"] == code)


def test_a_change_is_worked_out_off_the_request_and_shown_to_both(alice, aisha, claim):
    change = told(claim, alice, MORE_RENT)
    assert "It is being worked out" in page_of(change, alice)
    row = run(change)
    assert (row.household_before["housing"]["rent"]["amount"], row.household["housing"]["rent"]["amount"]) == (60, 80)
    assert row.household_before["claim_date"] == row.household["claim_date"]
    assert weekly(row, "after", "uc") - weekly(row, "before", "uc") == pytest.approx(20, abs=0.05)
    assert AuditEvent.objects.filter(code="claims.estimate.change_asked", subject=change.reference).count() == 1
    staff = text_of(browser_of(aisha).get(reverse("casework:staff_claim", args=[change.reference])))
    for page in (page_of(change, alice), staff):
        assert "This is an estimate, not a decision." in page
        assert "£20.00 a week more than before" in page
        assert "Universal Credit, before" in page, "in the picture"
        assert "What it was worked out from" in page
        assert "with the rules of that day and the rates of 2026-27, from 6 April 2026. Only the change" in page
        assert "£60.00 a week" in page
        assert "£80.00 a week" in page
    assert "It decides nothing." in staff


def test_the_pages_keep_to_their_budgets(alice, aisha, claim):
    change = told(claim, alice, MORE_RENT)
    run(change)
    for by, address, most in (
        (alice, reverse("claims:change", args=[change.public_id]), BUDGET_GET),
        (aisha, reverse("casework:staff_claim", args=[change.reference]), 40),
    ):
        browser = browser_of(by)
        browser.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        assert len([query for query in captured if "SAVEPOINT" not in query["sql"]]) <= most, address


def test_a_lower_rent_comes_to_less_and_says_so(alice, claim):
    change = told(claim, alice, LITTLE_RENT)
    run(change)
    assert "£20.00 a week less than before" in page_of(change, alice)


def test_a_later_change_begins_where_the_one_before_it_ended(alice, claim):
    first = told(claim, alice, MORE_RENT)
    second = told(claim, alice, LITTLE_RENT)
    row = ChangeEstimate.objects.get(claim=second)
    assert row.household_before["housing"]["rent"]["amount"] == 80
    withdraw_own_claim(public_id=first.public_id, because="", by=alice)
    estimate_changes_again(claim=claim, by=alice)
    assert ChangeEstimate.objects.get(claim=second).household_before["housing"]["rent"]["amount"] == 60


def test_what_cannot_be_known_is_said_and_nothing_is_worked_out(alice, aisha, claim):
    change = told(claim, alice, {"changes": ["rent", "partner_in"], "new_rent": {"amount": "80", **WEEKLY}})
    row = ChangeEstimate.objects.get(claim=change)
    assert (row.state, row.household, row.unknown, row.result) == ("ready", {}, ["partner_in"], None)
    page = page_of(change, alice)
    assert "What this changes cannot be worked out. The answers about this do not say enough" in page
    assert "A partner moved in" in page
    assert "not a decision" not in page
    later = told(claim, alice, MORE_RENT)
    assert "A change that was told before it does not say enough" in page_of(later, alice)
    staff = text_of(browser_of(aisha).get(reverse("casework:staff_claim", args=[later.reference])))
    assert "A change that was told before it does not say enough" in staff


def test_what_touches_nothing_of_the_calculator_shows_nothing(alice, claim):
    for given in ({"changes": ["name"]}, {"changes": ["rent"], "new_rent": {"amount": "60", **WEEKLY}}):
        change = told(claim, alice, given)
        assert "Estimate before and after" not in page_of(change, alice)
    assert not ChangeEstimate.objects.exists()
    assert "Estimate before and after" not in page_of(claim, alice), "before it is told"


def test_a_form_that_does_not_feed_the_calculator_has_no_estimate_of_a_change(alice):
    import_form(slug=CHANGE, by=alice)
    change = told(sent_claim(alice), alice, MORE_RENT)
    assert not ChangeEstimate.objects.exists()
    assert "Estimate before and after" not in page_of(change, alice)


def test_a_household_that_cannot_be_leaves_a_sentence(alice, claim):
    change = told(
        claim, alice, {"changes": ["baby"], "c_what": "born", "c_dob": {"day": "1", "month": "1", "year": "1900"}}
    )
    row = ChangeEstimate.objects.get(claim=change)
    assert row.state == ChangeEstimate.State.FAILED
    assert f"could not be worked out: {row.error}" in page_of(change, alice)


def test_nobody_else_sees_it(alice, bob, claim):
    change = told(claim, alice, MORE_RENT)
    assert browser_of(bob).get(reverse("claims:change", args=[change.public_id])).status_code == 404


def test_the_poller_finds_what_nobody_was_woken_for(alice, claim):
    change = told(claim, alice, MORE_RENT)
    assert due_ids(ChangeEstimate) == [str(ChangeEstimate.objects.get(claim=change).public_id)]
    note_due(tasks.ESTIMATES, change.council_id)
    tasks.run_due_estimates()
    assert ChangeEstimate.objects.get(claim=change).state == ChangeEstimate.State.READY
