"""Files of sound and film are kept for the council's forms, and let go of when nothing names them."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import connection, transaction

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission, require
from core.uploading.cleaning import scan
from core.uploading.files import FileRefused
from formspec.models import FormMedium
from formspec.readers import bytes_of_media
from formspec.rules.media import CleanMedium, MediumRefused

MOST_OF_A_COUNCIL = 300 * 1024 * 1024
# Of pg_advisory_xact_lock, beside the council's key.
_TURNS = 7_301_944


def without_viruses(data: bytes) -> None:
    """Have the file scanned where the platform has a scanner. Raises MediumRefused."""
    if not settings.CLAMD_SOCKET:
        return
    try:
        scan(data)
    except FileRefused as refused:
        raise MediumRefused(refused.code) from refused


@transaction.atomic
def keep_media(*, media: Collection[CleanMedium], by: Actor) -> None:
    """Keep these files for the council's forms, each content once; the edit that names them is in the trail.

    Raises MediumRefused, Http404, PermissionDenied.
    """
    require(by, Permission.FORM_MANAGE)
    in_turn(by)
    for each in media:
        if FormMedium.objects.filter(name=each.name).exists():
            continue
        if bytes_of_media() + len(each.content) > MOST_OF_A_COUNCIL:
            raise MediumRefused("room")
        FormMedium.objects.create(name=each.name, content=each.content, size=len(each.content), added_by_label=by.label)


@transaction.atomic
def let_go(*, names: Collection[str], by: Actor) -> int:
    """Delete these files, of which the caller knows that nothing names them; how many there were.

    Raises Http404, PermissionDenied.
    """
    require(by, Permission.FORM_MANAGE)
    number, _each = FormMedium.objects.filter(name__in=names).delete()
    if number:
        audit.record("formspec.media.deleted", by=by, detail={"number": number})
    return number


def in_turn(by: Actor) -> None:
    """Until the transaction ends, nobody else of this council keeps such files or lets go of some."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_TURNS, by.council.pk])
