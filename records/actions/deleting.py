"""The one door by which a sent claim leaves: everything that hangs on it goes with it, or nothing does."""

from __future__ import annotations

import datetime as dt

import structlog
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation, Resident
from advocates.models import (
    Ask,
    CaseNote,
    Invitation,
    LegalBasis,
    PlanShare,
    PossibleDuplicate,
    Registration,
    TakeOverCode,
    Transfer,
)  # fmt: skip
from advocates.readers.keeping import not_held
from advocates.registering.readers.registered import left_records
from casework.models import Decision
from claims.models import Claim, ClaimFile
from core.tenancy import council_scope
from notifications.models import Message
from records.models import DeletedClaims
from records.readers.due import claims_with_old_files, due_claims, rules_in_force
from records.readers.registry import GOES, LET_GO, is_somebodys, rows_of

# So many claims of a council in one run at most; the rest goes in the next.
AT_ONCE = 200
TIME_IS_OVER, ASKED_FOR = "time is over", "asked for"
log = structlog.get_logger(__name__)


def delete_due_claims(*, today: dt.date, by: Actor) -> int:
    """Delete the claims of the actor's council that are no longer kept, and files that go earlier; how many claims.
    Records that an adviser made and that nothing keeps any more are emptied.

    Each is a transaction of its own, so call this outside any. One that cannot be deleted stays whole, and is tried
    again in the next run.
    """
    with council_scope(by.council.pk):
        rules = rules_in_force()
        old = list(due_claims(rules, today).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
        with_files = list(claims_with_old_files(rules, today).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    gone = sum(_try(_delete_if_due, pk, today, by) for pk in old)
    for pk in set(with_files) - set(old):
        _try(_delete_files_if_due, pk, today, by)
    with council_scope(by.council.pk):
        left = list(left_records().order_by("pk").values_list("resident", flat=True)[:AT_ONCE])
    for pk in set(left):
        _try(_empty_if_left, pk, today, by)
    return gone


def delete_claim(claim: Claim, *, why: str, by: Actor) -> None:
    """Delete a sent claim that the caller has locked and may delete, in the caller's transaction.

    Left are a line in the trail and a count. Raises IntegrityError when something hangs on it that no line of
    records/readers/registry.py names.
    """
    resident, form = claim.resident, claim.form_version.form
    _count(claim)
    audit.record(
        "records.claim.deleted", by=by, resident=resident, subject=f"claim {claim.reference}",
        detail={"form": form.slug, "why": why},
    )  # fmt: skip
    Message.objects.filter(resident=resident, context__reference=claim.reference).delete()
    for label, field, way in LET_GO:
        rows_of(label, way, claim).update(**{field: None})
    for label, way in GOES:
        rows = rows_of(label, way, claim)
        # In one statement: many of these say that nobody may delete what they name, and this is who may.
        rows._raw_delete(rows.db)
    _check_links()
    if resident.user_id is None and not is_somebodys(resident.pk):
        _empty(resident)


def _try(step, pk: int, today: dt.date, by: Actor) -> bool:
    try:
        with council_scope(by.council.pk):
            return step(pk, today, by)
    except DatabaseError as error:
        # The message may hold what somebody told us.
        log.error("claim_not_deleted", claim=pk, error=type(error).__name__)
        return False


def _delete_if_due(pk: int, today: dt.date, by: Actor) -> bool:
    claim = _locked(pk)
    # Somebody may have put a hold on it since we looked.
    if claim is None or not due_claims(rules_in_force(), today).filter(pk=pk).exists():
        return False
    delete_claim(claim, why=TIME_IS_OVER, by=by)
    return True


def _delete_files_if_due(pk: int, today: dt.date, by: Actor) -> bool:
    claim = _locked(pk)
    if claim is None or not claims_with_old_files(rules_in_force(), today).filter(pk=pk).exists():
        return False
    files = ClaimFile.objects.filter(claim=claim)
    number = files._raw_delete(files.db)
    audit.record(
        "records.files.deleted", by=by, resident=claim.resident, subject=f"claim {claim.reference}",
        detail={"number": number},
    )  # fmt: skip
    return True


def _empty_if_left(pk: int, today: dt.date, by: Actor) -> bool:
    """A record that an adviser made, in which there is nothing and which nobody's consent keeps any more."""
    resident = Resident.objects.select_for_update(no_key=True).get(pk=pk)
    if resident.user_id is not None or resident.joined_into_id is not None or is_somebodys(pk):
        return False
    audit.record("records.person.emptied", by=by, resident=resident)
    _empty(resident)
    return True


def _locked(pk: int) -> Claim | None:
    claims = Claim.objects.select_for_update(of=("self",)).select_related("resident", "form_version__form")
    return claims.defer("form_version__spec").filter(pk=pk, submitted_at__isnull=False).first()


def _count(claim: Claim) -> None:
    decided = Decision.objects.filter(claim=claim, state=Decision.State.SENT).order_by("-sent_at").first()
    month = timezone.localdate(claim.submitted_at).replace(day=1)
    counted, _made = DeletedClaims.objects.get_or_create(
        form=claim.form_version.form, month=month, outcome=decided.outcome if decided else ""
    )
    DeletedClaims.objects.filter(pk=counted.pk).update(how_many=F("how_many") + 1)


def _check_links() -> None:
    """Have the database look now whether anything still names what is gone, not when everything commits."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@transaction.atomic
def _empty(resident: Resident) -> None:
    """Nothing is left of somebody who has no account: their record stays, for the trail, with nothing of theirs in it.

    That it is not safe to contact them stays true of it.
    """
    Message.objects.filter(resident=resident).delete()
    Resident.objects.filter(pk=resident.pk).update(
        name="", born_on=None, email="", phone="", unsafe_draft=None, contact_by=[], access_needs=[],
        interpreter_language="", professionals=[], good_times=[], review_on=None, bounced=[], not_mine=[],
    )  # fmt: skip
    Invitation.objects.filter(resident=resident).delete()
    Ask.objects.filter(asker=resident).delete()
    Transfer.objects.filter(resident=resident).delete()
    # What somebody said who acts for a person that is held is about that person too.
    not_held(LegalBasis.objects.filter(Q(resident=resident) | Q(asker=resident)), "resident", "asker").delete()
    TakeOverCode.objects.filter(resident=resident).delete()
    PossibleDuplicate.objects.filter(other=resident).delete()
    Registration.objects.filter(resident=resident).delete()
    CaseNote.objects.filter(case__resident=resident).delete()
    PlanShare.objects.filter(resident=resident).delete()
    Delegation.objects.filter(resident=resident).update(evidence="", why="")
    for label, way in (("accounts.ResidentEvent", "pgh_obj"), ("accounts.DelegationEvent", "resident")):
        history = apps.get_model(label)._default_manager.filter(**{way: resident.pk})
        history._raw_delete(history.db)
