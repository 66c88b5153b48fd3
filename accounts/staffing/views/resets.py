"""A second factor that was lost: one admin asks, another agrees."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.door import TooManyMessages
from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from accounts.staffing import readers
from accounts.staffing.actions import factor_resets as actions
from core.asking import ask_first, is_sure
from core.mail import MessageNotSent


@staff_required
@require_POST
def ask(request: HttpRequest, key: int) -> HttpResponse:
    """Ask once, then wait for another admin."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    found = readers.person_for(request.actor, key)
    if not is_sure(request):
        return ask_first(
            request,
            question=_("Has %(name)s lost their second step?") % {"name": found.display_name},
            words=_("Make sure that it is them: speak to them. Another admin has to agree before anything changes."),
            button=_("Ask another admin"),
            keep=_("Go back"),
            keep_url=reverse("people:person", args=[key]),
        )
    try:
        actions.ask_factor_reset(membership_id=key, by=request.actor)
    except actions.SamePerson:
        messages.warning(request, _("Another admin has to ask for you. Nothing changed."))
    except actions.NoAddress:
        messages.warning(request, _("They have no email address for the link. Nothing changed."))
    else:
        messages.success(request, _said_of_asking(request, found.user_id))
    return redirect("people:list")


def _said_of_asking(request: HttpRequest, user: int) -> str:
    if readers.has_other_admin([request.actor.user.pk, user]):
        return _("Asked. Another admin now has to agree, on this page.")
    return _("Asked. There is no other admin, so the operator of the platform has to agree.")


@staff_required
@require_POST
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Another admin says yes or no."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    if request.POST.get("answer") != "yes":
        actions.refuse_factor_reset(public_id=public_id, by=request.actor)
        messages.success(request, _("Refused. Nothing changes."))
        return redirect("people:list")
    try:
        actions.agree_factor_reset(public_id=public_id, by=request.actor)
    except actions.SamePerson:
        messages.warning(request, _("Somebody else has to agree. Nothing changed."))
    except (MessageNotSent, TooManyMessages):
        messages.warning(
            request, _("We could not send the link just now. Nothing changed. Try again in a few minutes.")
        )
    else:
        messages.success(request, _("Agreed. They got a link by email and set up a new second step."))
    return redirect("people:list")
