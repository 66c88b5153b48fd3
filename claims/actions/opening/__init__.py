"""Whether a form can be started and sent at this moment: everything that starts or sends one asks here."""

from __future__ import annotations

from django.utils import timezone

from accounts.actors import Actor
from claims.models import Claim
from formspec.models import Form, FormVersion
from formspec.rules.opening import may_start


class FormClosed(Exception):
    """The form cannot be started at this moment; nobody can."""


class NotForThem(FormClosed):
    """The form is open, and others may start it."""


class TooLate(Exception):
    """Its form closed, its deadline is past, or enough were sent. Nothing was sent, every answer is kept."""


def may_start_form(form: Form, by: Actor) -> bool:
    """Whether this person is of those who may start the form, when it is open."""
    is_partner = by.is_staff and by.membership.organisation_id is not None
    return may_start(
        form.opening.starters, is_signed_in=by.user is not None, is_partner=is_partner,
        is_staff=by.is_staff and not is_partner,
    )  # fmt: skip


def refuse_closed(form: Form, by: Actor) -> None:
    """Raises FormClosed where the form is not open, NotForThem where it is for others."""
    if not form.opening.is_open(timezone.now()):
        raise FormClosed
    if not may_start_form(form, by):
        raise NotForThem


# A form of which any number is taken. FOR SHARE, which Django has no word for: many send at once, and whoever closes it
# waits for all of them.
_SHARED = f"""
    SELECT * FROM {Form._meta.db_table}
    WHERE id = (SELECT form_id FROM {FormVersion._meta.db_table} WHERE id = %s)
    AND full_at IS NULL AND NOT opening_settings ? 'cap' FOR SHARE
"""  # noqa: S608 - names of tables


def hold_opening(claim: Claim) -> Form:
    """The form of a locked draft that is about to be sent, locked: whoever closes it waits, and where only so many are
    taken, so does everybody else who sends it. Raises TooLate.
    """
    form = next(iter(Form.objects.raw(_SHARED, [claim.form_version_id])), None)
    if form is None:
        locked = Form.objects.select_for_update(no_key=True, of=("self",))
        form = locked.get(versions=claim.form_version_id)
    # That it is full, whoever sent the last one has noted under this lock.
    if not form.opening.can_be_sent(timezone.now()):
        raise TooLate
    return form


def note_if_full(form: Form) -> None:
    """Say of a locked form whether as many were sent as it takes."""
    if form.opening.cap is None and form.full_at is None:
        return
    is_full = form.opening.cap is not None and number_sent(form) >= form.opening.cap
    if is_full != (form.full_at is not None):
        form.full_at = timezone.now() if is_full else None
        form.save(update_fields=["full_at"])


def number_sent(form: Form) -> int:
    """How many claims of a form were sent, on any of its versions."""
    return Claim.objects.filter(form_version__form=form, submitted_at__isnull=False).count()
