"""What the desk reads of hidden answers: whether there is one, and who had which shown."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.models import Showing
from casework.readers.claims import staff_claim_for
from claims.models import Claim
from claims.readers.hidden import HiddenAnswer, hidden_answer


def hidden_answer_for(actor: Actor, reference: str, key: str, entry: int) -> tuple[Claim, HiddenAnswer]:
    """A claim and one answer of it that is masked, for staff who may have it shown, or 404."""
    require(actor, Permission.CLAIM_SHOW_HIDDEN)
    claim = staff_claim_for(actor, reference)
    found = hidden_answer(claim, key, entry)
    if found is None:
        raise Http404
    return claim, found


def showings_of(keys: Collection[int]) -> QuerySet[Showing]:
    """These showings with their claims. Whose they are, whoever names them has looked at."""
    return Showing.objects.filter(pk__in=list(keys)).select_related("claim").order_by("pk")
