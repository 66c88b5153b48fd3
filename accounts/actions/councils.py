"""Adding a council to the platform, and changing its details."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import audit
from accounts.actors import Actor, system_actor
from accounts.models import Council
from accounts.rules.logos import NotALogo, logo_type
from core.tenancy import council_scope


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
    code = "accounts.council.changed" if council else "accounts.council.added"
    council = council or Council(slug=slug)
    for name, value in details.items():
        setattr(council, name, value)
    if logo:
        _set_logo(council, logo)
    _check(council)
    council.save()
    with council_scope(council.pk):
        audit.record(
            code,
            by=by or system_actor(council, "set-up"),
            subject=f"council {slug}",
            detail={"fields": sorted([*details, *(["logo"] if logo else [])])},
        )
    return council, True


def _set_logo(council: Council, content: bytes) -> None:
    try:
        council.logo, council.logo_type = content, logo_type(content)
    except NotALogo as error:
        raise ValidationError({"logo": str(error)}) from error


def _check(council: Council) -> None:
    council.host = council.host.lower()
    council.reference_prefix = council.reference_prefix.upper()
    council.full_clean()
    if council.host in settings.PLATFORM_HOSTS:
        raise ValidationError({"host": "This host name belongs to the platform's own pages."})
    if not (council.reference_prefix.isascii() and council.reference_prefix.isalpha()):
        raise ValidationError({"reference_prefix": "The prefix has up to four letters, like CAL."})
    unknown = set(council.languages) - {code for code, _name in settings.LANGUAGES}
    if unknown or not council.languages:
        raise ValidationError({"languages": "Choose from: " + ", ".join(code for code, _name in settings.LANGUAGES)})
    if not all(isinstance(line, dict) and line.keys() == {"days", "hours"} for line in council.opening_hours):
        raise ValidationError({"opening_hours": 'Write each line as "Monday to Friday: 9am to 5pm".'})
