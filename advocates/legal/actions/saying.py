"""Somebody says that they act for a person by law, and takes that back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Organisation, Resident
from advocates.actions.inviting import name_record
from advocates.legal.readers import LegalWords, encrypted_words, is_corporate, may_say, one_said_by, said_by
from advocates.legal.rules import CORPORATE, DOCUMENTS
from advocates.models import LegalBasis, LegalPaper
from core.rotating import Kind, rotate_kinds
from core.uploading.files import CleanFile

# Nobody has more than so many that wait; an organisation may be appointee of many.
MOST_OPEN, MOST_OPEN_CORPORATE = 5, 100
NAME_LENGTH = LegalPaper._meta.get_field("name").max_length
rotate_kinds({"legal bases": Kind(LegalBasis, lambda row: row.context)})


class TooManyOpen(Exception):
    """Whoever says so waits for as many answers as they may. Nothing was kept."""


class NothingToSee(Exception):
    """Neither a paper nor a way to see one. Nothing was kept."""


@dataclass(frozen=True)
class LegalSaid:
    """What the pages asked. `public_id` is the page's, for a second press; `document` is one of rules.DOCUMENTS;
    `postcode` as "AB1 2DE", `nino` as "AB123456C"; `seen_at`: how the council can see the document, without a paper.
    """

    public_id: uuid.UUID
    name: str
    born_on: dt.date
    document: str
    several: str = LegalBasis.Several.ALONE
    postcode: str = ""
    nino: str = ""
    number: str = ""
    covers: str = ""
    ends_on: dt.date | None = None
    seen_at: str = ""
    own_name: str = ""


@transaction.atomic
def say_by_law(*, said: LegalSaid, papers: Sequence[CleanFile], by: Actor) -> LegalBasis:
    """Keep it for the council to check; the same press again keeps nothing more. Nothing is allowed yet, and nothing
    says whether the person has a record here. `covers` is what it covers when that is not everything.

    Raises TooManyOpen, NothingToSee, Http404 for whoever has neither a record nor an organisation.
    """
    corporate = is_corporate(by)
    if not may_say(by) or said.document not in DOCUMENTS or (said.document == CORPORATE) is not corporate:
        raise Http404
    _take_turn(by, corporate)
    there = said_by(by).filter(public_id=said.public_id).first()
    if there is not None:
        return there
    if not papers and not said.seen_at:
        raise NothingToSee
    open_now = said_by(by).filter(state__in=LegalBasis.OPEN).count()
    if open_now >= (MOST_OPEN_CORPORATE if corporate else MOST_OPEN):
        raise TooManyOpen
    row = _kept(said, corporate, by)
    LegalPaper.objects.bulk_create(
        LegalPaper(basis=row, number=number, name=each.name[-NAME_LENGTH:], content_type=each.content_type,
                   content=each.content)
        for number, each in enumerate(papers, 1)
    )  # fmt: skip
    detail = {"document": said.document, "papers": len(papers)}
    audit.record("advocates.legal.said", by=by, resident=by.resident, subject=f"legal {row.public_id}", detail=detail)
    return row


def _take_turn(by: Actor, corporate: bool) -> None:
    """Two presses at once wait for each other here."""
    if corporate:
        Organisation.objects.select_for_update(no_key=True).get(pk=by.membership.organisation_id)
    else:
        Resident.objects.select_for_update(no_key=True).get(pk=by.resident.pk)


def _kept(said: LegalSaid, corporate: bool, by: Actor) -> LegalBasis:
    who = {"organisation": by.membership.organisation, "member": by.membership} if corporate else {"asker": by.resident}
    if not corporate:
        name_record(by.resident, said.own_name)
    row = LegalBasis(
        public_id=said.public_id, document=said.document, several=said.several, covers_all=not said.covers,
        ends_on=said.ends_on, said_at=timezone.now(), **who,
    )  # fmt: skip
    words = LegalWords(
        said.name, said.born_on.isoformat(), said.postcode, said.nino, said.number, said.covers, said.seen_at
    )
    row.secret = encrypted_words(row, words)
    row.save(force_insert=True)
    return row


@transaction.atomic
def take_back_said(*, public_id: str | uuid.UUID, by: Actor) -> None:
    """It is not checked any more. Raises Http404 when it was settled meanwhile, or is about a grant that there was."""
    found = one_said_by(by, public_id)
    row = LegalBasis.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if row.state not in LegalBasis.OPEN or row.delegation_id is not None:
        raise Http404
    row.state = LegalBasis.State.TAKEN_BACK
    row.save(update_fields=["state"])
    audit.record("advocates.legal.taken_back", by=by, resident=by.resident, subject=f"legal {row.public_id}")
