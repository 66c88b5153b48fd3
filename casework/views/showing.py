"""One hidden answer of a claim: why it is needed, then the answer, once."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actors import Actor
from accounts.sessions import staff_required
from accounts.throttling import seconds_to_wait, slow_down
from casework.actions import showing
from casework.forms.showing import ShowingForm
from casework.presenters import showing as content
from casework.readers.showing import hidden_answer_for
from claims.models import Claim
from claims.readers.hidden import HiddenAnswer

# More than a desk needs for its work, and little for who would copy everybody's.
SHOWINGS = "60/h"
CONFLICT, UNPROCESSABLE = 409, 422


@staff_required
@never_cache
@require_http_methods(["GET", "POST"])
def show_answer(request: HttpRequest, reference: str, key: str, entry: int) -> HttpResponse:
    """Ask why, then show the answer: only ever in reply to a post, and once for each page that asked."""
    claim, answer = hidden_answer_for(request.actor, reference, key, entry)
    if request.method == "GET":
        return _ask(request, claim, answer, _fresh())
    form = ShowingForm(request.POST)
    if not form.is_valid():
        return _ask(request, claim, answer, form, status=UNPROCESSABLE)
    wait = seconds_to_wait(**counted_as(request.actor), rate=SHOWINGS)
    if wait:
        return slow_down(request, wait)
    said = form.cleaned_data
    try:
        answer = showing.show_answer(reference=reference, key=key, entry=entry, **said, by=request.actor)
    except showing.AlreadyShown:
        return _ask(request, claim, answer, _fresh(), was_shown=True, status=CONFLICT)
    context = _context(request, claim, answer) | {
        "answer": content.in_full(answer),
        "why": content.reason_words(said["reason"], said["words"]),
    }
    return render(request, "casework/answer_shown.html", context)


def counted_as(actor: Actor) -> dict[str, Any]:
    """By whom showings are counted: the person, wherever they are signed in."""
    return {"group": "show-answer", "value": f"user-{actor.user.pk}", "council": actor.council.pk}


def _fresh() -> ShowingForm:
    return ShowingForm(initial={"asked_with": uuid.uuid4()})


def _ask(
    request: HttpRequest, claim: Claim, answer: HiddenAnswer, form: ShowingForm, *, was_shown=False, status: int = 200
) -> HttpResponse:
    context = _context(request, claim, answer) | {
        "form": form,
        "masked": content.masked(answer),
        "was_shown": was_shown,
    }
    return render(request, "casework/show_answer.html", context, status=status)


def _context(request: HttpRequest, claim: Claim, answer: HiddenAnswer) -> dict[str, object]:
    return {
        "claim": claim,
        "question": answer.question["label"],
        "back_url": content.answer_address(claim, request.GET.get(content.FROM_CHECK, "")),
        "nav": "work",
    }
