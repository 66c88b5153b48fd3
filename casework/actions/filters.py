"""Keeping a list under a name, naming it anew, letting it go. It is nobody's but the one's who keeps it."""

from __future__ import annotations

import uuid

from django.db import transaction

from accounts.actors import Actor
from accounts.models import Membership
from accounts.permissions import Permission, require
from casework.models import SavedFilter
from casework.readers.filters import filter_of

MOST = 20


class TooMany(Exception):
    """They keep as many as there may be: nothing was saved."""


class NameTaken(Exception):
    """Another list of theirs has this name: nothing was saved."""


@transaction.atomic
def save_filter(*, name: str, search: str, place: str, by: Actor) -> SavedFilter:
    """Keep a search and place of the work list; under a name that is taken it takes the place of what was there.

    Raises TooMany, Http404, PermissionDenied.
    """
    require(by, Permission.CLAIM_VIEW)
    mine = _locked(by)
    kept = mine.filter(name=name).first()
    if kept is None and mine.count() >= MOST:
        raise TooMany
    kept = kept or SavedFilter(membership=by.membership, name=name)
    kept.place = place
    kept.seal(search)
    kept.save()
    return kept


@transaction.atomic
def rename_filter(*, public_id: uuid.UUID, name: str, by: Actor) -> SavedFilter:
    """Give it another name. Raises NameTaken, Http404, PermissionDenied."""
    mine = _locked(by)
    kept = filter_of(by, public_id)
    if mine.filter(name=name).exclude(pk=kept.pk).exists():
        raise NameTaken
    kept.name = name
    kept.save(update_fields=["name"])
    return kept


@transaction.atomic
def delete_filter(*, public_id: uuid.UUID, by: Actor) -> None:
    """Let it go; what is gone already stays gone. Raises Http404, PermissionDenied."""
    require(by, Permission.CLAIM_VIEW)
    SavedFilter.objects.filter(membership=by.membership, public_id=public_id).delete()


def _locked(by: Actor):
    """The actor's lists, while nobody else in the same seat changes them."""
    require(by, Permission.CLAIM_VIEW)
    Membership.objects.select_for_update().get(pk=by.membership.pk)
    return SavedFilter.objects.filter(membership=by.membership)
