"""Whatever happens to a shared form, what a screen has and what it is told next is what a fresh one is drawn with."""

from __future__ import annotations

from typing import Any

import pytest

from claims.actions.answering import add_row
from claims.models import Answer
from claims.readers.answer_store import stored_answers
from cobrowse.models import Access, SharedEdit
from cobrowse.sharing.actions.editing import point_to_page, save_shared_answer, undo_edit
from cobrowse.sharing.actions.sharing import note_place, share_form, stop_editing, stop_sharing
from cobrowse.sharing.presenters.drawn import DrawnForm
from cobrowse.sharing.presenters.screen import adviser_screen, resident_screen
from cobrowse.sharing.readers.shares import own_share, share_for_staff
from tests.claims.making import small_draft
from tests.cobrowse.sharing.conftest import answer, change


def edit(it: dict[str, Any], words: str) -> None:
    known = it["draft"].answers.get(key="pet_kind")
    made = change("pet_kind", words, known.revision)
    save_shared_answer(public_id=it["share"].request.public_id, change=made, by=it["aisha"])


def undone(it: dict[str, Any]) -> None:
    edit(it, "A cat")
    latest = SharedEdit.objects.order_by("number").last()
    undo_edit(public_id=it["share"].request.public_id, edit_id=latest.public_id, by=it["alice"])


HAPPENS = {
    "she answers": lambda it: answer(it["draft"], it["alice"], "pet_kind", "Two parrots"),
    "the adviser edits": lambda it: edit(it, "A cat"),
    "both do": lambda it: (edit(it, "A cat"), answer(it["draft"], it["alice"], "pet_kind", "Mine"), edit(it, "A dog")),
    "she takes it back": undone,
    "she answers what others hang on": lambda it: answer(it["draft"], it["alice"], "has_pets", "no"),
    "she adds a row": lambda it: add_row(public_id=it["draft"].public_id, group="pets", by=it["alice"]),
    "she turns the page": lambda it: note_place(share=it["share"], view="page", page="paying-you"),
    "they show her the way to a page": lambda it: point_to_page(
        public_id=it["share"].request.public_id, page="paying-you", by=it["aisha"]
    ),
    "she lets them only see": lambda it: stop_editing(public_id=it["share"].request.public_id, by=it["alice"]),
    "she stops": lambda it: stop_sharing(public_id=it["share"].request.public_id, by=it["alice"]),
}


def on_her_page(draft) -> dict[str, Any]:
    """The answers by key and row."""
    return {"/".join(place): found.raw for place, found in stored_answers(draft).items()}


@pytest.mark.slow
@pytest.mark.parametrize("name", HAPPENS)
def test_the_old_screen_and_what_it_is_told_make_the_new_one(alice, on_duty, together, draft, name):
    public_id = together.request.public_id
    note_place(share=together, view="page", page="your-pets")
    drawn = DrawnForm()
    theirs = adviser_screen(share_for_staff(on_duty, public_id), after=0, known="", drawn=drawn)
    hers = resident_screen(own_share(alice, public_id), after=0)
    page = on_her_page(draft)
    HAPPENS[name]({"alice": alice, "aisha": on_duty, "share": together, "draft": draft})
    draft.refresh_from_db()

    share = share_for_staff(on_duty, public_id)
    told = adviser_screen(share, after=theirs["upto"], known=theirs["known"], drawn=drawn)
    fresh = adviser_screen(share_for_staff(on_duty, public_id), after=0, known="")
    assert told["now"] == fresh["now"]
    if fresh["now"]["shared"]:
        assert told.get("form", theirs["form"]) == fresh["form"]
        assert ("form" in told) == (told["known"] != theirs["known"])

    news = resident_screen(own_share(alice, public_id), after=hers["upto"])
    assert news["now"] == resident_screen(own_share(alice, public_id), after=0)["now"]
    # By this a poll knows whether there is anything new.
    assert (news["known"] == hers["known"]) == (news["now"] == hers["now"])
    page |= {f"{each['question']}/{each['row']}": each["raw"] for each in news["answers"]}
    # What she typed herself is on her page already: the rest is what she was told.
    by_her = Answer.objects.filter(claim=draft).exclude(provenance=Answer.Provenance.HELPER)
    page |= {f"{each.key}/{each.row}": each.value for each in by_her.order_by("pk") if each.secret is None}
    assert page == on_her_page(draft)


def test_another_form_that_is_shared_is_news_however_little_is_in_it(alice, on_duty, together, draft):
    """Both stand at their lists of pages, and the second has fewer answers: the screen must not take it for old."""
    public_id = together.request.public_id
    first = adviser_screen(share_for_staff(on_duty, public_id), after=0, known="")
    other = small_draft(alice)
    share_form(public_id=public_id, claim_id=other.public_id, access=Access.EDIT, by=alice)
    second = adviser_screen(share_for_staff(on_duty, public_id), after=first["upto"], known=first["known"])
    assert second["upto"] < first["upto"]
    assert second["of"] > first["of"]
    assert second["form"]["place"] != first["form"]["place"]
