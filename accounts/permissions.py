"""What roles may do, as data. A reader or an action calls `require(actor, Permission.X)`; nothing else decides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.http import Http404


class Role(TextChoices):
    """What a membership is for."""

    ADVISOR = "advisor", "Council advisor"
    ADMIN = "admin", "Council admin"
    PARTNER = "partner", "Partner adviser"
    PARTNER_ADMIN = "partner_admin", "Partner admin"
    JOBCENTRE = "jobcentre", "Jobcentre work coach"


class Permission(TextChoices):
    """One thing that staff may do within their council."""

    CLAIM_VIEW = "claim.view"
    CLAIM_PROGRESS = "claim.progress"
    CLAIM_NOTE = "claim.note"
    # To read an answer that pages mask, such as a National Insurance number: with a reason, which the person reads.
    CLAIM_SHOW_HIDDEN = "claim.show_hidden"
    LIVE_HELP = "help.live"
    FORM_MANAGE = "form.manage"
    COUNCIL_MANAGE = "council.manage"
    # To invite and remove people of one's own organisation.
    ORGANISATION_MANAGE = "organisation.manage"
    JOURNAL_SHARED = "journal.shared"
    # To make a record for somebody who is not online, with their consent.
    PERSON_REGISTER = "person.register"
    # To see the records that have nobody acting on them, and those that may be duplicates.
    PERSON_LOOK_AFTER = "person.look_after"
    # To find, as one of two, whether somebody acts for a person by law, where the council says so of the role.
    LEGAL_CHECK = "legal.check"
    # To work the cases one is responsible for, and to assign cases to colleagues.
    CASE_WORK = "case.work"
    CASE_MANAGE = "case.manage"


ROLE_PERMISSIONS: dict[str, frozenset[str]] = {
    Role.ADVISOR: frozenset(
        {
            Permission.CLAIM_VIEW,
            Permission.CLAIM_PROGRESS,
            Permission.CLAIM_NOTE,
            Permission.CLAIM_SHOW_HIDDEN,
            Permission.LIVE_HELP,
            Permission.PERSON_REGISTER,
            Permission.PERSON_LOOK_AFTER,
            Permission.LEGAL_CHECK,
            Permission.CASE_WORK,
        }
    ),
    Role.ADMIN: frozenset(
        {
            Permission.CLAIM_VIEW,
            Permission.FORM_MANAGE,
            Permission.COUNCIL_MANAGE,
            Permission.PERSON_LOOK_AFTER,
            Permission.LEGAL_CHECK,
            Permission.CASE_MANAGE,
        }
    ),
    Role.PARTNER: frozenset({Permission.PERSON_REGISTER, Permission.CASE_WORK}),
    Role.PARTNER_ADMIN: frozenset({Permission.ORGANISATION_MANAGE, Permission.CASE_MANAGE}),
    # What a person shared with them by PIN, and nothing else.
    Role.JOBCENTRE: frozenset({Permission.JOURNAL_SHARED}),
}


# Roles of the council's own people, and of a partner's: nobody has one of each.
COUNCIL_ROLES = (Role.ADVISOR, Role.ADMIN)
PARTNER_ROLES = (Role.PARTNER, Role.PARTNER_ADMIN)
JOBCENTRE_ROLES = (Role.JOBCENTRE, Role.PARTNER_ADMIN)


def allowed_to(roles: Iterable[str]) -> frozenset[str]:
    """The permissions that these roles give together."""
    return frozenset().union(*(ROLE_PERMISSIONS[role] for role in roles))


def roles_with(permission: str) -> list[str]:
    """The roles that give this permission."""
    return [role for role, may in ROLE_PERMISSIONS.items() if permission in may]


class Scope(TextChoices):
    """What a delegation may allow: a verb on an area of the resident's record."""

    VIEW_CLAIMS = "view:claims"
    FILL_CLAIMS = "fill:claims"
    SUBMIT_CLAIMS = "submit:claims"
    # One draft, while its owner talks with an adviser and lets them: only live help asks for these.
    VIEW_SHARED_FORM = "view:shared_form"
    FILL_SHARED_FORM = "fill:shared_form"
    VIEW_JOURNAL = "view:journal"
    FILL_JOURNAL = "fill:journal"
    # The papers and messages of claims that the grant lets somebody see.
    VIEW_PAPERS = "view:papers"
    FILL_PAPERS = "fill:papers"
    VIEW_MESSAGES = "view:messages"
    FILL_MESSAGES = "fill:messages"
    # What claims that the grant lets somebody see come to: figures, decisions and their letters, where money goes.
    VIEW_MONEY = "view:money"
    FILL_MONEY = "fill:money"
    # How the person is reached, in claims that the grant lets somebody see and in their record.
    VIEW_CONTACT = "view:contact"
    FILL_CONTACT = "fill:contact"


def looking(scope: str) -> str:
    """The scope of looking at what another is about: "view:papers" for "fill:papers"."""
    return f"view:{scope.partition(':')[2]}"


class MayBeStaff(Protocol):
    """What `require` asks of an actor."""

    @property
    def is_staff(self) -> bool: ...

    def may(self, permission: str) -> bool: ...


def require(actor: MayBeStaff, permission: Permission) -> None:
    """Raise 404 for somebody who is not staff of this council, 403 for staff whose role may not do this."""
    if not actor.is_staff:
        raise Http404
    if not actor.may(permission):
        raise PermissionDenied
