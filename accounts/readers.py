"""Reads about people and permission."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.holdings import Held, held_in, sent_with
from accounts.models import Alert, AuditEvent, Consent, Council, Delegation, Membership, Resident, SignInCode, User
from accounts.permissions import Permission, Scope, require
from accounts.rules.hints import contact_hint
from accounts.rules.names import may_be_one_person
from core.rows import Prepared, value_of
from core.tenancy import SESSION, Statement

ALERTS_SHOWN = 50
Key = int | OuterRef
# What every page asks for.
_COUNCIL = Prepared(lambda host: Council.objects.filter(host=host))
_USER = Prepared(lambda key: User.objects.filter(pk=key), before=("SELECT accounts_name_person(%s)", "key"))
_MEMBERSHIP = Prepared(
    lambda user, today: (
        Membership.objects.filter(user=user, is_active=True)
        .select_related("organisation")
        .annotate(has_record=Exists(Resident.objects.filter(user=OuterRef("user"))))
        .annotate(
            helps=_helps(today, helper=OuterRef("user"), organisation=OuterRef("organisation"), member=OuterRef("pk"))
        )
    )
)
_OF_USER = Prepared(
    lambda user, today: Resident.objects.filter(user=user).annotate(helps=_helps(today, helper=OuterRef("user")))
)
_VISITOR = Prepared(
    lambda public_id: Resident.objects.filter(public_id=public_id, user__isnull=True, joined_into__isnull=True)
)


def council_for_host(host: str) -> Council | None:
    """The council, open or closed, that answers on this host name (without port)."""
    return _COUNCIL.only(host=host.lower())


def councils() -> QuerySet[Council]:
    """Every open council; public."""
    return Council.objects.filter(closed_at__isnull=True)


def councils_and_closed_ones() -> QuerySet[Council]:
    """Every council: what was promised before one closed is still done, and what is kept too long is still deleted."""
    return Council.objects.all()


def council_ids() -> list[int]:
    """The keys of every council, closed ones too, for due work that is done in all of them."""
    return list(councils_and_closed_ones().order_by("pk").values_list("pk", flat=True))


def council_by_id(council_id: int) -> Council:
    """One council, closed or not, for work that was due before it closed. Raises Council.DoesNotExist."""
    return councils_and_closed_ones().get(pk=council_id)


def membership_of(user: User) -> Membership | None:
    """The user's active role in the current council; `has_record`: they have a resident's record here too; `helps`:
    somebody lets them, or their organisation, act for them today.

    Who never worked for any council (actions.staff.add_staff marks who did) is not looked for: every page of every
    resident would pay for it.
    """
    if not user.is_staff:
        return None
    return _MEMBERSHIP.only(user=user.pk, today=timezone.localdate())


def user_by_key(key: int) -> User | None:
    """The user with this key, at any council; within reach from now on, with their second factors."""
    return _USER.only(key=key)


def user_by_contact(channel: str, contact: str) -> User | None:
    """The user with this e-mail address ("email", in any case) or phone in E.164 form ("sms"), at any council."""
    # Row security hides the people of other councils, so a function in the database looks up the contact.
    key = value_of("SELECT accounts_person_with(%s, %s)", [channel, contact])
    return user_by_key(key) if key is not None else None


def resident_of(user: User) -> Resident | None:
    """The user's own record in the current council; `helps`: somebody lets them act for them today."""
    return _OF_USER.only(user=user.pk, today=timezone.localdate())


def resident_by_public_id(public_id: str | uuid.UUID) -> Resident | None:
    """A visitor's record by the id kept in their session; never one that belongs to an account."""
    return _VISITOR.only(public_id=uuid.UUID(str(public_id)))


def versions_of(actor: Actor, session_key: str) -> Statement:
    """What asks which versions of their rows this actor rests on: the council, the session that is not over, the user,
    the resident, the membership. Whatever is changed, deleted or added since makes other rows.
    """
    tables = {"session": Session, "user": User, "resident": Resident, "membership": Membership, "council": Council}
    named = {name: model._meta.db_table for name, model in tables.items()}
    user = actor.user.pk if actor.user else None
    # A visitor's record is known by the session alone.
    own = ("id", actor.resident.pk if actor.resident else None) if user is None else ("user_id", user)
    values = [session_key, user, own[1], user, actor.council.pk]
    return Statement(_VERSIONS.format(**named, own=own[0]), values, _REACH, [SESSION, session_key, user])


