"""An enquiry is recorded, the person says yes or no to an answer about them, and the councillor is answered."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Resident
from accounts.permissions import Permission, require
from advocates.enquiring.readers import enquiry_for, own_enquiry, person_for, words_of
from advocates.enquiring.rules import due_day
from advocates.models import Enquiry
from core.crypto import encrypt
from core.rotating import Kind, rotate_kinds
from notifications.actions import notify

Consent, How = Enquiry.Consent, Enquiry.How
rotate_kinds({"enquiries": Kind(Enquiry, lambda row: row.context)})


class Answered(Exception):
    """The councillor was answered meanwhile. Nothing changed."""


class NoConsent(Exception):
    """The person has not said yes, so only a general answer may go. Nothing changed."""


@transaction.atomic
def record_enquiry(
    *,
    resident_id: str | uuid.UUID,
    councillor: str,
    question: str,
    received_on: dt.date,
    client_id: uuid.UUID,
    by: Actor,
) -> Enquiry:
    """Write down what a councillor asks about a person, who is asked for their yes. Of one `client_id` there is one.
    Raises Http404, PermissionDenied.
    """
    resident = person_for(by, resident_id)
    there = Enquiry.objects.filter(client_id=client_id, resident=resident).first()
    if there is not None:
        return there
    enquiry = Enquiry(
        client_id=client_id, resident=resident, councillor=councillor, received_on=received_on,
        due_on=due_day(received_on, by.council.nation), by_label=by.label, recorded_at=timezone.now(),
    )  # fmt: skip
    enquiry.secret = encrypt({"question": question}, context=enquiry.context)
    enquiry.save(force_insert=True)
    audit.record("advocates.enquiry.recorded", by=by, resident=resident)
    notify(resident=resident, template="enquiry_asked", context={}, by=by)
    return enquiry


@transaction.atomic
def say_in_account(*, public_id: str | uuid.UUID, agrees: bool, wording: str, by: Actor) -> None:
    """The person says yes or no in their account, also after saying otherwise before. Raises Answered, Http404."""
    _keep_consent(_locked(own_enquiry(by, public_id).pk), agrees, How.SIGNED_IN, wording, by)


@transaction.atomic
def record_consent(*, public_id: str | uuid.UUID, agrees: bool, how: str, wording: str, by: Actor) -> None:
    """An adviser writes down what the person said in person or by phone. Raises Answered, Http404, PermissionDenied."""
    require(by, Permission.CLAIM_PROGRESS)
    enquiry = _locked(enquiry_for(by, public_id).pk)
    _keep_consent(enquiry, agrees, how, wording, by)
    notify(resident=enquiry.resident, template="enquiry_news", context={}, by=by)


@transaction.atomic
def answer_enquiry(*, public_id: str | uuid.UUID, answer: str, is_general: bool, by: Actor) -> None:
    """Keep what the councillor was answered; without the person's yes nothing but a general answer.

    Raises Answered, NoConsent, Http404, PermissionDenied.
    """
    require(by, Permission.CLAIM_PROGRESS)
    enquiry = _locked(enquiry_for(by, public_id).pk)
    if enquiry.answered_at is not None:
        raise Answered
    if not is_general and enquiry.consent != Consent.GIVEN:
        raise NoConsent
    enquiry.secret = encrypt({**words_of(enquiry), "answer": answer}, context=enquiry.context)
    enquiry.is_general, enquiry.answered_at, enquiry.answered_by_label = is_general, timezone.now(), by.label
    enquiry.save()
    detail = {"general": is_general}
    audit.record("advocates.enquiry.answered", by=by, resident=enquiry.resident, detail=detail)
    notify(resident=enquiry.resident, template="enquiry_news", context={}, by=by)


@transaction.atomic
def move_enquiries(*, source: Resident, target: Resident) -> None:
    """Put enquiries about a record into another record, of the same person."""
    Enquiry.objects.filter(resident=source).update(resident=target)


def _locked(key: int) -> Enquiry:
    return Enquiry.objects.select_for_update(of=("self",)).select_related("resident__user").get(pk=key)


def _keep_consent(enquiry: Enquiry, agrees: bool, how: str, wording: str, by: Actor) -> None:
    if enquiry.answered_at is not None:
        raise Answered
    enquiry.consent = Consent.GIVEN if agrees else Consent.REFUSED
    enquiry.how, enquiry.wording, enquiry.consent_at = how, wording, timezone.now()
    enquiry.save()
    code = "advocates.enquiry.agreed" if agrees else "advocates.enquiry.refused"
    audit.record(code, by=by, resident=enquiry.resident, detail={"how": how})
