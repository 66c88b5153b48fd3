"""What is written into a thread: once, exactly, encrypted, by whom it concerns, and taken back only before it went."""

import threading
import uuid
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEvent, Council, Delegation
from accounts.permissions import Role, Scope
from casework.actions.writing import ThreadMoved, deal_with, take_back
from casework.readers.attention import seen_of
from claims.models import ResidentAct, ThreadMessage
from claims.readers.acts import needs_of
from claims.readers.claims import claim_for
from claims.thread.actions.writing import AlreadyGone, mark_read, write_to_council
from claims.thread.readers import claim_with_thread_for, thread_for_claimant, thread_of, unread_in, unread_of
from core.tenancy import council_scope
from tests.claims.reached import sent_as
from tests.claims.sent import full_draft, sent_claim
from tests.claims.thread.conftest import from_claimant, from_council, time_goes_by, words
from tests.people import make_resident, make_staff

SECRET = "My landlord Zebedee Quill wants me out."


def seen_by_claimant(claim) -> list[str]:
    return [each.words for each in thread_for_claimant(claim, timezone.now())]


def test_both_write_and_both_read_the_exact_words(alice, aisha):
    claim = sent_claim(alice)
    typed = "Line one\n\n  «Łódź»  line two 🙂"
    from_claimant(claim, alice, typed)
    from_council(claim, aisha, "Thank you.\nWe look into it.")
    assert [each.words for each in thread_of(claim)] == [typed, "Thank you.\nWe look into it."]
    time_goes_by(claim)
    assert seen_by_claimant(claim) == [typed, "Thank you.\nWe look into it."]
    events = AuditEvent.objects.filter(code="claims.message.written").order_by("number")
    assert [each.actor_label for each in events] == ["Alice Ashworth", "Aisha Khan (Calderbrook Council)"]
    assert {(each.resident, each.subject) for each in events} == {(alice.resident, claim.reference)}
    assert audit.broken_links() == []


def test_the_words_are_in_no_column_that_can_be_read(alice):
    claim = sent_claim(alice)
    message = from_claimant(claim, alice, SECRET)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM claims_threadmessage t WHERE id = %s", [message.pk])
        row = cursor.fetchone()[0]
    assert "Zebedee" not in row
    assert b"Zebedee".hex() not in row


def test_a_double_press_writes_once_and_other_words_with_the_same_id_are_another_message(alice, aisha):
    claim, once = sent_claim(alice), uuid.uuid4()
    first = from_claimant(claim, alice, "Hello.", client_id=once)
    assert from_claimant(claim, alice, "Hello.", client_id=once) == first
    assert from_claimant(claim, alice, "Hello again.", client_id=once) != first
    seen, once = seen_of(claim), uuid.uuid4()
    reply = from_council(claim, aisha, "Good day.", client_id=once, seen=seen)
    assert from_council(claim, aisha, "Good day.", client_id=once, seen=seen) == reply
    assert ThreadMessage.objects.count() == 3
    assert ResidentAct.objects.count() == 2


def test_nobody_else_writes_or_reads(alice, bob, aisha, omar, visitor):
    claim = sent_claim(alice)
    for somebody in (bob, visitor, aisha):
        with pytest.raises(Http404):
            from_claimant(claim, somebody)
        with pytest.raises(Http404):
            mark_read(claim=claim, by=somebody)
    for somebody, refused in ((omar, PermissionDenied), (alice, Http404), (bob, Http404)):
        with pytest.raises(refused):
            from_council(claim, somebody)
        with pytest.raises(refused):
            deal_with(reference=claim.reference, because="No.", seen=seen_of(claim), by=somebody)
    with pytest.raises(Http404):
        write_to_council(public_id=uuid.uuid4(), written=words(), by=alice)
    assert not ThreadMessage.objects.exists()


def test_who_sent_it_without_an_account_writes_in_that_browser_and_no_other_visitor_does(visitor):
    claim = sent_as(visitor)
    here = replace(visitor, resident=claim.resident)
    from_claimant(claim, here, "I forgot something.")
    assert seen_by_claimant(claim) == ["I forgot something."]
    with pytest.raises(Http404):
        from_claimant(claim, replace(visitor, resident=sent_as(visitor, "Jan Nowak").resident))


