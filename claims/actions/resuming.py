"""One-time links that open a draft on another device, without an account."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.rules.links import link_hash
from claims.actions.answering import lock_draft
from claims.models import Claim, ResumeLink
from notifications.actions import notify

LINK_DAYS = 7


@transaction.atomic
def send_resume_link(*, public_id: str | uuid.UUID, channel: str, contact: str, address: str, by: Actor) -> ResumeLink:
    """Send a link that opens this draft once, within seven days, to an e-mail address ("email") or phone ("sms").

    `address` is the link with "{token}" in it. For drafts without an account: the contact is kept on the record.
    Whoever opens it has the draft as their own, so a helper cannot have one sent: what they may do ends with their
    grant. Raises Http404, accounts.door.TooManyMessages.
    """
    claim, grant = lock_draft(public_id, by)
    if grant is not None:
        raise Http404
    token = secrets.token_urlsafe(24)
    link = ResumeLink.objects.create(
        claim=claim, token_hash=link_hash(token), expires_at=timezone.now() + dt.timedelta(days=LINK_DAYS)
    )
    resident = claim.resident
    field = "email" if channel == "email" else "phone"
    # What was sent from the record goes on telling the person who sent it: whoever sits at their device now, types in
    # vain. The link itself goes where it was asked for.
    sent_from = Claim.objects.filter(resident=resident, submitted_at__isnull=False).exists()
    if resident.user_id is None and not (sent_from and getattr(resident, field)):
        setattr(resident, field, contact)
        resident.save(update_fields=[field])
    context = {
        "url": address.replace("{token}", token), "days": str(LINK_DAYS), "form": claim.form_version.form.slug,
    }  # fmt: skip
    notify(
        resident=resident, template="resume_link", context=context, by=by, channels=[channel], to=contact,
        draft=str(claim.public_id),
    )  # fmt: skip
    audit.record("claims.draft.link_sent", by=by, resident=resident, subject=f"draft {claim.public_id}")
    return link


@transaction.atomic
def use_resume_link(*, token: str, by: Actor) -> Claim | None:
    """The draft behind a live, unused link, which is used up; None in every other case, all alike."""
    now = timezone.now()
    live = ResumeLink.objects.filter(token_hash=link_hash(token), used_at__isnull=True, expires_at__gt=now)
    if not live.filter(claim__submitted_at__isnull=True).exists() or not live.update(used_at=now):
        return None
    link = ResumeLink.objects.select_related("claim__resident").get(token_hash=link_hash(token))
    audit.record("claims.draft.link_used", by=by, resident=link.claim.resident, subject=f"draft {link.claim.public_id}")
    return link.claim
