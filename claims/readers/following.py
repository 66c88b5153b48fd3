"""A claim that tells changes of another: what that one says now, and which claims hear of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from claims.models import Claim, ForWhom
from claims.readers.answer_store import sent_values, spec_of
from claims.readers.claims import form_state_of
from formspec.rules.facts import facts_of

CHANGE = "change-of-circumstances"
# What an award is called in the question that asks which ones somebody gets.
AWARDS = {"housing_benefit": "hb", "council_tax_reduction": "ctr", "free_school_meals": "fsm"}
HOUSING_PAYMENT = "discretionary-housing-payment"


def held_facts(first: Claim) -> dict[str, Any]:
    """What a sent claim says as facts now, with its corrections."""
    return facts_of(spec_of(first).data, replace(form_state_of(first), values=sent_values(first)))


def claims_told(first: Claim) -> list[Claim]:
    """The person's sent claims that are looked at again when they tell a change of one: it comes first. Those that
    were withdrawn, tell changes themselves or are somebody else's are not.
    """
    others = Claim.objects.filter(resident=first.resident_id, submitted_at__isnull=False, follows__isnull=True)
    others = others.exclude(pk=first.pk).exclude(status__code="withdrawn").exclude(form_version__form__slug=CHANGE)
    if first.for_whom == ForWhom.OTHER:
        return [first]
    others = others.exclude(for_whom=ForWhom.OTHER).select_related("form_version__form", "status")
    return [first, *others.defer("form_version__spec").order_by("-submitted_at", "-pk")]


def awards_of(claims: list[Claim]) -> list[str]:
    """The awards that these claims ask for, as the form of changes offers them."""
    keys = {award["key"] for claim in claims for award in spec_of(claim).data.get("awards", ())}
    asks_payment = any(spec_of(claim).data["slug"] == HOUSING_PAYMENT for claim in claims)
    return [value for key, value in AWARDS.items() if key in keys] + (["dhp"] if asks_payment else [])


def can_be_followed(claim: Claim) -> bool:
    """Whether changes of it can be told: it was sent, was not withdrawn, and tells none itself. No query."""
    if claim.is_draft or claim.follows_id is not None or spec_of(claim).kind != "claim":
        return False
    return spec_of(claim).data["slug"] != CHANGE and claim.status.code != "withdrawn"


def changes_sent(first: Claim) -> list[Claim]:
    """The claims that told changes of this one, newest first."""
    changes = first.followed_by.filter(submitted_at__isnull=False).select_related("status", "form_version__form")
    return list(changes.defer("form_version__spec").order_by("-submitted_at", "-pk"))


def read_with_first(change: Claim) -> None:
    """Read into a change that was sent the claim that it is about, and what each was sent with. One query for all."""
    related = Claim.objects.select_related("submission", "follows__status", "follows__submission")
    read = related.get(pk=change.pk)
    change.submission, change.follows = read.submission, read.follows


def changes_before(change: Claim) -> list[Claim]:
    """The changes of the same claim that were sent before this one and not withdrawn, in their order."""
    sent = Claim.objects.filter(follows=change.follows_id, submitted_at__lt=change.submitted_at)
    others = sent.exclude(pk=change.pk).exclude(status__code="withdrawn")
    return list(others.select_related("submission").order_by("submitted_at", "pk"))


def change_begun(first: Claim) -> Claim | None:
    """The draft that tells changes of this claim and was not sent yet."""
    return first.followed_by.filter(submitted_at__isnull=True).order_by("-pk").first()
