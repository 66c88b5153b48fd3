"""The files that are sent with a page of a draft: taken and removed before the page itself is saved."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from claims.actions.uploading import add_files, remove_files
from claims.models import Claim
from claims.readers import claims as readers
from claims.readers.answer_store import localised_spec
from core.uploading.words import Budget
from formspec.rules.answer_types import type_of
from formspec.rules.form_spec import Question


def take_files(request: HttpRequest, public_id: str, page: str) -> list[tuple[str, str]]:
    """Remove and add files as the page says; what was wrong with them, for the summary box."""
    try:
        claim = readers.draft_for(request.actor, public_id)
    except Http404:
        # Not theirs, or signed out: what is done about the page is done about its files.
        return []
    spec, budget, problems = localised_spec(claim), Budget(), []
    asked = spec.questions_on(page) if page in spec.pages and spec.group_on(page) is None else []
    remove_unwanted(request, claim, asked)
    for key in (question["key"] for question in asked if type_of(question).is_upload):
        wrong = add_files(
            public_id=claim.public_id, key=key, uploads=request.FILES.getlist(key), by=request.actor, budget=budget
        )
        problems += [(text, key) for text in wrong]
    return problems


def remove_unwanted(request: HttpRequest, claim: Claim, questions: list[Question]) -> None:
    """Remove the files that the page says to."""
    for key in (question["key"] for question in questions if type_of(question).is_upload):
        remove_files(public_id=claim.public_id, key=key, files=request.POST.getlist(f"_remove-{key}"), by=request.actor)
