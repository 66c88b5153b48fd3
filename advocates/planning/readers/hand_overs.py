"""Hand-overs, as the resident, the sender and the receiver see them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.actors import Actor
from accounts.models import Membership, Organisation, Resident, Team
from accounts.permissions import Scope
from advocates.models import HandOver
from advocates.planning.readers.parties import Viewer, desk_of, own_viewer, partners, people_of, people_of_partners
from advocates.planning.rules import COUNCIL, Party, scopes_along
from advocates.readers.grants import grants_to
from advocates.rules.terms import LEVELS, levels_of
from core.crypto import decrypt

State = HandOver.State
# The receiver knows of it from the resident's yes on.
KNOWN_TO_RECEIVER = (State.WAITING, State.ACCEPTED, State.DECLINED, State.CAME_BACK)
# How many of each list are shown.
SHOWN = 100


@dataclass(frozen=True)
class Receiver:
    """Somebody to whom a person can be handed over: at an organisation (None: the council) a colleague, a team, or
    whoever looks first.
    """

    organisation: Organisation | None
    member: Membership | None = None
    team: Team | None = None

    @property
    def key(self) -> str:
        """What a form posts."""
        place = self.organisation.pk if self.organisation else 0
        one = f"m{self.member.pk}" if self.member else f"t{self.team.pk}" if self.team else ""
        return f"{place}:{one}"


def words_of(hand_over: HandOver) -> dict[str, str]:
    """Its note, and what else was written: "note", "reason", "came_of_it"."""
    return decrypt(hand_over.secret, context=hand_over.context)


def receivers_for(viewer: Viewer) -> list[Receiver]:
    """Everybody to whom this side can hand somebody over, by organisation. Three queries."""
    found: list[Receiver] = []
    if viewer.party.kind != COUNCIL:
        of_council = [Receiver(None, member=each) for each in people_of(Party(COUNCIL))]
        teams = [Receiver(None, team=each) for each in Team.objects.filter(organisation=None).order_by("name", "pk")]
        found += [Receiver(None), *teams, *of_council]
    others = [each for each in partners() if each.pk != viewer.party.organisation]
    people: dict[int, list[Membership]] = {}
    for member in people_of_partners(others):
        people.setdefault(member.organisation_id, []).append(member)
    for each in others:
        found += [Receiver(each), *(Receiver(each, member=member) for member in people.get(each.pk, []))]
    return found


def levels_to_offer(viewer: Viewer) -> list[str]:
    """The levels of claims that this side can offer, least first: an organisation never more than it may itself."""
    levels = list(LEVELS["claims"])
    if viewer.grant is None:
        return levels
    own = levels_of(viewer.grant.scopes).get("claims")
    return levels[: levels.index(own) + 1] if own else []


def scopes_to_offer(viewer: Viewer, level: str) -> list[str]:
    """What goes along at one of these levels: beside claims no more than this side may itself."""
    return scopes_along(level, most=Scope.values if viewer.grant is None else viewer.grant.scopes)


def own_hand_overs(resident: Resident) -> QuerySet[HandOver]:
    """Every hand-over of a person, the newest first."""
    return HandOver.objects.filter(resident=resident).select_related("sender", "receiver", "member", "team")


def own_hand_over(actor: Actor, public_id: str | uuid.UUID) -> HandOver:
    """One of the actor's own, or 404."""
    return _one(own_hand_overs(own_viewer(actor).resident), public_id)


def waiting_for_us(actor: Actor) -> list[HandOver]:
    """What reached this side and what became of it, what waits first. Raises Http404, PermissionDenied."""
    rows = HandOver.objects.filter(_received(actor)).select_related("resident", "sender", "receiver", "member", "team")
    return sorted(rows[:SHOWN], key=lambda each: each.state != State.WAITING)


def sent_by_us(actor: Actor) -> list[HandOver]:
    """What this side sent, the newest first. Raises Http404, PermissionDenied."""
    rows = HandOver.objects.filter(_sent(actor))
    return list(rows.select_related("resident", "sender", "receiver", "member", "team")[:SHOWN])


def hand_over_for(actor: Actor, public_id: str | uuid.UUID) -> HandOver:
    """One that this side sent or received, or 404: of a partner only while they act for the person, or it is for them
    to answer.
    """
    rows = HandOver.objects.filter(_received(actor) | _sent(actor))
    return _one(rows.select_related("resident", "sender", "receiver", "member", "team"), public_id)


def reads_note(party: Party, hand_over: HandOver) -> bool:
    """Whether a side that sees a hand-over reads what it says of the person: not a partner who did not take them on."""
    not_taken_on = hand_over.state in (State.DECLINED, State.CAME_BACK) and is_receiver(party, hand_over)
    return party.kind == COUNCIL or not not_taken_on


def is_receiver(party: Party, hand_over: HandOver) -> bool:
    """Whether it was sent to this side."""
    return hand_over.receiver_id == party.organisation


def _received(actor: Actor) -> Q:
    party = desk_of(actor)
    # One that the resident never said yes to came back without the receiver's knowing of it.
    received = Q(receiver=party.organisation, state__in=KNOWN_TO_RECEIVER) & ~Q(basis="")
    if party.kind == COUNCIL:
        return received
    # What went along without leave to anything has nothing that could end.
    return received & (~Q(state=State.ACCEPTED) | Q(delegation=None) | _acts_for(actor))


def _sent(actor: Actor) -> Q:
    party = desk_of(actor)
    sent = Q(sender=party.organisation)
    return sent if party.kind == COUNCIL else sent & _acts_for(actor)


def _acts_for(actor: Actor) -> Q:
    return Q(resident__in=grants_to(actor).order_by().values("resident"))


def _one(rows: QuerySet[HandOver], public_id: str | uuid.UUID) -> HandOver:
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
