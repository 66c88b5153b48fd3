"""What legal bases do on news from below, and which drafts they keep."""

from __future__ import annotations

from django.dispatch import receiver

from accounts.signals import records_joined
from advocates.legal.actions.upkeep import move_legal_bases
from advocates.legal.readers import drafts_kept
from claims.readers.ending import keep_drafts

keep_drafts(drafts_kept())


@receiver(records_joined)
def move_what_was_said(sender, source, target, **kwargs):
    """Whoever acts by law acts for the person, in whichever record."""
    move_legal_bases(source=source, target=target)
