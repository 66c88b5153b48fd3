"""What of threads is encrypted, and has to be encrypted again with a new key."""

from __future__ import annotations

from claims.models import ThreadMessage
from claims.thread.readers import message_context
from core.rotating import Kind, rotate_kinds

rotate_kinds(
    {"thread messages": Kind(ThreadMessage, lambda row: message_context(row.claim, row.public_id), ("claim",))}
)
