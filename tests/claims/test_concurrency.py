"""Several people at one draft: nothing lost, nothing twice, and a grant that is taken back counts at once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEvent, Council, Delegation
from accounts.permissions import Scope
from claims.actions.answering import AnswerChange, add_row, save_answers
from claims.actions.resuming import send_resume_link, use_resume_link
from claims.actions.sending import submit_claim
from claims.models import Answer, Claim
from claims.readers.answer_store import stored_answers
from core.tenancy import council_scope
from notifications.models import Message
from notifications.texts import decrypted_context
from tests.claims.browsing import address, autosave, posted
from tests.claims.making import fill, small_draft
from tests.parallel import Held, Waiting, in_parallel
from tests.people import browser_of, make_resident

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def council(transactional_db):
    return Council.objects.create(host="c.localhost", slug="c", name="C Council", reference_prefix="CCC")


@pytest.fixture
def alice(council):
    return make_resident(council, "Alice Ashworth", "alice@example.org")


@pytest.fixture
def helper(council, alice):
    """Bob, who may see, fill in and send Alice's claims."""
    return make_resident(council, "Bob Birtle", "bob@example.org")


@pytest.fixture
def grant(council, alice, helper):
    today = timezone.localdate()
    with council_scope(council.pk):
        return Delegation.objects.create(
            resident=alice.resident, helper=helper.user, starts_on=today, ends_on=today + dt.timedelta(days=30),
            scopes=[Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS, Scope.SUBMIT_CLAIMS],
        )  # fmt: skip


@pytest.fixture
def draft(council, alice):
    with council_scope(council.pk):
        return small_draft(alice)


def save(claim: Claim, by, key: str, raw, base: int = 0):
    with council_scope(by.council.pk):
        return save_answers(public_id=claim.public_id, changes=[AnswerChange(key, "", raw, base)], by=by)


def answers(claim: Claim) -> dict:
    with council_scope(claim.council_id):
        return {place: answer.raw for place, answer in stored_answers(claim).items()}


def revoke(grant: Delegation) -> None:
    Delegation.objects.filter(pk=grant.pk).update(revoked_at=timezone.now())


# --- Taking a grant back ----------------------------------------------------------------------------------


def test_a_save_in_flight_loses_to_a_revocation_that_was_first(council, helper, grant, draft):
    with Held(council.pk, lambda: revoke(grant)) as revocation:
        saving = Waiting(lambda: save(draft, helper, "anything_else", "from the helper"))
        revocation.commit()
        # Who may not look any more is told of nothing there.
        assert isinstance(saving.result(), Http404)
    assert answers(draft) == {}


def test_a_page_in_flight_loses_to_a_revocation_that_was_first(council, helper, grant, draft):
    browser, url = browser_of(helper), address(draft, "paying-you")
    typed = posted(browser.get(url)) | {"anything_else": "from the helper"}
    with Held(council.pk, lambda: revoke(grant)) as revocation:
        post = Waiting(lambda: browser.post(url, typed))
        revocation.commit()
        assert post.result().status_code == 404
    assert answers(draft) == {}
    assert browser.post(url, typed).status_code == 404, "from now on there is nothing to see"
    assert autosave(browser, draft, {"question": "anything_else", "raw": "x", "base": 0}).status_code == 404


def test_a_revocation_waits_for_a_save_that_was_first(council, alice, helper, grant, draft):
    def saved():
        return save_answers(
            public_id=draft.public_id, changes=[AnswerChange("anything_else", "", "in time", 0)], by=helper
        ).revisions

    def revoked():
        with council_scope(council.pk):
            revoke(grant)
            return Answer.objects.filter(claim=draft).count()

    with Held(council.pk, saved) as saving:
        revocation = Waiting(revoked)
        assert revocation.waits
        saving.commit()
        assert revocation.result() == 1, "whoever takes the grant back sees everything that was done by it"
    with pytest.raises(Http404):
        save(draft, helper, "anything_else", "too late", base=1)
    assert answers(draft) == {("anything_else", ""): "in time"}


def test_sending_in_flight_loses_to_a_revocation(council, alice, helper, grant, draft):
    with council_scope(council.pk):
        fill(draft, alice, {"has_pets": "no"})

    def send():
        with council_scope(council.pk):
            return submit_claim(public_id=draft.public_id, by=helper, for_whom="self")

    with Held(council.pk, lambda: revoke(grant)) as revocation:
        sending = Waiting(send)
        revocation.commit()
        assert isinstance(sending.result(), Http404)
    with council_scope(council.pk):
        assert Claim.objects.get().is_draft
        assert not Message.objects.exists()


