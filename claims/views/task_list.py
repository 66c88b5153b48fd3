"""The task list of a draft: its sections, with what is done and what is still to do."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from claims.actions.retention import UNSAVED_DRAFT_DAYS
from claims.models import Claim
from claims.presenters.links import page_address
from claims.presenters.moved import changed_form
from claims.presenters.opening import draft_words
from claims.presenters.summary import missing_words
from claims.readers import claims as readers
from claims.readers.answer_store import localised_spec, stored_answers
from claims.readers.ending import ends_on
from claims.views.moved import opened


@login_not_required
@require_GET
def task_list(request: HttpRequest, public_id: str) -> HttpResponse:
    """The sections of a draft with what is done and what is still to do."""
    claim = opened(request, public_id)
    if not claim.is_draft:
        return redirect("claims:sent", claim.public_id)
    stored = stored_answers(claim)
    form_state, wording = readers.form_state_of(claim, stored), _task_words()
    asked = [status for status in form_state.section_status.values() if status != "not needed"]
    context = {
        "claim": claim,
        "changed": changed_form(claim, stored, form_state),
        "spec": localised_spec(claim).data,
        "tasks": [_task(claim, section, form_state, wording) for section in localised_spec(claim).data["sections"]],
        "parts": len(asked),
        "parts_done": asked.count("done"),
        "next_page": readers.next_page_to_do(claim, form_state),
        "can_save": request.actor.user is None,
        "unsaved_days": UNSAVED_DRAFT_DAYS if readers.is_unsaved(request.actor, claim) else 0,
        "ends_on": ends_on(claim, request.council),
        "opening": draft_words(claim),
    }
    return render(request, "claims/task_list.html", context)


def _task_words() -> dict[str, tuple[str, str]]:
    """What a task list says of a section, by its status: the words, and the colour of the tag."""
    return {
        "done": (_("Completed"), ""),
        "in progress": (_("In progress"), "light-blue"),
        "not started": (_("Not started"), "blue"),
        "not needed": (_("Not needed so far"), "grey"),
    }


def _task(claim: Claim, section: dict[str, Any], form_state, wording: dict[str, tuple[str, str]]) -> dict[str, Any]:
    words, colour = wording[form_state.section_status[section["key"]]]
    keys = [page["key"] for page in localised_spec(claim).pages_of(section["key"])]
    pages = [key for key in keys if form_state.page_status[key] != "not needed"]
    todo = [key for key in pages if form_state.page_status[key] != "done"]
    target = (todo or pages or [None])[0]
    return {
        "title": section["title"],
        "hint": missing_words(claim, section, form_state) if words == wording["in progress"][0] else "",
        "url": page_address(claim, target) if target else None,
        "status": words,
        "colour": colour,
    }
