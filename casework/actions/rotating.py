"""What of the desk is encrypted, and has to be encrypted again with a new key."""

from __future__ import annotations

from casework.models import SavedFilter
from core.rotating import Kind, rotate_kinds

rotate_kinds({"saved filters": Kind(SavedFilter, lambda row: row.context)})
