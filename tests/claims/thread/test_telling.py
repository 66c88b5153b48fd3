"""Claimants are told that there is a message: once for several, where it is safe, and nothing of what it says."""

import datetime as dt

from accounts.actors import system_actor
from casework.actions.writing import take_back
from claims.thread.actions.telling import tell_claimants
from claims.thread.actions.writing import mark_read
from claims.thread.rules import DELAY
from claims.thread.tasks import tell_of_messages
from core.tenancy import council_scope
from notifications.actions import send_due_messages
from notifications.models import Message
from notifications.readers import mailbox
from tests.claims.reached import sent_as
from tests.claims.sent import sent_claim
from tests.claims.thread.conftest import from_claimant, from_council, time_goes_by

CANARY = "Zebedee Quill, 14 Weaver Street, £312.07"
MINUTE = dt.timedelta(minutes=1)


def told(claim) -> list[Message]:
    tell_claimants(by=system_actor(claim.council, "messages"))
    return list(Message.objects.filter(template="claim_message", resident=claim.resident).exclude(channel="in_app"))


def test_nobody_is_told_before_it_goes_and_once_when_it_has_gone(alice, aisha):
    claim = sent_claim(alice)
    from_council(claim, aisha)
    assert told(claim) == []
    time_goes_by(claim)
    assert len(told(claim)) == 1
    assert len(told(claim)) == 1


def test_several_close_together_are_told_once_when_the_last_has_gone(alice, aisha):
    claim = sent_claim(alice)
    from_council(claim, aisha, "First.")
    time_goes_by(claim, 3 * MINUTE)
    from_council(claim, aisha, "Second.")
    time_goes_by(claim, 3 * MINUTE)
    assert told(claim) == []
    time_goes_by(claim, 3 * MINUTE)
    assert len(told(claim)) == 1
    from_council(claim, aisha, "Much later.")
    time_goes_by(claim)
    assert len(told(claim)) == 2


def test_who_goes_on_writing_does_not_put_it_off_for_ever(alice, aisha):
    claim = sent_claim(alice)
    for number in range(8):
        from_council(claim, aisha, f"Number {number}.")
        time_goes_by(claim, 4 * MINUTE)
        if told(claim):
            break
    assert number == 4


def test_the_last_one_taken_back_leaves_the_first_told(alice, aisha):
    claim = sent_claim(alice)
    from_council(claim, aisha, "First.")
    time_goes_by(claim, 3 * MINUTE)
    last = from_council(claim, aisha, "Second.")
    time_goes_by(claim, 3 * MINUTE)
    assert told(claim) == []
    take_back(reference=claim.reference, public_id=last.public_id, by=aisha)
    time_goes_by(claim, 3 * MINUTE)
    assert len(told(claim)) == 1


def test_who_has_read_it_and_who_gets_it_taken_back_is_told_nothing(alice, aisha):
    claim, other = sent_claim(alice), sent_claim(alice)
    from_council(claim, aisha)
    time_goes_by(claim)
    mark_read(claim=claim, by=alice)
    message = from_council(other, aisha)
    take_back(reference=other.reference, public_id=message.public_id, by=aisha)
    time_goes_by(other)
    assert told(claim) == []


def test_what_is_said_is_in_no_message_and_no_log(alice, aisha, capfd, caplog, settings):
    claim = sent_as(alice, "Alice Ashworth", phone="07700 900456")
    alice.resident.phone = "+447700900456"
    alice.resident.save()
    from_claimant(claim, alice, CANARY)
    from_council(claim, aisha, CANARY)
    time_goes_by(claim)
    tell_of_messages()
    with council_scope(claim.council_id):
        send_due_messages(limit=100, by=alice)
        letters = [each for each in mailbox() if "there is a message for you" in each.text]
        assert {each.channel for each in letters} == {"email", "sms"}
        assert all(claim.reference in each.text and "Sign in to read it" in each.text for each in letters)
        said = str([mailbox(), list(Message.objects.values())])
    output = capfd.readouterr()
    for part in ("Zebedee", "Weaver", "312.07"):
        assert part not in said + output.out + output.err + caplog.text


def test_where_it_is_not_safe_nothing_leaves(alice, aisha):
    claim = sent_claim(alice)
    alice.resident.safe_to_contact = False
    alice.resident.save()
    from_council(claim, aisha)
    time_goes_by(claim)
    assert told(claim) == []
    assert Message.objects.filter(template="claim_message", channel="in_app").count() == 1


def test_it_is_told_in_their_language_and_by_the_ways_they_asked_for(alice, aisha):
    claim = sent_claim(alice)
    alice.resident.language, alice.resident.contact_by = "cy", ["sms"]
    alice.resident.phone = "+447700900456"
    alice.resident.save()
    from_council(claim, aisha)
    time_goes_by(claim)
    assert [(each.channel, each.language) for each in told(claim)] == [("sms", "cy")]
    send_due_messages(limit=100, by=alice)
    letter = next(each for each in mailbox() if each.channel == "sms" and claim.reference in each.text)
    assert "Mewngofnodwch" in letter.text


def test_the_delay_is_what_the_desk_says(alice, aisha):
    message = from_council(sent_claim(alice), aisha)
    assert message.send_after - message.written_at == DELAY
