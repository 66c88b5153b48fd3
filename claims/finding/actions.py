"""Asking the council's address service, and setting it."""

from __future__ import annotations

import time
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.actors import Actor
from accounts.history import Setting, add_setting, keep_change
from accounts.models import Council
from accounts.throttling import over
from claims.finding import readers
from claims.finding.rules import KEY_HEADER, FoundAddress, NotAddresses, addresses_in, question_for
from claims.models import AddressService
from core.outside.breaker import Breaker
from core.outside.circuit import CircuitOpen
from core.outside.posting import Answer, BrokenAnswer, Limits, NoConnection, TookTooLong, get
from core.rotating import Kind, rotate_kinds
from core.tenancy import between_transactions

# A person waits for it, with the boxes to type in before them.
SECONDS = 2.0
# Each look-up may cost the council money. A household needs three or four; a library has one network for everybody.
A_PERSON, A_NETWORK = "20/h", "200/h"
GROUP = "find-address"
log = structlog.get_logger(__name__)


class NotFindable(Exception):
    """The service is unavailable or its answer makes no sense: people type the address."""


class AskedTooOften(NotFindable):
    """The person or their network has looked up too many addresses."""


def find_addresses(*, postcode: str, by: Actor) -> list[FoundAddress]:
    """The addresses of a whole postcode, [] for none; no transaction is held while the service is asked.

    The caller has asked whether the draft is the actor's. Nothing is kept. Raises NotFindable, of it AskedTooOften.
    """
    service = readers.active_service()
    if service is None:
        raise NotFindable
    _count(service.council_id, by)
    breaker = breaker_for(service.council_id)
    url, key = question_for(service.base_url, postcode), service.decrypted_key()
    try:
        permit = breaker.ask()
    except CircuitOpen as circuit:
        raise NotFindable from circuit
    try:
        with between_transactions():
            found = _read(_asked(url, key))
    except (NoConnection, TookTooLong, BrokenAnswer, NotAddresses) as problem:
        breaker.failed(permit)
        log.warning("address_service_failed", why=type(problem).__name__)
        raise NotFindable from problem
    breaker.succeeded(permit)
    return found


def _count(council_id: int, by: Actor) -> None:
    who = [(A_PERSON, f"session:{by.origin.session}"), (A_NETWORK, f"network:{by.origin.network}")]
    if any(over(group=f"{GROUP}-{rate}", rate=rate, value=value, council=council_id) for rate, value in who):
        raise AskedTooOften


def _asked(url: str, key: str) -> Answer:
    headers = {
        KEY_HEADER: key, "Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "BetterOff",
    }  # fmt: skip
    limits = Limits(connect=SECONDS, read=SECONDS, total=SECONDS, loopback=settings.OUTSIDE_ON_LOOPBACK)
    return get(url, headers=headers, limits=limits, deadline=time.monotonic() + SECONDS)


def _read(answer: Answer) -> list[FoundAddress]:
    # The service rejects a postcode that it does not know: somebody was there.
    if answer.status in (400, 404):
        return []
    if answer.status != 200:
        raise NotAddresses(str(answer.status))
    return addresses_in(answer.body)


def breaker_for(council_id: int) -> Breaker:
    """The circuit breaker of a council's service: one council's wrong key stops nobody else."""
    return Breaker(f"{council_id}:addresses")


@transaction.atomic
def set_service(*, is_active: bool, base_url: str, api_key: str, by: Actor) -> None:
    """Have addresses found from now on, or typed. An empty base_url or api_key leaves what is kept.

    Raises Http404, PermissionDenied.
    """
    service = readers.service_for(by) or AddressService()
    before = _said(service)
    if service.pk is None and not is_active:
        return
    service.base_url = base_url or service.base_url
    service.is_active = is_active
    if api_key:
        service.seal(api_key)
    service.save()
    Council.objects.filter(pk=service.council_id).update(finds_addresses=is_active)
    breaker_for(service.council_id).close()
    keep_change("claims.finding", before=before, after=_said(service) | {"is_new_key": bool(api_key)}, by=by)
    detail = {"is_active": is_active, "key_changed": bool(api_key)}
    audit.record("claims.finding.set", by=by, detail=detail)


def _said(service: AddressService) -> dict[str, Any]:
    return {"is_active": service.is_active, "base_url": service.base_url, "is_new_key": False}


add_setting(
    Setting(
        code="claims.finding", title=gettext_lazy("Finding addresses"), page="claims:finding_settings",
        fields={
            "is_active": gettext_lazy("Addresses are found by postcode"),
            "base_url": gettext_lazy("Address"),
            "is_new_key": gettext_lazy("A new key"),
        },
        why_final=gettext_lazy("The history keeps no key, so the service is changed back on its own page only."),
    )
)  # fmt: skip
rotate_kinds({"address services": Kind(AddressService, lambda row: row.context, ("council",))})
