"""The ways to these pages: from the pages of whom one acts for, and the work list."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from advocates.legal.readers import may_check, may_say
from core.panels import add_panel


def on_people(request: HttpRequest, subject: Any) -> str:
    """On the list of people for whom one acts: the way to say that one acts by law."""
    return render_to_string("advocates/legal/_people.html", {}, request) if may_say(request.actor) else ""


def on_work_list(request: HttpRequest, subject: Any) -> str:
    """On the desk, for whoever checks it. One query for those whose role may; none beside what was searched for."""
    if request.GET:
        return ""
    return render_to_string("advocates/legal/_desk.html", {}, request) if may_check(request.actor) else ""


add_panel("advocates.people", on_people)
add_panel("casework.work_list", on_work_list)
