"""Estimates of nobody are deleted; those of a claim stay."""

import datetime as dt

from django.utils import timezone

from accounts.models import AuditEvent
from estimates.actions.estimating import ask_estimate_for_household
from estimates.actions.retention import delete_api_estimates
from estimates.api.schema import EXAMPLE
from estimates.models import Estimate
from tests.claims.making import small_draft


def test_estimates_of_nobody_are_deleted_and_those_of_a_claim_stay(alice, visitor):
    old, fresh = (ask_estimate_for_household(household_json=EXAMPLE, by=visitor) for _ in range(2))
    first, second = (
        Estimate.objects.create(claim=small_draft(alice), household={}, due_at=timezone.now()) for _ in range(2)
    )
    Estimate.objects.filter(pk=second.pk).update(replaces=first)
    Estimate.objects.exclude(pk=fresh.pk).update(asked_at=timezone.now() - dt.timedelta(days=3))
    assert delete_api_estimates(by=alice) == 1
    assert not Estimate.objects.filter(pk=old.pk).exists()
    assert set(Estimate.objects.all()) == {fresh, first, second}
    assert AuditEvent.objects.get(code="claims.estimates.deleted").detail == {"number": 1}
    assert delete_api_estimates(by=alice) == 0
