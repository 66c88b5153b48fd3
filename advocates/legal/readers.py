"""What somebody says that they may do by law: for whoever says it, for the council that checks it, and the person."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Delegation
from accounts.permissions import Permission, require
from accounts.readers import in_force
from advocates.legal.rules import SOON_DAYS
from advocates.models import LegalBasis, LegalPaper, LegalRules
from advocates.readers.grants import own_grant
from advocates.readers.keeping import not_held
from advocates.registering.readers.look_alikes import LookAlike, Sought, shown_look_alikes
from core.crypto import decrypt, encrypt
from core.rules.dates import start_of_day

State = LegalBasis.State
SHOWN = 200


@dataclass
class LegalWords:
    """What a legal basis keeps encrypted: whom it is for, the document, and each thing that staff wrote. A look is
    (day, who, what they wrote), as is what was given back to the first person.
    """

    name: str
    born_on: str
    postcode: str = ""
    nino: str = ""
    number: str = ""
    covers: str = ""
    seen_at: str = ""
    first_why: str = ""
    second_why: str = ""
    hush_why: str = ""
    objection: str = ""
    end_why: str = ""
    given_back: list[tuple[str, str, str]] = field(default_factory=list)
    looks: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def sought(self) -> Sought:
        """By what records of the person are found."""
        return Sought(self.name, dt.date.fromisoformat(self.born_on), self.postcode, self.nino)


def words_of(row: LegalBasis) -> LegalWords:
    """As they were written."""
    said: dict[str, Any] = decrypt(row.secret, context=row.context)
    return LegalWords(**said)


def encrypted_words(row: LegalBasis, words: LegalWords) -> bytes:
    """As they are stored with that row."""
    return encrypt(asdict(words), context=row.context)


def is_corporate(actor: Actor) -> bool:
    """Whether the actor speaks for a partner organisation that works under an agreement."""
    return actor.may(Permission.PERSON_REGISTER) and actor.membership.organisation_id is not None


def may_say(actor: Actor) -> bool:
    """Whether the actor has what a grant could be given to: a record of their own, or an organisation."""
    return is_corporate(actor) or (actor.user is not None and actor.resident is not None)


def said_by(actor: Actor) -> QuerySet[LegalBasis]:
    """What the actor, or their organisation, said, the newest first."""
    if is_corporate(actor):
        own = Q(organisation=actor.membership.organisation_id)
    elif actor.user is not None and actor.resident is not None:
        own = Q(asker=actor.resident)
    else:
        return LegalBasis.objects.none()
    return LegalBasis.objects.filter(own).select_related("delegation").order_by("-said_at", "-pk")


def one_said_by(actor: Actor, public_id: str | uuid.UUID) -> LegalBasis:
    """One of these, or 404."""
    found = said_by(actor).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def objectionable_grant(actor: Actor, public_id: str | uuid.UUID) -> Delegation:
    """A grant in force of this resident's that the law gave, or 404."""
    found = own_grant(actor, public_id)
    if found.basis in Delegation.CONSENTS:
        raise Http404
    return found


def rules_in_force() -> LegalRules:
    """What the council says, or the defaults."""
    return LegalRules.objects.first() or LegalRules()


def may_check(actor: Actor) -> bool:
    """Whether the actor has a role that may check, and of which the council says that it does."""
    return actor.may(Permission.LEGAL_CHECK) and bool(set(actor.membership.roles) & set(rules_in_force().check_roles))


def over_before(day: dt.date) -> QuerySet[LegalBasis]:
    """What was over before a day: the grant had ended, or nothing came of what was said. What is looked at again, or
    goes on, is never among them, nor is what is about somebody who is held.
    """
    begins = start_of_day(day, timezone.get_current_timezone())
    ended = Q(delegation__revoked_at__lt=begins) | Q(delegation__ends_on__lt=day)
    came_to_nothing = Q(delegation=None, state=State.REFUSED, second_at__lt=begins)
    taken_back = Q(delegation=None, said_at__lt=begins, state__in=[State.TAKEN_BACK, State.ENDED])
    over = LegalBasis.objects.exclude(state__in=LegalBasis.OPEN).filter(ended | came_to_nothing | taken_back)
    return not_held(over, "resident", "asker")


def all_for_council(actor: Actor) -> QuerySet[LegalBasis]:
    """Everything that staff who check it may see: not what they said themselves. Raises Http404, PermissionDenied."""
    require(actor, Permission.LEGAL_CHECK)
    if not may_check(actor):
        raise PermissionDenied
    rows = LegalBasis.objects.exclude(asker__user=actor.user)
    return rows.select_related("asker", "organisation", "resident", "delegation")


def one_for_council(actor: Actor, public_id: str | uuid.UUID) -> LegalBasis:
    """One of these. Raises Http404, PermissionDenied."""
    found = all_for_council(actor).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def to_check(actor: Actor) -> list[LegalBasis]:
    """Those that wait for a first or a second person; where the person objected, first."""
    waiting = all_for_council(actor).filter(state__in=LegalBasis.OPEN)
    return list(waiting.order_by(F("objected_at").asc(nulls_last=True), "said_at", "pk")[:SHOWN])


def acting_by_law(actor: Actor) -> QuerySet[LegalBasis]:
    """Those by which somebody acts now, the first to be looked at first."""
    return _acting(all_for_council(actor)).order_by(F("look_due_on").asc(nulls_last=True), "pk")


def to_remind(today: dt.date) -> QuerySet[LegalBasis]:
    """Those that are looked at soon and of which the holder has not been told, in the council of the caller's scope."""
    soon = _acting(LegalBasis.objects.filter(look_due_on__lte=today + dt.timedelta(days=SOON_DAYS)))
    return soon.exclude(reminded_for=F("look_due_on")).select_related("asker")


def _acting(rows: QuerySet[LegalBasis]) -> QuerySet[LegalBasis]:
    going_on = in_force(timezone.localdate()).filter(pk=OuterRef("delegation"))
    return rows.filter(Exists(going_on), state=State.RIGHT)


def look_alikes_for(row: LegalBasis, actor: Actor) -> list[LookAlike]:
    """Records that may be the person's, without that of whoever says that they act for them. Raises Http404,
    PermissionDenied.
    """
    return [each for each in shown_look_alikes(actor, words_of(row).sought) if each.resident.pk != row.asker_id]


def papers_of(row: LegalBasis) -> QuerySet[LegalPaper]:
    """Without their content. The caller may see the row."""
    return LegalPaper.objects.filter(basis=row).defer("content")


def is_held_by_law(resident_id: int) -> bool:
    """Whether somebody acts for a record by law, or says that they do: then it is not emptied."""
    return _holding().filter(resident=resident_id).exists()


def drafts_kept() -> Q:
    """Of a draft, or anything else with a `resident`: somebody acts for them by law."""
    return Q(Exists(_acting(LegalBasis.objects.filter(resident=OuterRef("resident")))))


def _holding() -> QuerySet[LegalBasis]:
    return LegalBasis.objects.filter(Q(state__in=LegalBasis.OPEN) | Q(pk__in=_acting(LegalBasis.objects.all())))
