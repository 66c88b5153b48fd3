"""What staff see of changes: each answer before and after, and the way from a claim to its changes and back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from claims.readers.following import CHANGE
from formspec.actions.publishing import import_form
from tests.claims.changing.test_views import text_of, told
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
