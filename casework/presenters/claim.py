"""What a claim's page shows: how to reach the person, how long they have waited, an estimate in brief."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import AccessNeed, ContactBy, GoodTime, Professional, Resident
from calculator.estimate import ALREADY_GETTING, CALCULATED, NOT_CALCULATED, NOT_ENTITLED
from claims.models import Claim, ClaimStatus, Urgency
from core.rules.money import format_pence
from estimates.models import Estimate
from estimates.presenters.words import localised

STAGE_COLOURS = {
    ClaimStatus.Stage.NEW: "blue",
    ClaimStatus.Stage.IN_PROGRESS: "teal",
    ClaimStatus.Stage.WAITING: "yellow",
    ClaimStatus.Stage.DONE: "green",
}


def urgent_tags(claim: Claim) -> list[dict[str, str]]:
    """Why a claim cannot wait, the worst first: text and colour each; none once it is done."""
    if not claim.urgent:
        return []
    urgencies = sorted(claim.urgencies, key=list(Urgency.values).index)
    return [{"text": str(Urgency(each).label), "colour": "red"} for each in urgencies]


def tags_of(resident: Resident) -> list[dict[str, str]]:
    """What staff must know of a person before they open anything: not safe to contact, needs. Text and colour each."""
    needs = ", ".join(filter(None, (access_needs(resident), professionals(resident))))
    tags = [] if resident.safe_to_contact else [{"text": _("Not safe to contact"), "colour": "red"}]
    if needs:
        tags.append({"text": _("Needs: %(needs)s") % {"needs": needs}, "colour": "purple"})
    return tags


def bounced_contacts(claim: Claim) -> list[str]:
    """Those of the contacts in a claim, and of the person's own, at which our messages do not arrive."""
    sent, resident = claim.submission, claim.resident
    contacts = dict.fromkeys(filter(None, (resident.email, resident.phone, sent.email, sent.phone)))
    return [contact for contact in contacts if resident.bounces(contact)]


def bounced_tags(claim: Claim) -> list[dict[str, str]]:
    """That messages about a claim do not arrive. Text and colour each."""
    return [{"text": _("Messages do not arrive"), "colour": "red"}] if bounced_contacts(claim) else []


def waiting(claim: Claim) -> str:
    """How long ago a claim that is not done was sent: "today", "3 days"."""
    if claim.status.stage == ClaimStatus.Stage.DONE:
        return ""
    days = (timezone.localdate() - timezone.localdate(claim.submitted_at)).days
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days} if days else _("today")


def contact_ways(resident: Resident) -> str:
    """How the person asked to be contacted, in words; "" when they have not said."""
    return ", ".join(str(ContactBy(way).label) for way in resident.contact_by)


def access_needs(resident: Resident) -> str:
    """What the person needs of letters and conversations, in words; "" when they have not said."""
    labels = {need: str(AccessNeed(need).label) for need in resident.access_needs}
    if AccessNeed.OTHER in labels:
        labels[AccessNeed.OTHER] = _("Something else: see the answers")
    if AccessNeed.INTERPRETER in labels and resident.interpreter_language:
        labels[AccessNeed.INTERPRETER] += f" ({resident.interpreter_language})"
    return ", ".join(labels.values())


def professionals(resident: Resident) -> str:
    """Who has to be there when staff talk to the person, in words; "" when they have not said."""
    return ", ".join(str(Professional(who).label) for who in resident.professionals)


def good_times(resident: Resident) -> str:
    """When the person can be phoned, in words; "" when they have not said."""
    return ", ".join(str(GoodTime(time).label) for time in resident.good_times)


def preferences_of(resident: Resident) -> dict[str, str]:
    """How to reach a person, for every page on which staff write to them, in words: ways, times, needs, who has to be
    there, language. A day is there only when it is time to ask again.
    """
    due = resident.review_on if resident.review_is_due(timezone.localdate()) else None
    return {
        "review_on": date_format(due, "j F Y") if due else "",
        "contact_by": contact_ways(resident),
        "good_times": good_times(resident),
        "access_needs": access_needs(resident),
        "professionals": professionals(resident),
        "writes_in": dict(settings.LANGUAGES).get(resident.language, "") if resident.language != "en-gb" else "",
    }


def estimate_summary(estimate: Estimate) -> dict[str, Any]:
    """A finished estimate in brief: each benefit with its amounts in pounds or why there are none, and the total."""
    result = localised(estimate.result)
    return {
        "gained": _pounds(result["gained_per_year"]),
        "benefits": [{"name": benefit["name"], "text": _benefit_text(benefit)} for benefit in result["benefits"]],
    }


def _benefit_text(benefit: dict[str, Any]) -> str:
    amounts = {"weekly": _pounds(benefit["pounds_per_week"]), "yearly": _pounds(benefit["pounds_per_year"])}
    texts = {
        CALCULATED: _("%(weekly)s a week, %(yearly)s a year") % amounts,
        NOT_ENTITLED: _("would not get it"),
        NOT_CALCULATED: _("not calculated"),
        ALREADY_GETTING: _("gets it already, not worked out again"),
    }
    return texts[benefit["status"]]


def _pounds(amount: float | None) -> str:
    return "–" if amount is None else format_pence(amount)
