"""Putting a former value back."""

from __future__ import annotations

from django.db import transaction

from accounts.actors import Actor
from accounts.history import settings_kept
from accounts.models import Council, SettingChange
from accounts.permissions import Permission, require
from accounts.settling.readers import change_for


class NotUndone(Exception):
    """The change cannot be undone, and nothing was written: what holds now is not what it made, or there is no way
    back from it.
    """


def can_undo(change: SettingChange) -> bool:
    """Whether the way back is known: what was added or removed is removed or added on its page."""
    setting = settings_kept().get(change.code)
    return setting is not None and setting.put_back is not None and None not in (change.before, change.after)


@transaction.atomic
def undo_change(*, key: int, by: Actor) -> SettingChange:
    """Put back what stood before a change, by the action of its page, which writes a change of its own.

    Raises NotUndone, PermissionDenied, Http404.
    """
    require(by, Permission.COUNCIL_MANAGE)
    # Undoing takes a lock on the council, so that two people undoing at once cannot overwrite each other.
    council = Council.objects.select_for_update().get(pk=by.council.pk)
    change = change_for(by, key)
    setting = settings_kept().get(change.code)
    if setting is None or setting.put_back is None or setting.now is None or not can_undo(change):
        raise NotUndone
    if setting.now(council, change.subject) != change.after:
        raise NotUndone
    setting.put_back(change.subject, change.before, by)
    return change
