"""The claimant's side of a thread: reading it, and writing to the council."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actors import Actor
from accounts.permissions import Scope
from accounts.throttling import seconds_to_wait, wait_words
from claims.readers.answer_store import localised_spec
from claims.readers.claims import grant_on, is_own
from claims.thread.actions.writing import mark_read, write_to_council
from claims.thread.forms import MessageForm
from claims.thread.presenters import messages_content, thread_address
from claims.thread.readers import claim_with_thread_for, thread_for_claimant

# More than anybody has to say in an hour, and little for a program.
BY_PERSON = "20/h"
UNPROCESSABLE, TOO_MANY = 422, 429


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def thread(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Everything that was written about a claim, and a box to write in for whoever may."""
    if request.method == "GET":
        return _draw(request, public_id, MessageForm.fresh())
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _draw(request, public_id, form, status=UNPROCESSABLE)
    who, council = _counted_as(request.actor), request.council.pk
    wait = seconds_to_wait(group="thread-words", rate=BY_PERSON, value=who, council=council)
    if wait:
        words = _("You have sent many messages in a short time. What you wrote is kept below: send it in %(wait)s.")
        form.add_error("words", words % {"wait": wait_words(wait)})
        return _draw(request, public_id, form, status=TOO_MANY)
    sent = write_to_council(public_id=public_id, written=form.written(), by=request.actor)
    messages.success(request, _("Your message is sent. The council has it."))
    return redirect(thread_address(sent.claim))


def _counted_as(actor: Actor) -> str:
    """Who writes: a person by their record, whoever came by a link by their session."""
    return f"resident-{actor.resident.pk}" if actor.resident is not None else f"session-{actor.origin.session}"


def _draw(request: HttpRequest, public_id: uuid.UUID, form: MessageForm, *, status: int = 200) -> HttpResponse:
    claim = claim_with_thread_for(request.actor, public_id)
    content = messages_content(claim, thread_for_claimant(claim, timezone.now()), request.actor)
    own = is_own(request.actor, claim)
    may_write = own or grant_on(request.actor, claim, Scope.FILL_MESSAGES) is not None
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    if own and any(each["is_new"] for each in content):
        mark_read(claim=claim, by=request.actor)
    context = {
        "claim": claim,
        "spec": localised_spec(claim).data,
        "thread": content,
        "form": form,
        "is_own": own,
        "may_write": may_write,
        "back_url": reverse("claims:sent", args=[claim.public_id]),
    }
    return render(request, "claims/thread/thread.html", context, status=status)
