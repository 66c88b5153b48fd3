"""The files that are sent with a page of a draft: taken before the page itself is saved, removed with it."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.views.incoming import sent_files
from claims.actions.uploading import add_files, files_of, remove_files
from claims.models import Claim
from claims.presenters.links import page_address
from claims.readers import claims as readers
from claims.readers.answer_store import localised_spec
from core.asking import ask_first, is_sure
from core.uploading.words import Budget, Taken
from formspec.rules.answer_types import type_of
from formspec.rules.form_spec import Question


def take_files(request: HttpRequest, public_id: str, page: str) -> list[tuple[str, str]]:
    """Keep the files posted with a page; what was wrong with the others and the question each was for.

    Call it outside a transaction of the view's own. Raises Http404 for what is not the actor's draft, FileNotHere.
    """
    problems = []
    for key, taken in _taken(request, public_id, page):
        problems += [(text, key) for text in taken.problems]
        for sentence in taken.had:
            messages.success(request, sentence)
    return problems


def take_file_alone(request: HttpRequest, public_id: str, page: str) -> Taken:
    """The same for a script that sends one file and nothing of the page."""
    taken = Taken()
    for _key, each in _taken(request, public_id, page):
        taken.problems += each.problems
        taken.had += each.had
    return taken


def _taken(request: HttpRequest, public_id: str, page: str) -> Iterator[tuple[str, Taken]]:
    claim = readers.draft_for(request.actor, public_id)
    spec, budget = localised_spec(claim), Budget()
    asked = spec.questions_on(page) if page in spec.pages and spec.group_on(page) is None else []
    for key in (question["key"] for question in asked if type_of(question).is_upload):
        with sent_files(request, key) as uploads:
            taken = add_files(public_id=claim.public_id, key=key, uploads=uploads, by=request.actor, budget=budget)
        yield key, taken


def remove_unwanted(request: HttpRequest, claim: Claim, questions: list[Question]) -> None:
    """Remove the files that the page names, once the person has said that they are sure."""
    for key in (question["key"] for question in questions if type_of(question).is_upload and is_sure(request)):
        remove_files(public_id=claim.public_id, key=key, files=request.POST.getlist(f"_remove-{key}"), by=request.actor)


def ask_about_file(request: HttpRequest, claim: Claim, page_key: str, questions: list[Question]) -> HttpResponse:
    """What was typed on the page is saved; before a file goes, the person is asked."""
    here = page_address(claim, page_key)
    for key, files in files_of(claim, questions).items():
        for file in files:
            if file["id"] in request.POST.getlist(f"_remove-{key}"):
                question = _("Remove “%(name)s”?") % {"name": file["name"]}
                return ask_first(request, question=question, keep_url=here, hidden={f"_remove-{key}": file["id"]})
    return redirect(here)
