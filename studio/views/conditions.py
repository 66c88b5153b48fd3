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
from formspec.rules.conditions import MAX_DEPTH as MOST_DEPTH
from formspec.rules.conditions import MAX_PARTS as MOST_PARTS
from studio.actions.editing import Clash, Seen
from studio.forms.conditions import QUESTION, RULE, AnswerTestForm, AskForm, NamedTestForm, RuleTestForm
from studio.models import FormDraft
from studio.presenters.words import said
from studio.readers.drafts import draft_for
from studio.rules.finding import digest, named_of, part_of
from studio.rules.inside import has_inside, inside, joined_as, parts_of, turned, with_inside
from studio.rules.operations.conditions import part_shown
from studio.rules.refusals import Refused
from studio.rules.sentences import Sentences, asked_before, rules_before
from studio.views.doing import CONFLICT, UNPROCESSABLE, may_do

ON, NAMED = ("section", "question"), "named"


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


@staff_required
@require_http_methods(["GET", "POST"])
def named_condition(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """When a condition with a name holds, wherever it is used."""
    return _condition(request, draft_for(request.actor, slug), NAMED, key, "")


def _condition(request: HttpRequest, draft: FormDraft, on: str, key: str, option: str) -> HttpResponse:
    """The condition, or the part of it to which `at` leads ("0.2": the third part of its first part)."""
    part = _shown(draft, on, key, option)
    way = _way(request.GET.get("at", ""))
    whole = part["when"] if on == NAMED else part.get("show_if")
    joined, tests = parts_of(_inside(whole, way))
    source, asked = draft.source, asked_before(draft.source, on, key)
    ask = AskForm(
        request.GET if "ask" in request.GET else None, questions=asked, rules=rules_before(source, asked),
        named=[] if on == NAMED else source.get("conditions", []),
    )  # fmt: skip
    kind = on if on in ("section", NAMED) else "question"
    page = {
        "draft": draft, "title": part.get("title") or part.get("name") or part["label"], "ask": ask, "how": joined,
        "tests": [_row(source, test, [*way, place]) for place, test in enumerate(tests)], "nav": "settings",
        "seen": digest(part_of(source, kind, key)), "back_url": back_url(draft, on, key, option), "at": _at(way),
        "nameable": reverse("studio:name_condition", args=[draft.form.slug, key]) if on == "question" else "",
    }  # fmt: skip
    form = _test_form(request, ask, asked, page["seen"])
    if request.method == "POST":
        changed = _changed(request, form, joined, tests)
        if changed is not None:
            after = with_inside(whole, way, joined_as(*changed))
            operation, parameters = _operation(on, key, option, part, after)
            try:
                if may_do(request, form, draft.form.slug, operation, parameters, _seen(request, kind, key)):
                    return redirect(f"{request.path}?at={_at(way)}" if way and len(changed[1]) > 1 else request.path)
            except Clash as clash:
                return _clash(request, page | {"form": form, "by": clash.draft.edited_by_label})
    page["form"] = form
    return render(request, "studio/condition.html", page, status=UNPROCESSABLE if request.method == "POST" else 200)


def _way(at: str) -> list[int]:
    """The way that an address names, or 404."""
    places = [whole_number(place, most=MOST_PARTS) for place in at.split(".")] if at else []
    if any(place is None for place in places) or len(places) > MOST_DEPTH:
        raise Http404
    return [place for place in places if place is not None]


def _at(way: list[int]) -> str:
    return ".".join(str(place) for place in way)


def _inside(whole: dict[str, Any] | None, way: list[int]) -> dict[str, Any] | None:
    try:
        return inside(whole, way)
    except Refused as refused:
        raise Http404 from refused


def _row(source: dict[str, Any], test: dict[str, Any], way: list[int]) -> dict[str, Any]:
    lines = [said(each) for each in Sentences(source).of(test)]
    return {"lines": lines, "at": _at(way), "has_inside": has_inside(test), "is_not": "not" in test}


def _operation(
    on: str, key: str, option: str, part: dict[str, Any], after: dict[str, Any] | None
) -> tuple[str, dict[str, Any]]:
    """The operation that makes this of the condition, and its parameters."""
    how, tests = parts_of(after)
    if on == NAMED:
        return "change_named_when", {"key": key, "tests": tests, "how": how}
    return "set_condition", {"on": on, "key": key, "option": option, "tests": tests, "how": how}


def _seen(request: HttpRequest, kind: str, key: str) -> Seen:
    return Seen(kind, key, request.POST.get("seen", ""))


def _clash(request: HttpRequest, page: dict[str, Any]) -> HttpResponse:
    return render(request, "studio/condition.html", page, status=CONFLICT)


def _shown(draft: FormDraft, on: str, key: str, option: str) -> dict[str, Any]:
    try:
        return named_of(draft.source, key) if on == NAMED else part_shown(draft.source, on, key, option)
    except Refused as refused:
        raise Http404 from refused


def back_url(draft: FormDraft, on: str, key: str, option: str = "") -> str:
    """The page of what the condition stands on."""
    slug = draft.form.slug
    return reverse(f"studio:{on}", args=[slug, key, *([option] if option else [])])


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


def _changed(
    request: HttpRequest, form: Any, joined: str, tests: list[dict[str, Any]]
) -> tuple[str, list[dict[str, Any]]] | None:
    """What the parts become, and how they are joined: a part less, turned round, joined otherwise, or a part more; None
    where it was typed wrongly.
    """
    drop, turn = (whole_number(request.POST.get(name, ""), most=len(tests) - 1) for name in ("drop", "turn"))
    how = request.POST.get("how", "")
    if drop is not None:
        return joined, tests[:drop] + tests[drop + 1 :]
    if turn is not None:
        return joined, [*tests[:turn], turned(tests[turn]), *tests[turn + 1 :]]
    if how in ("all", "any"):
        return how, tests
    if not form.is_valid() or not hasattr(form, "part"):
        return None
    return joined, [*tests, form.part]
