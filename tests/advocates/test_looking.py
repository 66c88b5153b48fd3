"""Whoever looks at a person's page, or at the work with them, stands in that person's trail with the permission."""

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from tests.advocates.caseload.conftest import case, homes, pat  # noqa: F401
from tests.advocates.caseload.making import make_grant
from tests.advocates.test_ending import grant_of
from tests.people import browser_of


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("advocates.case_page.opened", "Looked at the page of the work with you"),
        ("advocates.person.opened", "Looked at your forms and what they may do for you"),
    ],
)
def test_the_person_reads_that_a_partner_looked_and_by_which_permission(code, words, alice, homes, pat, case):  # noqa: F811
    grant = alice.resident.delegations.get()
    address = {
        "advocates.case_page.opened": reverse("advocates:case", args=[case.public_id]),
        "advocates.person.opened": reverse("advocates:person", args=[grant.public_id]),
    }[code]
    assert browser_of(pat).get(address).status_code == 200
    event = AuditEvent.objects.get(code=code)
    assert (event.actor, event.resident, event.delegation) == (pat.user, alice.resident, grant)
    trail = browser_of(alice).get(reverse("accounts:audit_trail")).content.decode()
    assert words in trail
    assert "Pat Moss" in trail


def test_whoever_may_not_look_leaves_nothing(alice, bob, carol, homes):  # noqa: F811
    grant = grant_of(alice, helper=bob.user)
    make_grant(alice.resident, homes)
    assert browser_of(carol).get(reverse("advocates:person", args=[grant.public_id])).status_code == 404
    assert not AuditEvent.objects.filter(code="advocates.person.opened").exists()
