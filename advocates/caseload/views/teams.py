"""The teams of a partner, which its admin sets."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Team
from accounts.sessions import staff_required
from advocates.caseload.actions import teams as actions
from advocates.caseload.forms import TeamForm
from advocates.caseload.readers.cases import workers
from advocates.caseload.readers.teams import require_teams, team_for, teams_for
from core.asking import ask_first, is_sure

UNPROCESSABLE = 422


@never_cache
@staff_required
@require_GET
def teams(request: HttpRequest) -> HttpResponse:
    """The teams, and who is in each."""
    shown = [
        (team, ", ".join(sorted(each.membership.display_name for each in team.members.all())))
        for team in teams_for(request.actor)
    ]
    return render(
        request, "caseload/teams.html", {"teams": shown, "nav": "caseload", "back_url": reverse("advocates:caseload")}
    )


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def add_team(request: HttpRequest) -> HttpResponse:
    """Another team."""
    return _edit(request, None)


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def team(request: HttpRequest, key: int) -> HttpResponse:
    """The name of one, and who is in it."""
    return _edit(request, team_for(request.actor, key))


def _edit(request: HttpRequest, found: Team | None) -> HttpResponse:
    people = list(workers(require_teams(request.actor)))
    there = {each.membership_id for each in found.members.all()} if found else set()
    initial = {"name": found.name, "members": [str(key) for key in there]} if found else {}
    form = TeamForm(request.POST if request.method == "POST" else None, people=people, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_team(**form.values, key=found.pk if found else None, by=request.actor)
        except actions.NameTaken:
            form.add_error("name", _("There is a team of this name already. Choose another name"))
        else:
            messages.success(request, _("The team is saved."))
            return redirect("advocates:teams")
    page = {"form": form, "team": found, "nav": "caseload", "back_url": reverse("advocates:teams")}
    return render(request, "caseload/team.html", page, status=UNPROCESSABLE if form.errors else 200)


@staff_required
@require_POST
def remove_team(request: HttpRequest, key: int) -> HttpResponse:
    """Ask once, then a team is there no more."""
    found = team_for(request.actor, key)
    if not is_sure(request):
        return ask_first(
            request,
            question=_("Remove the team “%(name)s”?") % {"name": found.name},
            words=_("What the team has in hand is nobody’s then. Its people stay."),
            keep_url=reverse("advocates:teams"),
        )
    try:
        actions.remove_team(key=key, by=request.actor)
    except actions.StillCovers:
        messages.warning(request, _("This team covers for somebody who is away. Nothing changed."))
    else:
        messages.success(request, _("The team is removed."))
    return redirect("advocates:teams")
