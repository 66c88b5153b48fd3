"""When a part of a form is shown: a sentence, built part by part; and conditions with names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.sessions import staff_required
from core.rules.numbers import whole_number
from studio.actions.editing import Clash, Seen
from studio.forms.conditions import QUESTION, RULE, AnswerTestForm, AskForm, NamedTestForm, RuleTestForm
from studio.models import FormDraft
from studio.presenters.words import said
from studio.readers.drafts import draft_for
from studio.rules.finding import digest, part_of
from studio.rules.operations.conditions import part_shown
from studio.rules.refusals import Refused
from studio.rules.sentences import Sentences, asked_before, rules_before
from studio.views.doing import CONFLICT, UNPROCESSABLE, may_do

ON = ("section", "question")


@staff_required
@require_http_methods(["GET", "POST"])
def condition(request: HttpRequest, slug: str, on: str, key: str) -> HttpResponse:
    """When a section or a question is shown."""
    if on not in ON:
        raise Http404
    return _condition(request, draft_for(request.actor, slug), on, key, "")


@staff_required
@require_http_methods(["GET", "POST"])
def option_condition(request: HttpRequest, slug: str, key: str, value: str) -> HttpResponse:
    """When a choice is offered."""
    return _condition(request, draft_for(request.actor, slug), "option", key, value)


def _condition(request: HttpRequest, draft: FormDraft, on: str, key: str, option: str) -> HttpResponse:
    part = _shown(draft, on, key, option)
    joined, tests = parts_of(part.get("show_if"))
    source, asked = draft.source, asked_before(draft.source, on, key)
    ask = AskForm(
        request.GET if "ask" in request.GET else None,
        questions=asked, rules=rules_before(source, asked), named=source.get("conditions", []),
    )  # fmt: skip
    kind = "section" if on == "section" else "question"
    page = {
        "draft": draft, "title": part.get("title") or part["label"], "ask": ask, "how": joined, "nav": "settings",
        "tests": [[said(each) for each in Sentences(source).of(test)] for test in tests],
        "seen": digest(part_of(source, kind, key)), "back_url": back_url(draft, on, key, option),
        "nameable": reverse("studio:name_condition", args=[draft.form.slug, key]) if on == "question" else "",
    }  # fmt: skip
    form = _test_form(request, ask, asked, page["seen"])
    if request.method == "POST":
        changed = _changed(request, form, joined, tests)
        where = {"on": on, "key": key, "option": option}
        if changed is not None:
            try:
                if may_do(request, form, draft.form.slug, "set_condition", where | changed, _seen(request, kind, key)):
                    return redirect(request.path)
            except Clash as clash:
                return _clash(request, page | {"form": form, "by": clash.draft.edited_by_label})
    page["form"] = form
    return render(request, "studio/condition.html", page, status=UNPROCESSABLE if request.method == "POST" else 200)


def _seen(request: HttpRequest, kind: str, key: str) -> Seen:
    return Seen(kind, key, request.POST.get("seen", ""))


def _clash(request: HttpRequest, page: dict[str, Any]) -> HttpResponse:
    return render(request, "studio/condition.html", page, status=CONFLICT)


def _shown(draft: FormDraft, on: str, key: str, option: str) -> dict[str, Any]:
    try:
        return part_shown(draft.source, on, key, option)
    except Refused as refused:
        raise Http404 from refused


def back_url(draft: FormDraft, on: str, key: str, option: str = "") -> str:
    """The page of what the condition stands on."""
    slug = draft.form.slug
    return reverse(f"studio:{on}", args=[slug, key, *([option] if option else [])])


def parts_of(condition: dict[str, Any] | None) -> tuple[str, list[dict[str, Any]]]:
    """How the parts of a condition are joined ("all" or "any"), and the parts."""
    if condition is None:
        return "all", []
    for joined in ("all", "any"):
        if joined in condition:
            return joined, condition[joined]
    return "all", [condition]


def _test_form(request: HttpRequest, ask: AskForm, asked: list[dict[str, Any]], seen: str) -> Any:
    """The form of one more part, about what was asked for; a bare form where nothing was."""
    data, initial = (request.POST if request.method == "POST" else None), {"seen": seen}
    if not ask.is_bound or not ask.is_valid():
        return forms.Form(data if request.method == "POST" else None)
    wanted = ask.cleaned_data["ask"]
    kind, _sep, name = wanted.partition(":")
    if f"{kind}:" == QUESTION:
        question = next(each for each in asked if each["key"] == name)
        return AnswerTestForm(data, initial=initial, question=question)
    if f"{kind}:" == RULE:
        return RuleTestForm(data, initial=initial, rule=name)
    return NamedTestForm(data, initial=initial, key=name)


def _changed(request: HttpRequest, form: Any, joined: str, tests: list[dict[str, Any]]) -> dict[str, Any] | None:
    """What the condition becomes: a part less, joined otherwise, or a part more; None where it was typed wrongly."""
    drop, how = whole_number(request.POST.get("drop", ""), most=len(tests) - 1), request.POST.get("how", "")
    if drop is not None:
        return {"tests": tests[:drop] + tests[drop + 1 :], "how": joined}
    if how in ("all", "any"):
        return {"tests": tests, "how": how}
    if not form.is_valid() or not hasattr(form, "part"):
        return None
    return {"tests": [*tests, form.part], "how": joined}
