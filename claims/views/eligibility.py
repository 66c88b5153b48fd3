"""The questions before a form begins: answered on one page, kept nowhere, and nobody is turned away by them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from claims.presenters.eligibility import box_of, question_rows
from claims.readers import claims as readers
from claims.views.starting import can_start
from core.languages.reading import reading_language
from formspec.readers import published_version
from formspec.rules.eligibility import outcome
from formspec.rules.form_spec import FormSpec
from formspec.rules.translation import in_language


@login_not_required
@require_http_methods(["GET", "POST"])
def eligibility(request: HttpRequest, slug: str) -> HttpResponse:
    """The questions; POST says above them what the answers come to, with the button that begins the form."""
    version = published_version(slug)
    spec = in_language(FormSpec(version.spec), reading_language())
    check = spec.eligibility
    if check is None:
        raise Http404
    if not can_start(version.form, request.actor):
        return redirect("claims:start", slug)
    keys = [question["key"] for question in check["questions"]]
    said = {key: request.POST[box_of(key)] for key in keys if box_of(key) in request.POST}
    page = {
        "form_spec": spec.data,
        "slug": slug,
        "check": check,
        "rows": question_rows(check, said),
        "outcome": outcome(check, said) if request.method == "POST" else None,
        "must_say": readers.sends_for_others(request.actor),
        "known_as": request.actor.resident.name if request.actor.user and request.actor.resident else "",
        "back_url": reverse("claims:start", args=[slug]),
    }
    return render(request, "claims/eligibility.html", page)
