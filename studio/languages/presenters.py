"""Languages and the texts of a form by name."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from formspec.rules.translation import FORM_PART, LETTERS_PART, PAPERS_PART
from studio.languages.rules import OFFERED, TextsOfPart
from studio.rules.finding import Source, pages_of

KINDS = {
    "title": gettext_lazy("Title"),
    "short_title": gettext_lazy("Short title"),
    "who_it_is_for": gettext_lazy("Who it is for"),
    "scheme": gettext_lazy("Scheme"),
    "before_you_start": gettext_lazy("Before people start"),
    "after_you_send": gettext_lazy("After people send it"),
    "intro": gettext_lazy("Introduction"),
    "fine": gettext_lazy("What is said where nothing speaks against it"),
    "because": gettext_lazy("What is said with some answers"),
    "page": gettext_lazy("Title of the page"),
    "label": gettext_lazy("Question"),
    "hint": gettext_lazy("Hint"),
    "why_we_ask": gettext_lazy("Why we ask"),
    "statements": gettext_lazy("Statement"),
    "guidance": gettext_lazy("Guidance"),
    "option": gettext_lazy("Choice"),
    "transcript": gettext_lazy("Words of the video"),
    "called": gettext_lazy("What a row is called"),
    "row_title": gettext_lazy("Title of a row"),
    "evidence": gettext_lazy("Paper"),
    "letter": gettext_lazy("Words of the letter"),
    "route": gettext_lazy("How to ask for a review"),
    "route_scotland": gettext_lazy("How to ask for a review in Scotland"),
}


def name_of(language: str) -> str:
    """A language's name; its code where none is known."""
    try:
        return str(get_language_info(language)["name_translated"])
    except KeyError:
        return language


def is_spoken(language: str) -> bool:
    """Whether the pages of this site speak it."""
    return language in dict(settings.LANGUAGES)


def offered_names() -> list[tuple[str, str]]:
    """The languages that a form can be translated into, by name."""
    return sorted(((code, name_of(code)) for code in OFFERED), key=lambda pair: pair[1])


def part_names(source: Source) -> dict[str, str]:
    """What the parts of a form are called."""
    names = {page["key"]: page["title"] for page in pages_of(source)}
    outside = {FORM_PART: _("The form’s own words"), PAPERS_PART: _("Papers"), LETTERS_PART: _("Checks and letters")}
    return {**names, **outside}


def counted(part: TextsOfPart, name: str) -> dict[str, object]:
    """A part as the list of parts shows it."""
    return {"key": part.key, "name": name, "all": len(part.texts), "missing": part.missing, "outdated": part.outdated}
