"""What threads put on the pages of a sent claim, of one's claims, and of one's account."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import Resident
from accounts.permissions import Scope
from claims.models import Claim
from claims.readers.claims import is_own, may_in
from claims.thread.presenters import new_words, thread_address
from claims.thread.readers import unread_in, unread_of
from core.panels import add_panel


def on_sent_claim(request: HttpRequest, claim: Claim) -> str:
    """The way to the thread of a claim for whoever may read it, and to its claimant how much in it is new."""
    if not may_in(request.actor, claim, Scope.VIEW_MESSAGES):
        return ""
    own = is_own(request.actor, claim)
    number = unread_in([claim], timezone.now()).get(claim.pk, 0) if own else 0
    page = {"url": thread_address(claim), "new": new_words(number) if number else "", "is_own": own}
    return render_to_string("claims/thread/_on_sent.html", page)


def on_my_claims(request: HttpRequest, listed: list[dict[str, Any]]) -> str:
    """Above the list of one's claims: those with messages that were not read."""
    claims = {each["claim"].pk: each for each in listed if each["is_own"] and not each["claim"].is_draft}
    if not claims:
        return ""
    unread = unread_in([each["claim"] for each in claims.values()], timezone.now())
    new = [
        {
            "url": thread_address(claims[key]["claim"]),
            "title": claims[key]["title"],
            "reference": claims[key]["claim"].reference,
            "new": new_words(number),
        }
        for key, number in unread.items()
    ]
    return render_to_string("claims/thread/_on_my_claims.html", {"claims": new}) if new else ""


def on_account(request: HttpRequest, resident: Resident) -> str:
    """In one's account: how many messages about claims are new, and the way to them."""
    number = unread_of(resident, timezone.now())
    if not number:
        return ""
    page = {"url": reverse("claims:my_claims"), "new": new_words(number)}
    return render_to_string("claims/thread/_on_account.html", page)


add_panel("claims.thread", on_sent_claim)
add_panel("claims.list", on_my_claims)
add_panel("accounts.claims", on_account)
