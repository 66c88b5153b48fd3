"""Records of people who are not online, behind their addresses."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Membership
from accounts.rules.links import link_hash
from advocates.models import PossibleDuplicate, Transfer
from core.uploading.files import CleanFile
from tests.advocates.registering.making import bare_registration, make_partner, registered

PAPER = CleanFile("form.jpg", "image/jpeg", b"\xff\xd8\xff")


def registering_things(owner: Actor) -> dict[str, list[str]]:
    """By the words of the table, what these addresses name."""
    membership = Membership.objects.select_related("user").get(display_name="Ada Advisor")
    advisor = Actor(owner.council, membership.user, membership=membership, second_factor=True)
    made = registered(advisor, name="Mo Made", consent={"paper": PAPER})
    had = registered(make_partner(owner.council), name="Hal Had")
    doubt = PossibleDuplicate.objects.create(
        registration=had, other=owner.resident, common=["ni_number"], found_at=timezone.now()
    )
    taken = bare_registration(owner.resident)
    taken.taken_over_at = timezone.now()
    taken.save()
    proven = {"email": "may@example.org", "consent": {"kind": "by_code", "kept_at": "", "proven": "may@example.org"}}
    may = registered(advisor, name="May Mailed", **proven)
    now = timezone.now()
    Transfer.objects.create(
        resident=may.resident, delegation=may.delegation, organisation=had.organisation, why="Moves away",
        by_label="Ada", token_hash=link_hash("transfer"), asked_at=now, expires_at=now + dt.timedelta(days=1),
    )  # fmt: skip
    return {
        "transfer link": ["transfer"],
        "register step": ["person"],
        "made": [str(made.delegation.public_id)],
        "had": [str(had.public_id)],
        "doubt": [str(doubt.public_id)],
    }
