"""What the desk of a council is set up with."""

from __future__ import annotations

from django.db import transaction

from accounts import audit
from accounts.actors import Actor
from casework.library import starter_ready_words
from casework.models import ReadyWords


@transaction.atomic
def add_starter_ready_words(*, by: Actor) -> int:
    """Give a council that has no ready words those to start with; how many were added."""
    if ReadyWords.objects.exists():
        return 0
    added = ReadyWords.objects.bulk_create(ReadyWords(**each) for each in starter_ready_words())
    audit.record("casework.ready_words.set_up", by=by, detail={"number": len(added)})
    return len(added)
