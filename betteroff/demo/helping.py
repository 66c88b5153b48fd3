"""People who act for others in the demo: Idris for Derek, who asks whether Owain may go on, Owain who asks to act for
Lucy, and what Grace ended quietly.
"""

from __future__ import annotations

from accounts.actors import Actor
from accounts.models import Council, Delegation, Resident
from advocates.actions.asking import ask_to_act
from advocates.actions.ending import end_own_grant
from advocates.actions.inviting import accept_invitation, invite_helper
from advocates.actions.transferring import Successor, ask_for_successor
from advocates.models import Invitation
from advocates.rules.terms import scopes_of

COUNCIL = "calderbrook"
FILLS = scopes_of({"claims": "fill", "papers": "fill", "money": "view", "reach": "view"})


def show_helping(council: Council) -> None:
    """One grant in force with a transfer that waits for a yes, one that was ended quietly, and one ask; once."""
    if council.slug != COUNCIL or Invitation.objects.exists():
        return
    derek, grace, idris = (_actor(council, name) for name in ("derek", "grace", "idris"))
    helped = _helped(derek, idris, name="Idris from next door", why="My eyes are bad")
    ask_for_successor(
        public_id=helped.public_id, to=Successor(None, "Owain", "email", "owain@example.org"),
        why="I move to Leeds in the new year. Owain lives in the next street.", by=idris,
    )  # fmt: skip
    end_own_grant(public_id=_helped(grace, idris, name="Idris", why="").public_id, quietly=True, by=grace)
    ask_to_act(
        name="Lucy", channel="email", contact="lucy@example.org", scopes=FILLS, period="half_year",
        why="I am your brother, and you asked me to do the forms", by=_actor(council, "owain"),
    )  # fmt: skip


def _actor(council: Council, name: str) -> Actor:
    resident = Resident.objects.select_related("user").get(user__email=f"{name}@example.org")
    return Actor(council=council, user=resident.user, resident=resident)


def _helped(whom: Actor, by: Actor, *, name: str, why: str) -> Delegation:
    invitation = invite_helper(
        name=name, channel="email", contact=by.user.email, scopes=FILLS, period="half_year", why=why, by=whom
    )
    return accept_invitation(invitation_id=invitation.pk, by=by)
