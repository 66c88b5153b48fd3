"""One grant, for the resident who gave it: what it is, renewing it, what it leaves out, and ending it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from advocates.actions.changing import change_grant
from advocates.actions.ending import end_own_grant
from advocates.actions.leaving_out import leave_out
from advocates.actions.renewing import renew_grant
from advocates.forms.granting import ChangeForm, EndForm, LeftOutForm, RenewForm
from advocates.presenters.grant import grant_content
from advocates.presenters.matters import matter_choices
from advocates.presenters.sentences import YOURS, allowed, grant_for_resident
from advocates.readers.grants import (
    any_own_grant,
    changeable_grant,
    names_of_helpers,
    own_consent,
    renewable_grant,
)  # fmt: skip
from advocates.readers.matters import matters_of
from advocates.rules.ending import first_of_renewal
from advocates.rules.terms import levels_of, levels_said, scopes_of
from core.asking import ask_first, is_sure

UNPROCESSABLE = 422


@never_cache
@require_GET
def grant(request: HttpRequest, public_id: str) -> HttpResponse:
    """What it allows and does not, in words to print, and what was done by it."""
    found = any_own_grant(request.actor, public_id)
    page = grant_content(found, request.actor, timezone.localdate())
    return render(request, "advocates/grant.html", page | {"nav": "account"})


@never_cache
@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same for longer, from the day after its last one, or from today."""
    found = renewable_grant(request.actor, public_id)
    form = RenewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        renewed = renew_grant(public_id=public_id, period=form.cleaned_data["period"], by=request.actor)
        messages.success(request, _("Renewed. Both of you are told."))
        has_begun = renewed.starts_on <= timezone.localdate()
        return redirect("advocates:grant", renewed.public_id if has_begun else public_id)
    page = grant_for_resident(found, names_of_helpers([found])[found.pk])
    page |= {"form": form, "first": first_of_renewal(found.ends_on, timezone.localdate()), "nav": "account"}
    return render(request, "advocates/renew.html", page, status=UNPROCESSABLE if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """More of it, or less: chosen, read once more, and then at once."""
    found = changeable_grant(request.actor, public_id)
    said = grant_for_resident(found, names_of_helpers([found])[found.pk])
    form = ChangeForm(request.POST if request.method == "POST" else None, levels=levels_of(found.scopes))
    if form.is_valid():
        levels = levels_said(form.cleaned_data)
        scopes = scopes_of(levels)
        if set(scopes) == set(found.scopes):
            form.add_error("claims", _("They may do just this already. Choose something else, or go back."))
        elif not is_sure(request):
            return ask_first(
                request, question=_("Change what %(name)s may do?") % {"name": said["name"]},
                words=_("They may then: %(may)s. It counts at once, %(until)s.")
                % {"may": "; ".join(allowed(scopes, YOURS)), "until": said["renewed_until"] or said["until"]},
                button=_("Yes, change it"), keep=_("Leave it as it is"), hidden=levels,
                keep_url=reverse("advocates:grant", args=[public_id]),
            )  # fmt: skip
        else:
            changed = change_grant(public_id=public_id, scopes=scopes, by=request.actor)
            messages.success(request, _("Changed. It counts at once."))
            return redirect("advocates:grant", changed.public_id)
    page = said | {"form": form, "nav": "account"}
    return render(request, "advocates/change.html", page, status=UNPROCESSABLE if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def left_out(request: HttpRequest, public_id: str) -> HttpResponse:
    """Which claims it does not cover."""
    found = own_consent(request.actor, public_id)
    matters = matter_choices(matters_of(request.actor))
    posted = request.POST if request.method == "POST" else None
    form = LeftOutForm(posted, matters=matters, initial={"left_out": [str(key) for key in found.left_out]})
    if form.is_valid():
        chosen = map(uuid.UUID, form.cleaned_data.get("left_out", ()))
        leave_out(public_id=public_id, claims=chosen, by=request.actor)
        messages.success(request, _("Saved. It counts at once."))
        return redirect("advocates:grant", public_id)
    page = grant_for_resident(found, names_of_helpers([found])[found.pk])
    page |= {"form": form, "any": bool(matters), "nav": "account"}
    return render(request, "advocates/left_out.html", page, status=UNPROCESSABLE if form.errors else 200)


@never_cache
@require_POST
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask once, and whether the helper is to know, then end what somebody may do, at once."""
    found = own_consent(request.actor, public_id)
    said = grant_for_resident(found, names_of_helpers([found])[found.pk])
    form = EndForm(request.POST)
    if not is_sure(request) or not form.is_valid():
        return render(request, "advocates/end.html", said | {"form": EndForm(), "nav": "account"})
    end_own_grant(public_id=public_id, quietly=form.cleaned_data["quietly"], by=request.actor)
    name = {"name": said["name"]}
    messages.success(request, _("Ended. %(name)s can see and change nothing of yours any more.") % name)
    return redirect("advocates:helpers")
