"""Words about who acts by law: what was said, how far the council is, and when it is looked at again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actors import Actor
from accounts.readers import in_force
from advocates.legal.forms import LABELS
from advocates.legal.readers import LegalWords, papers_of, words_of
from advocates.legal.rules import DUE, OVERDUE, SOON, look_standing
from advocates.models import LegalBasis
from advocates.presenters.sentences import THEIRS, allowed, until_words
from advocates.registering.presenters import alike_rows
from advocates.registering.readers.look_alikes import LookAlike
from core.rules.nino import format_nino

State = LegalBasis.State
STANDINGS = {
    SOON: (gettext_lazy("To look at soon"), "blue"),
    DUE: (gettext_lazy("To look at"), "yellow"),
    OVERDUE: (gettext_lazy("Overdue"), "red"),
}


def own_lines(rows: Iterable[LegalBasis], today: dt.date) -> list[dict[str, Any]]:
    """What the reader said, and what came of it. However a grant ended, it is over."""
    return [
        {
            "row": row, "name": words_of(row).name, "document": LABELS[row.document], "standing": _own(row, today),
            "can_take_back": row.state in LegalBasis.OPEN and row.delegation_id is None,
            "grant": row.delegation if _acts(row, today) else None,
        }
        for row in rows
    ]  # fmt: skip


def _acts(row: LegalBasis, today: dt.date) -> bool:
    return row.delegation is not None and row.delegation.is_in_force(today)


def _own(row: LegalBasis, today: dt.date) -> str:
    if row.delegation_id is not None:
        return _("You may act for them") if _acts(row, today) else _("Over")
    if row.state in LegalBasis.OPEN:
        return _("The council is looking at it")
    return _("Taken back") if row.state == State.TAKEN_BACK else _("The council found that it is not right")


def said_rows(words: LegalWords, document: str, several: str, ends_on: dt.date | None) -> list[dict[str, str]]:
    """What somebody says of a document, as they and staff read it. The number of a person is hidden but for its end."""
    day = dt.date.fromisoformat(words.born_on)
    pairs = [
        (_("For"), words.name),
        (_("Born on"), date_format(day, "j F Y")),
        (_("Postcode"), words.postcode),
        (_("National Insurance number"), _hidden(format_nino(words.nino)) if words.nino else ""),
        (_("Document"), str(LABELS[document])),
        (_("Number"), words.number),
        (_("Who may act"), str(LegalBasis.Several(several).label)),
        (_("What it covers"), words.covers or _("All of their benefits, money and property")),
        (_("Last day"), date_format(ends_on, "j F Y") if ends_on else _("None: it goes on until it is ended")),
        (_("How we can see it"), words.seen_at),
    ]
    return [{"key": key, "value": value} for key, value in pairs if value]


def _hidden(number: str) -> str:
    return "•• •• •• " + number[-4:]


def desk_lines(rows: Iterable[LegalBasis], today: dt.date, actor: Actor) -> list[dict[str, Any]]:
    """Lines of the council's list."""
    return [_desk_line(row, today, actor) for row in rows]


def _desk_line(row: LegalBasis, today: dt.date, actor: Actor) -> dict[str, Any]:
    standing = STANDINGS.get(look_standing(row.look_due_on, today))
    return {
        "row": row,
        "name": row.resident.name if row.resident else words_of(row).name,
        "by": asker_name(row),
        "document": LABELS[row.document],
        "look": standing[0] if standing else "",
        "colour": standing[1] if standing else "",
        "is_objected": row.objected_at is not None and row.state in LegalBasis.OPEN,
        "is_own_finding": row.first_by_id == actor.user.pk,
    }


def asker_name(row: LegalBasis) -> str:
    """Who says that they act."""
    return row.organisation.name if row.organisation else row.asker.name or _("Somebody with an account")


def case_content(row: LegalBasis, actor: Actor, today: dt.date) -> dict[str, Any]:
    """The page of one for staff who check it."""
    words = words_of(row)
    return {
        **_desk_line(row, today, actor),
        "rows": [
            {"key": _("Said by"), "value": asker_name(row)},
            *said_rows(words, row.document, row.several, row.ends_on),
        ],
        "words": words,
        "papers": papers_of(row),
        "objection": words.objection,
        "given_back": [_written(each) for each in words.given_back],
        "looks": [_written(each) for each in words.looks],
        "may": allowed(row.scopes, THEIRS),
        "until": until_words(row.ends_on),
        "acts": row.state == State.RIGHT and in_force(today).filter(pk=row.delegation_id).exists(),
    }


def _written(each: Iterable[str]) -> dict[str, str]:
    day, who, words = each
    return {"day": date_format(dt.date.fromisoformat(day), "j F Y"), "who": who, "words": words}


def record_choices(found: Iterable[LookAlike]) -> list[tuple[str, str]]:
    """Records that may be the person's, to choose one of."""
    return [(str(each["resident"].public_id), _record(each)) for each in alike_rows(found)]


def _record(each: dict[str, Any]) -> str:
    resident = each["resident"]
    parts = [resident.name or _("No name")]
    if resident.born_on:
        parts.append(_("born on %(day)s") % {"day": date_format(resident.born_on, "j F Y")})
    if each["reference"]:
        parts.append(each["reference"])
    parts.append(_("in common: %(what)s") % {"what": each["common"]})
    return ", ".join(parts)
