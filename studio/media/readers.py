"""Which sound and films of a council are named by anything."""

from __future__ import annotations

from django.db import connection

from accounts.actors import Actor
from accounts.permissions import Permission, require
from formspec.readers import media_in_versions
from formspec.rules.media import OWN_NAME

_IN_DRAFTS = """
SELECT DISTINCT (regexp_matches(kept, %(name)s, 'g'))[1] FROM (
    SELECT source::text AS kept FROM studio_formdraft
    UNION ALL
    SELECT way_back::text FROM studio_draftedit
) AS drafts
"""


def media_in_use(actor: Actor) -> set[str]:
    """The files that a version or a draft names, or that come back when an edit is undone. Raises PermissionDenied."""
    require(actor, Permission.FORM_MANAGE)
    with connection.cursor() as cursor:
        cursor.execute(_IN_DRAFTS, {"name": f"({OWN_NAME})"})
        return media_in_versions() | {row[0] for row in cursor.fetchall()}
