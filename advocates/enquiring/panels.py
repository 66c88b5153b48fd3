"""What enquiries put on other pages."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import Resident
from accounts.permissions import Permission
from advocates.enquiring.presenters import lines_of
from advocates.enquiring.readers import enquiries_about
from claims.models import Claim
from core.panels import add_panel


def on_person(request: HttpRequest, claim: Claim) -> str:
    """On the page of a person for staff: what councillors asked, and recording it."""
    page = {
        "lines": lines_of(enquiries_about(claim.resident), timezone.localdate()),
        "resident": claim.resident,
        "may_record": request.actor.may(Permission.CLAIM_PROGRESS),
    }
    return render_to_string("advocates/enquiring/_staff.html", page, request)


def on_own_plan(request: HttpRequest, resident: Resident) -> str:
    """Below one's own plan: what councillors asked about the person."""
    lines = lines_of(enquiries_about(resident), timezone.localdate())
    return render_to_string("advocates/enquiring/_own.html", {"lines": lines}, request) if lines else ""


add_panel("casework.person", on_person)
add_panel("advocates.own_plan", on_own_plan)