def test_a_helper_who_may_see_the_claim_neither_reads_nor_writes_its_thread(alice, bob):
    claim, today = sent_claim(alice), timezone.localdate()
    Delegation.objects.create(
        resident=alice.resident, helper=bob.user, scopes=[Scope.VIEW_CLAIMS], starts_on=today, ends_on=today
    )
    assert claim_for(bob, claim.public_id) == claim
    with pytest.raises(Http404):
        claim_with_thread_for(bob, claim.public_id)
    with pytest.raises(Http404):
        from_claimant(claim, bob)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_one_page_sent_twice_at_once_there_is_one_message():
    council = Council.objects.create(host="calderbrook.localhost", slug="calderbrook", name="Calderbrook Council")
    alice = make_resident(council, "Alice Ashworth", "alice@example.org")
    with council_scope(council.pk):
        claim = sent_claim(alice)
    written, together, made = words("Hello."), threading.Barrier(2), []

    def press():
        together.wait(20)
        try:
            with council_scope(council.pk):
                made.append(write_to_council(public_id=claim.public_id, written=written, by=alice).pk)
        finally:
            connection.close()

    presses = [threading.Thread(target=press) for _ in range(2)]
    for each in presses:
        each.start()
    for each in presses:
        each.join(30)
    with council_scope(council.pk):
        assert made == [ThreadMessage.objects.get().pk] * 2
        assert ResidentAct.objects.count() == 1


def test_a_draft_has_no_thread(alice):
    with pytest.raises(Http404):
        from_claimant(full_draft(alice), alice)


def test_another_council_reaches_nothing(alice, aisha, southmere):
    tom = make_staff(southmere, "Tom Ellery", "tom@southmere.example", Role.ADVISOR)
    claim = sent_claim(alice)
    message = from_council(claim, aisha)
    with council_scope(southmere.pk):
        assert not ThreadMessage.objects.exists()
        assert not ResidentAct.objects.exists()
        with pytest.raises(Http404):
            take_back(reference=claim.reference, public_id=message.public_id, by=tom)
        with pytest.raises(Http404):
            from_council(claim, tom, seen="0-0-0")


def test_an_id_of_another_claim_names_nothing_there(alice, aisha):
    one, other, once = sent_claim(alice), sent_claim(alice), uuid.uuid4()
    message = from_council(one, aisha, client_id=once)
    with pytest.raises(Http404):
        take_back(reference=other.reference, public_id=message.public_id, by=aisha)
    with pytest.raises(Http404):
        from_council(other, aisha, client_id=once)


def test_the_claimant_sees_a_message_after_its_delay_and_until_then_it_can_be_taken_back(alice, aisha):
    claim = sent_claim(alice)
    message = from_council(claim, aisha, "Wrong claim, sorry.")
    assert seen_by_claimant(claim) == []
    for _again in range(2):
        take_back(reference=claim.reference, public_id=message.public_id, by=aisha)
    time_goes_by(claim)
    assert seen_by_claimant(claim) == []
    assert unread_of(alice.resident, timezone.now()) == 0
    message.refresh_from_db()
    assert message.withdrawn_by_label == "Aisha Khan (Calderbrook Council)"
    assert AuditEvent.objects.filter(code="claims.message.taken_back").count() == 1


def test_what_has_gone_is_never_taken_back(alice, aisha):
    claim = sent_claim(alice)
    message, own = from_council(claim, aisha), from_claimant(claim, alice)
    time_goes_by(claim)
    with pytest.raises(AlreadyGone):
        take_back(reference=claim.reference, public_id=message.public_id, by=aisha)
    with pytest.raises(Http404):
        take_back(reference=claim.reference, public_id=own.public_id, by=aisha)
    message.refresh_from_db()
    assert message.withdrawn_at is None


def test_it_is_marked_when_the_claimant_has_read_it(alice, aisha):
    claim = sent_claim(alice)
    message = from_council(claim, aisha)
    assert mark_read(claim=claim, by=alice) == 0
    time_goes_by(claim)
    assert unread_in([claim], timezone.now()) == {claim.pk: 1}
    assert mark_read(claim=claim, by=alice) == 1
    message.refresh_from_db()
    first = message.read_at
    assert mark_read(claim=claim, by=alice) == 0
    message.refresh_from_db()
    assert message.read_at == first
    assert unread_of(alice.resident, timezone.now()) == 0


def test_whoever_writes_without_having_seen_what_came_sends_nothing(alice, aisha):
    claim = sent_claim(alice)
    seen = seen_of(claim)
    from_claimant(claim, alice, "One more thing.")
    with pytest.raises(ThreadMoved) as moved:
        from_council(claim, aisha, seen=seen)
    assert [each.words for each in moved.value.news.messages] == ["One more thing."]
    with pytest.raises(ThreadMoved):
        deal_with(reference=claim.reference, because="Nothing to say.", seen=seen, by=aisha)
    assert claim.thread.count() == 1
    assert claim.pk in needs_of([claim])
    from_council(claim, aisha)
    assert claim.thread.count() == 2


@pytest.mark.parametrize("seen", ["", "0-0-0", "1-2", "a-b-c", "9" * 40 + "-1-1", "-1-0-0"])
def test_what_no_page_of_ours_has_posted_has_seen_nothing(alice, aisha, seen):
    claim = sent_claim(alice)
    from_claimant(claim, alice, "Hello.")
    with pytest.raises(ThreadMoved) as moved:
        deal_with(reference=claim.reference, because="Because.", seen=seen, by=aisha)
    assert [each.words for each in moved.value.news.messages] == ["Hello."]
