"""A sent claim with a row in every table in which something can hang on one."""

from __future__ import annotations

import datetime as dt
import uuid

from django.apps import apps
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Delegation, Membership, Organisation, Resident
from accounts.permissions import Scope
from advocates.enquiring.actions import record_enquiry
from advocates.models import Ask, Case, CaseTask, Invitation, PlanShare
from advocates.planning.actions.handing_over import HandOverInput, send_hand_over
from advocates.planning.actions.plan import ActionInput, add_action, go_on_with_action
from advocates.planning.readers.hand_overs import Receiver
from advocates.planning.readers.parties import Viewer
from advocates.planning.rules import Party
from casework.models import (
    Assignment,
    Award,
    Batch,
    BatchClaim,
    ClaimHold,
    ClaimTimes,
    Decision,
    Delivery,
    DeliveryAttempt,
    Destination,
    LetterPdf,
    Note,
    NoteFile,
    NoteVersion,
    PostalLetter,
    QualityDraw,
    Showing,
    SignedFilm,
    Task,
    UrgencyChange,
    Verification,
)
from claims.models import (
    AwardReview,
    Claim,
    ClaimFile,
    Correction,
    CorrectionAsk,
    Fact,
    Paper,
    PaperReview,
    PhoneLink,
    ResidentAct,
    ResumeLink,
    SecondSignature,
    StatusChange,
    Submission,
    Withdrawal,
)  # fmt: skip
from claims.thread.actions.writing import Words, write_to_claimant
from cobrowse.actions.asking import HelpWanted, ask_for_help
from cobrowse.booking.readers.bookings import Told, encrypted_told
from cobrowse.models import PhoneCode, SharedEdit, SharedForm
from cobrowse.sharing.readers.shares import context_of_edit
from core.crypto import encrypt
from estimates.models import (
    ChangeEstimate,
    Comparison,
    EntitlementAlert,
    Estimate,
    EstimatePdf,
    HoursCurve,
    Origin,
    Scenario,
)
from records.readers.registry import GOES, LET_GO, rows_of
from tests.claims.sent import sent_claim

CANARY = "Canariella Flamingo"


def old(claim: Claim, years: int) -> Claim:
    """The claim as if it had been sent so many years ago, and a month."""
    then = timezone.now() - dt.timedelta(days=365.25 * years + 31)
    Claim.objects.filter(pk=claim.pk).update(submitted_at=then)
    StatusChange.objects.filter(claim=claim).update(at=then)
    Decision.objects.filter(claim=claim).update(sent_at=then)
    ResidentAct.objects.filter(claim=claim, settled_at__isnull=True).update(settled_at=then, because="Dealt with")
    claim.refresh_from_db()
    return claim


def full_claim(who: Actor, staff: Actor) -> Claim:
    """A claim that was sent and decided, with everything that can hang on one."""
    claim = sent_claim(who)
    by = {"by": staff.user, "by_label": "Aisha", "at": timezone.now()}
    _desk(claim, by)
    # A draft that tells changes of it.
    Claim.objects.create(resident=claim.resident, form_version=claim.form_version, follows=claim)
    _estimates(claim)
    _helped(claim, staff)
    missing = [label for label, way in GOES if label != "records.Hold" and not rows_of(label, way, claim).exists()]
    assert missing == [], "Make one of these here."
    assert [label for label, _field, way in LET_GO if not rows_of(label, way, claim).exists()] == []
    return claim


