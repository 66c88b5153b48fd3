"""Who works on a claim, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import Membership, Team


def worker_words(worker: Membership | Team | None) -> str:
    """Their name, a team as such, "Nobody" for nobody."""
    if worker is None:
        return _("Nobody")
    return worker.display_name if isinstance(worker, Membership) else _("the team “%(name)s”") % {"name": worker.name}
