"""Two requests lock two rows in opposite order and the database ends one: its words are kept, nothing is doubled."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Council, Resident
from claims.models import Answer, Claim, Submission
from claims.readers.answer_store import spec_of, stored_answers
from core.tenancy import council_scope
from tests.claims.browsing import address, autosave, posted
from tests.claims.reached import begun
from tests.parallel import Held, Waiting
from tests.people import Browser, browser_of, make_resident

pytestmark = pytest.mark.django_db(transaction=True)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')


@pytest.fixture
def alice(transactional_db):
    council = Council.objects.create(host="c.localhost", slug="c", name="C Council", reference_prefix="CCC")
    return make_resident(council, "Alice Ashworth", "alice@example.org")


@pytest.fixture
def draft(alice):
    with council_scope(alice.council.pk):
        return begun(alice, "Alice Ashworth", for_whom="self")


def browser(alice) -> Browser:
    signed_in = browser_of(alice)
    careless = Client(raise_request_exception=False)
    careless.cookies = signed_in.client.cookies
    return Browser(careless, signed_in.host)


def page_of_safety(draft: Claim) -> str:
    with council_scope(draft.council_id):
        return next(key for key, page in spec_of(draft).pages.items() if "safe" in page["questions"])


def crossing(draft: Claim, request: Any) -> Any:
    """The answer to a request that locks the claim and then its person, while somebody locks the person and then the
    claim. Who waits first looks first whether anybody waits for them: it is the request that the database ends.
    """

    def lock(model: type, pk: int) -> None:
        model.objects.select_for_update().get(pk=pk)

    other = Held(
        draft.council_id, lambda: lock(Resident, draft.resident_id), then=lambda: lock(Claim, draft.pk)
    )  # fmt: skip
    with other:
        waiting = Waiting(request)
        other.commit()
        assert not isinstance(other.result, Exception), other.result
        return waiting.result()


def told(answer) -> list[tuple[str, str]]:
    """What the page would send again; a deadlock is no error of the person, and none that stays."""
    assert answer.status_code == 503
    assert "What you just sent is kept in this page" in answer.content.decode()
    return [(name, unescape(value)) for name, value in HIDDEN.findall(answer.content.decode())]


@pytest.mark.slow
def test_a_page_is_kept_in_the_answer_and_saved_once_when_it_is_sent_again(alice, draft):
    here, page = browser(alice), address(draft, page_of_safety(draft))
    kept = told(crossing(draft, lambda: here.post(page, posted(here.get(page)) | {"safe": "no"})))
    assert dict(kept)["safe"] == "no"
    with council_scope(draft.council_id):
        assert Resident.objects.get().safe_to_contact, "all of it or nothing"
        assert ("safe", "") not in stored_answers(draft)
    again: dict[str, list[str]] = {}
    for name, value in kept:
        again.setdefault(name, []).append(value)
    assert here.post(page, again).status_code == 302
    with council_scope(draft.council_id):
        assert not Resident.objects.get().safe_to_contact
        assert stored_answers(draft)["safe", ""].raw == "no"
        assert Answer.objects.filter(key="safe").count() == 1


@pytest.mark.slow
def test_a_script_is_told_to_come_again_and_what_it_saves_then_is_saved_once(alice, draft):
    here, body = browser(alice), {"question": "safe", "raw": "no", "base": 0}
    answer = crossing(draft, lambda: autosave(here, draft, body))
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert autosave(here, draft, body).status_code == 200
    with council_scope(draft.council_id):
        # The name was the first.
        assert [each.revision for each in Answer.objects.filter(key="safe")] == [2]


@pytest.mark.slow
def test_a_claim_is_sent_once_when_it_is_sent_again(alice, draft):
    here, send = browser(alice), reverse("claims:submit", args=[draft.public_id])
    kept = told(crossing(draft, lambda: here.post(send, {"for_whom": "self"})))
    assert here.post(send, dict(kept)).status_code == 302
    assert here.post(send, dict(kept)).status_code == 302, "pressed twice"
    with council_scope(draft.council_id):
        assert Submission.objects.count() == 1
