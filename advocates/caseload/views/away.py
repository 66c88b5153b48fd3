"""Who is away, and who covers for them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.sessions import staff_required
from advocates.caseload.actions import covering
from advocates.caseload.actions.passing import CannotTake
from advocates.caseload.forms import AwayForm
from advocates.caseload.readers.absences import absence_to_end, absences_for
from advocates.caseload.readers.cases import manages_cases, may_take, require_caseload, teams_with_workers, workers
from core.asking import ask_first, is_sure

UNPROCESSABLE = 422


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def away(request: HttpRequest) -> HttpResponse:
    """Say that somebody is away from a day to a day and who covers; who is away now or soon."""
    require_caseload(request.actor)
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            covering.say_away(
                membership=form.people[said["who"]], starts_on=said["starts_on"], ends_on=said["ends_on"],
                to=form.place, by=request.actor,
            )  # fmt: skip
        except covering.AlreadyAway:
            form.add_error("who", _("There is an absence of theirs already. End that one first"))
        except CannotTake:
            form.add_error("to", _("They cannot cover now. Choose somebody else"))
        else:
            messages.success(
                request, _("Saved. Their cases go over on the first day and come back after the last one.")
            )
            return redirect("advocates:away")
    page = {
        "form": form, "absences": absences_for(request.actor), "nav": "caseload",
        "back_url": reverse("advocates:caseload"),
    }  # fmt: skip
    return render(request, "caseload/away.html", page, status=UNPROCESSABLE if form.errors else 200)


def _form(request: HttpRequest) -> AwayForm:
    membership = request.actor.membership
    there = list(workers(membership.organisation_id))
    return AwayForm(
        request.POST if request.method == "POST" else None,
        who=there if manages_cases(request.actor) else [each for each in there if each == membership],
        people=list(may_take(membership.organisation_id)),
        teams=list(teams_with_workers(membership.organisation_id)),
        initial={"who": str(membership.pk)},
    )


@staff_required
@require_POST
def back(request: HttpRequest, key: int) -> HttpResponse:
    """Ask once, then somebody is back, or does not go."""
    found = absence_to_end(request.actor, key)
    name = found.membership.display_name
    if not is_sure(request):
        return ask_first(
            request,
            question=_("Is %(name)s back, or not going after all?") % {"name": name},
            words=_("What was theirs is theirs again at once, and the people are told."),
            button=_("Yes, they are here"),
            keep=_("They are still away"),
            keep_url=reverse("advocates:away"),
        )
    covering.end_absence(key=key, by=request.actor)
    messages.success(request, _("%(name)s is here again.") % {"name": name})
    return redirect("advocates:away")
