"""The ways to these pages from the pages of whom one acts for, the work list and the account."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from accounts.models import Resident
from accounts.permissions import Permission
from advocates.readers.grants import grants_to
from advocates.registering.readers.registered import registered_by_grant
from core.panels import add_panel

LIST, PERSON = "advocates:people", "advocates:person"


def beside_people(request: HttpRequest, subject: Any) -> str:
    """On the list of people, and on one whose record was made here. Other pages ask the database nothing."""
    match = request.resolver_match
    name = match.view_name if match else ""
    if name not in (LIST, PERSON) or not request.actor.may(Permission.PERSON_REGISTER):
        return ""
    if name == LIST:
        return render_to_string("advocates/registering/_begin.html", {}, request)
    # The page may be the one that says that nothing is there.
    grant = grants_to(request.actor).filter(public_id=match.kwargs["public_id"]).first()
    if grant is None or registered_by_grant(grant) is None:
        return ""
    return render_to_string("advocates/registering/_registered.html", {"grant": grant}, request)


def on_work_list(request: HttpRequest, subject: Any) -> str:
    """On the desk, for whoever looks after records."""
    if not request.actor.may(Permission.PERSON_LOOK_AFTER):
        return ""
    return render_to_string("advocates/registering/_desk.html", {}, request)


def on_account(request: HttpRequest, resident: Resident) -> str:
    """On the account page: the way to take a record over."""
    return render_to_string("advocates/registering/_account.html", {}, request)


add_panel("page.top", beside_people)
add_panel("casework.work_list", on_work_list)
add_panel("accounts.home", on_account)
