"""`python -m tests.journeys.desk_seeding ADDRESS`: three hundred claims in Southmere, two advisers, a manager, and a
back office at that address; their sessions and what to look for as JSON.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import Any

import django

django.setup()

from django.utils import timezone  # noqa: E402

from accounts.actors import Actor  # noqa: E402
from accounts.models import Council, Membership, Resident, User  # noqa: E402
from accounts.permissions import Role  # noqa: E402
from betteroff.demo.claims import answer_everything  # noqa: E402
from casework.clocks.actions.due_days import keep_due_day  # noqa: E402
from casework.clocks.actions.settings import save_targets  # noqa: E402
from casework.handover.actions.destinations import add_destination  # noqa: E402
from casework.models import DueDayWork  # noqa: E402
from claims.actions.answering import start_claim  # noqa: E402
from claims.actions.sending import submit_claim  # noqa: E402
from claims.models import Claim, ClaimPdf, ClaimStatus, StatusChange, Submission  # noqa: E402
from core.tenancy import council_scope  # noqa: E402
from formspec.models import FormVersion  # noqa: E402
from tests.drills.seeding import session_of  # noqa: E402

MEALS, CRISIS, OFFICE = "free-school-meals", "local-welfare-crisis", "Benefits system"
CLAIMS, LONG_AGO = 300, dt.timedelta(days=60)
TWIN = {"check_by": "nino", "name": {"first": "Olwen", "last": "Twin"}, "nino": "AB 98 76 54 B"}


def seed(address: str) -> dict[str, Any]:
    """Everything for the story."""
    council = Council.objects.get(slug="southmere")
    with council_scope(council.pk):
        tom = Actor(council, *_staff("tom@southmere.example"), second_factor=True)
        sian = Actor(council, *_staff("sian@southmere.example"), second_factor=True)
        uma = User.objects.create(email="uma@southmere.example", is_staff=True)
        Membership.objects.create(user=uma, roles=[Role.ADVISOR], display_name="Uma Fell")
        save_targets(touch_within=2, decide_within=20, by=sian)
        special = {
            "emergency": _sent(council, CRISIS, "Frida Frost", {"danger": "yes", "have_food": "yes"}),
            "overdue": _overdue(_sent(council, MEALS, "Lars Late", {})),
            "twins": [_sent(council, MEALS, "Olwen Twin", TWIN), _sent(council, MEALS, "Olwyn Twin", TWIN)],
        }
        _many(CLAIMS - Claim.objects.filter(submitted_at__isnull=False).count() - 1)
        add_destination(
            name=OFFICE, url=f"{address}/claims", forms=[MEALS], on_decision=False, with_hidden=False, by=sian
        )
        special["handed_over"] = _sent(council, MEALS, "Hari Hand", {})
        people = {"tom": tom.user, "uma": uma, "sian": sian.user}
        return special | {name: session_of(user, is_staff=True) for name, user in people.items()}


def _staff(email: str) -> tuple[User, None, Membership]:
    membership = Membership.objects.select_related("user").get(user__email=email)
    return membership.user, None, membership


def _sent(council: Council, form: str, name: str, given: dict[str, Any]) -> str:
    """A claim of somebody new, by the actions; its reference."""
    first, _, last = name.partition(" ")
    user = User.objects.create(email=f"{first}.{last}.{Resident.objects.count()}@example.org".lower())
    actor = Actor(council=council, user=user, resident=Resident.objects.create(user=user))
    claim = start_claim(slug=form, language="en-gb", by=actor)
    answer_everything(claim, actor, {"name": {"first": first, "last": last}} | given)
    return submit_claim(public_id=claim.public_id, by=actor, for_whom="self").reference


def _overdue(reference: str) -> str:
    claim = Claim.objects.get(reference=reference)
    Claim.objects.filter(pk=claim.pk).update(submitted_at=claim.submitted_at - LONG_AGO)
    row = DueDayWork.objects.create(claim=claim)
    keep_due_day(row=row.pk, claim_id=claim.pk)
    return reference


def _many(number: int) -> None:
    """So many new claims of the last weeks, by rows."""
    now, status = timezone.now(), ClaimStatus.objects.get(code="new")
    version = FormVersion.objects.get(form__slug=MEALS, state=FormVersion.State.PUBLISHED)
    residents = Resident.objects.bulk_create(Resident(name=f"Person {each}") for each in range(number))
    claims = Claim.objects.bulk_create(
        Claim(resident=resident, form_version=version, status=status, reference=f"SOU-MANY-{place:04d}",
              submitted_at=now - dt.timedelta(minutes=place))
        for place, resident in enumerate(residents)
    )  # fmt: skip
    Submission.objects.bulk_create(
        Submission(claim=claim, answers={}, name=claim.resident.name, sent_at=now, spec_sha256=version.sha256)
        for claim in claims
    )
    StatusChange.objects.bulk_create(StatusChange(claim=claim, status=status, by_label="", at=now) for claim in claims)
    ClaimPdf.objects.bulk_create(ClaimPdf(claim=claim, state=ClaimPdf.State.FAILED) for claim in claims)


if __name__ == "__main__":
    json.dump(seed(sys.argv[1]), sys.stdout)
