"""The entry form of the job journal is filled in together as forms are: as a page that declares its boxes."""

from __future__ import annotations

import json
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from claims.actions.answering import AnswerChange
from cobrowse.models import Access, SharedForm
from cobrowse.sharing.actions.editing import ChangedSince, MayOnlySee, NotSharedAnyMore, save_shared_answer, undo_edit
from cobrowse.sharing.actions.sharing import share_form, stop_sharing
from cobrowse.sharing.presenters.changes import changes_content
from cobrowse.sharing.presenters.screen import adviser_screen, resident_screen
from cobrowse.sharing.readers.shares import mark_of_adviser, own_share, share_for_staff
from formspec.rules.shared_pages import shared_page, shared_pages
from jobjournal.actions.drafting import BoxChange, DraftOf, remove_draft, save_draft
from jobjournal.actions.library import set_up_journal
from jobjournal.library import is_shown_to_advisers, known_questions, starter_sentences
from jobjournal.models import EntryDraft
from jobjournal.readers.drafts import typed_in
from tests.cobrowse.conftest import said
from tests.jobjournal.making import applied, recorded
from tests.people import browser_of

SECRET = "Canary: my son was taken to hospital"


@pytest.fixture
def draft(alice, omar) -> EntryDraft:
    """Alice has begun to say why she could not look for work."""
    set_up_journal(by=omar)
    return begun(alice, "could_not_do", "could_not", reason_clause=SECRET, told_who="my work coach")


def begun(actor, activity: str, template: str, **boxes: str) -> EntryDraft:
    of = DraftOf(uuid.uuid4(), activity, template)
    save_draft(of=of, changes=[BoxChange(name, raw) for name, raw in boxes.items()], by=actor)
    return EntryDraft.objects.get(resident=actor.resident)


def shared(alice, talking, draft, access=Access.EDIT) -> SharedForm:
    return share_form(
        public_id=talking.public_id, claim_id=draft.public_id, kind="entry", access=access, by=alice
    )  # fmt: skip


def typed(draft) -> dict[str, str]:
    return {name: each.raw for name, each in typed_in(EntryDraft.objects.get(pk=draft.pk)).items()}


def give(talking, by, key: str, raw: str, base: int = 0):
    return save_shared_answer(public_id=talking.public_id, change=AnswerChange(key, "", raw, base), by=by)


def desk_page(on_duty, talking) -> str:
    response = browser_of(on_duty).get(reverse("cobrowse:shared_form", args=[talking.public_id]))
    assert response.status_code == 200
    return response.content.decode()


# --- sharing it ---


def test_it_can_be_chosen_and_leads_to_its_page(alice, talking, draft):
    browser, path = browser_of(alice), reverse("cobrowse:share", args=[talking.public_id])
    page = browser.get(path).content.decode()
    assert re.findall(r'name="claim"[^>]*value="([^"]+)"', page) == [f"entry:{draft.public_id}"]
    assert re.search(r'value="entry:[^>]*checked', page)
    assert "An entry of the journal: Could not do planned activity, begun " in page
    sent = {"claim": f"entry:{draft.public_id}", "access": "edit", "drawn_for": mark_of_adviser(talking)}
    there = browser.post(path, sent).url
    assert there == reverse("jobjournal:add_entry", args=["could_not_do"]) + "?how=could_not"
    assert 'data-sharing="edit"' in (bar := browser.get(there).content.decode())
    # The script of the form says that it is there, and the bar's has to listen by then.
    scripts = [re.search(rf'src="[^"]*/{name}\b[^"]*\.js"', bar).start() for name in ("sharing", "claim")]
    assert scripts == sorted(scripts)
    # By this the page's script knows that it is what is shared.
    mark = re.search(r'data-claim="([^"]+)"', bar)[1]
    assert mark in re.search(r'data-autosave-url="([^"]+)"', bar)[1]
    assert said(talking, "adviser")[-1][0] == "shared"


@pytest.mark.parametrize("kind", ["entry", "no_such"])
def test_nobody_shares_what_is_not_theirs(alice, bob, talking, draft, kind):
    theirs = begun(bob, "applied", "apply_online", employer="Northgate")
    sent = {"claim": f"{kind}:{theirs.public_id}", "access": "edit", "drawn_for": mark_of_adviser(talking)}
    refused = browser_of(alice).post(reverse("cobrowse:share", args=[talking.public_id]), sent)
    assert refused.status_code == 422
    with pytest.raises(Exception) as raised:  # noqa: PT011 - its type is asserted below
        share_form(public_id=talking.public_id, claim_id=theirs.public_id, kind=kind, access=Access.EDIT, by=alice)
    assert type(raised.value).__name__ == "Http404"
    assert not SharedForm.objects.exists()


