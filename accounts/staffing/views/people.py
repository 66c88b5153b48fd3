"""The people of a council, or of one partner: the list, inviting, changing, leaving, coming back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.door import TooManyMessages
from accounts.models import Organisation
from accounts.sessions import staff_required
from accounts.staffing import readers
from accounts.staffing.actions import inviting
from accounts.staffing.actions import people as actions
from accounts.staffing.forms import InviteForm, PersonForm, initial_of
from accounts.staffing.presenters import person_shown, role_words, why_not_invited
from core.asking import ask_first, is_sure
from core.mail import MessageNotSent

UNPROCESSABLE = 422


@never_cache
@staff_required
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Who works here, who was invited, and whose second factor is to be replaced."""
    shown = [person_shown(each) for each in readers.people_for(request.actor)]
    invitations = readers.invitations_for(request.actor)
    page = {
        "people": [each for each in shown if each["is_active"]],
        "left": [each for each in shown if not each["is_active"]],
        "invitations": [(each, role_words(each.roles)) for each in invitations],
        "resets": readers.resets_for(request.actor) if request.actor.manages_council else [],
        "nav": "settings",
    }
    return render(request, "people/list.html", page)


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Somebody of the council itself; for a partner's admin, of their organisation."""
    readers.require_people(request.actor)
    own = None if request.actor.manages_council else request.actor.membership.organisation
    return _invite(request, own)


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def invite_to(request: HttpRequest, key: int) -> HttpResponse:
    """Somebody of a partner."""
    return _invite(request, readers.organisation_for(request.actor, key))


def _invite(request: HttpRequest, organisation: Organisation | None) -> HttpResponse:
    form = InviteForm(request.POST if request.method == "POST" else None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            inviting.invite_staff(**form.cleaned_data, organisation=organisation, by=request.actor)
        except (inviting.WorksHere, TooManyMessages, MessageNotSent) as refusal:
            form.add_error("email", why_not_invited(refusal))
        else:
            said = _("We sent a link to %(email)s. It works for %(days)s days.")
            messages.success(request, said % {"email": form.cleaned_data["email"], "days": inviting.LASTS.days})
            return redirect("people:list")
    page = {
        "form": form, "title": _("Invite somebody"), "organisation": organisation, "button": _("Send the link"),
        "back_url": reverse("people:list"), "nav": "settings",
    }  # fmt: skip
    return render(request, "people/form.html", page, status=UNPROCESSABLE if form.errors else 200)


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, key: int) -> HttpResponse:
    """One of them: the name and the roles, and what else can be done."""
    found = readers.person_for(request.actor, key)
    form = PersonForm(
        request.POST if request.method == "POST" else None, organisation=found.organisation, initial=initial_of(found)
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_person(membership_id=key, **form.cleaned_data, by=request.actor)
        except actions.OwnWork:
            form.add_error("roles", _("Another admin changes what you work as"))
        except actions.LastAdmin:
            form.add_error("roles", _("This is the only admin. Make somebody else an admin first"))
        else:
            messages.success(request, _("Saved. It counts from now on."))
            return redirect("people:list")
    page = {
        "form": form, "person": person_shown(found), "is_own": found.user_id == request.actor.user.pk,
        "back_url": reverse("people:list"), "nav": "settings",
    }  # fmt: skip
    return render(request, "people/person.html", page, status=UNPROCESSABLE if form.errors else 200)


@staff_required
@require_POST
def end(request: HttpRequest, key: int) -> HttpResponse:
    """Ask once, then somebody does not work here any more."""
    found = readers.person_for(request.actor, key)
    if not is_sure(request):
        return ask_first(
            request,
            question=_("Does %(name)s not work here any more?") % {"name": found.display_name},
            words=_(
                "They are signed out everywhere at once. Claims that they have in hand go to their team, and whom they "
                "talk with goes back to the queue. You can ask them to come back on any day."
            ),
            button=_("End their work here"),
            keep=_("They still work here"),
            keep_url=reverse("people:person", args=[key]),
        )
    try:
        actions.end_work_of(membership_id=key, by=request.actor)
    except actions.OwnWork:
        messages.warning(request, _("Another admin has to do this for you. Nothing changed."))
    except actions.LastAdmin:
        messages.warning(request, _("This is the only admin. Make somebody else an admin first. Nothing changed."))
    else:
        messages.success(request, _("%(name)s does not work here any more.") % {"name": found.display_name})
    return redirect("people:list")


@staff_required
@require_POST
def back(request: HttpRequest, key: int) -> HttpResponse:
    """Ask somebody who left to come back."""
    found = readers.person_for(request.actor, key)
    try:
        inviting.invite_back(membership_id=key, by=request.actor)
    except (inviting.WorksHere, TooManyMessages, MessageNotSent) as refusal:
        messages.warning(request, why_not_invited(refusal))
    else:
        said = _("We sent a link to %(email)s. It works for %(days)s days.")
        messages.success(request, said % {"email": found.user.email, "days": inviting.LASTS.days})
    return redirect("people:list")


@staff_required
@require_POST
def take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """The link in an invitation works no more."""
    inviting.take_back_invitation(public_id=public_id, by=request.actor)
    messages.success(request, _("Taken back. The link in it does not work any more."))
    return redirect("people:list")
