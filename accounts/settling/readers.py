"""The history of what a council can set."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.actors import Actor
from accounts.models import SettingChange
from accounts.permissions import Permission, require


def changes_for(actor: Actor, code: str = "") -> QuerySet[SettingChange]:
    """Changes of settings, newest first; with a code only of that setting, or of that group of settings ("records").

    Raises PermissionDenied, Http404.
    """
    require(actor, Permission.COUNCIL_MANAGE)
    changes = SettingChange.objects.order_by("-id")
    return changes.filter(Q(code=code) | Q(code__startswith=f"{code}.")) if code else changes


def change_for(actor: Actor, key: int) -> SettingChange:
    """One change. Raises PermissionDenied, Http404."""
    found = changes_for(actor).filter(pk=key).first()
    if found is None:
        raise Http404
    return found