def test_another_thing_shared_takes_its_place(alice, on_duty, talking, draft):
    first = shared(alice, talking, draft)
    assert shared(alice, talking, draft) == first
    again = shared(alice, talking, draft, Access.VIEW)
    first.refresh_from_db()
    assert (first.ending, again.ended_at) == ("another", None)


# --- what is seen ---


def test_only_what_is_declared_is_on_the_advisers_page(alice, on_duty, talking, draft):
    shared(alice, talking, draft)
    page = desk_page(on_duty, talking)
    assert 'value="my work coach"' in page
    assert shared_page("entry").kept_words() in page
    assert "Canary" not in page
    assert "You cannot see this answer. It is filled in." in page
    screen = json.dumps(adviser_screen(SharedForm.objects.get(), after=0, known=""))
    assert "my work coach" in screen
    assert shared_page("entry").kept_words() in screen
    assert "Canary" not in screen


def test_own_words_are_masked(alice, on_duty, talking, draft):
    own = begun(alice, "visited_employer", "", own_words=SECRET)
    shared(alice, talking, own)
    assert "Canary" not in desk_page(on_duty, talking)
    with pytest.raises(MayOnlySee):
        give(talking, on_duty, "own_words", "I asked at the bakery", base=1)


def test_every_question_of_the_library_says_whether_advisers_see_it():
    for name, question in known_questions().items():
        assert is_shown_to_advisers(name, question["prompts"]["en"]) is (
            name not in {"reason_clause", "made_up_clause", "document"}
        ), name
    assert all(
        is_shown_to_advisers(question["name"], question["prompts"]["en"])
        for sentence in starter_sentences()
        for question in sentence["questions"]
        if question["name"] == "employer"
    )
    # A council's own words under a name of the library, and a name of its own.
    assert not is_shown_to_advisers("employer", "Which illness is it?")
    assert not is_shown_to_advisers("illness", "Which illness is it?")


@pytest.mark.parametrize("page", shared_pages(), ids=lambda page: page.name)
def test_whatever_can_be_shared_draws_nothing_that_is_masked(page, alice, draft):
    mine = page.drafts_of(alice.resident.pk)[0]
    questions, drawn = page.questions(mine), page.markup(mine, {}, {})
    assert set(drawn) == {key for key, question in questions.items() if question["adviser"] == "show"}
    assert set(questions) > set(drawn) > set()
    assert page.question("no such box at all") is None


# --- filling it in ---


def test_an_adviser_fills_in_and_the_person_gets_it(alice, on_duty, talking, draft):
    share = shared(alice, talking, draft)
    saved = give(talking, on_duty, "told_when", "on the same day")
    assert saved.revisions == {("told_when", ""): 3}
    assert typed(draft)["told_when"] == "on the same day"
    screen = resident_screen(own_share(alice, talking.public_id), after=2)
    assert [(each["question"], each["raw"], each["revision"]) for each in screen["answers"]] == [
        ("told_when", "on the same day", 3)
    ]
    page = browser_of(alice).get(shared_page("entry").address(draft)).content.decode()
    assert re.search(r'value="on the same day"[^>]*checked', page)
    trail = AuditEvent.objects.filter(code="cobrowse.form.shared").get()
    assert trail.delegation == share.delegation


def test_what_she_types_is_on_the_advisers_screen(alice, on_duty, talking, draft):
    shared(alice, talking, draft)
    before = adviser_screen(share_for_staff(on_duty, talking.public_id), after=0, known="")
    of = DraftOf(draft.client_id, "could_not_do", "could_not")
    save_draft(of=of, changes=[BoxChange("told_who", "the agency", base=2)], by=alice)
    after = adviser_screen(share_for_staff(on_duty, talking.public_id), after=0, known=before["known"])
    assert 'value="the agency"' in json.dumps(after["form"]["parts"]).replace('\\"', '"')


def test_the_one_who_is_late_reads_the_others_answer(alice, on_duty, talking, draft):
    shared(alice, talking, draft)
    late = give(talking, on_duty, "told_who", "Sam", base=1)
    assert late.conflicts[("told_who", "")] == ("my work coach", 2)
    desk, path = browser_of(on_duty), reverse("cobrowse:shared_form", args=[talking.public_id])
    page = desk.post(path, {"question": "told_who", "row": "", "_base-told_who": 1, "told_who": "Sam"})
    assert page.status_code == 422
    assert "They changed this to “my work coach” meanwhile." in page.content.decode()
    told = {"question": "told_who", "raw": "Sam", "base": 1, "row": "", "id": "desk.1"}
    answer = desk.post(path, json.dumps(told), content_type="application/json")
    assert (answer.status_code, answer.json()["saved_display"]) == (409, "my work coach")
    saved = desk.post(path, {"question": "told_who", "row": "", "_base-told_who": 2, "told_who": "Sam"})
    assert (saved.status_code, typed(draft)["told_who"]) == (302, "Sam")