_REACH = "SELECT set_config(%s, %s, true), accounts_name_person(%s)"
# Which transaction wrote this version of a row, and where it stands: no two versions of a row have the same of both.
_VERSIONS = """SELECT council.xmin::text, council.ctid::text, session.xmin::text, session.ctid::text, person.xmin::text,
       person.ctid::text, resident.xmin::text, resident.ctid::text, membership.xmin::text, membership.ctid::text
  FROM {council} AS council
  LEFT JOIN {session} AS session ON session.session_key = %s AND session.expire_date > now()
  LEFT JOIN {user} AS person ON person.id = %s
  LEFT JOIN {resident} AS resident ON resident.{own} = %s
  LEFT JOIN {membership} AS membership ON membership.user_id = %s AND membership.is_active
 WHERE council.id = %s
"""


def is_joined(public_id: str, actor: Actor) -> bool:
    """Whether a visitor's record has become part of the actor's own, or is it."""
    own = actor.resident
    if not public_id or own is None:
        return False
    return str(own.public_id) == public_id or Resident.objects.filter(public_id=public_id, joined_into=own).exists()


def grants_for(actor: Actor, scope: str, *, today: dt.date | None = None) -> QuerySet[Delegation]:
    """The delegations in force that let this actor do `scope` for somebody, personally or through an organisation."""
    if actor.user is None:
        return Delegation.objects.none()
    return grants_of(scope, **helper_of(actor), today=today or timezone.localdate())


def helper_of(actor: Actor) -> dict[str, int | None]:
    """The keys under which a grant may be given to this actor, who has an account: their own, and those of their
    organisation and their membership of it, if any.
    """
    if not (actor.is_staff and actor.is_under_agreement) or actor.membership.organisation_id is None:
        return {"helper": actor.user.pk, "organisation": None, "member": None}
    return {"helper": actor.user.pk, "organisation": actor.membership.organisation_id, "member": actor.membership.pk}


def given_to(*, helper: Key, organisation: Key | None = None, member: Key | None = None) -> Q:
    """What selects the grants of this user, and of their organisation where it names them, or nobody."""
    given = Q(helper=helper)
    if organisation is not None:
        given |= Q(organisation=organisation) & (Q(named=[]) | Q(named__contains=[member]))
    return given


def grants_of(
    scope: str, *, helper: int, today: dt.date, organisation: int | None = None, member: int | None = None
) -> QuerySet[Delegation]:
    """The same for the keys of `helper_of`. What the law gave comes first: it asks for no word of the resident."""
    given = given_to(helper=helper, organisation=organisation, member=member)
    found = in_force(today).filter(given, scopes__contains=[scope])
    return found.alias(is_consent=Q(basis__in=Delegation.CONSENTS)).order_by("is_consent", "pk")


def in_force(today: dt.date) -> QuerySet[Delegation]:
    """Every delegation of the council that counts on this day."""
    not_over = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    return Delegation.objects.filter(not_over, starts_on__lte=today, revoked_at__isnull=True)


def _helps(today: dt.date, **given: OuterRef) -> Exists:
    """Whether a grant in force lets them see somebody else's claims or journal. Grants of live help do not."""
    looking = in_force(today).filter(scopes__overlap=[Scope.VIEW_CLAIMS, Scope.VIEW_JOURNAL])
    return Exists(looking.filter(given_to(**given)))


def is_grant_for(actor: Actor, grant: Delegation, scope: str) -> bool:
    """Whether a grant that is locked is one of `grants_for`."""
    helper, today = helper_of(actor), timezone.localdate()
    is_theirs = grant.helper_id == helper["helper"] or (
        grant.organisation_id is not None
        and grant.organisation_id == helper["organisation"]
        and (not grant.named or helper["member"] in grant.named)
    )
    return is_theirs and grant.is_in_force(today) and scope in grant.scopes


