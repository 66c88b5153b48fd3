"""How a person wants to be reached, said once and obeyed by every message."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import TextChoices
from django.http import Http404

from accounts import audit
from accounts.actors import Actor
from accounts.models import AccessNeed, ContactBy, GoodTime, Professional, Resident

# The fields of Resident that are kept here.
PREFERENCES = [
    "contact_by", "access_needs", "interpreter_language", "professionals", "good_times", "safe_to_contact",
    "unsafe_draft", "review_on", "language",
]  # fmt: skip


@transaction.atomic
def set_preferences(
    *, contact_by: Iterable[str], safe_to_contact: bool, by: Actor, access_needs: Iterable[str] = (),
    interpreter_language: str = "", professionals: Iterable[str] = (), good_times: Iterable[str] = (),
    language: str = "", review_on: dt.date | None = None,
) -> None:  # fmt: skip
    """Keep how the signed-in person wants to hear from the council: by which ways (ContactBy; none: they do not mind),
    with which needs (AccessNeed; of an interpreter the language too), with whom beside them (Professional), phoned when
    (GoodTime), in which of the council's languages ("": as before), and from which day to ask again (None: never).

    Only here, or in a form that they send signed in, can somebody say that it is safe again. Raises Http404 for
    whoever has no record of their own.
    """
    if by.user is None or by.resident is None:
        raise Http404
    resident = Resident.objects.select_for_update().get(pk=by.resident.pk)
    resident.contact_by = _in_order(ContactBy, contact_by)
    resident.access_needs = _in_order(AccessNeed, access_needs)
    resident.interpreter_language = interpreter_language if AccessNeed.INTERPRETER in resident.access_needs else ""
    resident.professionals = _in_order(Professional, professionals)
    resident.good_times = _in_order(GoodTime, good_times)
    resident.safe_to_contact, resident.unsafe_draft = safe_to_contact, None
    resident.review_on = review_on
    if language in by.council.languages:
        resident.language = language
    resident.save(update_fields=PREFERENCES)
    audit.record("accounts.preferences.set", by=by, resident=resident)


def _in_order(choices: type[TextChoices], said: Iterable[str]) -> list[str]:
    chosen = set(said)
    return [each for each in choices.values if each in chosen]
