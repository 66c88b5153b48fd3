"""Putting a former value back."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404

from accounts.actors import Actor
from accounts.history import NotUndone, changes_since, last_change, settings_kept
from accounts.models import Council, SettingChange
from accounts.permissions import Permission, require
from accounts.settling.readers import change_for


class NothingToChange(NotUndone):
    """What the change was about is not there any more: a form, a language."""


def can_undo(change: SettingChange) -> bool:
    """Whether the way back is known: of a change, and where it can be taken away again, of adding and removing too."""
    setting = settings_kept().get(change.code)
    if setting is None or setting.put_back is None or setting.now is None:
        return False
    return setting.take_away is not None or None not in (change.before, change.after)


@transaction.atomic
def undo_change(*, key: int, by: Actor) -> SettingChange:
    """Put back what stood before a change, by the action of its page, which writes a change of its own.

    Raises NotUndone, of it NothingToChange, PermissionDenied, Http404.
    """
    require(by, Permission.COUNCIL_MANAGE)
    # Two undos wait for each other on the council's row. NO KEY: a page that saves holds its own rows first and then
    # inserts into the history, whose foreign key must not wait for this lock (that was a deadlock).
    council = Council.objects.select_for_update(no_key=True).get(pk=by.council.pk)
    change = change_for(by, key)
    setting = settings_kept().get(change.code)
    if setting is None or setting.put_back is None or setting.now is None or not can_undo(change):
        raise NotUndone
    if setting.now(council, change.subject) != change.after:
        raise NotUndone
    newest = last_change(change.code, change.subject)
    try:
        if change.before is not None:
            setting.put_back(change.subject, change.before, by)
        elif setting.take_away is not None:
            setting.take_away(change.subject, by)
    except Http404 as gone:
        raise NothingToChange from gone
    # What was saved on its page while this waited for it is written down before what this wrote.
    if len(changes_since(change.code, newest, change.subject)) > 1:
        raise NotUndone
    return change
