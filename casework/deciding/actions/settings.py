"""How a council decides."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.actors import Actor
from accounts.history import Setting, add_setting, keep_change
from accounts.models import Council
from accounts.permissions import Permission, require
from casework.models import DecidingSettings

FIELDS = {
    "second_person": gettext_lazy("A second person agrees to every decision"),
    "asks_partner": gettext_lazy("Partners are asked to sign"),
    "film_hosts": gettext_lazy("Hosts of films in sign language"),
}


def how_decided(_council: Council, _subject: str = "") -> dict[str, Any]:
    """What holds now."""
    kept = DecidingSettings.objects.first() or DecidingSettings()
    return {name: getattr(kept, name) for name in FIELDS}


@transaction.atomic
def save_deciding_settings(
    *, second_person: bool, asks_partner: bool = True, film_hosts: list[str] | None = None, by: Actor
) -> None:
    """Say whether every decision waits until a second person agrees, whether partners are asked to sign, and where
    films may be (None: as they were). What waits already goes on waiting.
    """
    require(by, Permission.COUNCIL_MANAGE)
    before = how_decided(by.council)
    hosts = before["film_hosts"] if film_hosts is None else film_hosts
    said = {"second_person": second_person, "asks_partner": asks_partner, "film_hosts": hosts}
    DecidingSettings.objects.update_or_create(defaults=said, council=by.council)
    keep_change("casework.deciding", before=before, after=said, by=by)
    audit.record("claims.deciding.changed", by=by, detail=said)


def _put_back(_subject: str, values: dict[str, Any], by: Actor) -> None:
    save_deciding_settings(**values, by=by)


add_setting(
    Setting(
        code="casework.deciding", title=gettext_lazy("Decisions and letters"), page="casework:deciding_settings",
        fields=FIELDS, now=how_decided, put_back=_put_back,
    )
)  # fmt: skip
