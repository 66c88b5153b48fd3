"""What becomes of plans and hand-overs on news from below."""

from __future__ import annotations

from django.dispatch import receiver

from accounts.signals import records_joined
from advocates.planning.actions.joining import move_plans


@receiver(records_joined)
def move_what_is_planned(sender, source, target, **kwargs):
    """Whatever was planned for one record is the person's."""
    move_plans(source=source, target=target)