def test_a_grant_to_fill_in_does_not_send(council, alice, helper, grant, draft):
    with council_scope(council.pk):
        fill(draft, alice, {"has_pets": "no"})
        grant.scopes = [Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS]
        grant.save()
    response = browser_of(helper).post(reverse("claims:submit", args=[draft.public_id]), {"for_whom": "self"})
    assert response.status_code == 403
    with council_scope(council.pk):
        assert Claim.objects.get().is_draft


# --- One draft, many hands --------------------------------------------------------------------------------


def test_an_answer_in_flight_while_the_claim_is_sent_is_refused(council, alice, draft):
    with council_scope(council.pk):
        fill(draft, alice, {"has_pets": "no"})
    with Held(council.pk, lambda: submit_claim(public_id=draft.public_id, by=alice, for_whom="self")) as sending:
        saving = Waiting(lambda: save(draft, alice, "anything_else", "too late"))
        sending.commit()
        assert isinstance(saving.result(), Http404)
    assert ("anything_else", "") not in answers(draft)


def test_twenty_answers_at_once_are_all_kept(council, alice, draft):
    keys = ["name", "dob", "nino", "has_pets", "pet_kind", "account", "anything_else"]
    raw = {"name": {"first": "A", "last": "B"}, "dob": {"day": "1", "month": "2", "year": "1990"}}
    saved = in_parallel(len(keys), lambda number: save(draft, alice, keys[number], raw.get(keys[number], "x")))
    revisions = [revision for one in saved for revision in one.revisions.values()]
    # A bank account typed as "x" is nothing, and nothing is not stored.
    assert sorted(revisions) == [0, 1, 2, 3, 4, 5, 6]
    assert len(answers(draft)) == 6


def test_of_ten_tabs_with_the_same_question_one_wins_and_nine_are_told(alice, draft):
    saved = in_parallel(10, lambda number: save(draft, alice, "anything_else", f"tab {number}"))
    winners = [number for number, one in enumerate(saved) if one.revisions]
    assert len(winners) == 1
    kept = f"tab {winners[0]}"
    assert answers(draft) == {("anything_else", ""): kept}
    told = {one.conflicts["anything_else", ""] for one in saved if one.conflicts}
    assert told == {(kept, 1)}


def test_rows_added_at_once_stay_within_the_maximum(council, alice, draft):
    def add(number):
        with council_scope(council.pk):
            return add_row(public_id=draft.public_id, group="pets", by=alice)

    added = in_parallel(8, add)
    assert set(added) == set(answers(draft)["pets", ""])
    assert len(answers(draft)["pets", ""]) == 3


def test_a_link_opens_once_whoever_comes_first(council, alice, draft):
    with council_scope(council.pk):
        send_resume_link(
            public_id=draft.public_id, channel="email", contact="alice@example.org", address="{token}", by=alice
        )
        token = decrypted_context(Message.objects.get())["url"]

    def use(number):
        with council_scope(council.pk):
            return use_resume_link(token=token, by=alice)

    opened = in_parallel(10, use)
    assert [claim for claim in opened if claim is not None] == [draft]


# --- The trail --------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_audit_chain_holds_after_parallel_writes_in_two_councils(council):
    other = Council.objects.create(host="d.localhost", slug="d", name="D Council", reference_prefix="DDD")
    people = [
        make_resident(place, f"Person {number}", f"{place.slug}{number}@example.org")
        for place in (council, other)
        for number in range(5)
    ]
    for place, person in ((council, people[0]), (other, people[5])):
        with council_scope(place.pk):
            small_draft(person)

    def begin_and_send(number):
        person = people[number]
        with council_scope(person.council.pk):
            claim = fill(small_draft(person), person, {"has_pets": "no"})
        with council_scope(person.council.pk):
            return submit_claim(public_id=claim.public_id, by=person, for_whom="self").reference

    references = in_parallel(len(people), begin_and_send)
    assert len(set(references)) == len(people), references
    for place in (council, other):
        with council_scope(place.pk):
            assert audit.broken_links() == []
            assert AuditEvent.objects.filter(code="claims.claim.submitted").count() == 5
            numbers = sorted(AuditEvent.objects.values_list("number", flat=True))
            assert numbers == list(range(1, len(numbers) + 1))
