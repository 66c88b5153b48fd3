"""A hand-over in words: what is asked of the resident, how it stands, and what the lists show."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advocates.models import HandOver
from advocates.planning.actions.handing_over import HandOverInput, most_of
from advocates.planning.presenters.plan import name_of
from advocates.planning.readers.hand_overs import Receiver, Viewer, scopes_to_offer, words_of
from advocates.planning.rules import scopes_along
from advocates.presenters.sentences import YOURS, allowed
from advocates.rules.terms import NOTHING, levels_of

COLOURS = {"asked": "grey", "waiting": "blue", "accepted": "green", "declined": "orange", "refused": "orange"}
LONG = {
    "month": gettext_lazy("for a month"),
    "half_year": gettext_lazy("for six months"),
    "year": gettext_lazy("for a year"),
}
# What the sentence to which the resident says yes has of each level.
MINE = {
    ("claims", "view"): gettext_lazy("see my claims"),
    ("claims", "fill"): gettext_lazy("see my claims and fill them in"),
    ("claims", "send"): gettext_lazy("see my claims, fill them in and send them"),
    ("papers", "view"): gettext_lazy("see my papers"),
    ("papers", "fill"): gettext_lazy("see my papers and send papers for me"),
    ("money", "view"): gettext_lazy("see my money: what I could get, decisions, and where it is paid"),
    ("money", "fill"): gettext_lazy("see my money, work out what I could get and enter bank details"),
    ("reach", "view"): gettext_lazy("see how I am reached"),
    ("reach", "fill"): gettext_lazy("see how I am reached and enter contact details"),
}
# As the resident reads it, least first.
LEVEL_LABELS = {
    NOTHING: gettext_lazy("Nothing of my claims"),
    "view": gettext_lazy("See my claims"),
    "fill": gettext_lazy("See my claims and fill them in"),
    "send": gettext_lazy("See my claims, fill them in and send them"),
}


def receiver_label(receiver: Receiver, council_name: str) -> str:
    """The receiver as a list of choices has it."""
    place = receiver.organisation.name if receiver.organisation else council_name
    one = receiver.member.display_name if receiver.member else receiver.team.name if receiver.team else ""
    return f"{place}: {one}" if one else place


def wording_of(said: HandOverInput, viewer: Viewer, sender: str, council_name: str) -> str:
    """The sentence to which somebody says yes in person."""
    scopes = [] if said.receiver.organisation is None else scopes_to_offer(viewer, said.level)
    return _wording(said.kind, sender, receiver_label(said.receiver, council_name), scopes, said.period)


def own_wording(row: HandOver, level: str, council_name: str) -> str:
    """The sentence to which the resident says yes in their account."""
    scopes = scopes_along(level, most=row.scopes)
    return _wording(row.kind, place_of(row.sender, council_name), to_whom(row, council_name), scopes, row.period)


def _wording(kind: str, sender: str, receiver: str, scopes: list[str], period: str) -> str:
    names = {"sender": sender, "receiver": receiver}
    if kind == HandOver.Kind.HAND_OVER:
        first = _("%(sender)s hands me over to %(receiver)s, who reads the note about me.") % names
    else:
        first = _("%(sender)s asks %(receiver)s to help me as well, and they read the note about me.") % names
    if not scopes:
        return first
    may = [str(MINE[each]) for each in levels_of(scopes).items()]
    names |= {"may": "; ".join(may), "long": str(LONG[period])}
    return (
        f"{first} "
        + _("They may: %(may)s, %(long)s from the day on which they accept. I can end that on any day.") % names
    )


def place_of(organisation: Any, council_name: str) -> str:
    """An organisation, or the council for None."""
    return organisation.name if organisation else council_name


def to_whom(row: HandOver, council_name: str) -> str:
    """The receiver of a hand-over."""
    return receiver_label(Receiver(row.receiver, row.member, row.team), council_name)


def hand_over_content(row: HandOver, council_name: str, *, reads_note: bool = True) -> dict[str, Any]:
    """A hand-over with its words, for whoever may read it; without `reads_note`, but for the note."""
    words = words_of(row)
    return {
        "row": row,
        "words": words if reads_note else {**words, "note": ""},
        "name": name_of(row.resident),
        "sender": place_of(row.sender, council_name),
        "receiver": to_whom(row, council_name),
        "colour": COLOURS.get(row.state, "grey"),
        "may": allowed(row.scopes, YOURS),
        "long": str(LONG[row.period]),
        "most": most_of(row),
    }


def levels_to_agree(row: HandOver) -> list[tuple[str, str]]:
    """What the resident can say yes to, as a form's choices: from nothing to what was asked."""
    levels = list(LEVEL_LABELS)
    return [(level, str(LEVEL_LABELS[level])) for level in levels[: levels.index(most_of(row)) + 1]]


def list_rows(rows: list[HandOver], council_name: str) -> list[dict[str, Any]]:
    """Lines of a list: no note, no reason."""
    return [
        {
            "row": each,
            "name": name_of(each.resident),
            "sender": place_of(each.sender, council_name),
            "receiver": to_whom(each, council_name),
            "colour": COLOURS.get(each.state, "grey"),
        }
        for each in rows
    ]
