"""Whom the plan is shared with: the resident says so, or said so in person."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from advocates.planning.actions.sharing import record_yes_in_person, share_plan, stop_sharing
from advocates.planning.forms.plan import PERIODS, ShareForm, YesInPersonForm
from advocates.planning.presenters.plan import name_of, share_wording
from advocates.planning.readers.parties import own_share, own_viewer, partner_of, partner_viewer, partners
from advocates.rules.terms import last_day
from core.asking import ask_first, is_sure

UNPROCESSABLE = 422


@require_http_methods(["GET", "POST"])
def share(request: HttpRequest) -> HttpResponse:
    """The resident chooses an organisation, reads the words, and says yes."""
    own_viewer(request.actor)
    form = ShareForm(request.POST if request.method == "POST" else None, organisations=partners())
    if not form.is_valid():
        page = {"form": form, "nav": "account"}
        return render(request, "advocates/planning/share.html", page, status=UNPROCESSABLE if form.errors else 200)
    period = form.cleaned_data["period"]
    wording = share_wording(form.chosen, last_day(period, timezone.localdate()))
    if not is_sure(request):
        return ask_first(
            request, question=_("Do you agree?"), words=wording, button=_("Yes, I agree"), keep=_("No, go back"),
            keep_url=reverse("advocates:own_plan"), hidden={"organisation": str(form.chosen.pk), "period": period},
        )  # fmt: skip
    share_plan(organisation=form.chosen, period=period, wording=wording, by=request.actor)
    messages.success(request, _("%(name)s can see your plan now.") % {"name": form.chosen.name})
    return redirect("advocates:own_plan")


@require_POST
def stop(request: HttpRequest, share_id: str) -> HttpResponse:
    """Ask once, then share the plan with an organisation no more."""
    found = own_share(request.actor, share_id)
    if not is_sure(request):
        return ask_first(
            request,
            question=_("Stop sharing your plan with %(name)s?") % {"name": found.organisation.name},
            words=_("They then see nothing of it. What they wrote stays in your plan."),
            button=_("Stop sharing now"),
            keep_url=reverse("advocates:own_plan"),
        )
    stop_sharing(public_id=share_id, by=request.actor)
    messages.success(request, _("%(name)s does not see your plan any more.") % {"name": found.organisation.name})
    return redirect("advocates:own_plan")


@require_http_methods(["GET", "POST"])
def yes_in_person(request: HttpRequest, public_id: str) -> HttpResponse:
    """An organisation that acts for somebody writes down that they agreed, in person, to share their plan with it."""
    viewer = partner_viewer(request.actor, public_id, shared=False)
    organisation, today = partner_of(request.actor), timezone.localdate()
    form = YesInPersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        period = form.cleaned_data["period"]
        words = share_wording(organisation, last_day(period, today))
        record_yes_in_person(viewer=viewer, period=period, wording=words, by=request.actor)
        messages.success(request, _("Written down. They are told."))
        return redirect("advocates:helped_plan", public_id)
    wordings = [(label, share_wording(organisation, last_day(period, today))) for period, label in PERIODS]
    page = {
        "form": form,
        "wordings": wordings,
        "name": name_of(viewer.resident),
        "nav": "helping",
        "grant": viewer.grant,
    }
    return render(request, "advocates/planning/yes_in_person.html", page, status=UNPROCESSABLE if form.errors else 200)
