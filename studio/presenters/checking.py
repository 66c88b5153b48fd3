"""What was found in a draft, in words, with where to put it right."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language_info, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from studio.rules.checking.findings import (
    FACT_DIFFERS,
    FACT_UNKNOWN,
    HARD_TO_READ,
    IDLE,
    MEDIUM_GONE,
    NEVER_ASKED,
    NO_GUIDANCE,
    NO_SHORT,
    OUTDATED,
    PAPER_UNASKED,
    UNLABELLED,
    UNREACHABLE,
    UNTRANSLATED,
    Finding,
)

WORDS = {
    NEVER_ASKED: (
        _("Must be answered, and nobody can be asked it"),
        _("No answers lead to it. Change when it is shown, or say that it need not be answered."),
    ),
    UNLABELLED: (
        _("Sound or a film without its words"),
        _("People who cannot hear it have nothing to read. Write what is said in it."),
    ),
    MEDIUM_GONE: (
        _("Sound or a film that is not here"),
        _("A form that comes from elsewhere brings no sound and no films. Add the file again, or remove it."),
    ),
    UNREACHABLE: (_("It is asked of nobody"), _("No answers lead to it. Change when it is shown.")),
    FACT_DIFFERS: (
        _("Another type of answer than in your other forms"),
        _("It stands for the same fact there. What people said in one form cannot be used in the other."),
    ),
    FACT_UNKNOWN: (
        _("A fact that the platform does not know"),
        _("No other form asks for it, so what people say here is used nowhere else."),
    ),
    NO_SHORT: (
        _("No short name for messages"),
        _("Messages about a mistake then say “your answer”. Write how a message should call it."),
    ),
    HARD_TO_READ: (_("Hard to read"), _("Write shorter sentences and words. Aim for an age of 9 to 11.")),
    NO_GUIDANCE: (_("No guidance"), _("People who are not sure find nothing to help them.")),
    PAPER_UNASKED: (
        _("Papers that no question asks for"),
        _("They are in the list of papers, and nobody is asked for them."),
    ),
    IDLE: (
        _("Questions of the eligibility check with which nothing is said"),
        _("No answer to them means that people may not be able to get it. Tick one, or remove the question."),
    ),
    UNTRANSLATED: (_("Not translated"), _("People who read the form in this language see it in English.")),
    OUTDATED: (_("Translations out of date"), _("The English has changed since. People see it in English.")),
}  # fmt: skip


def found_words(found: Sequence[Finding], slug: str) -> list[dict[str, Any]]:
    """What was found, by kind: {"title", "text", "blocks", "rows": [{"words", "url"}]}; url "" where none is meant."""
    groups = []
    for kind, each in groupby(found, key=lambda finding: finding.kind):
        items = list(each)
        title, text = WORDS[kind]
        said = [{"words": _said(item), "url": _url(item, slug)} for item in items]
        groups.append({"title": title, "text": text, "blocks": items[0].blocks, "rows": said})
    return groups


def _said(finding: Finding) -> str:
    if finding.kind in (UNTRANSLATED, OUTDATED):
        words = ngettext("%(language)s: %(number)s text", "%(language)s: %(number)s texts", finding.number)
        return words % {"language": get_language_info(finding.name)["name_translated"], "number": finding.number}
    if finding.kind == HARD_TO_READ:
        return gettext("%(label)s (about %(years)s years)") % {"label": finding.name, "years": finding.number}
    return f"{finding.name} ({finding.more})" if finding.more else finding.name


def _url(finding: Finding, slug: str) -> str:
    return reverse("studio:question", args=[slug, finding.key]) if finding.key else ""
