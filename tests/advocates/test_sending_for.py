"""A helper sends a form: before it the page says who hears of it, afterwards these do, and staff see who sent it."""

from __future__ import annotations

import pytest

from accounts.permissions import Scope
from notifications.models import Message
from tests.advocates.test_ending import grant_of
from tests.claims.papers.giving import filled_draft, send
from tests.people import browser_of

ALL = [Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS, Scope.SUBMIT_CLAIMS]
SAYS = "the council sees that you sent it"


@pytest.mark.parametrize("helps", [True, False])
def test_who_hears_of_it_is_said_before_and_so_afterwards_and_staff_see_who_sent_it(alice, bob, aisha, helps):
    grant_of(alice, helper=bob.user, scopes=ALL)
    draft = filled_draft(alice)
    by = bob if helps else alice
    page = browser_of(by).get(f"/claims/{draft.public_id}/check/").content.decode()
    assert (SAYS in " ".join(page.split())) == helps
    claim = send(draft, by)
    told = Message.objects.filter(template="claim_submitted")
    assert {each.resident for each in told} == {alice.resident}
    page = " ".join(browser_of(aisha).get(f"/staff/claims/{claim.reference}/").content.decode().split())
    assert ("who acts for this person: They said yes when they were signed in." in page) == helps
