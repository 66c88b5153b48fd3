"""An adviser makes a record for somebody who is not online. Before the person's yes there is nothing."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation, Resident
from accounts.permissions import Permission, require
from accounts.readers import is_of_staff
from accounts.rules.hints import contact_hint
from advocates.caseload.actions.opening import open_case
from advocates.models import ConsentPaper, PossibleDuplicate, Registration
from advocates.registering.readers.look_alikes import Sought, records_like
from advocates.registering.readers.registered import WrittenDown, encrypted_down
from advocates.registering.readers.wording import Terms, words_of_consent
from advocates.registering.rules import sha256_of
from advocates.rules.terms import last_day
from claims.readers.searching import keyed_nino
from core.rules.postcodes import compact
from core.uploading.files import CleanFile
from notifications.actions import notify

Kind = Registration.Kind
# Of pg_advisory_xact_lock, beside the council's key.
_TURNS = 20014
EVIDENCE_LENGTH = Delegation._meta.get_field("evidence").max_length


class WordsMoved(Exception):
    """The person was shown other words than what would be kept. Nothing was made."""


class NoConsent(Exception):
    """Something is missing of how they said yes. Nothing was made."""


@dataclass(frozen=True)
class NewPerson:
    """Whom the record is of. `public_id` is the page's, for a second press; `postcode` as "AB1 2DE", `nino` as
    "AB123456C", `phone` in E.164 form; "" for what is not known.
    """

    public_id: uuid.UUID
    name: str
    born_on: dt.date
    postcode: str
    language: str
    nino: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    access_needs: Sequence[str] = ()
    interpreter_language: str = ""
    safe_to_contact: bool = True


@dataclass(frozen=True)
class GivenConsent:
    """What they said yes to, and how. `sha256` is of the words that they were shown. Signed: a photo of the `paper`, or
    where it is (`kept_at`); witnessed: the name of the `witness`; by code: the contact that was `proven`.
    """

    kind: str
    scopes: Sequence[str]
    period: str
    why: str
    sha256: str
    kept_at: str = ""
    paper: CleanFile | None = None
    witness: str = ""
    proven: str = ""


@transaction.atomic
def register_person(*, person: NewPerson, consent: GivenConsent, by: Actor) -> Registration:
    """The record, with the consent to act for the person and the case of the adviser; the same press again gives the
    same. Other records that may be theirs are marked for the council, and nobody else learns of them.

    Raises WordsMoved, NoConsent, Http404, PermissionDenied.
    """
    require(by, Permission.PERSON_REGISTER)
    _take_turn(by)
    made = Registration.objects.filter(public_id=person.public_id, registered_by=by.membership).first()
    if made is not None:
        return made
    words = _words(person, consent, by)
    sought = Sought(person.name, person.born_on, person.postcode, person.nino)
    alike = records_like(sought)
    resident = _record_of(person)
    grant = _grant(resident, consent, by)
    registration = _written_down(person, consent, words, grant, by)
    _mark(registration, alike, by)
    open_case(resident=resident, responsible=by.membership, by=by)
    detail = {"kind": consent.kind, "scopes": list(consent.scopes), "period": consent.period, "sha256": consent.sha256}
    audit.record("advocates.person.registered", by=by, resident=resident, grant=grant, detail=detail)
    notify(resident=resident, template="registered", context={}, by=by)
    return registration


def _take_turn(by: Actor) -> None:
    """Two who make a record of one person at once are one after the other, so that the second finds the first's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_TURNS, by.council.pk])


def _words(person: NewPerson, consent: GivenConsent, by: Actor) -> tuple[str, ...]:
    evidence = {
        Kind.SIGNED: bool(consent.kept_at or consent.paper),
        Kind.WITNESSED: bool(consent.witness),
        Kind.BY_CODE: consent.proven in {person.email, person.phone} - {""} and not is_of_staff(consent.proven),
    }
    if not evidence.get(consent.kind) or not consent.scopes:
        raise NoConsent
    terms = Terms(person.name, person.born_on, consent.scopes, consent.period, consent.why, person.language)
    words = words_of_consent(terms, today=timezone.localdate(), by=by)
    if sha256_of(words) != consent.sha256:
        raise WordsMoved
    return words


def _record_of(person: NewPerson) -> Resident:
    return Resident.objects.create(
        name=person.name, born_on=person.born_on, email=person.email, phone=person.phone, language=person.language,
        access_needs=list(person.access_needs), interpreter_language=person.interpreter_language,
        safe_to_contact=person.safe_to_contact,
    )  # fmt: skip


def _grant(resident: Resident, consent: GivenConsent, by: Actor) -> Delegation:
    """To the adviser's organisation; an adviser of the council has it themselves."""
    today, organisation = timezone.localdate(), by.membership.organisation
    proven = contact_hint(consent.proven) if consent.proven else ""
    evidence = consent.kept_at or consent.witness or proven
    basis = Delegation.Basis.BY_CODE if consent.kind == Kind.BY_CODE else Delegation.Basis.IN_PERSON
    return Delegation.objects.create(
        resident=resident, organisation=organisation, helper=None if organisation else by.user,
        scopes=list(consent.scopes), basis=basis, why=consent.why, evidence=evidence[:EVIDENCE_LENGTH], starts_on=today,
        ends_on=last_day(consent.period, today),
    )  # fmt: skip


def _written_down(
    person: NewPerson, consent: GivenConsent, words: tuple[str, ...], grant: Delegation, by: Actor
) -> Registration:
    registration = Registration(
        public_id=person.public_id, resident=grant.resident, organisation=grant.organisation,
        registered_by=by.membership, delegation=grant, kind=consent.kind, language=person.language,
        sha256=consent.sha256, postcode=compact(person.postcode),
        nino_key=keyed_nino(person.nino) if person.nino else "", made_at=timezone.now(),
    )  # fmt: skip
    said = WrittenDown(words, person.address, person.nino, consent.kept_at, consent.witness, consent.proven)
    registration.secret = encrypted_down(registration, said)
    registration.save()
    if consent.paper is not None:
        ConsentPaper.objects.create(
            registration=registration, content_type=consent.paper.content_type, content=consent.paper.content
        )
    return registration


def _mark(registration: Registration, alike: dict[int, tuple[str, ...]], by: Actor) -> None:
    PossibleDuplicate.objects.bulk_create(
        PossibleDuplicate(registration=registration, other_id=other, common=list(common), found_at=timezone.now())
        for other, common in alike.items()
    )
    if alike:
        subject = f"registration {registration.public_id}"
        audit.record("advocates.duplicate.found", by=by, subject=subject, detail={"number": len(alike)})
