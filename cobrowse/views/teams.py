"""The admin's pages of teams."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from cobrowse.actions import teams as actions
from cobrowse.actions.settings import AlreadyThere
from cobrowse.forms.settings import TeamForm
from cobrowse.readers import teams as readers
from cobrowse.readers.desk import helping_advisers
from cobrowse.views.settings_pages import form_page, posted, removed, saved
from core.asking import ask_first, is_sure

OVERVIEW = "cobrowse:settings"


@staff_required
@require_http_methods(["GET", "POST"])
def add_team(request: HttpRequest) -> HttpResponse:
    """A new team."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    return _team(request, None, {}, _("Add a team"))


@staff_required
@require_http_methods(["GET", "POST"])
def change_team(request: HttpRequest, key: int) -> HttpResponse:
    """Another name, or other people in it."""
    return _team(request, key, readers.team_values(request.actor, key), _("Change a team"))


def _team(request: HttpRequest, key: int | None, known: dict[str, Any], title: str) -> HttpResponse:
    form = TeamForm(posted(request), initial=known, advisers=list(helping_advisers()))
    if form.is_valid():
        try:
            actions.save_team(**form.cleaned_data, key=key, by=request.actor)
            return saved(request, OVERVIEW)
        except AlreadyThere:
            form.add_error("name", _("There is a team with this name already"))
    return form_page(request, form, title, OVERVIEW)


@staff_required
@require_POST
def remove_team(request: HttpRequest, key: int) -> HttpResponse:
    """A team that there is no more."""
    found = readers.team_values(request.actor, key)
    if not is_sure(request):
        question = _("Remove the team “%(name)s”?") % {"name": found["name"]}
        words = _("Whoever waits for it keeps their place, and waits for everybody.")
        return ask_first(request, question=question, words=words, keep_url=reverse(OVERVIEW))
    actions.remove_team(key=key, by=request.actor)
    return removed(request, OVERVIEW)
