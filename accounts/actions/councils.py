"""Adding a council to the platform, changing its details, opening it, closing it and opening it again."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts import audit
from accounts.actions.logos import logo_type
from accounts.actors import Actor, system_actor
from accounts.history import changes_since, keep_change
from accounts.models import Council, Membership, SettingChange, User
from accounts.permissions import Permission, require
from accounts.rules.logos import NotALogo
from accounts.signals import council_opened
from calculator.household.areas import (
    UnknownArea,
    find_authority,
    find_region,
    find_rental_market_area,
    nation_of,
    region_of,
)
from core.tenancy import council_scope

# A name of the internet: labels of letters, digits and hyphens (RFC 1123), at least two of them.
HOST = re.compile(r"(?=.{1,100}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
LONGEST_MESSAGE = 1000
HOURS = {"days", "hours", "days_cy", "hours_cy"}
# What a council says of itself, by the page on which it does: the code of the history and the fields of Council.
TOPICS = {
    "council.names": ("name", "name_cy"),
    "council.logo": ("logo",),
    "council.colours": ("colour", "colour_text"),
    "council.contact": ("phone", "text_phone", "email", "address", "website"),
    "council.hours": ("opening_hours",),
    "council.languages": ("languages",),
    "council.area": (
        "region", "local_authority", "broad_rental_market_area", "council_tax_by_band", "war_pensions_left_out",
        "postcode_districts",
    ),
}  # fmt: skip
# Fields of Council that are spelled as the engine spells them.
SPELLED: dict[str, Callable[[str], str]] = {
    "local_authority": find_authority,
    "region": find_region,
    "broad_rental_market_area": find_rental_market_area,
}


class ChangedMeanwhile(Exception):
    """Somebody saved the same after the page was drawn. Nothing was written."""

    def __init__(self, changes: list[SettingChange]) -> None:
        super().__init__()
        self.changes = changes


def topic_values(council: Council, topic: str) -> dict[str, Any]:
    """What holds of one topic, as the history keeps it: a logo as text, "" for none."""
    values = {name: getattr(council, name) for name in TOPICS[topic]}
    if "logo" in values:
        values["logo"] = base64.b64encode(bytes(council.logo)).decode()
    return values


@transaction.atomic
def change_council(*, topic: str, values: dict[str, Any], by: Actor, seen: int | None = None) -> Council:
    """Write one topic of the acting council. `values` are its fields, as `topic_values` has them.

    `seen` is the last change that the page showed; None does not ask. Raises ChangedMeanwhile, ValidationError,
    PermissionDenied, Http404.
    """
    require(by, Permission.COUNCIL_MANAGE)
    council = Council.objects.select_for_update().get(pk=by.council.pk)
    since = changes_since(topic, seen) if seen is not None else []
    if since:
        raise ChangedMeanwhile(since)
    told = {name: values[name] for name in TOPICS[topic]}
    logo = base64.b64decode(told.pop("logo", ""))
    before = topic_values(council, topic)
    if topic == "council.logo" and not logo:
        council.logo, council.logo_type = b"", ""
    _write(_checked(council, logo, told), {topic: before}, TOPICS[topic], by)
    return council


def _write(council: Council, before: dict[str, dict[str, Any]], fields: Iterable[str], by: Actor) -> None:
    """Save a council whose new details are already validated, and add a history entry for each topic that changed.

    `before` has the earlier values by topic, `fields` the names of the details that were given.
    """
    council.revision += 1
    council.save()
    with council_scope(council.pk):
        for topic, values in before.items():
            keep_change(topic, before=values, after=topic_values(council, topic), by=by)
        detail = {"fields": sorted(fields)}
        audit.record("accounts.council.changed", by=by, subject=f"council {council.slug}", detail=detail)


@transaction.atomic
def open_council(*, by: Actor) -> bool:
    """Let people in: from now on the pages are theirs, and what was begun to try them is gone. False when it was open.
    Raises PermissionDenied, Http404."""
    require(by, Permission.COUNCIL_MANAGE)
    council = Council.objects.select_for_update().get(pk=by.council.pk)
    if council.is_open:
        return False
    council.opened_at = timezone.now()
    council.save(update_fields=["opened_at"])
    council_opened.send(sender=Council, by=by)
    audit.record("accounts.council.opened", by=by, subject=f"council {council.slug}")
    return True


@transaction.atomic
def add_council(
    *, slug: str, by: Actor | None = None, update: bool = False, logo: bytes = b"", **details: Any
) -> tuple[Council, bool]:
    """The council with this slug, and whether anything was written.

    A new one is made from `details` (fields of Council). An existing one stays as it is, unless `update` says to
    change the given details. `by` is None for the platform's own commands. Raises ValidationError.
    """
    council = Council.objects.select_for_update().filter(slug=slug).first()
    if council is not None and not update:
        return council, False
    if council is not None:
        before = {topic: topic_values(council, topic) for topic in TOPICS}
        council = _checked(council, logo, details)
        fields = [*details, *(["logo"] if logo else [])]
        _write(council, before, fields, by or system_actor(council, "set-up"))
        return council, True
    council = _checked(Council(slug=slug, region=""), logo, details)
    council.save()
    with council_scope(council.pk):
        audit.record(
            "accounts.council.added",
            by=by or system_actor(council, "set-up"),
            subject=f"council {slug}",
            detail={"fields": sorted([*details, *(["logo"] if logo else [])])},
        )
    return council, True


def check_council(*, slug: str, update: bool = False, logo: bytes = b"", **details: Any) -> None:
    """Raise ValidationError with everything for which `add_council` would refuse the same. Writes nothing."""
    council = Council.objects.filter(slug=slug).first()
    if council is None or update:
        _checked(council or Council(slug=slug, region=""), logo, details)


def _checked(council: Council, logo: bytes, details: dict[str, Any]) -> Council:
    """The council with these details, not saved. Raises ValidationError with all that is wrong, not the first only."""
    for name, value in details.items():
        setattr(council, name, value)
    checks = [partial(_set_logo, council, logo)] if logo else []
    checks += [partial(_check_address, council), partial(_check_area, council, told=details)]
    checks += [partial(check, council) for check in (_check_words, _check_prefix, _check_languages, _check_hours)]
    _all_of(checks)
    return council


def _all_of(checks: Iterable[Callable[[], Any]]) -> None:
    """Make every check; raise one ValidationError with what they all refuse."""
    found: dict[str, list[ValidationError]] = {}
    for check in checks:
        try:
            check()
        except ValidationError as error:
            found = error.update_error_dict(found)
    if found:
        raise ValidationError(found)


@transaction.atomic
def close_council(*, council_id: int, message: str, message_cy: str = "", by: Actor | None = None) -> bool:
    """Close a council: one page answers at its address, and its staff are signed out. False when it was closed already.

    `message` tells people where to go now. Nothing is deleted: messages, PDFs and estimates that are due are still
    made, nothing new is begun, and what is kept for a time goes when its time is over. Raises ValidationError.
    """
    council = Council.objects.select_for_update().get(pk=council_id)
    if council.is_closed:
        return False
    council.closed_message, council.closed_message_cy = message.strip(), message_cy.strip()
    if not council.closed_message:
        raise ValidationError({"message": "Tell people in a sentence or two where they can go now."})
    for name, text in (("message", council.closed_message), ("message_cy", council.closed_message_cy)):
        if len(text) > LONGEST_MESSAGE:
            raise ValidationError({name: f"The message has at most {LONGEST_MESSAGE} letters."})
    council.closed_at = timezone.now()
    council.save(update_fields=["closed_at", "closed_message", "closed_message_cy"])
    with council_scope(council.pk):
        staff = Membership.objects.filter(is_active=True).values_list("user", flat=True)
        ended = User.objects.filter(pk__in=list(staff)).update(session_number=F("session_number") + 1)
        audit.record(
            "accounts.council.closed",
            by=by or system_actor(council, "set-up"),
            subject=f"council {council.slug}",
            detail={"staff_signed_out": ended},
        )
    return True


@transaction.atomic
def reopen_council(*, council_id: int, by: Actor | None = None) -> bool:
    """Open a closed council again, with everything that was there. False when it was open already."""
    council = Council.objects.select_for_update().get(pk=council_id)
    if not council.is_closed:
        return False
    council.closed_at, council.closed_message, council.closed_message_cy = None, "", ""
    council.save(update_fields=["closed_at", "closed_message", "closed_message_cy"])
    with council_scope(council.pk):
        by = by or system_actor(council, "set-up")
        audit.record("accounts.council.reopened", by=by, subject=f"council {council.slug}")
    return True


def _set_logo(council: Council, content: bytes) -> None:
    try:
        council.logo, council.logo_type = content, logo_type(content)
    except NotALogo as error:
        raise ValidationError({"logo": str(error)}) from error


def _check_address(council: Council) -> None:
    council.host = council.host.strip().lower()
    if not HOST.fullmatch(council.host):
        raise ValidationError(
            {"host": "Give the host name alone, like benefits.calderbrook.gov.uk: no http://, no port, no path."}
        )
    if council.host in settings.PLATFORM_HOSTS:
        raise ValidationError({"host": "This host name belongs to the platform's own pages."})
    other = Council.objects.filter(host=council.host).exclude(pk=council.pk).first()
    if other is not None:
        raise ValidationError({"host": f"{other.name} ({other.slug}) already answers at this host name."})


def _check_area(council: Council, told: dict[str, Any]) -> None:
    """Spell region and authority as the engine does; the region follows from the authority unless it was given."""
    spelled = [partial(_spell, council, name, find) for name, find in SPELLED.items()]
    _all_of([partial(_check_place, council), *spelled])
    authority = council.local_authority
    if authority and (not council.region or ("local_authority" in told and "region" not in told)):
        council.region = region_of(authority)
    if authority and region_of(authority) != council.region:
        raise ValidationError({"region": f"{authority} is in {region_of(authority)}, not in {council.region}."})
    if nation_of(council.region) == "NORTHERN_IRELAND":
        council.council_tax_by_band = {}


def _check_place(council: Council) -> None:
    if not (council.region or council.local_authority):
        raise ValidationError({"region": "Name the local authority, or at least the region."})


def _spell(council: Council, name: str, find: Callable[[str], str]) -> None:
    try:
        if getattr(council, name):
            setattr(council, name, find(getattr(council, name)))
    except UnknownArea as error:
        raise ValidationError({name: str(error)}) from error


def _check_words(council: Council) -> None:
    council.reference_prefix = council.reference_prefix.upper()
    council.name, council.name_cy = council.name.strip(), council.name_cy.strip()
    # What was looked at above has better words.
    council.full_clean(exclude={"host", *SPELLED})


def _check_prefix(council: Council) -> None:
    if not (council.reference_prefix.isascii() and council.reference_prefix.isalpha()):
        raise ValidationError({"reference_prefix": "The prefix has up to four letters, like CAL."})


def _check_languages(council: Council) -> None:
    unknown = set(council.languages) - {code for code, _name in settings.LANGUAGES}
    if unknown or not council.languages:
        raise ValidationError({"languages": "Choose from: " + ", ".join(code for code, _name in settings.LANGUAGES)})


def _check_hours(council: Council) -> None:
    if not all(isinstance(line, dict) and {"days", "hours"} <= line.keys() <= HOURS for line in council.opening_hours):
        raise ValidationError({"opening_hours": 'Write each line as "Monday to Friday: 9am to 5pm".'})
