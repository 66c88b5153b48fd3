"""People who act for others by law in the demo: one attorney who waits, one whom a first person found right, and one
deputy who acts, whose yearly look is soon. Advisers check it, and it is kept for three years.
"""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Council, Membership, Resident
from accounts.permissions import Role
from advocates.legal.actions.checking import Finding, confirm_second, find_first
from advocates.legal.actions.saying import LegalSaid, say_by_law
from advocates.legal.actions.settling import save_legal_rules
from advocates.legal.rules import highest_levels
from advocates.models import LegalBasis
from advocates.rules.terms import scopes_of

COUNCIL = "calderbrook"
MONTHS_KEPT = 36
LOOK_SOON = dt.timedelta(days=12)


def show_legal(council: Council) -> None:
    """All three; once."""
    if council.slug != COUNCIL or LegalBasis.objects.exists():
        return
    first, second = _staff(council, Role.ADVISOR)[:2]
    idris, grace, owain = (_resident(council, name) for name in ("idris", "grace", "owain"))
    _said(idris, "Mair Pugh", dt.date(1938, 4, 9), "OL16 2AB", "lpa", "Access code V-AB12-CD34-EF56")
    waits = _said(grace, "Walter Finch", dt.date(1931, 11, 2), "OL12 0EY", "epa", "I bring it on Tuesday")
    _found(waits, first, "Seen at the desk, with the stamp of the court on each page")
    acts = _said(owain, "Nell Whitworth", dt.date(1944, 6, 18), "OL11 1DN", "deputy", "The order came by post")
    _found(acts, first, "The sealed order, and the court's register")
    confirm_second(public_id=acts.public_id, agrees=True, why="Rang the court: it is in force", by=second)
    save_legal_rules(check_roles=[Role.ADVISOR], months_kept=MONTHS_KEPT, by=_staff(council, Role.ADMIN)[0])
    LegalBasis.objects.filter(pk=acts.pk).update(look_due_on=timezone.localdate() + LOOK_SOON)


def _said(by: Actor, name: str, born_on: dt.date, postcode: str, document: str, seen_at: str) -> LegalBasis:
    told = LegalSaid(uuid.uuid4(), name, born_on, document, postcode=postcode, seen_at=seen_at)
    return say_by_law(said=told, papers=(), by=by)


def _found(row: LegalBasis, by: Actor, why: str) -> None:
    scopes = scopes_of(highest_levels(is_joint=False))
    find_first(public_id=row.public_id, finding=Finding(is_right=True, why=why, scopes=scopes), by=by)


def _staff(council: Council, role: str) -> list[Actor]:
    found = Membership.objects.filter(roles__contains=[role]).select_related("user").order_by("pk")
    return [Actor(council=council, user=each.user, membership=each, second_factor=True) for each in found]


def _resident(council: Council, name: str) -> Actor:
    resident = Resident.objects.select_related("user").get(user__email=f"{name}@example.org")
    return Actor(council=council, user=resident.user, resident=resident)