def grant_for(
    actor: Actor, resident_id: int, scope: str, *, matter: uuid.UUID | None = None, lock: bool = False
) -> Delegation | None:
    """The grant by which this actor may do `scope` for this resident; in one `matter` of theirs (a claim's public id),
    one that does not leave it out.

    `lock=True` inside a writing transaction: a revocation that commits first wins, one that comes later waits.
    """
    grants = grants_for(actor, scope).filter(resident_id=resident_id)
    if matter is not None:
        grants = grants.exclude(left_out__contains=[matter])
    if lock:
        grants = grants.select_for_update(of=("self",))
    return grants.first()


def has_consented(resident_id: int, purpose: str) -> bool:
    """Whether the resident agreed to this purpose and has not taken it back. The caller may read their record."""
    return Consent.objects.filter(resident_id=resident_id, purpose=purpose, withdrawn_at__isnull=True).exists()


def may_have_password(actor: Actor) -> bool:
    """Whether the account page offers a password: with an e-mail address, and for staff only in a full session.

    A code sent by e-mail must not be enough to give a member of staff a new password.
    """
    if actor.user is None or not actor.user.email:
        return False
    # `is_staff` is kept on the account: another council's staff sign in here by code as well.
    staff = actor.membership is not None or actor.user.is_staff or actor.user.is_superuser
    return actor.second_factor if staff else True


def may_change_contacts(actor: Actor) -> bool:
    """Whether the account page lets somebody change how they sign in. Staff's is changed by their council: a session
    that began with a code must not be enough to take over the account of a member of staff.
    """
    return actor.user is not None and actor.resident is not None and actor.membership is None and may_join(actor.user)


def may_join(user: User) -> bool:
    """Whether an account can be joined with another: not one that works for a council or runs the platform."""
    return user.is_active and not (user.is_staff or user.is_superuser)


def proven_contact(public_id: str) -> SignInCode | None:
    """The code by which a contact was proven within the last ten minutes, or None."""
    if not public_id:
        return None
    since = timezone.now() - dt.timedelta(minutes=10)
    return SignInCode.objects.filter(public_id=public_id, used_at__gt=since).first()


def audit_trail_for(actor: Actor) -> QuerySet[AuditEvent]:
    """The events about the actor's own record and those that went over to it, newest first."""
    if actor.resident is None:
        return AuditEvent.objects.none()
    events = AuditEvent.objects.filter(Q(resident=actor.resident) | Q(resident__joined_into=actor.resident))
    return events.select_related("delegation").order_by("-number")


def alerts_for(actor: Actor) -> list[Alert]:
    """The alerts at the actor's council, newest first, for its admins."""
    require(actor, Permission.COUNCIL_MANAGE)
    return list(Alert.objects.order_by("-last_at")[:ALERTS_SHOWN])


@dataclass(frozen=True)
class Offer:
    """A record without an account that may be the actor's: what is in it, and what of it may become theirs.

    `contacts` are those that the actor has proven; `on_device`: it was begun in this very browser.
    """

    record: Resident
    held: list[Held]
    on_device: bool
    contacts: frozenset[str]
    agrees: bool

    @property
    def drafts_move(self) -> bool:
        """What was not sent may go over: begun here, or every such thing names a proven contact."""
        return self.on_device or all(self.contacts & held.contacts for held in self.held if held.sent_at is None)

    def moves(self, held: Held) -> bool:
        """This thing may go over once the person says that it is theirs."""
        return self.drafts_move if held.sent_at is None else bool(self.contacts & held.contacts)

    @property
    def everything_moves(self) -> bool:
        """Nothing would stay behind."""
        return all(self.moves(held) for held in self.held)

    @property
    def something_moves(self) -> bool:
        """There is something to say yes to."""
        return any(self.moves(held) for held in self.held)

    @property
    def is_guarded(self) -> bool:
        """Somebody said in it that it is not safe to contact them: who reads their messages must learn nothing of it.

        Nothing in it is shown.
        """
        return not self.record.safe_to_contact

    @property
    def wants_reference(self) -> bool:
        """It moves only to somebody who knows the reference of something sent in it; what was never sent has none."""
        return self.is_guarded and any(held.reference for held in self.held)

    def knows(self, reference: str) -> bool:
        """Whether this is the reference of something that was sent in it, however it is typed."""
        typed = re.sub(r"\W", "", reference).upper()
        return typed in {re.sub(r"\W", "", held.reference) for held in self.held if held.reference}

    @property
    def unproven(self) -> list[str]:
        """Hints of the contacts in what would go over that nobody proved: no news goes to them."""
        given = frozenset().union(*(held.contacts for held in self.held if self.moves(held)))
        return sorted(map(contact_hint, given - self.contacts))

    @property
    def needs_no_question(self) -> bool:
        """Every contact in it is proven, no name speaks against one person, and nobody said that it is not safe.

        A stranger may send a form with somebody's address and a phone of their own: unasked, news of everything would
        go to that phone. And where two people read one address, what one of them must keep from the other is told to
        nobody unasked.
        """
        proven = all(held.contacts and held.contacts <= self.contacts for held in self.held)
        return proven and self.agrees and self.record.safe_to_contact


