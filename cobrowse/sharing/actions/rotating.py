"""What of shared forms is encrypted, and has to be encrypted again with a new key."""

from __future__ import annotations

from cobrowse.models import SharedEdit
from cobrowse.sharing.readers.shares import context_of_edit
from core.rotating import Kind, rotate_kinds

rotate_kinds({"shared edits": Kind(SharedEdit, lambda row: context_of_edit(row.shared_id, row.number))})
