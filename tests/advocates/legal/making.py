"""Documents by which somebody acts by law, as they are said and checked."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from accounts.actors import Actor
from accounts.models import Council
from accounts.permissions import Role
from advocates.legal.actions.checking import Finding, confirm_second, find_first
from advocates.legal.actions.saying import LegalSaid, say_by_law
from advocates.models import LegalBasis
from advocates.rules.terms import scopes_of
from core.uploading.files import CleanFile
from tests.people import make_staff

BORN = dt.date(1940, 3, 27)
PAPER = CleanFile("lpa.jpg", "image/jpeg", b"\xff\xd8\xffpaper")
EVERYTHING = scopes_of({"claims": "send", "journal": "fill"})


def legal_said(**more: Any) -> LegalSaid:
    """A lasting power of attorney of Joan Holt, for everything, without a last day."""
    given = {"name": "Joan Holt", "born_on": BORN, "postcode": "AB1 2DE", "document": "lpa"}
    return LegalSaid(**{"public_id": uuid.uuid4(), **given, **more})


def said(by: Actor, *, papers: tuple[CleanFile, ...] = (PAPER,), **more: Any) -> LegalBasis:
    """It is sent to the council."""
    return say_by_law(said=legal_said(**more), papers=papers, by=by)


def make_second(council: Council, name: str = "Ravi Shah") -> Actor:
    """Another advisor of that council."""
    return make_staff(council, name, f"{name.split()[0].lower()}@calderbrook.example", Role.ADVISOR)


def found(row: LegalBasis, by: Actor, **more: Any) -> LegalBasis:
    """A first person finds it right, for everything, in a new record."""
    given = {"is_right": True, "why": "Seen the stamp on each page", "scopes": EVERYTHING}
    return find_first(public_id=row.public_id, finding=Finding(**{**given, **more}), by=by)


def agreed(row: LegalBasis, by: Actor, *, agrees: bool = True) -> LegalBasis:
    """A second person confirms it, or gives it back."""
    return confirm_second(public_id=row.public_id, agrees=agrees, why="Seen the register too", by=by)


def acting(by: Actor, first: Actor, second: Actor, *, of: Actor | None = None, **more: Any) -> LegalBasis:
    """A grant by law that has begun, in a new record or in that of `of`."""
    if of is not None:
        of.resident.born_on = BORN
        of.resident.save()
        more.setdefault("name", of.resident.name)
    row = said(by, **more)
    found(row, first, record=str(of.resident.public_id) if of else "")
    return agreed(row, second)
