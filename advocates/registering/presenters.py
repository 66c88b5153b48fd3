"""Words about a record that an adviser made: how the person said yes, and what another record has in common with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import AccessNeed, Delegation
from accounts.permissions import Scope
from advocates.models import PossibleDuplicate, Registration
from advocates.presenters.sentences import until_words
from advocates.registering.readers.look_alikes import NAME_AND_BIRTH, NAME_AND_POSTCODE, NINO, LookAlike
from advocates.registering.readers.registered import WrittenDown, has_paper, open_code_of, written_down
from core.rules.nino import format_nino
from core.rules.phones import format_phone

KINDS = {
    Registration.Kind.SIGNED: gettext_lazy("In person: they signed the printed form"),
    Registration.Kind.WITNESSED: gettext_lazy("In person: they said yes before a witness"),
    Registration.Kind.BY_CODE: gettext_lazy("By phone: they read out a code that was sent to them"),
}
COMMON = {
    NAME_AND_BIRTH: gettext_lazy("the name and the date of birth"),
    NAME_AND_POSTCODE: gettext_lazy("the name and the postcode"),
    NINO: gettext_lazy("the National Insurance number"),
}


def registered_content(registration: Registration) -> dict[str, Any]:
    """The page of what was written down, for whoever may read it."""
    resident, said = registration.resident, written_down(registration)
    code = open_code_of(registration)
    return {
        "registration": registration,
        "grant": registration.delegation,
        "name": resident.name,
        "rows": _details(registration, said),
        "consent": _consent(registration, said),
        "has_paper": has_paper(registration),
        "code_until": code.expires_at if code else None,
        "is_in_account": resident.user_id is not None,
        "has_contact": bool(resident.email or resident.phone) and resident.safe_to_contact,
    }


def _details(registration: Registration, said: WrittenDown) -> list[dict[str, str]]:
    resident = registration.resident
    needs = [str(AccessNeed(each).label) for each in resident.access_needs]
    needs += [resident.interpreter_language] if resident.interpreter_language else []
    sees_contact = Scope.VIEW_CONTACT in registration.delegation.scopes
    contact = [
        (_("Email"), resident.email),
        (_("Phone"), format_phone(resident.phone) if resident.phone else ""),
        (_("Letters go to"), said.address),
    ]
    pairs = [
        (_("Date of birth"), resident.born_on.strftime("%d/%m/%Y") if resident.born_on else ""),
        (_("Postcode"), registration.postcode if sees_contact else ""),
        (_("National Insurance number"), _hidden(format_nino(said.nino)) if said.nino else ""),
        *(contact if sees_contact and resident.safe_to_contact else []),
        (_("Language"), str(dict(settings.LANGUAGES).get(resident.language, resident.language))),
        (_("Needs"), ", ".join(needs) if sees_contact else ""),
        (_("Safe to contact"), _("Yes") if resident.safe_to_contact else _("No: do not write, phone or email")),
    ]
    return [{"key": key, "value": value} for key, value in pairs if value]


def _hidden(nino: str) -> str:
    """As other pages mask it: the last letters only."""
    return "•• •• •• " + nino[-4:]


def _consent(registration: Registration, said: WrittenDown) -> list[dict[str, str]]:
    pairs = [
        (_("How they said yes"), str(KINDS[Registration.Kind(registration.kind)])),
        (_("The signed form is kept"), said.kept_at),
        (_("Witness"), said.witness),
        (_("Written down by"), registration.registered_by.display_name),
        (_("It holds"), until_words(registration.delegation.ends_on)),
    ]
    return [{"key": key, "value": value} for key, value in pairs if value]


def consent_content(registration: Registration, *, large: bool) -> dict[str, Any]:
    """The consent once more, in the words and the language in which it was given."""
    return {
        "words": written_down(registration).words,
        "language": registration.language,
        "made_at": registration.made_at,
        "kind": KINDS[Registration.Kind(registration.kind)],
        "is_signed": registration.kind == Registration.Kind.SIGNED,
        "large": large,
        "grant": registration.delegation,
    }


def alike_rows(found: Iterable[LookAlike]) -> list[dict[str, Any]]:
    """Records that may be of the same person, for the council's own eyes."""
    return [
        {"resident": each.resident, "common": _in_common(each.common), "reference": each.reference} for each in found
    ]


def duplicate_rows(found: Iterable[PossibleDuplicate]) -> list[dict[str, Any]]:
    """The same of marks that wait for somebody to settle them."""
    return [{"duplicate": each, "common": _in_common(each.common)} for each in found]


def _in_common(common: Iterable[str]) -> str:
    return ", ".join(str(COMMON[each]) for each in common)


def desk_rows(found: Iterable[Registration]) -> list[dict[str, Any]]:
    """Records that were made, and until when somebody acts by them."""
    return [{"registration": each, "who": made_by(each), "until": _until(each.delegation)} for each in found]


def made_by(registration: Registration) -> str:
    """Who made it: the partner, or the council."""
    return registration.organisation.name if registration.organisation else _("The council")


def _until(grant: Delegation) -> str:
    if not grant.is_in_force(timezone.localdate()):
        return _("ended")
    return until_words(grant.ends_on)
