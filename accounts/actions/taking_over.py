"""Taking over what was begun without an account, and joining two records of one person.

Nothing moves silently: `settle_record` takes over without a question only what the proven contact proves and no name
speaks against; for the rest the person is asked (accounts/views/whose.py), and `take_over_record` does what they said.
All of it is one transaction, in which every app moves its own tables (accounts/signals.py). In each merge the careful
answer wins: what is not safe stays not safe, what was withdrawn stays withdrawn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import AccessNeed, Consent, ContactBy, Delegation, Professional, Resident
from accounts.readers import Offer, offers_for
from accounts.signals import part_taken_over, records_joined, records_joining


class WrongReference(Exception):
    """What was typed is the reference of nothing in the record."""


@transaction.atomic
def settle_record(*, left_behind: str, by: Actor) -> None:
    """Just after somebody proved a contact: take over what needs no question.

    That is the only record on offer, if all contacts in it are proven, the names in it agree with each other and the
    account's, and nobody said in it that it is not safe to contact them (accounts.readers.Offer). `left_behind` is the
    public id of what this browser held before, or "".
    """
    offers = offers_for(by, left_behind)
    if len(offers) == 1 and offers[0].needs_no_question:
        _take_over(offers[0], by)


@transaction.atomic
def take_over_record(*, public_id: str, left_behind: str, by: Actor, reference: str = "") -> bool:
    """The person said "this is mine": move what may move, and say whether that was everything.

    `reference` is what they typed where somebody said that it is not safe to contact them and sent something
    (accounts.readers.Offer): raises WrongReference when it is not one of those.

    A draft moves that was begun in this browser or names a proven contact; what was sent moves only with a proven
    contact in it. Raises Http404 for a record that is not on offer.
    """
    offer = _offered(public_id, left_behind, by)
    if offer.wants_reference and not offer.knows(reference):
        raise WrongReference
    return _take_over(offer, by)


@transaction.atomic
def refuse_record(*, public_id: str, left_behind: str, by: Actor) -> None:
    """The person said "this is somebody else's": it stays where it is, and they are not asked about it again.

    Raises Http404 for a record that is not on offer.
    """
    offer = _offered(public_id, left_behind, by)
    if by.resident is not None:
        mine = Resident.objects.select_for_update().get(pk=by.resident.pk)
        mine.not_mine = [*mine.not_mine, offer.record.public_id]
        mine.save(update_fields=["not_mine"])
    audit.record("accounts.record.refused", by=by, resident=by.resident)


def _offered(public_id: str, left_behind: str, by: Actor) -> Offer:
    offers = [offer for offer in offers_for(by, left_behind) if str(offer.record.public_id) == public_id]
    if not offers:
        raise Http404
    return offers[0]


def _take_over(offer: Offer, by: Actor) -> bool:
    if by.resident is None or not offer.something_moves:
        raise Http404
    source, target = _locked(offer.record, by.resident)
    if offer.everything_moves:
        _join(source, target, by, proven=offer.contacts)
        return True
    part_taken_over.send(
        sender=Resident, source=source, target=target, drafts=offer.drafts_move, contacts=offer.contacts, by=by
    )
    _merge_ways(source, target)
    target.save(update_fields=["safe_to_contact", "unsafe_draft", "contact_by"])
    for resident in (source, target):
        audit.record("accounts.record.taken_over_in_part", by=by, resident=resident)
    return False


@transaction.atomic
def join_records(
    *, source: Resident, target: Resident, by: Actor, proven: Collection[str] | None = None,
    grants_kept: Collection[int] = (),
) -> None:  # fmt: skip
    """Move everything of one record into another, because they are one person's. The caller has made sure of that.

    The source's own account, if it has one, is let go of. Of its contacts news goes to those in `proven`, None for all;
    `grants_kept` are the keys of consents to helpers of the source that hold for both. Raises Http404 when one of them
    went elsewhere meanwhile.
    """
    source, target = _locked(source, target)
    _join(source, target, by, proven=proven, grants_kept=grants_kept)


def _locked(source: Resident, target: Resident) -> tuple[Resident, Resident]:
    # FOR NO KEY UPDATE lets others insert rows that refer to these residents. Whoever is typing does so, and holds
    # locks that joining needs next: a stronger lock here could deadlock with them.
    rows = Resident.objects.select_for_update(no_key=True).filter(
        pk__in=[source.pk, target.pk], joined_into__isnull=True
    )
    found = {row.pk: row for row in rows.order_by("pk")}
    if len(found) != 2:
        raise Http404
    return found[source.pk], found[target.pk]


def _join(
    source: Resident, target: Resident, by: Actor, *, proven: Collection[str] | None = None,
    grants_kept: Collection[int] = (),
) -> None:  # fmt: skip
    records_joining.send(sender=Resident, source=source, target=target)
    records_joined.send(sender=Resident, source=source, target=target, by=by)
    _move_consents(source, target)
    _move_grants(source, target, grants_kept)
    # The trail cannot be rewritten: it is read through this link (accounts/readers.py).
    Resident.objects.filter(joined_into=source).update(joined_into=target)
    # In one statement: the database lets no joined record keep an account (resident_joined_has_no_user).
    source.joined_into, source.user = target, None
    source.save(update_fields=["joined_into", "user"])
    _merge_person(source, target, proven)
    audit.record("accounts.record.joined", by=by, resident=target)


def _merge_person(source: Resident, target: Resident, proven: Collection[str] | None) -> None:
    """Of the source's contacts, news goes to those in `proven` only: anybody can type one. None says all of them."""
    if not target.name and target.born_on is None:
        # Nothing was known of the person in the target yet, their language neither.
        target.language = source.language
    for name in ("name", "born_on", "email", "phone"):
        given = getattr(source, name)
        if proven is None or name not in ("email", "phone") or given.lower() in proven:
            setattr(target, name, getattr(target, name) or given)
    _merge_ways(source, target)
    target.access_needs = [need for need in AccessNeed.values if need in (*source.access_needs, *target.access_needs)]
    target.interpreter_language = target.interpreter_language or source.interpreter_language
    target.professionals = [who for who in Professional.values if who in (*source.professionals, *target.professionals)]
    target.good_times = target.good_times or source.good_times
    target.review_on = min(filter(None, (target.review_on, source.review_on)), default=None)
    target.bounced = sorted({*target.bounced, *source.bounced})
    target.not_mine = sorted({*target.not_mine, *source.not_mine})
    target.save()


