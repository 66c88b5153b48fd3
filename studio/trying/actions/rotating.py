"""What of try-outs is encrypted, and has to be encrypted again with a new key."""

from __future__ import annotations

from core.rotating import Kind, rotate_kinds
from studio.models import TryOut

rotate_kinds({"try-outs": Kind(TryOut, lambda row: row.context)})
