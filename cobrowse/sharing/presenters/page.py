"""A shared form on a page of the adviser's, and where the person goes on with it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from claims.presenters.links import page_address, where_it_goes_on
from claims.readers.answer_store import localised_spec
from cobrowse.models import HelpRequest, SharedForm
from cobrowse.sharing.presenters.form import FormContent, form_content
from cobrowse.sharing.presenters.presence import presence_of
from cobrowse.sharing.presenters.screen import known_of
from formspec.rules.shared_pages import shared_page


def shared_context(share: SharedForm | None, asked: HelpRequest, content: FormContent | None = None) -> dict[str, Any]:
    """What the template of a shared form shows."""
    shown = content or (form_content(share) if share is not None else None)
    presence = presence_of(share, timezone.now()) if share is not None else None
    known = known_of(share, presence) if presence is not None else "none"
    return {
        "share": share, "asked": asked, "shown": shown, "known": known, "upto": shown.revision if shown else 0,
        "presence": presence,
    }  # fmt: skip


def where_both_look(share: SharedForm) -> str:
    """The address of the person's page on which what they just shared begins."""
    if share.kind:
        return shared_page(share.kind).address(share.subject)
    claim, asked, spec = share.claim, share.request, localised_spec(share.claim)
    if asked.claim_id == claim.pk and asked.page in spec.pages:
        # Where they asked for help is where both look first.
        return page_address(claim, asked.page)
    return where_it_goes_on(claim, spec.kind)
