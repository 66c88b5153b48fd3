"""What somebody says that they may do by law, behind its addresses."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Delegation, User
from advocates.legal.readers import LegalWords, encrypted_words
from advocates.models import LegalBasis, LegalPaper
from tests.people import make_resident


def legal_things(owner: Actor) -> dict[str, list[str]]:
    """By the words of the table, what these addresses name."""
    waits = _basis(asker=owner.resident)
    LegalPaper.objects.create(basis=waits, number=1, name="lpa.jpg", content_type="image/jpeg", content=b"\xff\xd8\xff")
    holder = make_resident(owner.council, "Hana Holder", "hana@example.org")
    today = timezone.localdate()
    grant = Delegation.objects.create(
        resident=owner.resident, helper=holder.user, scopes=["view:claims"], basis="attorney", starts_on=today
    )
    first, second = (User.objects.create_user(username=name, email=f"{name}@example.org") for name in ("ff", "ss"))
    begun = _basis(
        asker=holder.resident, resident=owner.resident, delegation=grant, state="right", is_right=True, first_by=first,
        second_by=second, look_due_on=today + dt.timedelta(days=9),
    )  # fmt: skip
    return {
        "by law step": ["person"],
        "by law said": [str(waits.public_id)],
        "by law paper": [str(waits.public_id), "1"],
        "by law grant": [str(grant.public_id)],
        "by law begun": [str(begun.public_id)],
    }


def _basis(**more) -> LegalBasis:
    row = LegalBasis(document="lpa", covers_all=True, said_at=timezone.now(), **more)
    row.secret = encrypted_words(row, LegalWords("Joan Holt", "1940-03-27", "AB1 2DE"))
    row.save()
    return row
