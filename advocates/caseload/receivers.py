"""What becomes of cases on news from below."""

from __future__ import annotations

from django.dispatch import receiver

from accounts.signals import records_joined
from advocates.caseload.actions.opening import move_cases


@receiver(records_joined)
def move_who_works_with_them(sender, source, target, **kwargs):
    """Whoever works with one record works with the person."""
    move_cases(source=source, target=target)
