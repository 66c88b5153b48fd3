"""What a page shows of passported help: grouped by its answer, in the page's language, with links to open forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from calculator.passported import ASK, LIKELY, NOT
from core.outside.addresses import outside


def passported_forms(helps: Sequence[Mapping[str, Any]]) -> set[str]:
    """Slugs of the council's forms that take something of this help. helps: each as PassportedHelp.to_dict gives it."""
    return {each["claim_form"] for each in helps if each["claim_form"]}


def passported_content(helps: Sequence[Mapping[str, Any]], form_titles: Mapping[str, str]) -> dict[str, Any] | None:
    """The context of estimates/_passported.html: lists under likely, ask and not; None when there is no help to show.

    helps: each as PassportedHelp.to_dict gives it, localised. form_titles: slug → title of the forms that are open.
    """
    if not helps:
        return None
    rows = [(each["answer"], _row(each, form_titles)) for each in helps]
    return {answer: [row for given, row in rows if given == answer] for answer in (LIKELY, ASK, NOT)}


def _row(each: Mapping[str, Any], form_titles: Mapping[str, str]) -> dict[str, Any]:
    slug = each["claim_form"]
    # The source is the title of a law or of guidance: kept in the language it was published in.
    shown = {name: each[name] for name in ("name", "reasons", "next_step", "source")}
    form = {"slug": slug, "title": form_titles[slug]} if slug in form_titles else None
    return {**shown, "value": each["value_words"], "form": form, "page": outside(each["code"])}
