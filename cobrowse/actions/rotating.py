"""What of live help is encrypted, and has to be encrypted again with a new key."""

from __future__ import annotations

from cobrowse.models import HelpEvent
from cobrowse.readers.words import context_of
from core.rotating import Kind, rotate_kinds

rotate_kinds({"help events": Kind(HelpEvent, lambda row: context_of(row.request.public_id, row.number), ("request",))})
