"""Somebody opens the link of an invitation, proves the contact that it was sent to, and says yes or no."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.throttling import throttled
from advocates.actions.inviting import NotAddressed, OwnInvitation, accept_invitation, refuse_invitation
from advocates.presenters.sentences import THEIRS, allowed, until_words
from advocates.readers.invitations import invitation_by_token, is_addressed_to, last_day_offered
from claims.signing.presenters import masked

FORBIDDEN, GONE = 403, 410
YES, NO = "yes", "no"


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
@throttled(group="invited", rate="60/m")
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has not proven the contact learns nothing but where the link went; the others read who asks, and what."""
    invitation = invitation_by_token(token)
    if invitation is None:
        return render(request, "advocates/invitation_over.html", status=GONE)
    if not is_addressed_to(request.actor, invitation):
        page = {"contact": masked(invitation.channel, invitation.contact)}
        return render(request, "advocates/not_addressed.html", page, status=FORBIDDEN)
    if request.method == "POST" and request.POST.get("answer") in (YES, NO):
        return _answer(request, invitation.pk, request.POST["answer"])
    page = {
        "name": invitation.resident.name,
        "may": allowed(invitation.scopes, THEIRS),
        "until": until_words(last_day_offered(invitation, timezone.localdate())),
        "why": invitation.why,
    }
    return render(request, "advocates/invited.html", page)


def _answer(request: HttpRequest, key: int, answer: str) -> HttpResponse:
    try:
        if answer == NO:
            refuse_invitation(invitation_id=key, by=request.actor)
            messages.success(request, _("You said no. They are told, and the link does not work any more."))
            return redirect("home")
        grant = accept_invitation(invitation_id=key, by=request.actor)
    except OwnInvitation:
        return render(request, "advocates/own_invitation.html", status=FORBIDDEN)
    except NotAddressed:
        return render(request, "advocates/invitation_over.html", status=GONE)
    messages.success(request, _("You said yes. They are told, and can end it on any day."))
    return redirect("advocates:person", grant.public_id)