def _desk(claim: Claim, by: dict) -> None:
    now = timezone.now()
    note = Note.objects.create(claim=claim, text=CANARY, **by)
    NoteVersion.objects.create(note=note, text=CANARY, at=now)
    NoteFile.objects.create(note=note, name=CANARY, content=CANARY.encode(), size=9, added_at=now)
    Assignment.objects.create(claim=claim, kind="taken", note=CANARY, **by)
    ClaimTimes.objects.get_or_create(claim=claim, defaults={"touched_at": now})
    Task.objects.create(claim=claim, key="general", result="passed", words=CANARY, **by)
    Showing.objects.create(claim=claim, asked_with=uuid.uuid4(), key="nino", reason="identity", **by)
    Verification.objects.create(claim=claim, key="nino", version=0, against="paper", words=CANARY, **by)
    UrgencyChange.objects.create(claim=claim, because=CANARY, **by)
    ClaimHold.objects.create(claim=claim, reason="other", words=CANARY, until=now.date(), **by)
    QualityDraw.objects.create(
        claim=claim, percent=5, most_a_month=5, drawn_before=0, seed="0", place=1, is_drawn=True, at=now
    )
    case, _made = Case.objects.get_or_create(resident=claim.resident, closed_at=None, defaults={"opened_at": now})
    CaseTask.objects.create(case=case, kind="paper", claim=claim, since=now)
    _batch(claim, by)
    decision = {"claim": claim, "outcome": "awarded", "letter": {}, "language": "en-gb", "letter_sha256": "0",
                "made_by": by["by"], "made_by_label": "Aisha", "made_at": now}  # fmt: skip
    first = Decision.objects.create(state="reopened", undone_why=CANARY, **decision)
    sent = Decision.objects.create(state="sent", sent_at=now, replaces=first, summary=CANARY, **decision)
    Award.objects.create(decision=sent, key="housing_benefit", pence=100, starts_on=now.date())
    LetterPdf.objects.create(decision=sent, content=CANARY.encode())
    PostalLetter.objects.create(decision=sent, why="asked", state="to_post", address=CANARY, made_at=now)
    SignedFilm.objects.create(decision=sent, address=CANARY, asked_at=now, added_at=now, added_by=by["by"])
    to = Destination.objects.create(name=uuid.uuid4().hex[:20], url="https://desk.example/")
    delivery = Delivery.objects.create(destination=to, claim=claim, decision=sent, event=Delivery.Event.values[0])
    DeliveryAttempt.objects.create(delivery=delivery, outcome="refused", at=now)
    paper, _made = Paper.objects.get_or_create(claim=claim, name=CANARY, asked_at=now)
    PaperReview.objects.create(paper=paper, state="accepted", **by)
    ClaimFile.objects.create(
        claim=claim, paper=paper, name="a.jpg", content_type="image/jpeg", content=CANARY.encode(), size=1
    )
    ResumeLink.objects.create(claim=claim, token_hash=uuid.uuid4().hex, expires_at=now)
    PhoneLink.objects.create(claim=claim, paper=uuid.uuid4(), code_hash="x", made_at=now, expires_at=now)
    staff = Actor(claim.resident.council, system="The platform: tests")
    message = write_to_claimant(claim, Words(CANARY, "en-gb", uuid.uuid4()), by=staff)
    ResidentAct.objects.create(claim=claim, kind="paper", at=now, settled_at=now, reply=message)
    _corrected(claim, by)
    SecondSignature.objects.create(
        claim=claim, state="ended", contact="canary@example.org", part_hash="0", signed_name=CANARY, not_right=CANARY,
        asked_at=now,
    )  # fmt: skip
    AwardReview.objects.create(
        claim=claim, because=CANARY, last_day=now, asked_by=by["by"], asked_by_label="Aisha", asked_at=now,
        outcome="cancelled", ended_at=now, ended_why=CANARY, change=claim,
    )  # fmt: skip
    Withdrawal.objects.create(claim=claim, because=CANARY, status_before=claim.status, undone_at=now, **by)
    if not Fact.objects.filter(claim=claim).exists():
        Fact.objects.create(claim=claim, resident=claim.resident, fact="pets.any", value=CANARY, confirmed_at=now)
    assert Submission.objects.filter(claim=claim).exists()


def _corrected(claim: Claim, by: dict) -> None:
    ask = CorrectionAsk.objects.create(
        claim=claim, whose="officer", keys=["story"], reason="old", words=CANARY, asked_by=by["by"],
        asked_by_label="Aisha", asked_at=by["at"], settled_at=by["at"],
    )  # fmt: skip
    Correction.objects.create(claim=claim, ask=ask, number=1, keys=["story"], answers={"story": CANARY}, **by)
    Claim.objects.filter(pk=claim.pk).update(corrected=1)


def _batch(claim: Claim, by: dict) -> None:
    membership = Membership.objects.get(user=by["by"])
    batch = Batch.objects.create(by=by["by"], by_label="Aisha", membership=membership, chosen_at=by["at"])
    BatchClaim.objects.create(batch=batch, claim=claim, place=1)


