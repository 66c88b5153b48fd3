"""A form that a partner signs too, claims on it, and what the partner was sent."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from claims.models import Claim, SecondSignature
from claims.signing.actions.asking import ask_partner
from formspec.rules.compile import compile_form
from notifications.models import Message
from notifications.texts import decrypted_context
from tests.claims.sent import SOURCE, sent_claim

PARTNER = "pat@example.net"
YES = {"q": "has_partner", "op": "equals", "value": "yes"}
ABOUT_PARTNER = {
    "key": "partner",
    "title": "Your partner",
    "pages": [{"title": "You and your partner",
               "questions": ["has_partner", "partner_name", "left_home", "health", "safe"]},
              {"title": "Your jobs", "questions": ["jobs"]}],
    "questions": [
        {"key": "has_partner", "label": "Do you have a partner?", "type": "yes_no", "fact": "partner.exists",
         "required": True},
        {"key": "partner_name", "label": "Your partner's name", "type": "name", "fact": "partner.name",
         "required": True, "show_if": YES},
        {"key": "left_home", "label": "Did you leave because of violence?", "type": "yes_no", "required": False},
        {"key": "health", "label": "Your health", "type": "text", "required": False},
        {"key": "safe", "label": "Is it safe to contact you?", "type": "yes_no", "fact": "person.safe_contact",
         "required": False},
        {"key": "jobs", "label": "Jobs", "type": "repeating_group", "required": False,
         "rows": {"min": 0, "max": 3, "row_title": "{employer}"},
         "fields": [{"key": "job_who", "label": "Whose?", "type": "choice", "required": True,
                     "options": [{"value": "me", "label": "Mine"}, {"value": "partner", "label": "My partner's"}]},
                    {"key": "employer", "label": "Employer", "type": "text", "required": True}]},
    ],
}  # fmt: skip
SIGNED_TOO = {
    "when": YES,
    "never_when": {"q": "left_home", "op": "equals", "value": "yes"},
    "shows": ["has_partner", "partner_name"],
    "entries": {"jobs": {"field": "job_who", "in": ["partner"]}},
}
CHECKS = [{"key": "signatures", "pages": ["you-and-your-partner"], "applies_when": YES}]
ANSWERS: dict[str, Any] = {
    "has_partner": "yes", "partner_name": {"first": "Pat", "last": "O'Neill"}, "health": "asthma-canary",
}  # fmt: skip


def source(**more: Any) -> dict[str, Any]:
    """The full form with a section about the partner."""
    first, *rest = SOURCE["sections"]
    return {
        **SOURCE,
        "sections": [first, ABOUT_PARTNER, *rest],
        "second_signature": SIGNED_TOO,
        "checks": CHECKS,
        **more,
    }


@lru_cache(maxsize=1)
def spec() -> dict[str, Any]:
    """The form, compiled."""
    return compile_form(source(), guidance={})


def claim_with_partner(who, **given: Any) -> Claim:
    """A sent claim on it."""
    return sent_claim(who, spec=spec(), **(ANSWERS | given))


def current(claim: Claim) -> SecondSignature:
    """The signature that counts."""
    return SecondSignature.objects.exclude(state="ended").get(claim=claim)


def asked(claim: Claim, who, contact: str = PARTNER) -> str:
    """Send the partner a link; its path."""
    ask_partner(public_id=claim.public_id, channel="email", contact=contact, by=who)
    return newest_link()


def newest_link() -> str:
    """The path of the link in the newest message to a partner."""
    message = Message.objects.filter(template__startswith="partner_").latest("pk")
    address = decrypted_context(message)["url"]
    return address[address.index("/sign/") :]
