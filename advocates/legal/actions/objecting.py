"""The person says that it is not right, or whoever acts for them stops: either counts at once."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation
from advocates.legal.readers import encrypted_words, objectionable_grant, one_said_by, words_of
from advocates.models import LegalBasis
from advocates.rules.ending import OVER
from notifications.actions import notify

State = LegalBasis.State


@transaction.atomic
def object_to_grant(*, public_id: str | uuid.UUID, words: str, quietly: bool, by: Actor) -> None:
    """The person does not accept what somebody may do for them by law: it stops at once, until two people of the
    council have looked again. Whoever acted is sent nothing; `quietly`, staff see that they must not tell them either.
    Raises Http404.
    """
    found = objectionable_grant(by, public_id)
    # The row before the grant, as by whoever checks it.
    row = LegalBasis.objects.select_for_update(of=("self",)).filter(delegation=found, state=State.RIGHT).first()
    grant = Delegation.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if grant.revoked_at is not None:
        raise Http404
    grant.revoked_at, grant.ended_quietly = timezone.now(), quietly
    grant.save(update_fields=["revoked_at", "ended_quietly"])
    if row is not None:
        _wait_again(row, words)
    audit.record("advocates.legal.objected", by=by, resident=grant.resident)


def _wait_again(row: LegalBasis, words: str) -> None:
    said = words_of(row)
    said.objection, said.first_why, said.second_why = words, "", ""
    row.secret, row.objected_at = encrypted_words(row, said), timezone.now()
    row.state, row.is_right, row.look_due_on = State.WAITING, None, None
    row.first_by = row.second_by = None
    row.first_by_label = row.second_by_label = ""
    row.first_at = row.second_at = None
    row.save()


@transaction.atomic
def stop_acting(*, public_id: str | uuid.UUID, by: Actor) -> None:
    """Whoever said that they act by law, or somebody of their organisation, acts no more, and the person is told.
    Raises Http404 when it is over already.
    """
    row = one_said_by(by, public_id)
    grant = Delegation.objects.select_for_update(of=("self",)).filter(pk=row.delegation_id).first()
    if grant is None or not grant.is_in_force(timezone.localdate()):
        raise Http404
    grant.revoked_at, grant.noticed = timezone.now(), OVER
    grant.save(update_fields=["revoked_at", "noticed"])
    audit.record("advocates.grant.given_up", by=by, resident=grant.resident, grant=grant)
    notify(resident=grant.resident, template="helper_gave_up", context={}, by=by)
