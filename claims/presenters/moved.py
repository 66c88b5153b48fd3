"""What somebody reads whose form changed while they were filling it in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.models import Claim
from claims.moving.readers import change_of
from claims.moving.rules import to_look_at
from claims.presenters.links import page_address
from claims.readers.answer_store import StoredAnswer, localised_spec, raw_answers
from formspec.models import FormVersion
from formspec.rules.visibility import FormState


def changed_form(
    claim: Claim, stored: Mapping[tuple[str, str], StoredAnswer], form_state: FormState
) -> dict[str, Any] | None:
    """Of a draft that moved: why, what is new, what is to be looked at again, with links, and how much went. None for
    a draft that never moved, without a query.
    """
    found = change_of(claim)
    if found is None:
        return None
    _before, after, effect = found
    spec = localised_spec(claim)
    shown = {key for key, _row in form_state.cleaned}
    again = to_look_at(effect, after.spec, raw_answers(dict(stored)))
    return {
        "why": _sentence(after),
        "new": [_link(claim, spec, key) for key in effect.new if key in shown],
        "again": [_link(claim, spec, key) for key in again if key in shown],
        "gone": len({key for key, _row in stored} & {*effect.gone}),
    }


def why_it_changed(claim: Claim) -> str:
    """The sentence that says when a draft's form changed, and why; "" for a draft that never moved."""
    found = change_of(claim)
    return _sentence(found[1]) if found else ""


def _sentence(version: FormVersion) -> str:
    because = (get_language() or "").startswith("cy") and version.because_cy or version.because
    on = date_format(timezone.localtime(version.published_at), "j F Y")
    return _("This form changed on %(on)s. %(because)s") % {"on": on, "because": because}


def _link(claim: Claim, spec: Any, key: str) -> dict[str, str]:
    question = spec.questions.get(key) or spec.fields[key]
    return {"label": question["label"], "url": page_address(claim, spec.page_of[key])}
