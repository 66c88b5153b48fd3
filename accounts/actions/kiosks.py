"""Public computers of a council."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.actors import Actor
from accounts.history import Setting, add_setting, keep_change
from accounts.permissions import Permission, require


@transaction.atomic
def make_kiosk_link(*, by: Actor) -> None:
    """Write down that somebody made a link that sets machines up. The link itself is signed, and kept nowhere."""
    require(by, Permission.COUNCIL_MANAGE)
    keep_change("accounts.kiosks", before=None, after={"link": True}, by=by)
    audit.record("kiosk.link_made", by=by)


add_setting(
    Setting(
        code="accounts.kiosks", title=gettext_lazy("Public computers"), page="accounts:kiosk_settings",
        fields={"link": gettext_lazy("A link that sets machines up was made")},
        why_final=gettext_lazy("A link ends by itself after its time; nothing puts it back."),
    )
)  # fmt: skip
