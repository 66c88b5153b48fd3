"""What claims do on news from below."""

from django.db.models import Exists, OuterRef
from django.dispatch import receiver

from accounts.signals import visitor_recognised
from claims.models import Claim, Comparison, EntitlementNews, Estimate, Scenario, WorkCurve


@receiver(visitor_recognised)
def move_visitors_claims(sender, visitor, resident, by, **kwargs):
    """What a visitor began before signing in belongs to the record they turned out to have."""
    for rows in (Claim, Estimate, WorkCurve, Scenario, Comparison):
        rows.objects.filter(resident=visitor).update(resident=resident)
    # What both were told counts once.
    both = EntitlementNews.objects.filter(
        resident=resident, benefit_code=OuterRef("benefit_code"), cause=OuterRef("cause")
    )
    EntitlementNews.objects.filter(~Exists(both), resident=visitor).update(resident=resident)
