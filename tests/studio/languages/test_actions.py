"""Saving translations touches what was changed, and nobody's newer words."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditEvent
from formspec.rules.sources.own_form import compile_own
from formspec.rules.translation import translated_spec
from studio.actions.editing import edit_draft, undo_edit
from studio.languages.actions import Saved, Typed, save_translations
from studio.languages.rules import seen_of
from studio.models import DraftEdit, FormDraft
from studio.rules.finding import digest
from studio.rules.refusals import Refused
from tests.studio.making import FSM, draft_of, small_form

RENT, ROOMS, RENT_CY = "Do you rent?", "Rooms", "Ydych chi’n rhentu?"


@pytest.fixture
def draft(omar):
    draft = draft_of(omar)
    FormDraft.objects.filter(pk=draft.pk).update(source=small_form(slug=FSM))
    return draft


def source() -> dict:
    return FormDraft.objects.get(form__slug=FSM).source


def save(by, language: str = "cy", **boxes: tuple[str, str, str]) -> Saved:
    typed = {digest(english): Typed(words, seen_of(shown)) for english, shown, words in boxes.values()}
    return save_translations(slug=FSM, language=language, typed=typed, by=by)


@pytest.mark.django_db
def test_only_what_was_changed_is_saved_and_no_other_language(draft, omar):
    save(omar, "pl", a=(ROOMS, "", "Pokoje"))
    saved = save(omar, a=(RENT, RENT_CY, RENT_CY), b=(ROOMS, "Ystafelloedd", "Stafelloedd"), c=("More", "", " Mwy\r\n"))
    assert saved == Saved(2, {}, ())
    assert source()["translations"] == {
        "cy": {RENT: RENT_CY, ROOMS: "Stafelloedd", "More": "Mwy"}, "pl": {ROOMS: "Pokoje"},
    }  # fmt: skip
    edit = DraftEdit.objects.filter(draft=draft).first()
    assert edit.parameters == {"language": "cy", "translations": {ROOMS: "Stafelloedd", "More": "Mwy"}}
    assert AuditEvent.objects.filter(code="studio.draft.edited").count() == 2
    undo_edit(slug=FSM, number=edit.number, by=omar)
    assert source()["translations"]["cy"] == small_form()["translations"]["cy"]


@pytest.mark.django_db
def test_nothing_changed_is_no_edit(draft, omar):
    assert save(omar, a=(RENT, RENT_CY, RENT_CY), b=("More", "", "")) == Saved(0, {}, ())
    assert not DraftEdit.objects.filter(draft=draft).exists()


@pytest.mark.django_db
def test_of_one_text_changed_twice_the_second_sees_both_and_the_rest_is_saved(draft, omar):
    save(omar, a=(RENT, RENT_CY, "Yn rhentu?"))
    saved = save(omar, a=(RENT, RENT_CY, "A rhentwch?"), b=("More", "", "Mwy"))
    assert saved == Saved(1, {digest(RENT): "Yn rhentu?"}, ())
    assert source()["translations"]["cy"] == {RENT: "Yn rhentu?", ROOMS: "Ystafelloedd", "More": "Mwy"}
    assert save(omar, a=(RENT, RENT_CY, "Yn rhentu?")) == Saved(0, {}, ())


@pytest.mark.django_db
def test_what_was_typed_for_english_that_is_gone_comes_back(draft, omar):
    changes = {"key": "rents", "settings": {"label": "Do you pay rent?"}}
    edit_draft(slug=FSM, operation="change_question", parameters=changes, by=omar)
    assert save(omar, a=(RENT, RENT_CY, "Rhentu?"), b=(ROOMS, "Ystafelloedd", "Ystafelloedd")).gone == ("Rhentu?",)
    save(omar, a=("Do you pay rent?", "", "Ydych chi’n talu rhent?"))
    assert "outdated" not in source()


@pytest.mark.django_db
def test_an_emptied_translation_goes_and_english_is_shown(draft, omar):
    save(omar, a=(RENT, RENT_CY, ""), b=(ROOMS, "Ystafelloedd", ""))
    assert "cy" not in source()["translations"]
    document = compile_own(source())
    shown = translated_spec(document, document["translations"].get("cy", {}))
    question = shown["sections"][0]["questions"][0]
    assert (question["label"], question["lang"]) == (RENT, "en")


@pytest.mark.django_db
def test_what_stands_for_an_answer_is_kept(draft, omar):
    named = small_form(slug=FSM)
    named["sections"][0]["questions"][2]["rows"]["row_title"] = "Room {room_name}"
    FormDraft.objects.filter(pk=draft.pk).update(source=named)
    with pytest.raises(Refused):
        save(omar, a=("Room {room_name}", "", "Ystafell {enw}"))
    assert save(omar, a=("Room {room_name}", "", "Ystafell {room_name}")).count == 1


@pytest.mark.django_db
def test_an_advisor_translates_nothing(draft, aisha):
    with pytest.raises(PermissionDenied):
        save(aisha, a=("More", "", "Mwy"))
