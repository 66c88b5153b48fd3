"""What of plans and hand-overs is encrypted, and has to be encrypted again with a new key."""

from __future__ import annotations

from advocates.models import HandOver, PlanAction, PlanNote
from core.rotating import Kind, rotate_kinds

rotate_kinds(
    {
        "plan actions": Kind(PlanAction, lambda row: row.context),
        "plan notes": Kind(PlanNote, lambda row: row.context),
        "hand-overs": Kind(HandOver, lambda row: row.context),
    }
)
