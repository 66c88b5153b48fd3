"""What the council wrote about the owner's sent claim: one message that has gone, and one that has not."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import Council
from claims.models import Claim
from claims.thread.actions.writing import Words, write_to_claimant
from claims.thread.rules import DELAY


def council_messages(council: Council, sent: Claim) -> str:
    """Write both; the public id of the one that has not gone."""
    by = system_actor(council, "tests")
    gone, waiting = (
        write_to_claimant(sent, Words(words, "en-gb", uuid.uuid4()), by=by) for words in ("Good morning.", "One more.")
    )
    gone.send_after = timezone.now() - dt.timedelta(seconds=1)
    gone.save(update_fields=["send_after"])
    assert waiting.send_after - waiting.written_at == DELAY
    return str(waiting.public_id)
