"""Somebody whose page is closed is told by a message that they have an answer, once until they have looked."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import Resident
from cobrowse.actions.queueing import accept
from cobrowse.actions.talking import add_note, mark, say
from cobrowse.models import HelpRequest, Way
from notifications.models import Message
from notifications.texts import render_message
from tests.cobrowse.conftest import ask, new_id


def away(request: HelpRequest, seconds: int) -> None:
    HelpRequest.objects.filter(pk=request.pk).update(resident_here_at=timezone.now() - dt.timedelta(seconds=seconds))


def answer(request: HelpRequest, by, words: str = "It is the rent you pay.") -> None:
    say(request=request, words=words, client_id=new_id(), by=by)


def told() -> int:
    """How often Alice was told by e-mail."""
    return Message.objects.filter(template="help_answered", channel="email").count()


@pytest.mark.parametrize(("seconds", "times"), [(0, 0), (110, 0), (130, 1)])
def test_only_somebody_whose_page_is_closed_is_told(talking, on_duty, seconds, times):
    away(talking, seconds)
    answer(talking, on_duty)
    assert told() == times


def test_once_until_they_have_looked(alice, talking, on_duty):
    away(talking, 600)
    for _ in range(3):
        answer(talking, on_duty)
    assert told() == 1
    mark(request=HelpRequest.objects.get(), side="resident", got=5, saw=5)
    away(talking, 600)
    answer(talking, on_duty)
    answer(talking, on_duty)
    assert told() == 2
    say(request=talking, words="I am back", client_id=new_id(), by=alice)
    away(talking, 600)
    answer(talking, on_duty)
    assert told() == 3


def test_what_was_said_while_they_were_there_does_not_keep_the_news_back(talking, on_duty):
    answer(talking, on_duty)
    assert told() == 0
    away(talking, 600)
    answer(talking, on_duty)
    assert told() == 1


def test_an_answer_to_a_message_is_always_told(alice, on_duty):
    message = accept(public_id=ask(alice, way=Way.MESSAGE).public_id, by=on_duty)
    answer(message, on_duty)
    answer(message, on_duty)
    assert told() == 1


def test_the_same_words_sent_twice_and_a_note_tell_nothing_more(talking, on_duty):
    away(talking, 600)
    add_note(public_id=talking.public_id, words="A note", client_id=new_id(), by=on_duty)
    assert told() == 0
    client_id = new_id()
    for _ in range(2):
        say(request=talking, words="Hello", client_id=client_id, by=on_duty)
    assert told() == 1


def test_nobody_is_told_of_their_own_words(alice, talking):
    away(talking, 600)
    say(request=talking, words="Hello?", client_id=new_id(), by=alice)
    assert not Message.objects.filter(template="help_answered").exists()


@pytest.mark.parametrize(("language", "subject"), [("en-gb", "An adviser has answered you"), ("cy", "Mae cynghorydd")])
def test_it_leads_to_the_conversation_and_says_nothing_of_it(calderbrook, alice, talking, on_duty, language, subject):
    Resident.objects.filter(pk=alice.resident.pk).update(language=language)
    away(talking, 600)
    answer(talking, on_duty, "About your non-dependant")
    for message in Message.objects.filter(template="help_answered"):
        text = render_message(message, calderbrook)
        assert text.subject.startswith(subject)
        assert calderbrook.url_of(reverse("cobrowse:request", args=[talking.public_id])) in text.body
        assert "non-dependant" not in text.subject + text.body
        assert "Aisha" not in text.subject + text.body
    assert translation.get_language() == "en-gb"


def test_who_must_not_be_written_to_finds_it_in_the_account(alice, talking, on_duty):
    Resident.objects.filter(pk=alice.resident.pk).update(safe_to_contact=False)
    away(talking, 600)
    answer(talking, on_duty)
    assert [each.channel for each in Message.objects.filter(template="help_answered")] == ["in_app"]
