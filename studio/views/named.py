"""Conditions with names: made of the condition of a part, renamed, removed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.sessions import staff_required
from studio.forms.conditions import NameForm
from studio.presenters.words import said
from studio.readers.drafts import draft_for
from studio.rules.finding import named_of, question_of
from studio.rules.inside import parts_of
from studio.rules.refusals import Refused
from studio.rules.sentences import Sentences
from studio.views.doing import UNPROCESSABLE, edit_part, may_do


@staff_required
@require_GET
def named_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The conditions with names, and what they mean."""
    draft = draft_for(request.actor, slug)
    sentences = Sentences(draft.source)
    rows = [
        {"named": named, "when": [said(each) for each in sentences.of(named["when"])]}
        for named in draft.source.get("conditions", ())
    ]
    page = {"draft": draft, "rows": rows, "back_url": reverse("studio:map", args=[slug]), "nav": "settings"}
    return render(request, "studio/named.html", page)


@staff_required
@require_http_methods(["GET", "POST"])
def name_condition(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Give the condition of a question a name, to use it elsewhere too."""
    draft = draft_for(request.actor, slug)
    try:
        joined, tests = parts_of(question_of(draft.source, key).get("show_if"))
    except Refused as refused:
        raise Http404 from refused
    form = NameForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        parameters = {"name": form.cleaned_data["name"], "tests": tests, "how": joined}
        if may_do(request, form, slug, "add_named", parameters):
            return redirect("studio:named_list", slug)
    back = reverse("studio:condition", args=[slug, "question", key])
    page = {"form": form, "title": _("Name the condition"), "draft": draft, "back_url": back, "nav": "settings"}
    return render(request, "studio/edit.html", page, status=UNPROCESSABLE if form.errors else 200)


@staff_required
@require_http_methods(["GET", "POST"])
def named(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Another name; and the way to when it holds. It stays what it is wherever it is used."""
    draft = draft_for(request.actor, slug)
    try:
        found = named_of(draft.source, key)
    except Refused as refused:
        raise Http404 from refused
    return edit_part(
        request, draft, NameForm, ("named", key), "change_named", title=found["name"],
        back_url=reverse("studio:named_list", args=[slug]), more={
            "remove": f"named:{key}", "named_url": reverse("studio:named_condition", args=[slug, key]),
            "when": "; ".join(said(each) for each in Sentences(draft.source).of(found["when"])),
        },
        initial=lambda source: {"name": named_of(source, key)["name"]},
        parameters=lambda form: {"key": key, **form.said},
    )  # fmt: skip
