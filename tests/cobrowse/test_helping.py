"""The adviser's side of one conversation: talking, ready words, notes, passing on, and what came of it."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import AuditEvent, Resident
from accounts.permissions import Role
from cobrowse.actions.duty import change_duty, end_absent_duties
from cobrowse.actions.ending import end_conversation
from cobrowse.actions.queueing import pass_on, put_back
from cobrowse.actions.settings import save_rules
from cobrowse.actions.talking import add_note, mark, say
from cobrowse.models import CannedReply, Duty, HelpRequest, Way
from tests.claims.making import small_draft
from tests.claims.reached import sent_as
from tests.cobrowse.conftest import ask, new_id, said
from tests.people import browser_of, make_staff


def address(request: HelpRequest, name: str = "staff_request") -> str:
    return reverse(f"cobrowse:{name}", args=[request.public_id])


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def words(what: str, **more) -> dict[str, str]:
    return {"words": what, "client_id": str(new_id()), **more}


@pytest.fixture
def hello(calderbrook):
    """Ready words in English, and the Welsh of one of two."""
    CannedReply.objects.create(code="hello", title="Hello", words="Hello, how can I help?")
    CannedReply.objects.create(code="hello", language="cy", title="Helo", words="Helo, sut alla i helpu?")
    return CannedReply.objects.create(code="bye", title="Goodbye", words="Goodbye.")


def test_saying_something_once(talking, on_duty):
    browser, posted = browser_of(on_duty), words("Hello, I am Aisha.")
    for _ in range(2):
        assert browser.post(address(talking), posted)["Location"] == address(talking)
    assert said(talking, "resident")[2:] == [("said", "Hello, I am Aisha.")]
    page = text(browser.get(address(talking)))
    assert "Send to Alice Ashworth" in page
    assert "Your last message is sent. They have not seen it yet." in page
    mark(request=HelpRequest.objects.get(), side="resident", got=3, saw=2)
    assert "is on their device" in text(browser.get(address(talking)))
    mark(request=HelpRequest.objects.get(), side="resident", got=3, saw=3)
    assert "They have seen your last message." in text(browser.get(address(talking)))


def test_looking_marks_what_they_said_as_seen(alice, talking, on_duty):
    say(request=talking, words="Is anybody there?", client_id=new_id(), by=alice)
    browser_of(on_duty).get(address(talking))
    assert (HelpRequest.objects.get().adviser_got, HelpRequest.objects.get().adviser_saw) == (3, 3)


def test_ready_words_go_into_the_box_below_what_was_typed(talking, on_duty, hello):
    browser = browser_of(on_duty)
    page = browser.post(address(talking), words("Good morning.", reply="bye", _reply="1")).content.decode()
    assert "Good morning.\nGoodbye.</textarea>" in page
    assert len(said(talking, "adviser")) == 2
    for chosen in ("nonsense", ""):
        page = browser.post(address(talking), words("Good morning.", reply=chosen, _reply="1")).content.decode()
        assert "Good morning.</textarea>" in page


def test_ready_words_are_found_by_what_is_in_them(talking, on_duty, hello):
    browser = browser_of(on_duty)

    def found(asked: str) -> tuple[list[str], str]:
        page = browser.post(address(talking), words("Good morning.", find=asked, _find="1")).content.decode()
        assert "Good morning.</textarea>" in page
        options = page.partition('id="id_reply"')[2].partition("</select>")[0]
        return [code for code in ("hello", "bye") if f'value="{code}"' in options], page

    assert found("GOODB")[0] == ["bye"]
    assert "1 matches “GOODB”." in found("GOODB")[1]
    codes, page = found("nothing like it")
    assert codes == ["hello", "bye"]
    assert "Nothing matches “nothing like it”. These are all ready words." in page
    assert found(" ")[0] == ["hello", "bye"]
    # Enter in the box looks, and sends nothing.
    first = page.partition("data-help-say")[2].partition("<button")[2].partition(">")[0]
    assert 'name="_find"' in first
    assert len(said(talking, "adviser")) == 2


def test_ready_words_are_in_the_persons_language(alice, on_duty, hello):
    asked = ask(alice, language="cy")
    browser = browser_of(on_duty)
    browser.post(address(asked, "take"))
    page = browser.get(address(asked)).content.decode()
    assert ">Helo<" in page.replace("\n", "").replace(" ", "")
    assert "Goodbye" in page
    page = browser.post(address(asked), words("", reply="hello", _reply="1")).content.decode()
    assert "Helo, sut alla i helpu?</textarea>" in page


def test_looking_again_keeps_the_box(alice, talking, on_duty):
    say(request=talking, words="Take your time", client_id=new_id(), by=alice)
    page = browser_of(on_duty).post(address(talking), words("Half a", _look="1")).content.decode()
    assert "Half a</textarea>" in page
    assert "Take your time" in page
    assert "Half a" not in str(said(talking, "adviser"))


def too_fast(talking, on_duty, alice):
    for number in range(60):
        say(request=talking, words=str(number), client_id=new_id(), by=on_duty)


def ended(talking, on_duty, alice):
    end_conversation(request=talking, by=alice)


def gone_back(talking, on_duty, alice):
    put_back(public_id=talking.public_id, by=on_duty)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("happens", "told"),
    [(too_fast, "That was a lot in a short time"), (ended, "This conversation has ended"),
     (gone_back, "You are not talking with this person any more")],
)  # fmt: skip
def test_what_cannot_be_sent_is_said_and_not_lost(alice, talking, on_duty, happens, told):
    happens(talking, on_duty, alice)
    answer = browser_of(on_duty).post(address(talking), words("My long answer"))
    assert answer.status_code == 422
    assert told in text(answer)
    assert "My long answer</textarea>" in answer.content.decode()
    assert "My long answer" not in str(said(talking, "adviser"))


def test_somebody_put_back_is_taken_again_with_the_words_still_there(talking, on_duty, sam):
    put_back(public_id=talking.public_id, by=on_duty)
    browser = browser_of(on_duty)
    page = browser.post(address(talking), words("My long answer"))
    assert 'name="_take"' in page.content.decode()
    page = browser.post(address(talking), words("My long answer", _take="1")).content.decode()
    assert "Send to Alice Ashworth" in " ".join(page.split())
    assert "My long answer</textarea>" in page
    pass_on(public_id=talking.public_id, to=sam.membership.pk, words="", by=on_duty)
    page = browser.post(address(talking), words("My long answer", _take="1"))
    assert "Sam Okoro was quicker" in text(page)
    assert "My long answer</textarea>" in page.content.decode()


@pytest.mark.parametrize("typed", ["", "x" * 2001])
def test_an_empty_or_endless_message_is_an_error_with_the_words_kept(talking, on_duty, typed):
    answer = browser_of(on_duty).post(address(talking), words(typed))
    assert answer.status_code == 422
    assert "There is a problem" in text(answer)
    assert typed in answer.content.decode()


def test_who_it_is_and_what_it_is_about(alice, on_duty):
    Resident.objects.filter(pk=alice.resident.pk).update(safe_to_contact=False)
    claim = sent_as(alice, "Alice Ashworth")
    draft = small_draft(alice)
    asked = ask(alice, claim=claim, access_needs=["bsl"], language="cy", urgencies=["unsafe"])
    page = text(browser_of(on_duty).get(address(asked)))
    for what in ("Alice Ashworth", "British Sign Language", "Welsh", "Not safe", "It is not safe to contact"):
        assert what in page, what
    assert reverse("casework:staff_claim", args=[claim.reference]) in page
    HelpRequest.objects.update(claim=draft)
    page = text(browser_of(on_duty).get(address(asked)))
    assert "/staff/claims/CAL" not in page
    assert str(draft.public_id) not in page


@pytest.mark.parametrize(
    ("needs", "language", "spoken", "reads"),
    [
        ([], "en-gb", "", ""),
        (["interpreter"], "en-gb", "Polish", "Polish. 0300 000 0000, code 12"),
        ([], "cy", "", "0300 000 0000, code 12"),
        (["bsl"], "en-gb", "", "0300 000 0000, code 12"),
    ],
)
def test_the_adviser_reads_how_to_reach_an_interpreter(alice, on_duty, omar, needs, language, spoken, reads):
    save_rules(interpreter="0300 000 0000, code 12", by=omar)
    Resident.objects.filter(pk=alice.resident.pk).update(interpreter_language=spoken)
    page = text(browser_of(on_duty).get(address(ask(alice, access_needs=needs, language=language))))
    found = re.search(r"<dt>Interpreter</dt><dd>([^<]*)</dd>", page)
    assert (found[1] if found else "") == reads


def test_a_note_is_kept_for_staff_also_when_it_is_empty_once(talking, on_duty):
    browser = browser_of(on_duty)
    answer = browser.post(address(talking, "add_note"), {"note": "", "note_id": new_id()})
    assert answer.status_code == 422
    assert "Write the note first" in text(answer)
    posted = {"note": "Check the tenancy.", "note_id": str(new_id())}
    for _ in range(2):
        assert browser.post(address(talking, "add_note"), posted)["Location"] == address(talking)
    assert said(talking, "adviser")[2:] == [("noted", "Check the tenancy.")]
    assert "tenancy" not in str(said(talking, "resident"))
    assert "Note: only staff see this" in text(browser.get(address(talking)))


def test_putting_back_and_passing_on(talking, on_duty, sam):
    browser = browser_of(on_duty)
    page = text(browser.get(address(talking, "pass_on")))
    assert "Sam Okoro, on duty now" in page
    assert browser.post(address(talking, "pass_on"), {"note": "Go gently."}).status_code == 422
    browser.post(address(talking, "pass_on"), {"to": f"person-{sam.membership.pk}", "note": "Go gently."})
    assert HelpRequest.objects.get().adviser == sam.membership
    assert ("noted", "Go gently.") in said(talking, "adviser")
    other = browser_of(sam)
    assert other.post(address(talking, "put_back"))["Location"] == reverse("cobrowse:desk")
    assert HelpRequest.objects.get().state == "waiting"


def test_whoever_is_with_them_no_more_changes_nothing_and_keeps_the_note(talking, on_duty, sam):
    pass_on(public_id=talking.public_id, to=sam.membership.pk, words="", by=on_duty)
    browser = browser_of(on_duty)
    answer = browser.post(address(talking, "pass_on"), {"to": f"person-{sam.membership.pk}", "note": "Go gently."})
    assert answer.status_code == 422
    assert "Go gently.</textarea>" in answer.content.decode()
    for name in ("put_back", "staff_end"):
        browser.post(address(talking, name))
        assert "so nothing was changed" in text(browser.get(reverse("cobrowse:desk")))
    assert HelpRequest.objects.get().adviser == sam.membership


def test_nobody_to_pass_on_to_is_said(talking, on_duty):
    assert "Nobody else here helps live." in text(browser_of(on_duty).get(address(talking, "pass_on")))


def test_ending_leads_to_what_came_of_it(talking, on_duty, sam):
    browser = browser_of(on_duty)
    assert browser.get(address(talking, "wrap_up")).status_code == 404
    assert "End the conversation with Alice Ashworth?" in text(browser.post(address(talking, "staff_end")))
    assert HelpRequest.objects.get().is_open, "asked first"
    assert browser.post(address(talking, "staff_end"), {"_sure": "yes"})["Location"] == address(talking, "wrap_up")
    assert browser_of(sam).get(address(talking, "wrap_up")).status_code == 404
    assert browser.post(address(talking, "wrap_up"), {"outcome": "answered"}).status_code == 422
    answer = browser.post(address(talking, "wrap_up"), {"outcome": "answered", "resolved": "no"})
    assert answer["Location"] == reverse("cobrowse:desk")
    kept = HelpRequest.objects.get()
    assert (kept.outcome, kept.resolved, kept.wrapped_up_at is None) == ("answered", False, False)


@pytest.mark.slow
def test_a_colleague_reads_along_which_is_written_down_and_marks_nothing(alice, talking, on_duty, sam):
    say(request=talking, words="It is private", client_id=new_id(), by=alice)
    browser = browser_of(sam)
    page = text(browser.get(address(talking)))
    assert "You are reading along. Aisha Khan talks with this person." in page
    assert "It is private" in page
    assert "Send to" not in page
    browser.get(address(talking, "staff_changes"))
    opened = AuditEvent.objects.get(code="cobrowse.help.opened")
    assert (opened.actor, opened.resident, opened.subject) == (sam.user, alice.resident, str(talking.public_id))
    assert HelpRequest.objects.get().adviser_saw == 2
    assert said(talking, "resident")[3:] == [("reading", "")], "told once"
    assert "Sam Okoro, another adviser, is reading this conversation too." in text(
        browser_of(alice).get(reverse("cobrowse:request", args=[talking.public_id]))
    )
    assert browser.post(address(talking), words("I butt in")).status_code == 422
    assert "butt in" not in str(said(talking, "adviser"))
    browser_of(on_duty).get(address(talking))
    assert AuditEvent.objects.filter(code="cobrowse.help.opened").count() == 1
    assert "Looked at a conversation" in text(browser_of(alice).get(reverse("accounts:audit_trail")))


def test_nobody_is_told_of_whoever_looks_at_the_queue_or_back_at_what_has_ended(alice, talking, on_duty, sam):
    end_conversation(request=talking, by=alice)
    browser_of(sam).get(address(talking))
    waits = ask(alice)
    browser_of(sam).get(address(waits))
    assert "reading" not in [kind for asked in (talking, waits) for kind, _ in said(asked, "resident")]


def test_a_colleagues_words_are_not_called_mine(talking, on_duty, sam):
    say(request=talking, words="Aisha says", client_id=new_id(), by=on_duty)
    pass_on(public_id=talking.public_id, to=sam.membership.pk, words="", by=on_duty)
    say(request=talking, words="Sam says", client_id=new_id(), by=sam)
    page = text(browser_of(sam).get(address(talking)))
    assert page.count(">You</span>") == 1
    assert ">Aisha Khan</span>" in page
    assert ">Alice Ashworth</span>" in page


def test_two_advisers_of_one_name_are_told_apart(calderbrook, talking, on_duty):
    namesake = make_staff(calderbrook, "Aisha Khan", "aisha.two@calderbrook.example", Role.ADVISOR)
    say(request=talking, words="I am the first", client_id=new_id(), by=on_duty)
    pass_on(public_id=talking.public_id, to=namesake.membership.pk, words="", by=on_duty)
    say(request=talking, words="I am the second", client_id=new_id(), by=namesake)
    page = text(browser_of(namesake).get(address(talking)))
    assert page.index(">Aisha Khan</span>") < page.index("I am the first") < page.index(">You</span>")
    assert page.count(">You</span>") == 1


def test_who_reads_along_is_told_by_the_screen_that_it_is_theirs_now(talking, on_duty, sam):
    browser, first = browser_of(sam), browser_of(on_duty)
    turn = re.search(r'data-help-now="([^"]+)"', browser.get(address(talking)).content.decode())[1]
    mine = re.search(r'data-help-now="([^"]+)"', first.get(address(talking)).content.decode())[1]
    changes = f"{address(talking, 'staff_changes')}?after=2"
    assert (browser.get(changes).json()["turn"], first.get(changes).json()["turn"]) == (turn, mine)
    pass_on(public_id=talking.public_id, to=sam.membership.pk, words="", by=on_duty)
    assert (browser.get(changes).json()["turn"], first.get(changes).json()["turn"]) == (mine, turn)
    assert turn != mine


def test_of_a_page_without_scripts_it_is_said_when_they_looked(alice, talking, on_duty):
    browser_of(alice).get(reverse("cobrowse:request", args=[talking.public_id]))
    page = text(browser_of(on_duty).get(address(talking)))
    assert "Their page tells us only when they look at it: last at" in page
    assert "was not heard of" not in page
    browser_of(alice).get(reverse("cobrowse:changes", args=[talking.public_id]))
    assert "Their page is open." in text(browser_of(on_duty).get(address(talking)))
    assert "Their page is open." in text(browser_of(on_duty).get(reverse("cobrowse:desk")))
    HelpRequest.objects.update(resident_here_at=timezone.now() - dt.timedelta(minutes=2))
    assert "Their page was not heard of lately." in text(browser_of(on_duty).get(address(talking)))


def test_scripts_are_told_what_is_new_with_notes(alice, talking, on_duty):
    add_note(public_id=talking.public_id, words="For staff", client_id=new_id(), by=on_duty)
    say(request=talking, words="Hello?", client_id=new_id(), by=alice)
    Duty.objects.update(seen_at=timezone.now() - dt.timedelta(seconds=50))
    answer = browser_of(on_duty).get(f"{address(talking, 'staff_changes')}?after=2&saw=3").json()
    assert answer["html"].index("For staff") < answer["html"].index("Hello?")
    assert "What is a non-dependant?" not in answer["html"]
    assert (answer["now"]["here"], answer["upto"]) == (True, 4)
    assert "You are talking with them." in answer["standing"]
    assert (HelpRequest.objects.get().adviser_got, HelpRequest.objects.get().adviser_saw) == (4, 3)
    # Asking is being at the desk.
    assert timezone.now() - Duty.objects.get().seen_at < dt.timedelta(seconds=10)


def test_who_writes_for_long_without_scripts_loses_nobody(calderbrook, talking, on_duty):
    browser, platform = browser_of(on_duty), system_actor(calderbrook, "live help")
    browser.get(address(talking))
    minutes_pass(9)
    assert end_absent_duties(by=platform) == 0
    minutes_pass(3)
    assert end_absent_duties(by=platform) == 1


def test_with_scripts_a_closed_page_is_noticed_in_a_minute(calderbrook, talking, on_duty):
    browser, platform = browser_of(on_duty), system_actor(calderbrook, "live help")
    browser.get(address(talking))
    browser.get(address(talking, "staff_changes"))
    minutes_pass(2)
    assert end_absent_duties(by=platform) == 1
    assert HelpRequest.objects.get().state == "waiting"


def minutes_pass(number: int) -> None:
    """As if everything had happened so long ago."""
    Duty.objects.update(seen_at=F("seen_at") - dt.timedelta(minutes=number))


@pytest.mark.parametrize("after", ["x", "-1", "²", "9" * 400, ""])
def test_junk_for_a_number_is_the_beginning(talking, on_duty, after):
    answer = browser_of(on_duty).get(f"{address(talking, 'staff_changes')}?after={after}&saw={after}").json()
    assert "What is a non-dependant?" in answer["html"]
    assert answer["upto"] == 2


def test_a_message_is_taken_answered_and_stands_as_one(alice, on_duty):
    asked, browser = ask(alice, "Please write", way=Way.MESSAGE), browser_of(on_duty)
    assert "They wait for an answer to their message." in text(browser.get(address(asked)))
    browser.post(address(asked, "take"))
    browser.post(address(asked), words("We have it."))
    assert said(asked, "resident")[-1] == ("said", "We have it.")


@pytest.mark.parametrize("ending", ["left", "resident", "adviser", "gone"])
def test_how_it_ended_is_said(talking, on_duty, ending):
    HelpRequest.objects.update(state="ended", ending=ending, ended_at=timezone.now())
    page = text(browser_of(on_duty).get(address(talking)))
    assert "Send to" not in page
    assert address(talking, "wrap_up") in page


def test_off_duty_nobody_is_taken_from_their_page(alice, aisha):
    asked, browser = ask(alice), browser_of(aisha)
    page = browser.post(address(asked), words("Hello", _take="1"))
    assert "You are off duty, so nobody was taken." in text(page)
    change_duty(state=Duty.State.HERE, by=aisha)
    browser.post(address(asked), words("Hello", _take="1"))
    assert HelpRequest.objects.get().state == "talking"
