"""Many sent claims at once, by rows: sending each would take longer than the test."""

from __future__ import annotations

from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Resident
from claims.models import Claim, ClaimPdf, ClaimStatus, StatusChange, Submission
from tests.claims.making import publish_small


def many_claims(by: Actor, number: int) -> list[Claim]:
    """So many new claims of the small form, each of somebody else."""
    version, now = publish_small(by), timezone.now()
    status = ClaimStatus.objects.get(code="new")
    residents = Resident.objects.bulk_create(Resident(name=f"Person {each}") for each in range(number))
    claims = Claim.objects.bulk_create(
        Claim(
            resident=resident, form_version=version, status=status, submitted_at=now,
            reference=f"CAL-AAAA-{place:04d}",
        )
        for place, resident in enumerate(residents)
    )  # fmt: skip
    Submission.objects.bulk_create(
        Submission(claim=claim, answers={}, name=claim.resident.name, sent_at=now, spec_sha256=version.sha256)
        for claim in claims
    )
    StatusChange.objects.bulk_create(StatusChange(claim=claim, status=status, by_label="", at=now) for claim in claims)
    ClaimPdf.objects.bulk_create(ClaimPdf(claim=claim) for claim in claims)
    return claims
