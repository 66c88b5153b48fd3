"""What of the hand-over is encrypted, and has to be encrypted again with a new key."""

from __future__ import annotations

from casework.models import Destination
from core.rotating import Kind, rotate_kinds

rotate_kinds({"destinations": Kind(Destination, lambda row: row.context)})
