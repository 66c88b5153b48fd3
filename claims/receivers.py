"""What claims do on signals from below."""

from django.dispatch import receiver

from accounts.signals import visitor_recognised
from claims.actions.setting_up import add_starter_statuses
from claims.models import Claim, ClaimStatus
from formspec.models import Form
from formspec.signals import form_published


@receiver(visitor_recognised)
def move_visitors_claims(sender, visitor, resident, by, **kwargs):
    """What a visitor began before signing in belongs to the record they turned out to have."""
    Claim.objects.filter(resident=visitor).update(resident=resident)


@receiver(form_published)
def have_statuses_for_its_claims(sender, form, by, **kwargs):
    """Whoever can fill in a form can send it: a council with nowhere to put a claim gets the starter statuses."""
    has_one = ClaimStatus.objects.filter(stage=ClaimStatus.Stage.NEW).exists()
    if form.kind == Form.Kind.CLAIM and not has_one:
        add_starter_statuses(by=by)
