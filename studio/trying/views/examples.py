"""The examples of a form: run on one press, and taken out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.sessions import staff_required
from core.asking import ask_first, is_sure
from formspec.rules.compile import FormProblems
from formspec.rules.sources.own_form import compile_own
from studio.actions.editing import edit_draft
from studio.presenters.words import said
from studio.readers.drafts import draft_for
from studio.rules.refusals import Refused
from studio.trying.presenters.outcomes import examples_listed, outcomes_words
from studio.trying.readers.examples import outcomes_of


@staff_required
@require_GET
def examples(request: HttpRequest, slug: str) -> HttpResponse:
    """Every example; with `run`, what comes of each."""
    draft = draft_for(request.actor, slug)
    outcomes = []
    if "run" in request.GET:
        try:
            outcomes = outcomes_of(draft.source, compile_own(draft.source))
        except FormProblems:
            return redirect("studio:publish", slug)
    page = {
        "draft": draft, "examples": examples_listed(draft.source.get("tests", [])),
        "outcomes": outcomes_words(outcomes, slug), "failed": sum(not each.passed for each in outcomes),
        "nav": "settings", "back_url": reverse("studio:map", args=[slug]),
    }  # fmt: skip
    return render(request, "studio/trying/examples.html", page)


@staff_required
@require_POST
def remove_example(request: HttpRequest, slug: str) -> HttpResponse:
    """Take out one example, once the person is sure."""
    draft_for(request.actor, slug)
    name = request.POST.get("name", "")
    if not is_sure(request):
        return ask_first(
            request, question=_("Remove “%(name)s”?") % {"name": name}, hidden={"name": name},
            words=_("The form is not tried with it any more."), keep_url=reverse("studio:examples", args=[slug]),
        )  # fmt: skip
    try:
        edit_draft(slug=slug, operation="remove_example", parameters={"name": name}, by=request.actor)
    except Refused as refused:
        messages.warning(request, " ".join(said(reason) for reason in refused.reasons))
    return redirect("studio:examples", slug)
