"""What a claimant does about a sent claim, and how it is answered. The caller has locked the claim."""

from __future__ import annotations

import datetime as dt

from accounts.actors import Actor
from claims.models import Claim, ResidentAct, ThreadMessage
from claims.readers.acts import open_acts


def record_act(claim: Claim, kind: str, *, at: dt.datetime) -> ResidentAct:
    """The claimant did something that the council has to answer: a kind of ResidentAct, in the caller's transaction."""
    return ResidentAct.objects.create(claim=claim, kind=kind, at=at)


def settle_acts(
    claim: Claim,
    *,
    at: dt.datetime,
    by: Actor,
    reply: ThreadMessage | None = None,
    because: str = "",
    until: dt.datetime | None = None,
) -> int:
    """Every open act of the claim, or those until a moment, is answered, by a message or for a reason; how many there
    were.
    """
    acts = open_acts().filter(claim=claim, at__lte=until or at)
    return acts.update(settled_at=at, settled_by_label=by.label, reply=reply, because=because)


def settle_papers(claim: Claim, *, at: dt.datetime, by: Actor) -> None:
    """Every new paper of the claim was judged, or taken back: then none of them needs an answer any more."""
    if not claim.papers.filter(is_new=True).exists():
        waiting = open_acts().filter(claim=claim, kind=ResidentAct.Kind.PAPER)
        waiting.update(settled_at=at, settled_by_label=by.label)


def reopen_acts(reply: ThreadMessage) -> None:
    """What this message answered waits again, since when it did: the message was taken back."""
    reply.settles.update(settled_at=None, settled_by_label="", reply=None)
