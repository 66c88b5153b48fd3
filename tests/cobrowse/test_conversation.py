"""The resident's side: waiting, talking, afterwards."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cobrowse.actions.asking import leave_queue
from cobrowse.actions.duty import change_duty
from cobrowse.actions.ending import end_conversation
from cobrowse.actions.queueing import accept
from cobrowse.actions.talking import add_note, say
from cobrowse.models import HelpEvent, HelpRequest, Way
from cobrowse.presenters.conversation import standing_words
from cobrowse.presenters.waiting import wait_words
from cobrowse.readers.changes import changes_since
from cobrowse.readers.figures import asked_between
from cobrowse.rules.queue import Wait
from tests.claims.making import small_draft
from tests.cobrowse.conftest import ask, new_id, said
from tests.core.html_tree import tree
from tests.people import browser_of


def address(request: HelpRequest, name: str = "request") -> str:
    return reverse(f"cobrowse:{name}", args=[request.public_id])


def test_waiting_shows_the_place_and_keeps_what_is_added(alice, bob, open_now):
    ask(bob)
    request, browser = ask(alice), browser_of(alice)
    page = browser.get(address(request)).content.decode()
    assert "There is 1 person before you." in page
    assert "What is a non-dependant?" in page
    answer = browser.post(address(request), {"words": "It is urgent.", "client_id": new_id()})
    assert answer["Location"] == address(request)
    assert said(request, "adviser")[-1] == ("said", "It is urgent.")


def test_talking_and_ending_with_plain_buttons(alice, talking, on_duty):
    browser = browser_of(alice)
    say(request=talking, words="Hello, I am Aisha.", client_id=new_id(), by=on_duty)
    page = browser.get(address(talking)).content.decode()
    assert "You are talking with Aisha Khan." in page
    assert "Hello, I am Aisha." in page
    assert HelpRequest.objects.get().resident_saw == 3
    asked = browser.post(address(talking, "end")).content.decode()
    assert "End the conversation?" in asked
    assert f'href="{address(talking)}"' in asked
    assert HelpRequest.objects.get().is_open, "asked first"
    browser.post(address(talking, "end"), {"_sure": "yes"})
    page = browser.get(address(talking)).content.decode()
    assert "This conversation has ended." in page
    told = {"after-rating": "4", "after-sorted_out": "not_yet"}
    assert browser.post(address(talking, "rating"), told)["Location"] == address(talking)
    assert "Thank you for telling us" in browser.get(address(talking)).content.decode()


def test_the_same_page_sent_twice_says_it_once(alice, talking):
    browser, words = browser_of(alice), {"words": "Hello", "client_id": str(new_id())}
    for _ in range(2):
        browser.post(address(talking), words)
    assert [each for each in said(talking, "resident") if each[1] == "Hello"] == [("said", "Hello")]


def test_looking_for_new_messages_keeps_the_box(alice, talking, on_duty):
    say(request=talking, words="Take your time.", client_id=new_id(), by=on_duty)
    page = browser_of(alice).post(address(talking), {"words": "Half a", "client_id": new_id(), "_look": "1"})
    assert "Half a" in page.content.decode()
    assert "Take your time." in page.content.decode()
    assert "Half a" not in str(said(talking, "adviser"))


def test_what_is_said_too_late_is_not_sent_and_not_lost(alice, talking, on_duty):
    end_conversation(request=talking, by=on_duty)
    answer = browser_of(alice).post(address(talking), {"words": "One more thing", "client_id": new_id()})
    assert answer.status_code == 422
    assert "One more thing" in answer.content.decode()
    assert "was not sent" in answer.content.decode()


def test_scripts_are_told_what_is_new(alice, talking, on_duty):
    browser = browser_of(alice)
    add_note(public_id=talking.public_id, words="A secret of staff", client_id=new_id(), by=on_duty)
    say(request=talking, words="Hello", client_id=new_id(), by=on_duty)
    answer = browser.get(f"{address(talking, 'changes')}?after=2&saw=2").json()
    assert "Hello" in answer["html"]
    assert "A secret" not in str(answer)
    assert answer["upto"] == 4
    assert (HelpRequest.objects.get().resident_got, HelpRequest.objects.get().resident_saw) == (4, 2)
    assert browser.get(f"{address(talking, 'changes')}?after=4").json()["html"] == ""


def test_the_place_in_the_queue_is_given_up_once_somebody_is_sure(alice, on_duty, open_now):
    request, browser = ask(alice), browser_of(alice)
    page = browser.post(address(request, "leave")).content.decode()
    assert "Stop waiting for an adviser?" in page
    assert "You lose your place." in page
    assert HelpRequest.objects.get().state == HelpRequest.State.WAITING
    assert browser.post(address(request, "leave"), {"_sure": "yes"})["Location"] == address(request)
    assert HelpRequest.objects.get().state == HelpRequest.State.ENDED
    assert "You are not in the queue any more." in browser.get(address(request)).content.decode()


def test_who_was_taken_meanwhile_goes_on_talking_and_is_asked_nothing(alice, talking):
    assert browser_of(alice).post(address(talking, "leave"))["Location"] == address(talking)
    assert HelpRequest.objects.get().state == HelpRequest.State.TALKING


@pytest.mark.parametrize("after", ["x", "-1", "²", "9" * 400, ""])
def test_junk_for_a_number_is_the_beginning(alice, talking, after):
    answer = browser_of(alice).get(f"{address(talking, 'changes')}?after={after}").json()
    assert "Aisha Khan has joined." in answer["html"]
    assert answer["upto"] == 2


def test_somebody_elses_conversation_is_nothing(alice, bob, visitor, aisha, talking):
    for stranger in (bob, visitor, aisha):
        browser = browser_of(stranger)
        page = browser.get(address(talking))
        if stranger == visitor:
            # Whose it is, is known after they signed in: a message leads here.
            assert page["Location"] == f"{reverse('accounts:sign_in')}?next={address(talking)}"
        else:
            assert page.status_code == 404
        assert browser.get(address(talking, "changes")).status_code == 404
        for name in ("leave", "end", "rating"):
            assert browser.post(address(talking, name), {"after-rating": "4"}).status_code == 404
    assert HelpRequest.objects.get().is_open


def test_the_bar_is_on_other_pages_while_it_lasts(alice, on_duty, open_now):
    request, browser = ask(alice), browser_of(alice)
    assert "bo-help-bar" not in browser.get("/").content.decode()
    browser.get(address(request))
    assert "You are next." in browser.get("/").content.decode()
    accept(public_id=request.public_id, by=on_duty)
    say(request=request, words="Hello", client_id=new_id(), by=on_duty)
    page = browser.get("/").content.decode()
    assert "You are talking with Aisha Khan." in page
    assert "New message" in page
    end_conversation(request=HelpRequest.objects.get(), by=on_duty)
    # It does not just vanish: it says so until they have looked.
    assert "This conversation has ended." in browser.get("/").content.decode()
    browser.get(address(request))
    page = browser.get("/").content.decode()
    assert "bo-help-bar" not in page
    assert "Get help from a person" in page


def test_who_waits_when_the_council_closes_is_told_and_can_leave_a_message(alice, calderbrook):
    page = " ".join(browser_of(alice).get(address(ask(alice))).content.decode().split())
    assert "Nobody can chat with you at the moment. There are other ways to get help." in page
    assert page.count("You keep your place") == 1, "said once"


def test_a_note_is_no_news_for_the_resident(alice, talking, on_duty):
    browser = browser_of(alice)
    browser.get(address(talking))
    add_note(public_id=talking.public_id, words="A secret of staff", client_id=new_id(), by=on_duty)
    assert "New message" not in browser.get("/").content.decode()
    answer = browser.get(f"{address(talking, 'changes')}?after=2").json()
    assert (answer["upto"], answer["html"]) == (2, "")


def test_a_page_that_is_not_there_says_so_to_who_waits_too(alice, talking):
    browser = browser_of(alice)
    browser.get(address(talking))
    assert browser.get("/nowhere/").status_code == 404


def test_a_left_message_hides_neither_the_way_to_ask_nor_a_chat(alice, talking):
    browser, message = browser_of(alice), ask(alice, "Please write", way="message")
    browser.get(address(talking))
    browser.get(address(message))
    page = browser.get("/").content.decode()
    assert "You are talking with Aisha Khan." in page
    assert "Get help from a person" in page


def test_other_words_under_an_old_id_are_not_lost(alice, talking):
    client_id, browser = new_id(), browser_of(alice)
    for words in ("First", "Second", "Second"):
        browser.post(address(talking), {"words": words, "client_id": client_id})
    assert [each for each in said(talking, "resident") if each[1] in ("First", "Second")][:2] == [
        ("said", "First"), ("said", "Second"),
    ]  # fmt: skip


def test_who_was_put_back_reads_that_the_place_is_kept(alice, talking, on_duty):
    change_duty(state="off", by=on_duty)
    page = browser_of(alice).get(address(talking)).content.decode()
    assert "You have your place in the queue again" in page
    assert HelpEvent.objects.filter(kind="put_back").count() == 1


def test_scripts_get_an_answer_instead_of_a_page(alice, talking, on_duty):
    browser, json = browser_of(alice), {"HTTP_ACCEPT": "application/json"}
    client_id = new_id()
    for _ in range(2):
        answer = browser.post(address(talking), {"words": "Hello", "client_id": client_id}, **json)
        assert (answer.status_code, answer.json()) == (200, {"state": "said"})
    assert said(talking, "adviser")[-1] == ("said", "Hello")
    empty = browser.post(address(talking), {"words": " ", "client_id": new_id()}, **json)
    assert (empty.status_code, empty.json()) == (422, {"error": "Write a message"})
    end_conversation(request=talking, by=on_duty)
    late = browser.post(address(talking), {"words": "Hello?", "client_id": new_id()}, **json)
    assert late.status_code == 422
    assert "was not sent" in late.json()["error"]


def test_the_account_lists_the_persons_own_conversations_and_costs_one_query(alice, bob, on_duty):
    home, everything = reverse("accounts:home"), reverse("cobrowse:mine")
    browser = browser_of(alice)
    with CaptureQueriesContext(connection) as before:
        assert "See all conversations" not in browser.get(home).content.decode()
    theirs, messages = ask(bob), [ask(alice, way=Way.MESSAGE) for _ in range(5)]
    ended = accept(public_id=ask(alice).public_id, by=on_duty)
    end_conversation(request=ended, by=alice)
    with CaptureQueriesContext(connection) as after:
        page = browser.get(home).content.decode()
    assert len(after) <= len(before)
    # The oldest of six is on the page of all.
    assert (address(ended) in page, address(messages[0]) in page, address(theirs) in page) == (True, False, False)
    assert everything in page
    page = browser.get(everything).content.decode()
    assert all(address(each) in page for each in [*messages, ended])
    assert address(theirs) not in page
    assert "This conversation has ended." in browser.get(address(ended)).content.decode()
    assert "You have not asked for help" in browser_of(on_duty).get(everything).content.decode()


def test_two_thousand_letters_are_that_many_however_lines_end(alice, talking):
    browser = browser_of(alice)
    lines = "\r\n".join(["x" * 9] * 200)
    assert browser.post(address(talking), {"words": lines, "client_id": new_id()}).status_code == 302
    assert said(talking, "adviser")[-1] == ("said", lines.replace("\r\n", "\n"))
    assert browser.post(address(talking), {"words": "\u200b\u200b", "client_id": new_id()}).status_code == 422
    with pytest.raises(ValueError, match="no words"):
        say(request=talking, words="\u200b", client_id=new_id(), by=alice)


def test_marks_of_direction_in_what_is_said_stay_inside_it(alice, talking):
    say(request=talking, words="\u202eevil", client_id=new_id(), by=alice)
    page = tree(browser_of(alice).get(address(talking)).content.decode())
    line = page.all(class_="bo-chat__line")[-1]
    [words] = [each for each in line.all("bdi") if "evil" in each.text]
    assert words.attrs["dir"] == "auto"
    assert not words.all("time")
    assert line.one("time").attrs["dir"] == "ltr"


def test_who_is_back_in_the_queue_reads_that_first(open_now, alice, bob, talking, on_duty):
    change_duty(state="off", by=on_duty)
    page = " ".join(browser_of(alice).get(address(talking)).content.decode().split())
    assert "The adviser had to go, so you are in the queue again. You are next." in page
    waits = browser_of(bob).get(address(ask(bob))).content.decode()
    assert "had to go" not in waits


def test_nobody_is_told_that_others_are_before_them_and_an_adviser_is_free_in_one_breath(open_now, alice, bob, on_duty):
    ask(alice)
    words = standing_words(changes_since(ask(bob), "resident", 0, timezone.now())["now"], HelpRequest.objects.last())
    assert words.startswith("There is 1 person before you.")
    assert "free now" not in words
    assert wait_words(Wait(0, 0), place=2) == "Advisers are free, so it should not take long."
    assert wait_words(Wait(0, 0)) == "An adviser is free now."
    # Beside other sentences it says of what.
    assert wait_words(Wait(5, 10), place=2) == "You wait between 5 and 10 minutes."
    assert wait_words(Wait(5, 5), place=2) == "You wait about 5 minutes."


def test_the_place_goes_down_as_others_leave_and_who_gave_up_is_in_the_figures(open_now, alice, bob, omar):
    first, second = ask(bob), ask(alice)
    browser, changes = browser_of(alice), f"{address(second, 'changes')}?after=1"
    assert browser.get(changes).json()["standing"].startswith("There is 1 person before you.")
    leave_queue(public_id=first.public_id, by=bob)
    assert browser.get(changes).json()["standing"].startswith("You are next.")
    today = timezone.localdate()
    assert [each.gave_up for each in asked_between(omar, today, today)] == [True, False]


def test_sharing_is_offered_once_there_is_a_form(alice, bob, talking):
    browser, offer = browser_of(alice), reverse("cobrowse:share", args=[talking.public_id])
    small_draft(bob)
    page = " ".join(browser.get(address(talking)).content.decode().split())
    assert offer not in page
    assert "When you have begun a form, you can let Aisha Khan see it" in page
    small_draft(alice)
    assert offer in browser.get(address(talking)).content.decode()