def _merge_ways(source: Resident, target: Resident) -> None:
    # A draft takes back what it alone says. Where the other says it too, it stays.
    if target.safe_to_contact:
        target.unsafe_draft = source.unsafe_draft
    elif not source.safe_to_contact:
        target.unsafe_draft = None
    target.safe_to_contact = target.safe_to_contact and source.safe_to_contact
    target.contact_by = careful_ways(source.contact_by, target.contact_by)


def careful_ways(one: Iterable[str], other: Iterable[str]) -> list[str]:
    """The ways to reach somebody that both answers allow; none said allows all. With none in common, the account's."""
    one, other = list(one), list(other)
    if not one or not other:
        return one or other
    return [way for way in other if way in one] or [ContactBy.PORTAL]


def _move_consents(source: Resident, target: Resident) -> None:
    """What was said last of a purpose holds, in whichever record."""
    Consent.objects.filter(resident=source).update(resident=target)
    rows = Consent.objects.filter(resident=target)
    for purpose in {row.purpose for row in rows}:
        said = [row for row in rows if row.purpose == purpose]
        withdrawn = max((row.withdrawn_at for row in said if row.withdrawn_at), default=None)
        open_until = [row.pk for row in said if row.withdrawn_at is None and withdrawn and row.given_at < withdrawn]
        Consent.objects.filter(pk__in=open_until).update(withdrawn_at=timezone.now())


def _move_grants(source: Resident, target: Resident, kept: Collection[int]) -> None:
    """Somebody asked to help with one record was not asked to see another: that leave ends, but for those `kept`. What
    the law or a court gave, an appointee or an attorney has for the person.
    """
    grants = Delegation.objects.filter(resident=source)
    ending = grants.filter(basis__in=Delegation.CONSENTS, revoked_at__isnull=True).exclude(pk__in=kept)
    ending.update(revoked_at=timezone.now())
    grants.update(resident=target)
