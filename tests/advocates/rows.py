"""A row of each table of advocates that names a resident, made plainly: for tests that walk every such table."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable

from accounts.models import Delegation, Resident, User
from accounts.permissions import Scope
from advocates.models import Ask, Case, Invitation, LegalBasis, PossibleDuplicate, TakeOverCode, Transfer
from tests.advocates.registering.making import bare_registration

NOW = dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)

ADVOCATES_ROWS: dict[str, Callable[[Resident], object]] = {
    "advocates.Ask": lambda who: Ask.objects.create(
        asker=who,
        name="Joan",
        channel="email",
        contact="joan@example.org",
        scopes=[Scope.VIEW_CLAIMS],
        period="day",
        why="She is my aunt",
        token_hash=uuid.uuid4().hex,
        sent_at=NOW,
        expires_at=NOW,
    ),
    "advocates.Case": lambda who: Case.objects.create(resident=who, opened_at=NOW),
    "advocates.Invitation": lambda who: Invitation.objects.create(
        resident=who,
        name="Joan",
        channel="email",
        contact="joan@example.org",
        scopes=[Scope.VIEW_CLAIMS],
        period="day",
        token_hash=uuid.uuid4().hex,
        sent_at=NOW,
        expires_at=NOW,
    ),
    "advocates.LegalBasis": lambda who: LegalBasis.objects.create(
        asker=Resident.objects.create(), resident=who, document="lpa", covers_all=True, secret=b"", said_at=NOW
    ),
    "advocates.Transfer": lambda who: Transfer.objects.create(
        resident=who,
        delegation=Delegation.objects.create(
            resident=who,
            helper=User.objects.create(email=f"{uuid.uuid4().hex}@example.org"),
            starts_on=NOW.date(),
            ends_on=NOW.date(),
            scopes=[Scope.VIEW_CLAIMS],
        ),
        name="Joan",
        channel="email",
        contact="joan@example.org",
        why="Moves away",
        by_label="Bob",
        asked_at=NOW,
        expires_at=NOW + dt.timedelta(days=1),
    ),
    "advocates.Registration": bare_registration,
    "advocates.TakeOverCode": lambda who: TakeOverCode.objects.create(
        resident=who,
        made_by=bare_registration(who).registered_by,
        code_hash=uuid.uuid4().hex,
        tries_left=5,
        made_at=NOW,
        expires_at=NOW,
    ),
    "advocates.PossibleDuplicate": lambda who: PossibleDuplicate.objects.create(
        registration=bare_registration(Resident.objects.create()), other=who, common=["ni_number"], found_at=NOW
    ),
}
