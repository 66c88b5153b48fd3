"""What looks wrong but may be right: said once, and taken."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest

from claims.views.finding import elsewhere
from formspec.presenters.words import words
from formspec.rules.form_spec import Question
from formspec.rules.visibility import FormState


def warn_once(request: HttpRequest, form_state: FormState, questions: list[Question], row: str = "") -> list[str]:
    """Say what looks wrong in the answers to these questions; the keys that the page then carries, so that each is said
    once. Empty: nothing new, and the person goes on.
    """
    visible = [question for question in questions if form_state.is_visible(question["key"], row)]
    warnings = {q["key"]: _warning(request, form_state, q, row) for q in visible}
    fresh = {key: text for key, text in warnings.items() if text and key not in request.POST.getlist("_warned")}
    for text in fresh.values():
        messages.warning(request, text)
    return list(fresh)


def _warning(request: HttpRequest, form_state: FormState, question: Question, row: str) -> str:
    warning = form_state.cleaned[question["key"], row].warning
    return words(warning) if warning else elsewhere(request, form_state, question)
