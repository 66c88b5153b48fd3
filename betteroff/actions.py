"""What is done to the platform as a whole: setting up a council with everything it needs, trying failed work again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import audit
from accounts.actions.councils import add_council
from accounts.actors import Actor, Operator, system_actor
from accounts.models import Council
from accounts.permissions import Role
from accounts.staffing.actions.inviting import invite_staff
from betteroff.readers import due_work_kinds, failed_rows
from casework.actions.setting_up import add_starter_ready_words
from claims.actions.setting_up import add_starter_statuses
from cobrowse.actions.settings import set_up_help
from core.due_work import Clock, DueWork
from core.tenancy import council_scope
from formspec.actions.publishing import import_library
from jobjournal.actions.library import set_up_journal


@dataclass
class SetUp:
    """What setting up a council came to: the council, whether its details were written, and what it got now."""

    council: Council
    is_new: bool
    details_written: bool
    added: dict[str, int] = field(default_factory=dict)


@transaction.atomic
def set_up_council(*, slug: str, update: bool = False, logo: bytes = b"", **details: Any) -> SetUp:
    """Add a council, or what an earlier one has not got yet: statuses, the library's forms of its nation, the journal,
    live help, ready words.

    Everything or nothing; safe to run again. `update` writes the given details of a council that is there.
    Raises ValidationError.
    """
    is_new = not Council.objects.filter(slug=slug).exists()
    council, written = add_council(slug=slug, update=update, logo=logo, **details)
    done = SetUp(council, is_new, written)
    with council_scope(council.pk):
        by = system_actor(council, "set-up")
        done.added["statuses"] = add_starter_statuses(by=by)
        forms = list(import_library(by=by).values())
        done.added["forms"], done.added["new versions of forms"] = forms.count("added"), forms.count("changed")
        done.added["journal activities"], done.added["journal sentences"] = set_up_journal(by=by)
        done.added["help opening times"], done.added["help ready words"] = set_up_help(by=by)
        done.added["ready words for claims"] = add_starter_ready_words(by=by)
    return done


@transaction.atomic
def found_council(*, slug: str, email: str, display_name: str, operator: Operator, **details: Any) -> Council:
    """Add a council that is not open yet, with everything it needs, and ask its first admin by e-mail.

    Everything or nothing. Raises ValidationError, also for a slug that another council has; TooManyMessages,
    MessageNotSent.
    """
    if Council.objects.filter(slug=slug).exists():
        raise ValidationError({"slug": _("There is a council with this short name already")})
    council = set_up_council(slug=slug, opened_at=None, **details).council
    with council_scope(council.pk):
        by = operator.acting_on(council)
        invite_staff(email=email, display_name=display_name, roles=[Role.ADMIN], by=by)
    return council


@transaction.atomic
def retry_failed_work(*, kind: str, by: Actor) -> int:
    """Make what was given up of one kind due again in the acting council; returns how many.

    Messages whose link is gone stay given up: sent now, they would lead nowhere. Pollers find the rows within seconds.
    `kind` is one of betteroff.readers.due_work_kinds(). Raises KeyError.
    """
    rows: QuerySet[DueWork] = failed_rows(due_work_kinds()[kind])
    number = rows.update(state=DueWork.State.DUE, attempts=0, error="", due_at=Clock())
    audit.record("platform.work.retried", by=by, subject=kind, detail={"rows": number})
    return number
