"""E-mail addresses: one rule for sign-in, forms and the sender, as strict as that of GOV.UK Notify, which sends.

What Notify refuses would be promised and never sent. Its rule: email_address.py of its notifications-utils.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from core.rules.typed import plain

# What tables hold (RFC 5321); Notify takes 320.
MAX_LENGTH = 254
LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+")
HOST_PART = re.compile(r"(?:xn|[a-z0-9]+)(?:-?-[a-z0-9]+)*", re.IGNORECASE)
TOP_LEVEL = re.compile(r"[a-z]{2,63}|xn--(?:[a-z0-9]+-)*[a-z0-9]+", re.IGNORECASE)
MAX_PART = 63

SHAPE, TOO_LONG, SPACE, CHARACTER, DOTS, DOMAIN, ENDING = (
    "shape", "too_long", "space", "character", "dots", "domain", "ending",
)  # fmt: skip


def gettext_noop(text: str) -> str:
    """Mark a sentence for makemessages; the translation happens where it is shown."""
    return text


_ = gettext_noop
# What to say about an address that is refused.
PROBLEMS = {
    SHAPE: _("Enter an email address in the correct format, like name@example.com"),
    TOO_LONG: _("The email address must be 254 characters or fewer"),
    SPACE: _("The email address must not have a space in it, like name@example.com"),
    CHARACTER: _("The email address has a sign before the @ that we cannot send to. Check it, like name@example.com"),
    DOTS: _("The email address has a full stop in the wrong place. Check it, like name@example.com"),
    DOMAIN: _(
        "After the @, the email address can only have letters, numbers, full stops and hyphens between them, like "
        "name@example.com"
    ),
    ENDING: _("The email address must end like .com or .co.uk. Check it, like name@example.com"),
}


@dataclass(frozen=True)
class Email:
    """An address that messages can be sent to; or, when it is "", the reason why this is none."""

    address: str = ""
    problem: str = ""


def read_email(text: str) -> Email:
    """Read an e-mail address as typed: unseen marks go, a curly apostrophe becomes a straight one; case is kept."""
    typed = plain(text)
    local, at, domain = typed.partition("@")
    if not (local and at and domain) or "@" in domain:
        return Email(problem=SHAPE)
    problem = _problem(typed, local, domain)
    return Email(problem=problem) if problem else Email(typed)


def _problem(typed: str, local: str, domain: str) -> str:
    if len(typed) > MAX_LENGTH:
        return TOO_LONG
    if " " in typed:
        return SPACE
    if not LOCAL.fullmatch(local):
        return CHARACTER
    if ".." in typed or domain.startswith(".") or domain.endswith(".") or local.startswith(".") or local.endswith("."):
        return DOTS
    return _domain_problem(domain)


def _domain_problem(domain: str) -> str:
    # Letters of any script and their accents; encoding takes signs as well.
    if not all(each in "-." or unicodedata.category(each)[0] in "LMN" for each in domain):
        return DOMAIN
    try:
        parts = domain.encode("idna").decode("ascii").split(".")
    except UnicodeError:
        return DOMAIN
    if not all(len(part) <= MAX_PART and HOST_PART.fullmatch(part) for part in parts):
        return DOMAIN
    return "" if len(parts) > 1 and TOP_LEVEL.fullmatch(parts[-1]) else ENDING