def lost_on_leaving(actor: Actor, begun_here: Iterable[Resident]) -> list[Held]:
    """The forms that a visitor began here and nobody could come back to: not sent, and no contact was left with it.

    `begun_here`: the records that were begun in this browser in sessions that have ended. Somebody else may be there
    now: where it is not safe to contact whoever began it, no title says what it is about.
    """
    if actor.user is not None:
        return []
    records = {record.pk: record for record in (actor.resident, *begun_here) if record is not None}
    unreachable = [record for record in records.values() if not (record.email or record.phone)]
    return [
        held if record == actor.resident or record.safe_to_contact else replace(held, title=_("A form"))
        for record in unreachable
        for held in held_in(record)
        if held.sent_at is None and held.is_form
    ]


def contacts_of(user: User | None) -> frozenset[str]:
    """The addresses and numbers that a user proved as their own."""
    return frozenset(filter(None, [(user.email or "").lower(), user.phone])) if user is not None else frozenset()


def is_of_staff(contact: str) -> bool:
    """Whether it is a contact of the account of somebody who works here."""
    has_it = Q(user__email__iexact=contact) | Q(user__phone=contact)
    return Membership.objects.filter(has_it, is_active=True).exists()


def takes_nothing_over(actor: Actor, *, by_code: bool) -> bool:
    """Staff at work, who signed in with a password: what was begun in this browser is somebody else's."""
    return not by_code and (actor.membership is not None or actor.user.is_superuser)


def offers_for(actor: Actor, left_behind: str) -> list[Offer]:
    """The records that somebody who signed in may be asked about: "is this yours?"

    The one that their browser held before (`left_behind`, a public id or ""), and those of this council without an
    account in which their own contact stands. Not those that hold nothing, nor what they said is somebody else's.
    """
    begun_here = resident_by_public_id(left_behind) if left_behind else None
    found = _records_with(contacts_of(actor.user), actor)
    records = [*([begun_here] if begun_here else []), *(row for row in found if row != begun_here)]
    offers = (_offer(record, actor, on_device=record == begun_here) for record in records)
    return [offer for offer in offers if offer.held and (offer.on_device or offer.something_moves)]


def _records_with(contacts: frozenset[str], actor: Actor) -> list[Resident]:
    if not contacts:
        return []
    emails, phones = [each for each in contacts if "@" in each], [each for each in contacts if "@" not in each]
    own = Resident.objects.alias(address=Lower("email"))
    has_contact = Q(address__in=emails) | Q(phone__in=phones) | Q(pk__in=sent_with(contacts))
    rows = own.filter(has_contact, user__isnull=True, joined_into__isnull=True).order_by("pk")
    # What somebody else made for a person has contacts that this somebody typed.
    made = Delegation.objects.filter(resident=OuterRef("pk")).exclude(basis=Delegation.Basis.CONSENT)
    rows = rows.filter(~Exists(made))
    refused = actor.resident.not_mine if actor.resident is not None else []
    return [row for row in rows if row.public_id not in refused]


def _offer(record: Resident, actor: Actor, *, on_device: bool) -> Offer:
    held = held_in(record)
    people = [(each.name, each.born_on) for each in held]
    if actor.resident is not None:
        people.append((actor.resident.name, actor.resident.born_on))
    agrees = all(may_be_one_person(*one, *other) for number, one in enumerate(people) for other in people[number + 1 :])
    return Offer(record, held, on_device, contacts_of(actor.user), agrees)
