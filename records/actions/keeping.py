"""What a council says of how long it keeps claims, and what it holds longer."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.actors import Actor
from accounts.history import Setting, add_setting, keep_change
from accounts.models import Council
from accounts.permissions import Permission, require
from claims.models import Claim
from formspec.models import Form
from records.models import Hold, KeepingRule
from records.rules import Keeping


def rule_now(_council: Council, slug: str) -> dict[str, Any] | None:
    """The rule of a form, or with "" that of every other; None where there is none."""
    found = KeepingRule.objects.filter(form__slug=slug) if slug else KeepingRule.objects.filter(form=None)
    rule = found.first()
    return {"years": rule.years, "months_of_files": rule.months_of_files} if rule else None


def drafts_now(council: Council, _subject: str = "") -> dict[str, Any]:
    """How many days forms that were not sent are kept."""
    return {"days": council.draft_days}


@transaction.atomic
def save_rule(*, slug: str, keeping: Keeping, by: Actor) -> None:
    """Say how long claims on a form are kept; with "" those on every form without a rule of its own.

    Raises Http404 for no form of the council's, PermissionDenied.
    """
    require(by, Permission.COUNCIL_MANAGE)
    form = _form(slug) if slug else None
    said: dict[str, Any] = {"years": keeping.years, "months_of_files": keeping.months_of_files}
    before = rule_now(by.council, slug)
    KeepingRule.objects.update_or_create(form=form, defaults=said)
    keep_change("records.rule", before=before, after=said, subject=slug, name=slug, by=by)
    audit.record("records.rule.changed", by=by, subject=f"form {slug}" if slug else "", detail=said)


@transaction.atomic
def save_draft_days(*, days: int, by: Actor) -> None:
    """Say how many days after their last change forms that were not sent are kept. Raises Http404, PermissionDenied."""
    require(by, Permission.COUNCIL_MANAGE)
    council = Council.objects.select_for_update(no_key=True).get(pk=by.council.pk)
    before, council.draft_days = drafts_now(council), days
    council.save(update_fields=["draft_days"])
    keep_change("records.drafts", before=before, after={"days": days}, by=by)
    audit.record("records.drafts.changed", by=by, detail={"days": days})


@transaction.atomic
def place_hold(*, reference: str, of_person: bool, reason: str, until: dt.date, by: Actor) -> Hold:
    """Keep one sent claim, or everything of the person whose it is, until a day has passed.

    Raises Http404 for no claim of the council's, PermissionDenied.
    """
    require(by, Permission.COUNCIL_MANAGE)
    claim = _locked(reference)
    if of_person:
        # Whoever deletes one of them has it locked: either it is gone by now, or it is held.
        list(Claim.objects.select_for_update(of=("self",)).filter(resident=claim.resident).order_by("pk"))
    on = {"resident": claim.resident} if of_person else {"claim": claim}
    hold = Hold.objects.create(**on, reason=reason, until=until, by_label=by.label, placed_at=timezone.now())
    detail = {"until": until.isoformat(), "of_person": of_person}
    audit.record(
        "records.hold.placed", by=by, resident=claim.resident, subject=f"claim {claim.reference}", detail=detail
    )
    return hold


@transaction.atomic
def lift_hold(*, public_id: str | uuid.UUID, by: Actor) -> None:
    """End a hold before its day; one that was lifted stays so. Raises Http404, PermissionDenied."""
    require(by, Permission.COUNCIL_MANAGE)
    hold = Hold.objects.select_for_update(of=("self",)).filter(public_id=public_id).first()
    if hold is None:
        raise Http404
    if hold.lifted_at is not None:
        return
    hold.lifted_at, hold.lifted_by_label = timezone.now(), by.label
    hold.save(update_fields=["lifted_at", "lifted_by_label"])
    resident = hold.resident or hold.claim.resident
    subject = f"claim {hold.claim.reference}" if hold.claim else ""
    audit.record("records.hold.lifted", by=by, resident=resident, subject=subject)


def _form(slug: str) -> Form:
    form = Form.objects.filter(slug=slug, kind=Form.Kind.CLAIM).first()
    if form is None:
        raise Http404
    return form


def _locked(reference: str) -> Claim:
    claims = Claim.objects.select_for_update(of=("self",)).select_related("resident")
    claim = claims.filter(reference=reference, submitted_at__isnull=False).first()
    if claim is None:
        raise Http404
    return claim


def _put_rule_back(slug: str, values: dict[str, Any], by: Actor) -> None:
    save_rule(slug=slug, keeping=Keeping(**values), by=by)


def _put_drafts_back(_subject: str, values: dict[str, Any], by: Actor) -> None:
    save_draft_days(**values, by=by)


add_setting(
    Setting(
        code="records.rule", title=gettext_lazy("How long claims are kept"), page="records:keeping",
        fields={
            "years": gettext_lazy("Years that claims are kept"),
            "months_of_files": gettext_lazy("Months that their files are kept"),
        },
        now=rule_now, put_back=_put_rule_back,
    )
)  # fmt: skip
add_setting(
    Setting(
        code="records.drafts", title=gettext_lazy("How long forms that were not sent are kept"),
        page="records:keeping", fields={"days": gettext_lazy("Days after the last change")},
        now=drafts_now, put_back=_put_drafts_back,
    )
)  # fmt: skip
