"""What advocates put on pages below: whose form this is, and the ways to the pages of both sides."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.models import ContactBy, Resident
from accounts.permissions import Permission
from advocates.presenters.sentences import until_words
from advocates.readers.grants import consents_of, ended_quietly, grants_to, names_of_helpers, sending_for
from claims.models import Claim
from core.panels import add_panel

# Pages of one claim.
OF_A_CLAIM = "claims"


def acting_for(request: HttpRequest, subject: Any) -> str:
    """On every page of somebody else's claim, which is its subject: whose it is, until when, and the way back to the
    person's page. On other pages it asks the database nothing.
    """
    match = request.resolver_match
    if not isinstance(subject, Claim) or match is None or match.app_name != OF_A_CLAIM:
        return ""
    own = request.actor.resident
    if request.actor.user is None or (own is not None and subject.resident_id == own.pk):
        return ""
    of_them = grants_to(request.actor).filter(resident_id=subject.resident_id)
    grant = of_them.exclude(left_out__contains=[subject.public_id]).first()
    if grant is None:
        return ""
    page = {"grant": grant, "name": grant.resident.name, "until": until_words(grant.ends_on)}
    return render_to_string("advocates/_acting_for.html", page, request)


def account_links(request: HttpRequest, resident: Resident) -> str:
    """On the account page: who may act for me, and whom I act for."""
    return render_to_string("advocates/_account.html", {"acts": grants_to(request.actor).exists()}, request)


def ended_quietly_mark(request: HttpRequest, claim: Claim) -> str:
    """On a claim and on its person's page, for staff: whose leave was ended without their knowing, and how to reach the
    person.
    """
    grants = list(ended_quietly(claim.resident, request.actor))
    if not grants:
        return ""
    names = names_of_helpers(grants)
    page = {"claim": claim, "helpers": [{"name": names[each.pk], "on": each.revoked_at} for each in grants]}
    page["ways"] = [ContactBy(way).label for way in claim.resident.contact_by]
    return render_to_string("advocates/_ended_quietly.html", page, request)


def sent_by_helper(request: HttpRequest, claim: Claim) -> str:
    """On a claim, for staff: who sent it for the person, and on whose word they act."""
    event = sending_for(claim)
    if event is None:
        return ""
    page = {"who": event.actor_label, "basis": event.delegation.get_basis_display()}
    return render_to_string("advocates/_sent_by_helper.html", page, request)


def ways_to_pass_on(request: HttpRequest, claim: Claim) -> str:
    """On a person's page, for staff who work on claims: to ask that somebody else goes on."""
    if not request.actor.may(Permission.CLAIM_PROGRESS):
        return ""
    grants = list(consents_of(claim.resident))
    if not grants:
        return ""
    names = names_of_helpers(grants)
    helpers = [
        {"public_id": each.public_id, "name": names[each.pk] or _("somebody with an account")} for each in grants
    ]  # fmt: skip
    return render_to_string("advocates/_pass_on.html", {"helpers": helpers}, request)


add_panel("casework.person", ways_to_pass_on)
add_panel("casework.claim", ended_quietly_mark)
add_panel("casework.claim", sent_by_helper)
add_panel("casework.person", ended_quietly_mark)
add_panel("page.top", acting_for)
add_panel("accounts.home", account_links)
