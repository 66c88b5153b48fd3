"""Editing a draft: one audit row each, undone in order, and two admins at once."""

from __future__ import annotations

import html

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from accounts.models import AuditEvent
from accounts.permissions import Role
from formspec.actions.publishing import Change
from formspec.models import Form
from studio.actions import editing
from studio.actions.drafts import start_empty
from studio.actions.editing import Clash, Seen, delete_draft, edit_draft, undo_edit
from studio.models import DraftEdit, FormDraft
from studio.publishing.actions import publish_draft
from studio.readers.presence import others_here
from studio.readers.published import published_keys
from studio.rules.finding import digest, part_of, question_of
from studio.rules.refusals import Refused
from tests.people import browser_of, make_staff
from tests.studio.making import FSM, draft_of


@pytest.fixture
def nadia(calderbrook):
    return make_staff(calderbrook, "Nadia", "nadia@calderbrook.example", Role.ADMIN)


def seen(draft, kind, key):
    return Seen(kind, key, digest(part_of(draft.source, kind, key)))


def relabel(draft, key, label, by, shown=None):
    parameters = {"key": key, "settings": {"label": label}}
    return edit_draft(slug=draft.form.slug, operation="change_question", parameters=parameters, by=by, seen=shown)


def first_keys(draft) -> list[str]:
    return [question["key"] for section in draft.source["sections"] for question in section["questions"]][:2]


def test_edits_are_counted_kept_in_the_trail_and_undone_in_order(omar):
    draft = draft_of(omar)
    begun, (one, two) = draft.source, first_keys(draft)
    relabel(draft, one, "First?", omar)
    relabel(draft, two, "Second?", omar)
    assert FormDraft.objects.get().number == 2
    assert AuditEvent.objects.filter(code="studio.draft.edited").count() == 2
    assert AuditEvent.objects.filter(code="studio.draft.edited").last().detail == {"operation": "change_question"}
    with pytest.raises(Clash):
        undo_edit(slug=FSM, number=1, by=omar)
    undo_edit(slug=FSM, number=2, by=omar)
    undo_edit(slug=FSM, number=1, by=omar)
    assert FormDraft.objects.get().source == begun
    with pytest.raises(Clash):
        undo_edit(slug=FSM, number=1, by=omar)
    relabel(draft, one, "Third?", omar)
    assert [edit.number for edit in DraftEdit.objects.all()] == [5, 2, 1]


def test_what_changes_nothing_is_no_edit(omar):
    draft = draft_of(omar)
    (one, _two) = first_keys(draft)
    relabel(draft, one, question_of(draft.source, one)["label"], omar)
    assert (FormDraft.objects.get().number, DraftEdit.objects.count()) == (0, 0)


def test_older_edits_go(omar, monkeypatch):
    monkeypatch.setattr(editing, "EDITS_KEPT", 3)
    draft = draft_of(omar)
    for number in range(5):
        relabel(draft, first_keys(draft)[0], f"Number {number}?", omar)
    assert [edit.number for edit in DraftEdit.objects.all()] == [5, 4, 3]


def test_two_admins_change_different_parts_and_never_overwrite_each_other(omar, nadia):
    draft = draft_of(omar)
    one, two = first_keys(draft)
    hers, his = seen(draft, "question", one), seen(draft, "question", two)
    relabel(draft, one, "Hers?", nadia, hers)
    relabel(draft, two, "His?", omar, his)
    with pytest.raises(Clash) as clash:
        relabel(draft, one, "His too?", omar, hers)
    assert question_of(clash.value.draft.source, one)["label"] == "Hers?"
    kept = FormDraft.objects.get().source
    assert [question_of(kept, key)["label"] for key in (one, two)] == ["Hers?", "His?"]


def test_a_clash_shows_both_and_saving_again_is_a_choice(omar, nadia):
    draft = draft_of(omar)
    one = first_keys(draft)[0]
    url = reverse("studio:question", args=[FSM, one])
    browser = browser_of(omar)
    shown = browser.get(url).context["form"].initial["seen"]
    relabel(draft, one, "Hers?", nadia)
    answer = browser.post(url, {"label": "Mine?", "seen": shown})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"{nadia.label} changed this while you had the page open" in html.unescape(page)
    assert "Hers?" in page
    assert 'value="Mine?"' in page
    assert question_of(FormDraft.objects.get().source, one)["label"] == "Hers?"
    assert browser.post(url, {"label": "Mine?", "seen": answer.context["form"].data["seen"]}).status_code == 302
    assert question_of(FormDraft.objects.get().source, one)["label"] == "Mine?"


