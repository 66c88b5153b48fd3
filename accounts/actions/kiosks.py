"""Public computers of a council."""

from __future__ import annotations

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission, require


def make_kiosk_link(*, by: Actor) -> None:
    """Write down that somebody made a link that sets machines up. The link itself is signed, and kept nowhere."""
    require(by, Permission.COUNCIL_MANAGE)
    audit.record("kiosk.link_made", by=by)
