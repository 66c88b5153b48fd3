"""Making and revoking keys of the API. A key is shown to who made it once; after that nobody reads it again."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.actors import Actor
from accounts.history import Setting, add_setting, keep_change
from accounts.permissions import Permission, require
from casework.handover.readers.api_keys import api_key_for
from casework.handover.rules.keys import hash_of, new_key, prefix_of
from casework.models import ApiKey
from casework.models.api_keys import Right

# When a key was used last is known to the minute.
NOTED_EVERY = dt.timedelta(minutes=1)


@transaction.atomic
def make_key(*, name: str, rights: list[str], with_hidden: bool, by: Actor) -> tuple[ApiKey, str]:
    """A new key with these rights (Right), and the whole of it. Raises Http404, PermissionDenied."""
    require(by, Permission.COUNCIL_MANAGE)
    whole = new_key()
    key = ApiKey.objects.create(
        name=name, prefix=prefix_of(whole), key_hash=hash_of(whole), rights=rights, with_hidden=with_hidden,
        made_by_label=by.label,
    )  # fmt: skip
    keep_change("casework.api_keys", before=None, after=_said(key), subject=str(key.pk), name=name, by=by)
    detail = {"key": key.pk, "rights": rights, "hidden": with_hidden}
    audit.record("claims.api_key.made", by=by, detail=detail)
    return key, whole


@transaction.atomic
def revoke_key(*, public_id: uuid.UUID, by: Actor) -> None:
    """End a key at once. Raises Http404, PermissionDenied."""
    key = api_key_for(by, public_id)
    if key.revoked_at is None:
        key.revoked_at = timezone.now()
        key.save(update_fields=["revoked_at"])
        keep_change("casework.api_keys", before=_said(key), after=None, subject=str(key.pk), name=key.name, by=by)
        audit.record("claims.api_key.revoked", by=by, detail={"key": key.pk})


@transaction.atomic
def note_use(key: ApiKey) -> None:
    """Write down that a key is used now."""
    now = timezone.now()
    unused = Q(used_at=None) | Q(used_at__lt=now - NOTED_EVERY)
    ApiKey.objects.filter(unused, pk=key.pk).update(used_at=now)


def _said(key: ApiKey) -> dict[str, Any]:
    return {"rights": key.rights, "with_hidden": key.with_hidden}


add_setting(
    Setting(
        code="casework.api_keys", title=gettext_lazy("Keys of the API"), page="casework:handover",
        fields={"rights": gettext_lazy("May"), "with_hidden": gettext_lazy("Gets hidden answers")},
        in_words={"rights": lambda rights: "\n".join(str(Right(each).label) for each in rights)},
        why_final=gettext_lazy("A key that was taken away opens nothing any more: make a new one."),
    )
)  # fmt: skip
