"""People of a council and its partners, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.door import TooManyMessages
from accounts.history import Setting, add_setting
from accounts.models import Membership, Organisation
from accounts.permissions import Role
from accounts.presenters.waits import words_of_refusal
from accounts.staffing.actions.inviting import WorksHere

ROLES = {
    Role.ADVISOR: _("Adviser: works on claims and helps people live"),
    Role.ADMIN: _("Admin: looks after forms, settings and people"),
    Role.PARTNER: _("Partner adviser: acts for people who agreed to it"),
    Role.PARTNER_ADMIN: _("Partner admin: looks after the people of their organisation"),
    Role.JOBCENTRE: _("Work coach: reads job journals that were shared"),
}
SHORT = {
    Role.ADVISOR: _("adviser"),
    Role.ADMIN: _("admin"),
    Role.PARTNER: _("partner adviser"),
    Role.PARTNER_ADMIN: _("partner admin"),
    Role.JOBCENTRE: _("work coach"),
}


def role_words(roles: Iterable[str]) -> str:
    """These roles in a row, in the order of Role: "adviser, admin"."""
    return ", ".join(str(SHORT[role]) for role in Role if role in set(roles))


def person_shown(person: Membership) -> dict[str, Any]:
    """A row of the list of people."""
    return {
        "key": person.pk,
        "name": person.display_name,
        "email": person.user.email or "",
        "roles": role_words(person.roles),
        "organisation": person.organisation.name if person.organisation else "",
        "teams": ", ".join(sorted(each.team.name for each in person.teams.all())),
        "has_factor": person.has_factor,
        "signed_in_at": person.signed_in_at,
        "is_active": person.is_active,
    }


def why_not_invited(refusal: Exception) -> str:
    """Why no link was sent: whoever it is works here, too many were sent, or the mail is away."""
    if isinstance(refusal, WorksHere):
        return gettext("Somebody with this address works here already. Nothing was sent")
    if isinstance(refusal, TooManyMessages):
        return words_of_refusal(refusal)
    return gettext("We could not send the link just now. Nothing is lost. Try again in a few minutes.")


def organisation_shown(organisation: Organisation, today: dt.date) -> dict[str, Any]:
    """A row of the list of partners; `over`: its people can do nothing on this day."""
    return {
        "key": organisation.pk,
        "name": organisation.name,
        "kind": Organisation.Kind(organisation.kind).label,
        "services": organisation.services,
        "people": organisation.people or 0,
        "starts": organisation.agreement_from,
        "ends": organisation.agreement_to,
        "over": not organisation.has_agreement(today),
    }


add_setting(
    Setting(
        code="accounts.people", title=_("Who may do what"), page="people:list", fields={"roles": _("Works as")},
        in_words={"roles": role_words},
        why_final=_("What somebody may do is given and taken on their own page only."),
    )
)  # fmt: skip
