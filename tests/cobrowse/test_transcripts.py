"""A copy of what was said: saved as a file, or a message that leads to it and says nothing of it."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.urls import reverse

from accounts.models import Resident
from cobrowse.actions.ending import end_conversation
from cobrowse.actions.talking import add_note, say
from cobrowse.actions.transcripts import NowhereToWrite, SentTooOften, send_transcript, still_there
from cobrowse.models import HelpRequest
from cobrowse.readers import changes
from cobrowse.readers.transcripts import ways_to_write
from notifications.models import Message
from notifications.texts import render_message
from tests.cobrowse.conftest import new_id
from tests.people import browser_of


@pytest.fixture
def ended(alice, on_duty, talking):
    """Alice and Aisha have talked, with words that belong to nobody else."""
    say(request=talking, words="My number is QQ123456C, is £ 12 all?", client_id=new_id(), by=alice)
    say(request=talking, words="Yes, it is.", client_id=new_id(), by=on_duty)
    add_note(public_id=talking.public_id, words="A secret of staff", client_id=new_id(), by=on_duty)
    return end_conversation(request=talking, by=on_duty)


def address(request: HelpRequest, name: str) -> str:
    return reverse(f"cobrowse:{name}", args=[request.public_id])


def resident_is(alice, **values) -> None:
    Resident.objects.filter(pk=alice.resident.pk).update(**values)
    alice.resident.refresh_from_db()


def sent() -> list[str]:
    return sorted(Message.objects.filter(template="help_transcript").values_list("channel", flat=True))


def test_the_file_has_everything_that_they_could_read_and_no_note(alice, ended):
    answer = browser_of(alice).get(address(ended, "transcript"))
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    text = answer.content.decode("utf-8-sig")
    for words in ("What is a non-dependant?", "is £ 12 all?", ", Aisha Khan\nYes, it is.", "has ended"):
        assert words in text
    assert "secret of staff" not in text


def test_a_long_conversation_is_whole(alice, ended, monkeypatch):
    monkeypatch.setattr(changes, "AT_ONCE", 2)
    text = browser_of(alice).get(address(ended, "transcript")).content.decode()
    assert "non-dependant" in text
    assert "Yes, it is." in text
    assert text.count("The conversation has ended.") == 1


def test_nothing_to_copy_while_they_talk(alice, talking):
    browser = browser_of(alice)
    assert browser.get(address(talking, "transcript")).status_code == 404
    assert browser.post(address(talking, "send_transcript")).status_code == 404
    assert "A copy of what was said" not in browser.get(address(talking, "request")).content.decode()


def test_the_message_leads_to_the_words_and_has_none_of_them(calderbrook, alice, ended):
    browser = browser_of(alice)
    page = browser.get(address(ended, "request")).content.decode()
    assert "to the address that you sign in with" in page
    assert f"{address(ended, 'request')}#copy" in browser.get(reverse("cobrowse:mine")).content.decode()
    assert browser.post(address(ended, "send_transcript"))["Location"] == address(ended, "request")
    assert sent() == ["email", "in_app"]
    text = render_message(Message.objects.get(template="help_transcript", channel="email"), calderbrook)
    assert address(ended, "request") in text.body
    for words in ("QQ123456C", "non-dependant", "Aisha"):
        assert words not in text.subject + text.body


@pytest.mark.slow
@pytest.mark.parametrize(
    ("values", "ways"),
    [
        ({}, ["email"]),
        ({"safe_to_contact": False}, []),
        ({"contact_by": ["sms"]}, []),
        ({"contact_by": ["email"]}, ["email"]),
        # Typed by whoever, proved by nobody.
        ({"email": "someone.else@example.org"}, []),
        ({"email": "ALICE@example.org"}, ["email"]),
        ({"phone": "+447700900123"}, ["email"]),
    ],
)
def test_only_where_they_want_it_and_have_proved_it(alice, ended, values, ways):
    resident_is(alice, **values)
    assert ways_to_write(alice) == ways
    page = browser_of(alice).get(address(ended, "request")).content.decode()
    assert ("Send me the link" in page) == bool(ways)
    if not ways:
        with pytest.raises(NowhereToWrite):
            send_transcript(public_id=ended.public_id, by=alice)
        assert sent() == []
        # Posted all the same, by an old page.
        browser = browser_of(alice)
        browser.post(address(ended, "send_transcript"))
        assert "Nothing was sent" in browser.get(address(ended, "request")).content.decode()


def test_a_proved_number_gets_a_text(alice, ended):
    alice.user.phone = "+447700900123"
    alice.user.save()
    resident_is(alice, phone="+447700900123", contact_by=["sms"])
    assert send_transcript(public_id=ended.public_id, by=alice) == ["sms"]


def test_so_many_of_one_person(alice, ended):
    for _ in range(5):
        send_transcript(public_id=ended.public_id, by=alice)
    with pytest.raises(SentTooOften) as refusal:
        send_transcript(public_id=ended.public_id, by=alice)
    assert refusal.value.seconds > 0
    assert sent().count("email") == 5


def test_it_is_theirs_alone(bob, visitor, on_duty, ended):
    for stranger in (bob, visitor, on_duty):
        with pytest.raises(Http404):
            send_transcript(public_id=ended.public_id, by=stranger)
        assert browser_of(stranger).get(address(ended, "transcript")).status_code == 404


def test_no_message_leads_to_what_is_deleted(ended):
    context = {"request": str(ended.public_id)}
    assert still_there(context)
    HelpRequest.objects.all().delete()
    assert not still_there(context)
