"""An enquiry as its pages show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advocates.enquiring.readers import day_of, words_of
from advocates.enquiring.rules import ANSWERED, OPEN, OVERDUE, standing
from advocates.models import Enquiry

STANDINGS = {
    OPEN: (gettext_lazy("To be answered"), "blue"),
    OVERDUE: (gettext_lazy("Overdue"), "red"),
    ANSWERED: (gettext_lazy("Answered"), "green"),
}


def enquiry_line(enquiry: Enquiry, today: dt.date) -> dict[str, Any]:
    """A line of a list: not what was asked."""
    words, colour = STANDINGS[standing(enquiry.due_on, day_of(enquiry.answered_at), today)]
    name = enquiry.resident.name or _("Somebody who has not given a name yet")
    return {"row": enquiry, "name": name, "standing": words, "colour": colour}


def enquiry_content(enquiry: Enquiry, today: dt.date) -> dict[str, Any]:
    """One enquiry with its words."""
    return enquiry_line(enquiry, today) | {"words": words_of(enquiry), "wording": wording_of(enquiry)}


def lines_of(enquiries: Iterable[Enquiry], today: dt.date) -> list[dict[str, Any]]:
    """Lines of a list."""
    return [enquiry_line(each, today) for each in enquiries]


def wording_of(enquiry: Enquiry) -> str:
    """The sentence that the person says yes to."""
    council = {"council": enquiry.council.name, "name": enquiry.councillor}
    return (
        _("%(council)s may tell %(name)s, who asked about me, how my claim stands and what was done about it.")
        % council
    )
