"""A shared form on a page of the adviser's."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from cobrowse.models import HelpRequest, SharedForm
from cobrowse.sharing.presenters.form import FormContent, form_content
from cobrowse.sharing.presenters.presence import presence_of
from cobrowse.sharing.presenters.screen import known_of


def shared_context(share: SharedForm | None, asked: HelpRequest, content: FormContent | None = None) -> dict[str, Any]:
    """What the template of a shared form shows."""
    shown = content or (form_content(share) if share is not None else None)
    presence = presence_of(share, timezone.now()) if share is not None else None
    known = known_of(share, presence) if presence is not None else "none"
    return {
        "share": share, "asked": asked, "shown": shown, "known": known, "upto": shown.revision if shown else 0,
        "presence": presence,
    }  # fmt: skip