def test_who_may_only_see_changes_nothing(alice, on_duty, talking, draft):
    shared(alice, talking, draft, Access.VIEW)
    with pytest.raises(MayOnlySee):
        give(talking, on_duty, "told_who", "Sam", base=2)
    told = {"question": "told_who", "raw": "Sam", "base": 2, "row": "", "id": "desk.1"}
    path = reverse("cobrowse:shared_form", args=[talking.public_id])
    assert browser_of(on_duty).post(path, json.dumps(told), content_type="application/json").status_code == 403
    assert typed(draft)["told_who"] == "my work coach"
    assert AuditEvent.objects.filter(code="cobrowse.form.edit_refused").count() == 1


def test_what_is_masked_is_never_the_advisers_to_write(alice, on_duty, talking, draft):
    shared(alice, talking, draft)
    with pytest.raises(MayOnlySee):
        give(talking, on_duty, "reason_clause", "Nothing", base=1)
    assert typed(draft)["reason_clause"] == SECRET


# --- where she is, and the end ---


def test_the_bar_is_on_every_page_and_says_where_she_is(alice, talking, draft):
    shared(alice, talking, draft)
    browser = browser_of(alice)
    path = reverse("cobrowse:request", args=[talking.public_id])
    browser.get(path)
    for address in (shared_page("entry").address(draft), reverse("jobjournal:journal")):
        assert 'data-sharing="edit"' in browser.get(address).content.decode()
        assert SharedForm.objects.get().view == "page"


@pytest.mark.parametrize("how", ["saved", "thrown away", "another begun", "stopped"])
def test_it_ends_with_the_grant_in_the_moment_that_it_goes(alice, on_duty, talking, draft, how):
    share = shared(alice, talking, draft)
    if how == "saved":
        recorded(alice, applied(), client_id=draft.client_id)
    elif how == "thrown away":
        remove_draft(by=alice)
    elif how == "another begun":
        begun(alice, "applied", "apply_online", employer="Northgate")
    else:
        stop_sharing(public_id=talking.public_id, by=alice)
    assert share_for_staff(on_duty, talking.public_id) is None
    share.refresh_from_db()
    share.delegation.refresh_from_db()
    endings = {"saved": "sent", "stopped": "stopped"}
    assert (share.ending, share.delegation.revoked_at is not None) == (endings.get(how, "deleted"), True)
    assert said(talking, "adviser")[-1][0] == "unshared"
    with pytest.raises(NotSharedAnyMore):
        give(talking, on_duty, "told_who", "Sam", base=2)


def test_the_grant_opens_no_page_of_the_journal(alice, on_duty, talking, draft):
    shared(alice, talking, draft)
    desk = browser_of(on_duty)
    for name in ("journal", "add"):
        assert desk.get(f"{reverse(f'jobjournal:{name}')}?of={alice.resident.public_id}").status_code == 404


# --- afterwards ---


def test_she_reads_what_was_changed_and_takes_it_back(alice, on_duty, talking, draft):
    shared(alice, talking, draft)
    give(talking, on_duty, "told_who", "Sam", base=2)
    give(talking, on_duty, "date", "2026-11-17")
    lines = changes_content(alice, talking.public_id)[0].lines
    assert [(line.before, line.after, line.may_undo) for line in lines] == [
        ("my work coach", "Sam", True), ("no answer", "17 November 2026", True),
    ]  # fmt: skip
    undo_edit(public_id=talking.public_id, edit_id=lines[0].edit_id, by=alice)
    assert typed(draft)["told_who"] == "my work coach"
    of = DraftOf(draft.client_id, "could_not_do", "could_not")
    save_draft(of=of, changes=[BoxChange("date", timezone.localdate().isoformat(), base=4)], by=alice)
    with pytest.raises(ChangedSince):
        undo_edit(public_id=talking.public_id, edit_id=lines[1].edit_id, by=alice)


def test_once_it_is_saved_the_list_stays_and_says_so(alice, on_duty, talking, draft):
    shared(alice, talking, draft)
    give(talking, on_duty, "told_who", "Sam", base=2)
    give(talking, on_duty, "told_when", "on the same day")
    recorded(alice, applied(), client_id=draft.client_id)
    page = browser_of(alice).get(reverse("cobrowse:shared_edits", args=[talking.public_id])).content.decode()
    for words in ("An entry of the journal", "Who you told", "my work coach", "Sam", "on the same day"):
        assert words in page
    assert "What is saved you can change in your journal." in page
    edit = changes_content(alice, talking.public_id)[0].lines[0].edit_id
    with pytest.raises(ChangedSince):
        undo_edit(public_id=talking.public_id, edit_id=edit, by=alice)
