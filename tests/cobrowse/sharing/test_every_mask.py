"""Of the longest form of the library, every page as it is sent to an adviser: no masked answer is in any byte of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.utils import timezone

from betteroff.demo.claims import answer_everything
from claims.models import Answer
from claims.readers.answer_store import encrypted_columns, spec_of, stored_answers
from cobrowse.models import Access, SharedForm
from cobrowse.sharing.actions.sharing import note_place, share_form
from cobrowse.sharing.presenters.form import form_content
from cobrowse.sharing.presenters.screen import adviser_screen
from cobrowse.sharing.readers.shares import share_for_staff
from formspec.rules.answer_types import type_of
from formspec.rules.answers import shape_raw
from formspec.rules.sharing import may_see
from tests.claims.making import library_draft

CANARY = "Quillfeather77"


def with_canaries(raw: Any) -> Any:
    """The same with every word in it another one, of which no choice, date or number is made."""
    if isinstance(raw, dict):
        return {key: with_canaries(each) for key, each in raw.items()}
    return f"{CANARY} {raw}" if isinstance(raw, str) else raw


def views_of(share: SharedForm, rows: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Every place where the person can be."""
    pages = [("page", page, "") for page in spec_of(share.claim).pages]
    return [("task_list", "", ""), ("check_answers", "", ""), *pages, *(("row", page, row) for page, row in rows)]


@pytest.mark.slow
def test_no_masked_answer_of_the_longest_form_is_in_any_frame(alice, on_duty, talking):
    claim = answer_everything(library_draft("hb-ctr-combined", alice), alice)
    spec, there, masked = spec_of(claim), stored_answers(claim), set()
    places = {*there, *((key, "") for key in spec.questions)}
    for key, row in sorted(places):
        question = spec.question(key, row)
        if question is None or may_see(question) or not type_of(question).by_hand:
            continue
        raw = there[key, row].raw if (key, row) in there else shape_raw(question, CANARY)
        columns = encrypted_columns(claim, question, row, with_canaries(raw or CANARY))
        given = {"revision": claim.head_revision, "provenance": Answer.Provenance.TYPED, "saved_at": timezone.now()}
        Answer.objects.update_or_create(claim=claim, key=key, row=row, defaults={**given, **columns})
        masked.add(key)
    assert len(masked) > 10, "the form asks for much that is masked"
    rows = {(spec.page_of[spec.group_of[key]], row) for key, row in stored_answers(claim) if row}
    for access in (Access.VIEW, Access.EDIT):
        share = share_form(public_id=talking.public_id, claim_id=claim.public_id, access=access, by=alice)
        for view, page, row in views_of(share, sorted(rows)):
            note_place(share=share, view=view, page=page, row=row)
            share = share_for_staff(on_duty, talking.public_id)
            sent = json.dumps(adviser_screen(share, after=0, known=""))
            assert CANARY not in sent, (view, page, row)
            for part in form_content(share).parts:
                assert part.key not in masked or not part.html, part.key
