"""A link to a phone as both sides read it."""

from __future__ import annotations

import math
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Council
from claims.models import PhoneLink
from claims.papers.presenters import LIMITS, paper_address
from claims.phone.actions import LINK_MINUTES
from claims.phone.readers import Spot, arrived, code_of
from claims.presenters.links import page_address
from claims.presenters.submission import paper_names
from claims.readers.answer_store import localised_spec, spec_of
from core.qr import qr_svg


def name_of(spot: Spot) -> str:
    """What files are for, in the page's language: neither whose it is nor anything of the claim."""
    spec = localised_spec(spot.claim)
    if spot.paper is None:
        return spec.questions[spot.place.key]["label"]
    return paper_names(spec).get(spot.paper.kind, spot.paper.name)


def beside_content(spot: Spot, link: PhoneLink | None, council: Council) -> dict[str, Any]:
    """The page beside a phone: the code, whether a phone has opened it, and what came."""
    content: dict[str, Any] = {
        "claim": spot.claim, "name": name_of(spot), "link": link, "minutes": LINK_MINUTES,
        "back_url": _back_from(spot),
    }  # fmt: skip
    if link is None:
        return content
    words = code_of(link.public_id)
    files = arrived(link, spot)
    return content | {
        "words": words.replace("-", " "),
        "address": council.url_of(reverse("claims:phone")),
        "qr": qr_svg(council.url_of(reverse("claims:phone_code", args=[words])), label=_("QR code for your phone")),
        "files": files,
        "is_open": bool(link.device_hash),
        "state": _state(link, len(files)),
    }


def _state(link: PhoneLink, number: int) -> str:
    left = max(1, math.ceil((link.expires_at - timezone.now()).total_seconds() / 60))
    came = ngettext("%(number)s file has come.", "%(number)s files have come.", number) % {"number": number}
    where = _("Your phone is connected.") if link.device_hash else _("Waiting for your phone.")
    time = ngettext("%(left)s minute left.", "%(left)s minutes left.", left) % {"left": left}
    return " ".join([where, came, time] if link.device_hash else [where, time])


def _back_from(spot: Spot) -> str:
    if spot.paper is None:
        return page_address(spot.claim, spec_of(spot.claim).page_of[spot.place.key])
    return paper_address(spot.paper)


def phone_content(spot: Spot, link: PhoneLink, problems: list[str]) -> dict[str, Any]:
    """The page on the phone: for which paper, the boxes, and what came."""
    return LIMITS | {
        "name": name_of(spot),
        "files": arrived(link, spot),
        "problems": problems,
        "errors": [(each, "files") for each in problems],
        "has_errors": bool(problems),
    }
