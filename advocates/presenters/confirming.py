"""What a claimant has to confirm of the answers that somebody typed for them, and where their code goes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.actors import Actor
from claims.models import Claim
from claims.readers.answer_store import stored_answers
from claims.readers.claims import form_state_of
from claims.readers.own_word import unconfirmed, version_of
from claims.readers.where_it_goes import unseen_by
from claims.signing.presenters import masked
from formspec.rules.display import display_answer


def waiting_content(claim: Claim, reader: Actor) -> dict[str, Any]:
    """The answers that wait, masked as everywhere or kept from the reader, and their version; no answers when none
    waits.
    """
    unseen = unseen_by(reader, claim)
    stored = stored_answers(claim)
    waiting = unconfirmed(claim, form_state_of(claim, stored), stored)
    rows = [
        {
            "key": each.question["label"],
            "value": _("Not shown to you")
            if each.key in unseen
            else display_answer(each.question, each.value, translate=_),
        }
        for each in waiting
    ]
    return {"rows": rows, "seen": version_of(waiting)}


def hint_of(goes_to: tuple[str, str] | None) -> str:
    """The contact as somebody else may see it, or ""."""
    return masked(*goes_to) if goes_to else ""
