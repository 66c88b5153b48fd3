"""Moving a draft to the version that its form must have now: under the draft's lock, when it is next used."""

from __future__ import annotations

import uuid

from django.db import transaction

from accounts import audit
from accounts.actors import Actor
from claims.models import Claim
from claims.moving.readers import is_late, target_of
from claims.moving.rules import effect_of, pages_to_see
from claims.readers import claims as readers
from formspec.models import FormVersion


class FormChanged(Exception):
    """What was sent was typed on a version of the form that does not hold any more. Nothing was saved or sent."""


def keep_up(claim: Claim, by: Actor, *, hold: bool = False) -> bool:
    """Bring a locked draft to the version that it moves to, if it moves; whether it then has other questions.

    Every answer stays in its row. Pages with something new count as not seen. A claim that was sent never moves.
    hold: publishing waits until the transaction ends.
    """
    target = target_of(claim, hold=hold) if claim.is_draft else None
    if target is None:
        return False
    before = FormVersion.objects.get(pk=claim.form_version_id)
    is_other = target.number != before.number
    claim.form_version = target
    claim.moves_to = None
    fields = ["form_version"]
    if is_other:
        effect = effect_of(before.spec, target.spec)
        unseen = pages_to_see(target.spec, [*effect.new, *effect.again])
        claim.visited_pages = [page for page in claim.visited_pages if page not in unseen]
        claim.moved_from_id = claim.moved_from_id or before.pk
        fields += ["visited_pages", "moved_from"]
        audit.record(
            "claims.draft.moved", by=by, resident=claim.resident, subject=f"draft {claim.public_id}",
            detail={"from": before.number, "to": target.number},
        )  # fmt: skip
    claim.save(update_fields=fields)
    return is_other


def refuse_late(claim: Claim, drawn_from: int | None, *, has_moved: bool) -> None:
    """Stop what was typed on an earlier version: one that says so, or says nothing and is the first to come since.

    drawn_from: the version that the page was drawn from, by its id. Raises FormChanged.
    """
    if has_moved if drawn_from is None else is_late(claim, drawn_from):
        raise FormChanged


@transaction.atomic
def open_draft(*, public_id: str | uuid.UUID, by: Actor) -> Claim:
    """A draft that the actor may see, on the version that it must have. Raises Http404."""
    seen = readers.draft_for(by, public_id)
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=seen.pk)
    claim.resident = seen.resident
    keep_up(claim, by)
    return claim
