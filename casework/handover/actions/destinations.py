"""Setting up where claims go. A webhook's secret is shown to who made it once; after that nobody reads it again."""

from __future__ import annotations

import secrets
import uuid
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.actors import Actor
from accounts.history import Setting, add_setting, keep_change
from accounts.models import Council
from accounts.permissions import Permission, require
from casework.handover.readers.destinations import destination_for
from casework.models import Destination

CODE = "casework.destinations"
FIELDS = {
    "name": gettext_lazy("Name"),
    "url": gettext_lazy("Address"),
    "forms": gettext_lazy("Forms"),
    "on_decision": gettext_lazy("Once they are decided"),
    "with_hidden": gettext_lazy("Gets hidden answers"),
    "is_active": gettext_lazy("In use"),
}
IN_NEITHER = {"is_new_secret": False, "is_new_path": False}


def _new_secret() -> str:
    return secrets.token_urlsafe(32)


@transaction.atomic
def add_destination(
    *, name: str, url: str, forms: list[str], on_decision: bool, with_hidden: bool, by: Actor
) -> tuple[Destination, str]:
    """A new destination, and the secret that its messages are signed with. Raises Http404, PermissionDenied."""
    require(by, Permission.COUNCIL_MANAGE)
    secret = _new_secret()
    destination = Destination(name=name, url=url, forms=forms, on_decision=on_decision, with_hidden=with_hidden)
    destination.seal(secret)
    destination.save()
    _keep(destination, None, by)
    _note("added", destination, by)
    return destination, secret


@transaction.atomic
def change_destination(
    *, public_id: uuid.UUID, name: str, url: str, forms: list[str], on_decision: bool, with_hidden: bool,
    is_active: bool, by: Actor,
) -> Destination:  # fmt: skip
    """Change a destination; what waits for it goes to the new address. Raises Http404, PermissionDenied."""
    destination = destination_for(by, public_id)
    before, url_before = _said(destination), destination.url
    destination.name, destination.url, destination.forms = name, url, forms
    destination.on_decision, destination.with_hidden, destination.is_active = on_decision, with_hidden, is_active
    destination.failures, destination.paused_until = 0, None
    destination.save()
    _keep(destination, before, by, is_new_path=url != url_before)
    _note("changed", destination, by)
    return destination


@transaction.atomic
def renew_secret(*, public_id: uuid.UUID, by: Actor) -> tuple[Destination, str]:
    """Another secret, from the next message on. Raises Http404, PermissionDenied."""
    destination, secret = destination_for(by, public_id), _new_secret()
    destination.seal(secret)
    destination.save(update_fields=["secret"])
    _keep(destination, _said(destination), by, is_new_secret=True)
    _note("secret_renewed", destination, by)
    return destination, secret


def handover_wanted(council: Council, _subject: str = "") -> dict[str, Any]:
    """Whether the council said that it wants none."""
    return {"wants_none": council.wants_no_handover}


@transaction.atomic
def want_no_handover(*, wants_none: bool, by: Actor) -> None:
    """Say that claims need not go to any system of the council, or that they may after all. Nothing that is set
    changes. Raises PermissionDenied, Http404.
    """
    require(by, Permission.COUNCIL_MANAGE)
    council = Council.objects.select_for_update(no_key=True).get(pk=by.council.pk)
    before, council.wants_no_handover = handover_wanted(council), wants_none
    council.save(update_fields=["wants_no_handover"])
    if keep_change("casework.no_handover", before=before, after=handover_wanted(council), by=by):
        audit.record("claims.destination.none_wanted", by=by, detail={"none": wants_none})


def _put_wanted_back(_subject: str, values: dict[str, Any], by: Actor) -> None:
    want_no_handover(**values, by=by)


def _note(what: str, destination: Destination, by: Actor) -> None:
    detail = {"destination": destination.pk, "hidden": destination.with_hidden, "active": destination.is_active}
    audit.record(f"claims.destination.{what}", by=by, detail=detail)


def _said(destination: Destination) -> dict[str, Any]:
    """What the history tells of it. Of its address only whose it is: what follows may let in whoever knows it."""
    parts = urlsplit(destination.url)
    whose = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    return {name: getattr(destination, name) for name in FIELDS} | {"url": whose} | IN_NEITHER


def _keep(destination: Destination, before: dict[str, Any] | None, by: Actor, **flags: bool) -> None:
    after = _said(destination) | flags
    keep_change(CODE, before=before, after=after, subject=str(destination.pk), name=destination.name, by=by)


add_setting(
    Setting(
        code=CODE, title=gettext_lazy("Hand-over"), page="casework:handover",
        fields={
            **FIELDS,
            "is_new_secret": gettext_lazy("A new secret"),
            "is_new_path": gettext_lazy("Another address or page of it"),
        },
        why_final=gettext_lazy("Where claims go is changed back on its own page only: the history keeps no secret."),
    )
)  # fmt: skip
add_setting(
    Setting(
        code="casework.no_handover", title=gettext_lazy("No hand-over"), page="casework:handover",
        fields={"wants_none": gettext_lazy("We want no hand-over")}, now=handover_wanted, put_back=_put_wanted_back,
    )
)  # fmt: skip
