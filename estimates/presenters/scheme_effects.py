"""The effect of a draft scheme on sent claims, as its page tells it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.rules.money import format_pence
from estimates.models import CouncilTaxScheme, SchemeEffect
from estimates.readers.sent_estimates import MOST_CLAIMS

State = SchemeEffect.State


def effect_content(effect: SchemeEffect | None, scheme: CouncilTaxScheme) -> dict[str, Any]:
    """What the page shows: rows of counts and sums, and one sentence on where the work stands ("" when it is done)."""
    if effect is None:
        return {"rows": [], "status": "", "is_due": False}
    is_due = effect.state == State.DUE
    return {"rows": [] if is_due else _rows(effect.result), "status": _status(effect, scheme), "is_due": is_due}


def _status(effect: SchemeEffect, scheme: CouncilTaxScheme) -> str:
    count = int(effect.result.get("looked_at", 0))
    if effect.state == State.DUE:
        return ngettext(
            "It is being worked out: %(count)d claim so far. Load this page again in a minute.",
            "It is being worked out: %(count)d claims so far. Load this page again in a minute.",
            count,
        ) % {"count": count}
    if effect.state == State.FAILED:
        return _("It could not be worked out to the end. What there is stands below. Ask for it again.")
    if effect.rules != scheme.rules:
        return _("The draft has changed since this was worked out. Ask for it again.")
    if count >= MOST_CLAIMS:
        return _("Only the latest %(count)d claims were looked at.") % {"count": MOST_CLAIMS}
    return ""


def _rows(result: dict[str, float]) -> list[dict[str, str]]:
    counts = [
        (_("Claims looked at"), "looked_at"),
        (_("Of them of pension age, whom it does not touch"), "pension_age"),
        (_("Not worked out, now or with the draft"), "not_worked_out"),
        (_("The same as now"), "same"),
        (_("More than now"), "more"),
        (_("Of them with nothing now"), "begins"),
        (_("Less than now"), "less"),
        (_("Of them with nothing under the draft"), "ends"),
    ]
    pounds = [
        (_("Reductions now, a year"), "before_per_year"),
        (_("Reductions under the draft, a year"), "after_per_year"),
        (_("The largest gain, a week"), "most_more_per_week"),
        (_("The largest loss, a week"), "most_less_per_week"),
    ]
    rows = [{"key": label, "value": str(int(result.get(name, 0)))} for label, name in counts]
    return rows + [{"key": label, "value": format_pence(result.get(name, 0.0))} for label, name in pounds]
