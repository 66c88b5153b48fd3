"""What the caseload puts on pages below: who somebody's contact is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from accounts.models import Resident
from advocates.caseload.readers.notes import own_contacts
from core.panels import add_panel


def contact_panel(request: HttpRequest, resident: Resident) -> str:
    """On the account page: "Your contact is …", for whom somebody works with."""
    contacts = own_contacts(request.actor, resident, with_notes=False)
    return render_to_string("caseload/_contact.html", {"contacts": contacts}, request) if contacts else ""


def way_to_caseload(request: HttpRequest, subject: Any) -> str:
    """Above the work list: the way to the people whose personal adviser somebody of the council is."""
    return render_to_string("caseload/_way.html", {}, request)


add_panel("accounts.home", contact_panel)
add_panel("casework.work_list", way_to_caseload)
