"""The words of the pages about one person's records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from records.actions.erasing import Erasing
from records.models import PersonExport


def exports_table(exports: Sequence[PersonExport]) -> dict[str, Any]:
    """What components/table.html takes."""
    rows = [[{"text": each.resident.name or _("No name")}, _state(each), {"at": each.asked_at}] for each in exports]
    return {"columns": [{"title": _("Person")}, {"title": _("Archive")}, {"title": _("Asked for")}], "rows": rows}


def _state(export: PersonExport) -> dict[str, Any]:
    if export.state == PersonExport.State.READY:
        return {"text": _("Download"), "url": reverse("records:export_file", args=[export.public_id])}
    if export.state == PersonExport.State.FAILED:
        return {"text": _("It could not be made. Ask for it again.")}
    return {"text": _("Being made")}


def erasing_words(plan: Erasing, name: str) -> str:
    """What goes of somebody, what stays, and why, in sentences."""
    drafts = 0 if plan.drafts_held else plan.drafts
    words = [
        (name or _("No name")) + ".",
        ngettext("%(number)d form that was not sent goes.", "%(number)d forms that were not sent go.", drafts)
        % {"number": drafts},
        ngettext(
            "%(number)d conversation that has ended goes.",
            "%(number)d conversations that have ended go.",
            plan.conversations,
        )
        % {"number": plan.conversations},
        _("Sent claims that go: %(claims)s.") % {"claims": ", ".join(plan.goes) or _("none")},
    ]
    if plan.drafts_held:
        words.append(_("What was not sent is held and stays."))
    if plan.held:
        words.append(_("Held, so they stay: %(claims)s.") % {"claims": ", ".join(plan.held)})
    if plan.kept:
        words.append(
            _("These stay until the time that your council keeps claims is over: %(claims)s.")
            % {"claims": ", ".join(plan.kept)}
        )
    return " ".join(words)