def _estimates(claim: Claim) -> None:
    whose = {"claim": claim, "resident": claim.resident}
    estimate = Estimate.objects.filter(claim=claim).first() or Estimate.objects.create(household={}, **whose)
    Estimate.objects.create(household={}, resident=claim.resident, replaces=estimate)
    Origin.objects.get_or_create(claim=claim, defaults={"estimate": estimate})
    EstimatePdf.objects.get_or_create(estimate=estimate, language="cy")
    EntitlementAlert.objects.create(
        resident=claim.resident, estimate=estimate, benefit_code="uc", cause="rates", found_at=timezone.now()
    )
    HoursCurve.objects.create(household={}, question={}, **whose)
    Scenario.objects.create(name=CANARY, kind="job", change={}, position=1, **whose)
    Comparison.objects.create(household={}, changes=[], **whose)
    ChangeEstimate.objects.get_or_create(claim=claim, defaults={"resident": claim.resident, "household": {}})


def _helped(claim: Claim, staff: Actor) -> None:
    resident, now, today = claim.resident, timezone.now(), timezone.localdate()
    who = Actor(staff.council, resident.user, resident)
    request = ask_for_help(wanted=HelpWanted(about="other", way="chat", language="en-gb"), by=who)
    apps.get_model("cobrowse.HelpRequest").objects.filter(pk=request.pk).update(claim=claim)
    PhoneCode.objects.create(resident=resident, claim=claim, made_at=now, expires_at=now)
    Ask.objects.create(
        asker=resident, name="Joan", channel="email", contact="joan@example.org", scopes=[Scope.VIEW_CLAIMS],
        period="day", why="She is my aunt", token_hash=uuid.uuid4().hex, sent_at=now, expires_at=now,
    )  # fmt: skip
    Invitation.objects.create(
        resident=resident, name="Joan", channel="email", contact="joan@example.org", scopes=[Scope.VIEW_CLAIMS],
        period="day", token_hash=uuid.uuid4().hex, sent_at=now, expires_at=now,
    )  # fmt: skip
    _worked_on_together(resident, staff)
    grant = Delegation.objects.create(
        resident=resident, helper=staff.user, scopes=[Scope.VIEW_SHARED_FORM], starts_on=today, ends_on=today
    )
    shared = SharedForm.objects.create(
        request=request, claim=claim, adviser=staff.membership, delegation=grant, access="view", began_at=now,
        resident_here_at=now, ended_at=now, ending="sent",
    )  # fmt: skip
    secret = encrypt({"was": "no", "is": "yes"}, context=context_of_edit(shared.pk, 1))
    SharedEdit.objects.create(shared=shared, number=1, key="has_pets", secret=secret, revision=1, at=now)
    _booking(claim, staff, now)


def _worked_on_together(resident: Resident, staff: Actor) -> None:
    """A plan with an action gone on with and a yes to share it, a hand-over, and a councillor's enquiry."""
    own = Viewer(Party("council"), resident)
    said = ActionInput(CANARY, Party("resident"))
    action = add_action(viewer=own, said=said, client_id=uuid.uuid4(), by=staff)
    go_on_with_action(viewer=own, public_id=action.public_id, state="under_way", words=CANARY, revision=0, by=staff)
    homes, _new = Organisation.objects.get_or_create(name="Brook Homes")
    today, now = timezone.localdate(), timezone.now()
    PlanShare.objects.create(
        resident=resident, organisation=homes, basis="in_person", wording="They may", starts_on=today, ends_on=today,
        given_at=now, by_label="Aisha",
    )  # fmt: skip
    sent = HandOverInput(Receiver(homes), "referral", CANARY, "nothing", "month")
    send_hand_over(viewer=own, said=sent, client_id=uuid.uuid4(), by=staff)
    record_enquiry(
        resident_id=resident.public_id, councillor="Cllr Rees", question=CANARY, received_on=today,
        client_id=uuid.uuid4(), by=staff,
    )  # fmt: skip


def _booking(claim: Claim, staff: Actor, now: dt.datetime) -> None:
    booking = apps.get_model("cobrowse.Booking")
    first = now + dt.timedelta(days=20, hours=booking.objects.count())
    row = booking(
        client_id=uuid.uuid4(), resident=claim.resident, claim=claim, adviser=staff.membership, way="call_back",
        starts_at=first, ends_at=first + dt.timedelta(minutes=30), about="other",
    )  # fmt: skip
    row.secret = encrypted_told(row.public_id, Told())
    row.save()