def test_a_clash_over_a_condition_changes_nothing(omar, nadia):
    draft = draft_of(omar)
    last = draft.source["sections"][-1]["questions"][-1]["key"]
    url = reverse("studio:condition", args=[FSM, "question", last]) + f"?ask=q:{first_keys(draft)[0]}"
    browser = browser_of(omar)
    shown = browser.get(url).context["seen"]
    relabel(draft, last, "Hers?", nadia)
    answer = browser.post(url, {"test": "not_answered", "seen": shown})
    assert answer.status_code == 409
    assert f"{nadia.label} changed this" in html.unescape(answer.content.decode())
    assert FormDraft.objects.get().number == 1


def test_who_is_here_is_shown_to_others_only(omar, nadia):
    draft = draft_of(omar)
    assert others_here(omar, draft) == []
    assert others_here(nadia, draft) == [omar.label]
    assert "Also here now: Nadia" in browser_of(omar).get(reverse("studio:map", args=[FSM])).content.decode()


def test_keys_of_earlier_versions_are_known(omar):
    draft = draft_of(omar)
    keys = published_keys(draft.form)
    assert set(first_keys(draft)) <= keys
    options = [
        f"{question['key']}:{option['value']}"
        for section in draft.source["sections"]
        for each in section["questions"]
        for question in (each, *each.get("fields", ()))
        for option in question.get("options", ())
    ]
    assert options
    assert set(options) <= keys


def test_only_who_manages_forms_edits(omar, aisha, alice):
    draft = draft_of(omar)
    for refused, actor in ((PermissionDenied, aisha), (Http404, alice)):
        for attempt in (
            lambda by: relabel(draft, first_keys(draft)[0], "No", by),
            lambda by: undo_edit(slug=FSM, number=1, by=by),
            lambda by: delete_draft(slug=FSM, number=0, by=by),
        ):
            with pytest.raises(refused):
                attempt(actor)
    with pytest.raises(Http404):
        undo_edit(slug="nothing", number=1, by=omar)
    assert FormDraft.objects.get().number == 0


def test_throwing_away_keeps_a_published_form_and_no_other(omar):
    draft_of(omar)
    empty = start_empty(title="Garden", by=omar)
    with pytest.raises(Clash):
        delete_draft(slug=FSM, number=3, by=omar)
    delete_draft(slug=FSM, number=0, by=omar)
    delete_draft(slug=empty.form.slug, number=0, by=omar)
    assert [form.slug for form in Form.objects.all()] == [FSM]


def test_markup_is_inert_in_the_studio_and_on_the_form(omar):
    evil = '<script>alert("x")</script>'
    draft = draft_of(omar)
    one = first_keys(draft)[0]
    settings = {"label": evil, "hint": evil, "guidance": f"{evil} [a](javascript:alert(1))", "why_we_ask": evil}
    edit_draft(slug=FSM, operation="change_question", parameters={"key": one, "settings": settings}, by=omar)
    page = draft.source["sections"][0]["pages"][0]["key"]
    edit_draft(slug=FSM, operation="rename_page", parameters={"key": page, "title": evil}, by=omar)
    new = {"page": page, "label": f"{evil} twice", "type": "choice"}
    edit_draft(slug=FSM, operation="add_question", parameters=new, by=omar)
    browser = browser_of(omar)
    pages = [
        browser.get(reverse(f"studio:{name}", args=[FSM, *args])).content.decode()
        for name, args in (("map", []), ("question", [one]), ("page", [page]), ("bank", [page]), ("publish", []))
    ]
    draft.refresh_from_db()
    publish_draft(slug=FSM, number=draft.number, onto=draft.based_on_id, change=Change(), by=omar)
    pages.append(browser.post(reverse("claims:start", args=[FSM]), follow=True).content.decode())
    for shown in pages:
        assert evil not in shown
        assert 'href="javascript:' not in shown


def test_a_reason_is_said_in_words(omar):
    draft = draft_of(omar)
    with pytest.raises(Refused, match="not in the form any more"):
        relabel(draft, "nothing", "X", omar)
