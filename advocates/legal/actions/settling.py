"""What a council says of acting by law: who checks it, and how long what was said is kept; and what is old goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.actors import Actor
from accounts.history import Setting, add_setting, keep_change
from accounts.models import Council
from accounts.permissions import COUNCIL_ROLES, Permission, Role, require
from advocates.legal.readers import over_before, rules_in_force
from advocates.models import LegalRules
from core.rules.dates import add_months

CODE = "advocates.legal"
FEWEST_MONTHS, MOST_MONTHS, A_RUN = 1, 120, 100


class NotPossible(Exception):
    """Nobody would check, or somebody who cannot, or it would be kept too short or too long. Nothing changed."""


def rules_now(_council: Council, _subject: str = "") -> dict[str, Any]:
    """As the history keeps it."""
    rules = rules_in_force()
    return {"check_roles": sorted(rules.check_roles), "months_kept": rules.months_kept}


@transaction.atomic
def save_legal_rules(*, check_roles: Collection[str], months_kept: int, by: Actor) -> None:
    """Say which roles of the council check, which are some of COUNCIL_ROLES, and after how many months what is over is
    deleted. Raises NotPossible for other roles, none, or too few or too many months, Http404, PermissionDenied.
    """
    require(by, Permission.COUNCIL_MANAGE)
    if not check_roles or not set(check_roles) <= set(COUNCIL_ROLES):
        raise NotPossible
    if not FEWEST_MONTHS <= months_kept <= MOST_MONTHS:
        raise NotPossible
    # Two that are saved at once wait for each other here.
    Council.objects.select_for_update(no_key=True).get(pk=by.council.pk)
    before, said = rules_now(by.council), {"check_roles": sorted(check_roles), "months_kept": months_kept}
    LegalRules.objects.update_or_create(defaults=said)
    if keep_change(CODE, before=before, after=said, by=by):
        audit.record("advocates.legal.rules_changed", by=by, detail=said)


@transaction.atomic
def delete_old_bases(*, today: dt.date, by: Actor) -> int:
    """Delete what was over so many months ago, with its papers; how many. The rest goes in the next run."""
    before = add_months(today, -rules_in_force().months_kept)
    found = list(over_before(before).select_for_update(of=("self",), skip_locked=True).order_by("pk")[:A_RUN])
    for row in found:
        audit.record("advocates.legal.deleted", by=by, resident=row.resident, subject=f"legal {row.public_id}")
        # The papers go with it.
        row.delete()
    return len(found)


def _roles_in_words(roles: Collection[str]) -> str:
    return ", ".join(str(ROLE_WORDS[role]) for role in roles)


def _put_back(_subject: str, values: dict[str, Any], by: Actor) -> None:
    save_legal_rules(**values, by=by)


ROLE_WORDS = {Role.ADVISOR: gettext_lazy("Advisers"), Role.ADMIN: gettext_lazy("Admins")}
add_setting(
    Setting(
        code=CODE, title=gettext_lazy("Acting for somebody by law"), page="legal:rules",
        fields={
            "check_roles": gettext_lazy("Who checks it"),
            "months_kept": gettext_lazy("Months that papers are kept after it has ended"),
        },
        in_words={"check_roles": _roles_in_words}, now=rules_now, put_back=_put_back,
    )
)  # fmt: skip
