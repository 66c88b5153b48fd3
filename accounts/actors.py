"""The actor of a request or task: who is acting, in which council, with what standing."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils import timezone

from accounts.models import Council, Membership, Resident, User
from accounts.permissions import Permission

VISITOR_LABEL = "A visitor who had not signed in"


@dataclass(frozen=True)
class Origin:
    """Where a request came from, as limits count it: keyed hashes that tell nobody anything, "" for what there is not.

    `network` is the network address (of IPv6 the first 64 bits), `session` the browser's session, `device` the id in
    its cookie of a known device, and `marks` what that cookie says of who signed in there (accounts/devices.py).
    """

    network: str = ""
    session: str = ""
    device: str = ""
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Actor:
    """Somebody acting within one council's scope.

    `resident` is the actor's own record (a visitor's too, before they save). `opened_claims` are public ids
    that a one-time link opened in this session. `second_factor` is true after TOTP or a passkey. `origin` is where
    the request came from; the platform's own work has none.
    """

    council: Council
    user: User | None = None
    resident: Resident | None = None
    membership: Membership | None = None
    second_factor: bool = False
    opened_claims: frozenset[str] = field(default_factory=frozenset)
    system: str = ""
    origin: Origin = field(default_factory=Origin, compare=False)

    @property
    def is_staff(self) -> bool:
        """True for staff of this council who signed in with a second factor."""
        return self.membership is not None and self.second_factor

    def may(self, permission: str) -> bool:
        """Does one of this actor's roles allow it? Never true without a second factor, nor for a partner's people on a
        day without an agreement.
        """
        return self.is_staff and self.is_under_agreement and self.membership.allows(permission)

    @property
    def is_under_agreement(self) -> bool:
        """False for a partner's staff before their agreement with the council starts and after it ends."""
        organisation = self.membership.organisation if self.membership else None
        return organisation is None or organisation.has_agreement(timezone.localdate())

    @property
    def manages_council(self) -> bool:
        """True for whom the settings of the council are: the navigation offers them."""
        return self.may(Permission.COUNCIL_MANAGE)

    @property
    def manages_organisation(self) -> bool:
        """True for the admin of a partner: the navigation offers the people of their organisation."""
        return self.may(Permission.ORGANISATION_MANAGE)

    @property
    def works_on_claims(self) -> bool:
        """True for whom the work list is: the navigation offers it."""
        return self.may(Permission.CLAIM_VIEW)

    @property
    def works_with_people(self) -> bool:
        """True for a partner's people who work cases, or manage those who do: the navigation offers the caseload. The
        council's own people reach it from their work list.
        """
        of_partner = self.membership is not None and self.membership.organisation_id is not None
        return of_partner and (self.may(Permission.CASE_WORK) or self.may(Permission.CASE_MANAGE))

    @property
    def helps_live(self) -> bool:
        """True for whom the live help desk is: the navigation offers it."""
        return self.may(Permission.LIVE_HELP)

    @property
    def reads_shared_journals(self) -> bool:
        """True for staff of a jobcentre: the navigation offers the journals that were shared with them."""
        return self.may(Permission.JOURNAL_SHARED)

    @property
    def helps_people(self) -> bool:
        """True for anybody who may act for somebody else today: the navigation offers the people they act for."""
        rows = (self.membership if self.is_staff else None, self.resident)
        return any(getattr(row, "helps", False) for row in rows)

    @property
    def signs(self) -> bool:
        """Whether this person asked for British Sign Language."""
        return self.resident is not None and self.resident.signs

    @property
    def keeps_for_visitor(self) -> bool:
        """True for somebody signed out for whose browser something is kept: pages offer to clear the device."""
        return self.user is None and (self.resident is not None or bool(self.opened_claims))

    @property
    def label(self) -> str:
        """How the audit trail and the resident's page name this actor."""
        if self.system:
            return self.system
        if self.is_staff:
            organisation = self.membership.organisation
            return f"{self.membership.display_name} ({organisation.name if organisation else self.council.name})"
        if self.user:
            return self.resident.name if self.resident and self.resident.name else "The account holder"
        return VISITOR_LABEL


@dataclass(frozen=True)
class Operator:
    """The operator of the platform on its own host: outside every council, with no rights to anything of one's.

    Answers what pages ask of an Actor. `second_factor` is true after TOTP or a passkey.
    """

    user: User
    second_factor: bool = False
    membership: None = None
    resident: None = None
    is_staff: bool = False

    def acting_on(self, council: Council) -> Actor:
        """The operator in a council's audit trail. This actor may do nothing that asks for a role."""
        return OperatorInCouncil(council=council, user=self.user)


@dataclass(frozen=True)
class OperatorInCouncil(Actor):
    """The operator as the audit trail of a council names them."""

    @property
    def label(self) -> str:
        return "The platform: operator"


def system_actor(council: Council, name: str) -> Actor:
    """The platform itself acting, named for the audit trail ("The platform: estimates")."""
    return Actor(council=council, system=f"The platform: {name}")
