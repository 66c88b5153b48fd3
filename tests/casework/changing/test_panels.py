"""What staff see of changes: each answer before and after, and the way from a claim to its changes and back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from casework.models import Award
from claims.readers.following import CHANGE
from formspec.actions.publishing import import_form
from tests.casework.deciding.cases import checked_claim
from tests.claims.changing.test_views import text_of, told
from tests.claims.reviewing.reviewed import award
from tests.claims.sent import sent_claim
from tests.people import browser_of


@pytest.mark.slow
def test_staff_see_each_answer_before_and_after_and_the_way_to_and_fro(alice, aisha):
    import_form(slug=CHANGE, by=alice)
    claim = sent_claim(alice)
    change, browser = told(claim, alice), browser_of(aisha)
    page = browser.get(reverse("casework:staff_claim", args=[change.reference]))
    assert "Gŵyneth Tŷ-Ŵyn" in text_of(page)
    assert "Each answer before and after" in text_of(page)
    assert claim.reference in text_of(page)
    assert "63748472" not in text_of(page)
    first = text_of(browser.get(reverse("casework:staff_claim", args=[claim.reference])))
    assert "Changes told since" in first
    assert change.reference in first


def page_of(by, claim) -> str:
    return text_of(browser_of(by).get(reverse("claims:change", args=[claim.public_id])))


@pytest.mark.slow
def test_the_claimant_reads_which_awards_are_looked_at_again_and_who_hears_nothing(alice, aisha):
    import_form(slug=CHANGE, by=alice)
    claim, other = (award(checked_claim(alice), aisha) for _ in range(2))
    give = {"starts_on": dt.date(2026, 12, 7), "key": "housing_benefit"}
    Award.objects.create(decision=claim.decisions.get(), pence=9250, is_weekly=True, **give)
    Award.objects.create(decision=other.decisions.get(), pence=300_00, **give | {"key": "council_tax_reduction"})
    Award.objects.create(decision=other.decisions.get(), pence=100, is_weekly=True, ends_on=give["starts_on"], **give)
    words = "£92.50 a week from 7 December 2026"
    page = page_of(alice, claim)
    assert words in page
    assert "Housing Benefit" in page
    assert "£300.00" not in page, "what was paid once is over"
    ended = dt.date(2026, 1, 1)
    Award.objects.exclude(ends_on=None).update(starts_on=ended, ends_on=ended)
    assert "£1.00" not in page_of(alice, claim)
    change = told(claim, alice)
    sent = page_of(alice, change)
    assert words in sent
    assert "tell DWP about a change" in sent
    claim.decisions.update(state="reopened", undone_why="Wrong.")
    assert words not in page_of(alice, claim)
