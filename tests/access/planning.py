"""A plan, a hand-over and an enquiry, behind the addresses of plans."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Organisation
from advocates.models import Enquiry, HandOver
from advocates.planning.readers.parties import own_viewer
from core.crypto import encrypt
from tests.advocates.planning.making import put, shared_with


def planning_things(owner: Actor, acted: str) -> dict[str, list[str]]:
    """By the words of the table, what these addresses name; `acted` is the id of a grant to the owner."""
    now, today = timezone.now(), timezone.localdate()
    homes = Organisation.objects.create(name="Brook Housing", agreement_from=today)
    action, share = put(own_viewer(owner), owner), shared_with(owner, homes)
    hand_over = HandOver(
        resident=owner.resident, client_id=uuid.uuid4(), kind="referral", sender=homes, period="month", state="waiting",
        basis="consent", sent_at=now, waits_since=now, remind_on=today, back_on=today + dt.timedelta(days=14),
    )  # fmt: skip
    hand_over.secret = encrypt({"note": "A note"}, context=hand_over.context)
    hand_over.save()
    enquiry = Enquiry(
        resident=owner.resident, client_id=uuid.uuid4(), councillor="Cllr Rees", received_on=today, due_on=today,
        recorded_at=now,
    )  # fmt: skip
    enquiry.secret = encrypt({"question": "Why so long?"}, context=enquiry.context)
    enquiry.save()
    person, one = str(owner.resident.public_id), str(action.public_id)
    return {
        "owner person": [person],
        "plan action": [one],
        "owner action": [person, one],
        "acted action": [acted, one],
        "plan share": [str(share.public_id)],
        "hand-over": [str(hand_over.public_id)],
        "enquiry": [str(enquiry.public_id)],
    }
