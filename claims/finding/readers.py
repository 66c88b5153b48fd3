"""The council's address service."""

from __future__ import annotations

from accounts.actors import Actor
from accounts.permissions import Permission, require
from claims.models import AddressService


def service_for(actor: Actor) -> AddressService | None:
    """The service as an admin sets it, in use or not. Raises PermissionDenied, Http404."""
    require(actor, Permission.COUNCIL_MANAGE)
    return AddressService.objects.first()


def active_service() -> AddressService | None:
    """The service that finds addresses for the current council now; None where people type them."""
    return AddressService.objects.filter(is_active=True).first()
