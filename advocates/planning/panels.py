"""What plans and hand-overs put on pages below."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from accounts.models import Delegation, Resident
from accounts.permissions import Permission, Scope
from advocates.planning.readers.parties import partner_of, shares_in_force
from claims.models import Claim
from core.panels import add_panel


def account_link(request: HttpRequest, resident: Resident) -> str:
    """On the account page: the way to the plan."""
    return render_to_string("advocates/planning/_account.html", {}, request)


def helping_links(request: HttpRequest, grant: Delegation) -> str:
    """On the page of somebody for whom an organisation acts: the plan, or asking for it, and handing over."""
    organisation = partner_of(request.actor)
    if organisation is None or Scope.VIEW_CLAIMS not in grant.scopes:
        return ""
    is_shared = shares_in_force(grant.resident).filter(organisation=organisation).exists()
    return render_to_string("advocates/planning/_helping.html", {"grant": grant, "is_shared": is_shared}, request)


def staff_links(request: HttpRequest, claim: Claim) -> str:
    """On the page of a person for staff: their plan, and handing over."""
    page = {"resident": claim.resident, "may_send": request.actor.may(Permission.CLAIM_PROGRESS)}
    return render_to_string("advocates/planning/_staff.html", page, request)


add_panel("accounts.home", account_link)
add_panel("advocates.person", helping_links)
add_panel("casework.person", staff_links)
