"""What is said, noted and seen."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import Http404
from django.utils import timezone

from cobrowse.actions.ending import end_conversation
from cobrowse.actions.events import HasEnded
from cobrowse.actions.talking import TooFast, add_note, mark, say
from cobrowse.models import HelpEvent, HelpRequest
from cobrowse.readers.changes import changes_since
from tests.cobrowse.conftest import ask, new_id, said


def standing(request, side):
    return changes_since(HelpRequest.objects.get(pk=request.pk), side, 0, timezone.now())["now"]


def test_both_read_what_both_say_in_one_order(alice, talking, on_duty):
    say(request=talking, words=" Hello, I am Aisha. ", client_id=new_id(), by=on_duty)
    say(request=talking, words="Is my son one?", client_id=new_id(), by=alice)
    assert said(talking, "resident") == said(talking, "adviser")
    assert said(talking, "resident")[-2:] == [("said", "Hello, I am Aisha."), ("said", "Is my son one?")]
    assert all(b"Aisha." not in bytes(each.secret or b"") for each in HelpEvent.objects.all())


def test_while_waiting_more_can_be_said(alice):
    request = ask(alice)
    say(request=request, words="It is about the rent.", client_id=new_id(), by=alice)
    assert said(request, "resident")[-1] == ("said", "It is about the rent.")


def test_the_same_words_sent_again_are_kept_once_even_after_the_end(alice, talking):
    client_id = new_id()
    first = say(request=talking, words="Hello", client_id=client_id, by=alice)
    end_conversation(request=talking, by=alice)
    assert say(request=talking, words="Hello", client_id=client_id, by=alice) == first
    with pytest.raises(HasEnded):
        say(request=talking, words="Are you there?", client_id=new_id(), by=alice)


@pytest.mark.parametrize("words", ["", "  \n ", "x" * 2001])
def test_no_words_and_too_many(alice, talking, words):
    with pytest.raises(ValueError, match="words"):
        say(request=talking, words=words, client_id=new_id(), by=alice)


def test_a_flood_of_words_stops_and_the_other_side_can_still_talk(alice, talking, on_duty):
    for number in range(60):
        say(request=talking, words=str(number), client_id=new_id(), by=alice)
    with pytest.raises(TooFast):
        say(request=talking, words="60", client_id=new_id(), by=alice)
    say(request=talking, words="Slowly, please.", client_id=new_id(), by=on_duty)


def test_nobody_else_talks(talking, bob, sam, visitor, omar):
    for stranger in (bob, sam, visitor):
        with pytest.raises(Http404):
            say(request=talking, words="Hello", client_id=new_id(), by=stranger)


def test_a_note_is_for_staff_alone_also_after_the_end(alice, talking, on_duty, sam):
    end_conversation(request=talking, by=on_duty)
    client_id = new_id()
    for _ in range(2):
        add_note(public_id=talking.public_id, words="Check the tenancy.", client_id=client_id, by=sam)
    assert said(talking, "adviser")[-1] == ("noted", "Check the tenancy.")
    assert "tenancy" not in str(changes_since(HelpRequest.objects.get(), "resident", 0, timezone.now()))
    with pytest.raises(Http404):
        add_note(public_id=talking.public_id, words="Mine", client_id=new_id(), by=alice)


def test_seen_goes_forwards_only_and_never_beyond_what_there_is(alice, talking, on_duty):
    say(request=talking, words="Hello", client_id=new_id(), by=on_duty)
    assert standing(talking, "adviser")["saw"] == 1
    mark(request=HelpRequest.objects.get(), side="resident", got=3, saw=2)
    assert (standing(talking, "adviser")["got"], standing(talking, "adviser")["saw"]) == (3, 2)
    mark(request=HelpRequest.objects.get(), side="resident", got=1, saw=1)
    mark(request=HelpRequest.objects.get(), side="resident", got=900, saw=900)
    assert (standing(talking, "adviser")["got"], standing(talking, "adviser")["saw"]) == (3, 3)
    # Whoever says something has seen what came before it.
    assert standing(talking, "resident")["saw"] == 3


def test_somebody_whose_page_is_open_is_here_and_looking_costs_no_write_each_time(
    alice, talking, django_assert_num_queries
):
    HelpRequest.objects.update(resident_here_at=timezone.now() - dt.timedelta(minutes=5))
    assert standing(talking, "adviser")["here"] is False
    mark(request=HelpRequest.objects.get(), side="resident", got=0, saw=0)
    assert standing(talking, "adviser")["here"] is True
    request = HelpRequest.objects.get()
    with django_assert_num_queries(0):
        mark(request=request, side="resident", got=0, saw=0)
