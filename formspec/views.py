"""Which optional questions a council's forms ask."""

from __future__ import annotations

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from accounts.sessions import staff_required
from accounts.throttling import throttled
from formspec.actions.publishing import choose_questions
from formspec.forms import QuestionsForm
from formspec.models import FormVersion
from formspec.presenters.optional import form_items, number_of_questions
from formspec.readers import (
    form_titles,
    form_with_optional_questions,
    forms_with_optional_questions,
    medium_part,
    medium_size,
    own_forms_of_the_library,
    questions_to_choose,
)
from formspec.rules.media import content_type_of

UNPROCESSABLE, PARTIAL, NOT_THERE = 422, 206, 416
# What a browser asks for while it plays a file: from here to there, from here on, or the last so many bytes.
_RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})")
# So much is sent of a film at once; the browser asks for the rest when it gets there.
MOST_AT_ONCE = 2 * 1024 * 1024
# By one device, or by everybody at one address: each has a cache, and asks once for each part.
MOST_ASKED = "600/m"
KEPT_SECONDS = 365 * 24 * 60 * 60


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


@login_not_required
@require_safe
@throttled(group="media", rate=MOST_ASKED, reads=True)
def medium(request: HttpRequest, name: str) -> HttpResponse:
    """A recording, a film or captions of the council's forms. Its name says what is in it, so browsers keep it."""
    size = medium_size(name)
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    start, end = _asked_for(asked.groups(), size) if asked else (0, size)
    if asked and start >= end:
        response = HttpResponse(status=NOT_THERE)
        response["Content-Range"] = f"bytes */{size}"
        return response
    end = min(end, start + MOST_AT_ONCE) if asked else end
    response = HttpResponse(
        medium_part(name, start, end - start), content_type=content_type_of(name), status=PARTIAL if asked else 200
    )
    if asked:
        response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    response["Accept-Ranges"] = "bytes"
    patch_cache_control(response, public=True, max_age=KEPT_SECONDS, immutable=True)
    return response


def _asked_for(range_: tuple[str, ...], size: int) -> tuple[int, int]:
    """From which byte to before which; nothing where that is not in the file."""
    first, last = range_
    if not first:
        return (max(size - int(last), 0), size) if last else (0, 0)
    return int(first), min(int(last) + 1, size) if last else size
