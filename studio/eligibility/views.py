"""The pages on which an admin writes the questions before a form begins."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.sessions import staff_required
from core.asking import ask_first, is_sure
from formspec.rules.eligibility import MOST_QUESTIONS
from studio.actions.editing import edit_draft
from studio.eligibility.forms import YES_NO_WORDS, CheckQuestionForm, CheckWordsForm, NewCheckQuestionForm
from studio.models import FormDraft
from studio.presenters.words import said
from studio.readers.drafts import draft_for
from studio.rules.finding import Part, eligibility_question_of
from studio.rules.refusals import Refused
from studio.views.doing import UNPROCESSABLE, edit_part, may_do


@staff_required
@require_GET
def eligibility(request: HttpRequest, slug: str) -> HttpResponse:
    """The questions, with what is said when; and the words around them."""
    draft = draft_for(request.actor, slug)
    check = draft.source.get("eligibility", {})
    asked = check.get("questions", [])
    page = {
        "draft": draft, "check": check, "rows": [_row(question) for question in asked],
        "may_add": len(asked) < MOST_QUESTIONS, "back_url": reverse("studio:map", args=[slug]), "nav": "settings",
    }  # fmt: skip
    return render(request, "studio/eligibility/eligibility.html", page)


def _row(question: Part) -> dict[str, object]:
    labels = {option["value"]: option["label"] for option in question.get("options", ())}
    against = [str(labels.get(answer) or YES_NO_WORDS[answer]) for answer in question.get("may_not", ())]
    return {"question": question, "against": ", ".join(against), "choices": [*labels.values()]}


def _back(slug: str) -> str:
    return reverse("studio:eligibility", args=[slug])


@staff_required
@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, slug: str) -> HttpResponse:
    """What stands above the questions, and what is said where nothing speaks against it."""
    draft = draft_for(request.actor, slug)
    return edit_part(
        request, draft, CheckWordsForm, ("eligibility", ""), "change_eligibility", title=_("Words of the check"),
        back_url=_back(slug), initial=CheckWordsForm.initial_of, parameters=lambda form: form.said,
    )  # fmt: skip


@staff_required
@require_http_methods(["GET", "POST"])
def add_question(request: HttpRequest, slug: str) -> HttpResponse:
    """A question at the end; what is said with its answers is asked on its own page, which comes next."""
    draft = draft_for(request.actor, slug)
    form = NewCheckQuestionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = may_do(request, form, slug, "add_eligibility_question", form.said)
        if done is not None:
            added = done.source["eligibility"]["questions"][-1]["key"]
            return redirect("studio:eligibility_question", slug, added)
    page = {"form": form, "title": _("Add a question to the check"), "draft": draft, "back_url": _back(slug)}
    return render(request, "studio/edit.html", page | {"nav": "settings"}, status=UNPROCESSABLE if form.errors else 200)


@staff_required
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A question: its words, which answers speak against it, and its place."""
    draft = draft_for(request.actor, slug)
    found = _found(draft, key)
    if request.POST.get("move") in ("up", "down"):
        return _move(request, slug, key)
    more = {"moves": True, "remove_url": reverse("studio:remove_eligibility_question", args=[slug, key])}
    return edit_part(
        request, draft, CheckQuestionForm, ("eligibility question", key), "change_eligibility_question",
        title=found["label"], back_url=_back(slug), more=more, question=found,
        initial=lambda source: CheckQuestionForm.initial_of(eligibility_question_of(source, key)),
        parameters=lambda form: {"key": key, **form.said},
    )  # fmt: skip


def _found(draft: FormDraft, key: str) -> Part:
    try:
        return eligibility_question_of(draft.source, key)
    except Refused as refused:
        raise Http404 from refused


def _move(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    where = {"key": key, "by": -1 if request.POST["move"] == "up" else 1}
    try:
        edit_draft(slug=slug, operation="move_eligibility_question", parameters=where, by=request.actor)
    except Refused as refused:
        messages.warning(request, " ".join(said(reason) for reason in refused.reasons))
    return HttpResponseRedirect(f"{_back(slug)}#question-{key}")


@staff_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Take a question away; asks first."""
    draft = draft_for(request.actor, slug)
    found = _found(draft, key)
    if not is_sure(request):
        asked = _("Remove “%(label)s” from the check?") % {"label": found["label"]}
        keep_url = reverse("studio:eligibility_question", args=[slug, key])
        return ask_first(request, question=asked, keep_url=keep_url)
    edit_draft(slug=slug, operation="remove_eligibility_question", parameters={"key": key}, by=request.actor)
    messages.success(request, _("Removed."))
    return redirect(_back(slug))
