"""What claims do on signals from below."""

from django.dispatch import receiver

from accounts.signals import visitor_recognised
from claims.models import Claim


@receiver(visitor_recognised)
def move_visitors_claims(sender, visitor, resident, by, **kwargs):
    """What a visitor began before signing in belongs to the record they turned out to have."""
    Claim.objects.filter(resident=visitor).update(resident=resident)
