"""A draft whose form changed: it is opened on the version that it must have, and late posts are told."""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from claims.models import Claim
from claims.moving.actions import FormChanged, open_draft
from claims.moving.readers import document_of, moves
from claims.presenters.links import page_address, row_address, task_list_address
from claims.presenters.moved import why_it_changed
from claims.readers import claims as readers
from claims.readers.answer_store import localised_spec
from core.rules.numbers import whole_number
from formspec.rules.answer_types import type_of
from formspec.rules.answers import raw_from_post
from formspec.rules.display import display_raw
from formspec.rules.form_spec import FormSpec, Question

# The field that says from which version a page was drawn.
VERSION = "_version"
LATE = 409


def version_in(request: HttpRequest) -> int | None:
    """The version from which the posted page was drawn, as it says; None where it does not say."""
    return whole_number(request.POST.get(VERSION, ""), most=2**62)


def opened(request: HttpRequest, public_id: str) -> Claim:
    """The claim or draft that somebody opens; a draft on the version that it must have. Raises Http404."""
    claim = readers.claim_for(request.actor, public_id)
    return open_draft(public_id=public_id, by=request.actor) if moves(claim) else claim


def refuses_late(view):
    """A view of one draft that says what became of a post from an earlier version of the form, and shows its words."""

    @wraps(view)
    def guarded(request: HttpRequest, public_id: str, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, public_id, *args, **kwargs)
        except FormChanged:
            return form_changed(request, public_id, **kwargs)

    return guarded


def form_changed(request: HttpRequest, public_id: str, page: str = "", row: str = "") -> HttpResponse:
    """That nothing of a post was saved or sent because the form changed, why, and every word that was typed. What is
    still asked on the same page is put there by one button.
    """
    claim = open_draft(public_id=public_id, by=request.actor)
    now = localised_spec(claim)
    old = document_of(claim, version_in(request)) or now
    typed = list(_typed(request, _asked_on(old, page, row)))
    address = ""
    if page in now.pages and typed:
        address = row_address(claim, page, row) if row else page_address(claim, page)
    names = {question["key"] for question in _asked_on(now, page, row)} if address else set()
    context = {
        "claim": claim,
        "spec": now.data,
        "why": why_it_changed(claim),
        "typed": typed,
        "hidden": list(_again(request, claim, names)) if names else [],
        "address": address if names else "",
        "back_url": task_list_address(claim),
    }
    return render(request, "claims/form_changed.html", context, status=LATE)


def _asked_on(spec: FormSpec, page: str, row: str) -> list[Question]:
    if page not in spec.pages:
        return []
    group = spec.group_on(page)
    if group is None:
        return spec.questions_on(page)
    return list(group["fields"])


def _typed(request: HttpRequest, asked: list[Question]) -> Iterator[dict[str, str]]:
    """What was typed for each of these questions, in words."""
    for question in asked:
        if type_of(question).by_hand and f"_base-{question['key']}" in request.POST:
            words = display_raw(question, raw_from_post(question, request.POST), translate=_)
            if words:
                yield {"key": question["label"], "value": words}


def _again(request: HttpRequest, claim: Claim, names: set[str]) -> Iterator[tuple[str, Any]]:
    """The fields that put what was typed onto the page as it is now."""
    for name, values in request.POST.lists():
        stem = name.removeprefix("_base-").removeprefix("_was-")
        if stem in names or stem.rpartition("-")[0] in names:
            yield from ((name, value) for value in values)
    yield VERSION, str(claim.form_version_id)


def to_task_list(claim: Claim) -> HttpResponse:
    """Where somebody goes whose page the form does not have any more."""
    return redirect(task_list_address(claim))
