"""Which optional questions a council's forms ask."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.sessions import staff_required
from formspec.actions.publishing import choose_questions
from formspec.forms import QuestionsForm
from formspec.models import FormVersion
from formspec.presenters.optional import form_items, number_of_questions
from formspec.readers import (
    form_titles,
    form_with_optional_questions,
    forms_with_optional_questions,
    own_forms_of_the_library,
    questions_to_choose,
)

UNPROCESSABLE = 422


@staff_required
@require_GET
def form_list(request: HttpRequest) -> HttpResponse:
    """The forms that have questions to choose from."""
    page = {
        "items": form_items(forms_with_optional_questions(request.actor)),
        "own": form_titles(own_forms_of_the_library(request.actor)),
        "nav": "settings",
    }
    return render(request, "formspec/form_list.html", page)


@staff_required
@require_http_methods(["GET", "POST"])
def form_questions(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose a form's optional questions; saving publishes the form with them."""
    version = form_with_optional_questions(slug, request.actor)
    questions = questions_to_choose(slug)
    if request.method == "GET":
        return _draw(request, version, QuestionsForm(questions=questions, initial={"asked": version.form.asked}))
    form = QuestionsForm(request.POST, questions=questions)
    if not form.is_valid():
        return _draw(request, version, form, status=UNPROCESSABLE)
    choose_questions(slug=slug, asked=form.cleaned_data["asked"], by=request.actor)
    messages.success(request, _("Saved. Everybody who starts this form from now on gets these questions."))
    return redirect("formspec:form_list")


def _draw(request: HttpRequest, version: FormVersion, form: QuestionsForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "title": form_titles([version])[0]["title"],
        "number": number_of_questions(version.spec),
        "nav": "settings",
        "back_url": reverse("formspec:form_list"),
    }
    return render(request, "formspec/form_questions.html", context, status=status)
