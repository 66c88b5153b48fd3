"""What of estimates is encrypted, and has to be encrypted again with a new key."""

from __future__ import annotations

from core.rotating import Kind, rotate_kinds
from estimates.models import EngineAccount

rotate_kinds({"engine accounts": Kind(EngineAccount, lambda row: row.context, ("council",))})
