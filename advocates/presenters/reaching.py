"""A person's contact details, for those who may see them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import AccessNeed, ContactBy, GoodTime, Resident
from core.rules.phones import format_phone


def reach_content(resident: Resident) -> dict[str, Any]:
    """For advocates/_reach.html: `is_unsafe`, and a row for each thing that the record says. Where it is not safe to
    contact the person, no row.
    """
    if not resident.safe_to_contact:
        return {"is_unsafe": True, "rows": []}
    pairs = [
        (_("Phone"), format_phone(resident.phone) if resident.phone else ""),
        (_("Email"), resident.email),
        (_("Likes to hear by"), ", ".join(str(ContactBy(each).label) for each in resident.contact_by)),
        (_("Good times"), ", ".join(str(GoodTime(each).label) for each in resident.good_times)),
        (_("Needs"), ", ".join(str(AccessNeed(each).label) for each in resident.access_needs)),
    ]
    return {"is_unsafe": False, "rows": [{"key": key, "value": value} for key, value in pairs if value]}
