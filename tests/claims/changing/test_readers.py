"""Whose claims changes can be told of, and where."""

from __future__ import annotations

from claims.models import Claim
from claims.readers.following import CHANGE
from formspec.actions.publishing import import_form
from tests.claims.changing.test_views import page_of, text_of
from tests.claims.sent import full_draft, sent_claim
from tests.people import browser_of


def test_where_no_change_can_be_told_it_says_how_to_tell_us(alice):
    claim = sent_claim(alice)
    for response in (browser_of(alice).get(page_of(claim)), browser_of(alice).post(page_of(claim))):
        assert "Nothing was sent. Write to us instead." in text_of(response)
    assert not Claim.objects.filter(follows=claim).exists()


def test_it_is_nobody_elses(alice, bob):
    import_form(slug=CHANGE, by=alice)
    claim = sent_claim(alice)
    assert browser_of(bob).get(page_of(claim)).status_code == 404
    assert browser_of(bob).post(page_of(claim)).status_code == 404
    assert browser_of(alice).get(page_of(full_draft(alice))).status_code == 404
