"""How a page of a draft is drawn, and where a person goes from it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.actions.answering import Saved
from claims.actions.retention import UNSAVED_DRAFT_DAYS
from claims.models import Claim
from claims.presenters.links import page_address, task_list_address
from claims.presenters.page import PageContent
from claims.readers import claims as readers
from claims.readers.answer_store import localised_spec
from claims.readers.claims import may_fill
from claims.readers.ending import ends_on
from formspec.rules.answer_types import type_of
from formspec.rules.form_spec import Question

UNPROCESSABLE = 422


def draw_page(
    request: HttpRequest, claim: Claim, page_key: str, content: PageContent, *, form_state, status: int = 200, **more
) -> HttpResponse:
    """The page as HTML, with the answers, errors and links of `content`; `more` goes to the template as it is."""
    spec = localised_spec(claim)
    before = readers.page_before(claim, form_state, page_key)
    context = {
        "claim": claim,
        "spec": spec.data,
        "content": content,
        "has_errors": bool(content.errors),
        "page_key": page_key,
        "autosave_url": reverse("claims:save_answer", args=[claim.public_id]),
        "back_url": page_address(claim, before) if before else _first_back(claim),
        "has_files": has_files(spec.questions_on(page_key)),
        "upload_keys": upload_keys(spec.questions_on(page_key)),
        "warned": [],
        "unsaved_days": UNSAVED_DRAFT_DAYS if readers.is_unsaved(request.actor, claim) else 0,
        "ends_on": ends_on(claim, request.council),
        **more,
    }
    if not may_fill(request.actor, claim):
        context |= {"reads_only": True, "can_add": False, "has_files": False, "upload_keys": []}
    return render(request, "claims/page.html", context, status=status)


def _first_back(claim: Claim) -> str:
    return reverse("home") if localised_spec(claim).kind == "check" else task_list_address(claim)


def say_merged(request: HttpRequest, claim: Claim, saved: Saved) -> None:
    """Tell whoever sent a page that there are words of somebody else in it now."""
    for place in saved.texts:
        label = localised_spec(claim).question(*place)["label"]
        words = _(
            "Somebody else wrote in “%(label)s” at the same time. The words of both of you are kept: read it again."
        )
        messages.info(request, words % {"label": label})


def has_files(questions: list[Question]) -> bool:
    """True when a question of these takes files, so that the form must be posted in parts."""
    return bool(upload_keys(questions))


def upload_keys(questions: list[Question]) -> list[str]:
    """The questions of these that take files."""
    return [question["key"] for question in questions if type_of(question).is_upload]


def address_for_later(request: HttpRequest, claim: Claim) -> str:
    """Where "Save and come back later" leads: a visitor says where the link goes, an account needs none."""
    if request.actor.user is None:
        return reverse("claims:save_for_later", args=[claim.public_id])
    messages.success(request, _("Your answers are saved. You can come back at any time."))
    return task_list_address(claim)
