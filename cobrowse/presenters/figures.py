"""Figures of conversations as a page shows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from cobrowse.presenters.desk import duration_words
from cobrowse.rules.figures import Asked, Figures, by_topic, figures_of


def figures_content(asked: Collection[Asked]) -> dict[str, Any]:
    """All conversations together, and a table of each topic (components/table.html); `rows` are empty for none."""
    rows = [
        [{"text": topic or _("No topic set")}, *({"text": text, "numeric": True} for text in _cells(figures))]
        for topic, figures in by_topic(asked)
    ]
    titles = (
        _("Asked"), _("Answered"), _("Gave up"), _("Waited"), _("9 in 10 waited at most"), _("Took"),
        _("Was all they needed"), _("Rating"), _("Sorted out, people say"),
    )  # fmt: skip
    columns = [{"title": _("Topic")}, *({"title": title, "numeric": True} for title in titles)]
    every = [
        [{"text": _("All conversations")}, *({"text": text, "numeric": True} for text in _cells(figures_of(asked)))]
    ]
    return {"columns": columns, "rows": [*every, *rows] if asked else []}


def _cells(figures: Figures) -> list[str]:
    return [
        str(figures.asked),
        str(figures.answered),
        str(figures.gave_up),
        _span(figures.waited),
        _span(figures.nine_in_ten),
        _span(figures.took),
        _("%(number)s of %(all)s") % {"number": figures.resolved, "all": figures.judged} if figures.judged else "–",
        _("%(rating)s of 5 (%(number)s)") % {"rating": number_format(figures.rating, 1), "number": figures.rated}
        if figures.rating is not None
        else "–",
        _("%(number)s of %(all)s") % {"number": figures.sorted_out, "all": figures.told} if figures.told else "–",
    ]


def _span(span: dt.timedelta | None) -> str:
    return duration_words(span) if span is not None else "–"
