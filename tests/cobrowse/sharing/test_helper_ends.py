"""Somebody who acts for the person fills in the form that she shares in live help: when their permission ends, the form
is gone for them and nothing more of theirs reaches anybody's screen, while she and her adviser go on.
"""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from accounts.models import Delegation
from advocates.actions.ending import end_own_grant
from advocates.rules.terms import scopes_of
from claims.models import Answer
from core.tenancy import council_scope
from tests.advocates.registering.making import make_partner
from tests.advocates.test_ending import grant_of
from tests.cobrowse.sharing.conftest import answer
from tests.cobrowse.sharing.test_consumers import (  # noqa: F401 - fixtures of the same room
    aisha,
    alice,
    council,
    draft,
    headers_of,
    in_scope,
    path_of,
    played,
    share,
    talking,
)
from tests.cobrowse.talking_to import Socket
from tests.people import browser_of, make_resident

pytestmark = pytest.mark.django_db(transaction=True)
SCOPES = scopes_of({"claims": "send", "papers": "fill", "messages": "fill", "money": "fill"})


def given(council, alice, kind: str):  # noqa: F811 - fixtures
    """Somebody who may do everything in her claims, and the permission."""
    with council_scope(council.pk):
        if kind == "nominated":
            by = make_resident(council, "Nia Niece", "nia@example.org")
            return by, grant_of(alice, helper=by.user, scopes=SCOPES)
        by = make_partner(council, "Paula Partner", "Mill Trust")
        basis = Delegation.Basis.IN_PERSON
        return by, grant_of(alice, organisation=by.membership.organisation, scopes=SCOPES, basis=basis)


@pytest.mark.parametrize("kind", ["nominated", "partner"])
def test_when_their_permission_ends_they_see_and_save_nothing_more(council, alice, aisha, talking, draft, share, kind):  # noqa: F811
    by, grant = given(council, alice, kind)
    browser, cookies = browser_of(by), [headers_of(each) for each in (alice, aisha, by)]
    page = reverse("claims:task_list", args=[draft.public_id])

    def typed(text: str, base: int = 0) -> int:
        asked = {"question": "name", "raw": {"first": "Alice", "last": text}, "base": base}
        address = reverse("claims:save_answer", args=[draft.public_id])
        return browser.post(address, asked, content_type="application/json").status_code

    def stored() -> Answer:
        return Answer.objects.get(claim=draft, key="name")

    async def story():
        hers, theirs = (
            Socket(path_of(talking), cookies[0]),
            Socket(path_of(talking, "adviser"), cookies[1]),
        )
        assert await hers.connect() == 0
        assert await theirs.connect() == 0
        for side in ("resident", "adviser"):
            assert await Socket(path_of(talking, side), cookies[2]).connect() != 0
        assert await in_scope(council, typed, "Ashworth-Bell") == 200
        await theirs.news(lambda message: "Ashworth-Bell" in json.dumps(message))
        base = (await in_scope(council, stored)).revision
        assert (await in_scope(council, browser.get, page)).status_code == 200
        await in_scope(council, end_own_grant, public_id=grant.public_id, by=alice)
        assert await in_scope(council, typed, "Too late", base) == 404
        assert (await in_scope(council, browser.get, page)).status_code == 404
        assert (await in_scope(council, stored)).value["last"] == "Ashworth-Bell"
        # She goes on, and hers is the next that her adviser hears.
        await in_scope(council, answer, draft, alice, "dob", {"day": "3", "month": "5", "year": "1987"})
        heard = await theirs.news(lambda message: "1987" in json.dumps(message))
        assert "Too late" not in json.dumps(heard)
        await hers.disconnect()
        await theirs.disconnect()

    played(story)
