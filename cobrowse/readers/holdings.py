"""What live help keeps in a person's record, for whoever is asked whose it is (accounts/holdings.py)."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from accounts.holdings import Held
from accounts.models import Resident
from claims.readers import holdings
from cobrowse.models import HelpRequest


def held_in(resident: Resident) -> list[Held]:
    """The requests for help of a record, waiting, talking and ended. Nobody gives a contact in one, so each counts as
    having those that stand in every claim of the record, or where there is no claim the record's own.
    """
    asked = HelpRequest.objects.filter(resident=resident).order_by("pk")
    if not asked:
        return []
    contacts = _contacts(resident)
    return [
        Held(
            title=_("Help from a person"), name="", born_on=None, began_at=each.asked_at, contacts=contacts,
            is_form=False,
        )
        for each in asked
    ]  # fmt: skip


def _contacts(resident: Resident) -> frozenset[str]:
    claims = [held.contacts for held in holdings.held_in(resident)]
    return frozenset.intersection(*claims) if claims else frozenset({resident.email.lower(), resident.phone} - {""})


def sent_with(contacts: Collection[str]) -> set[int]:
    """None: what is sent with a contact in it is a claim."""
    return set()
