"""The words around a decision: the platform's, and those that a council has instead of them, for all forms or for one.

What the law wants in a notice (the decision, its reasons, how to have it looked at again and by when) is none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Council
from casework.deciding.rules.gates import AWARDED, NOTHING_DUE, REFUSED, WITHDRAWN
from casework.deciding.rules.letter import TEXT
from notifications.rules import filled_paragraphs
from notifications.texts import Text
from notifications.wording.readers import words_held

Block = tuple[str, str]
# A claim that was withdrawn is not decided, so there is nothing to have looked at again.
REVIEW, CLOSING = "review", "closing"
KINDS = {
    AWARDED: ("letter_awarded", gettext_lazy("Letter: you can get this"), (REVIEW, CLOSING)),
    REFUSED: ("letter_refused", gettext_lazy("Letter: you cannot get this"), (REVIEW, CLOSING)),
    NOTHING_DUE: ("letter_nothing_due", gettext_lazy("Letter: nothing is due to you"), (REVIEW, CLOSING)),
    WITHDRAWN: ("letter_withdrawn", gettext_lazy("Letter: we have stopped your claim"), (CLOSING,)),
}
# Whoever reads a letter must be able to say which claim it is about.
NEEDED = ("reference",)


@dataclass(frozen=True)
class Around:
    """The blocks that stand around a decision."""

    opening: list[Block]
    review: list[Block]
    closing: list[Block]


def placeholders() -> dict[str, str]:
    """What each placeholder of a letter stands for."""
    return {
        "name": _("The name of whoever claims, as they wrote it."),
        "form": _("The title of the form."),
        "day": _("The day on which the form was sent."),
        "reference": _("The reference of the claim."),
        "council": _("The name of the council."),
        "phone": _("The council’s phone number."),
        "site": _("The address of this site, where people sign in."),
    }


def platform_words() -> Text:
    """The platform's own words, with placeholders, in the language that is active."""
    about = {name: f"{{{name}}}" for name in ("form", "day", "reference")}
    words = _("This is about your form “%(form)s” of %(day)s. Your reference is %(reference)s.")
    return Text(_("Dear %(name)s") % {"name": "{name}"}, words % about)


def words_of(outcome: str, language: str, form: str) -> Text:
    """The words that a letter about a form has now: the form's, else the council's, else the platform's in the language
    that is active. One query.
    """
    return words_held(KINDS[outcome][0], language, form) or platform_words()


def values_for(council: Council, *, name: str, form: str, day: str, reference: str) -> dict[str, str]:
    """What the placeholders of a letter stand for."""
    about = {"name": name, "form": form, "day": day, "reference": reference}
    return {**about, "council": council.name, "phone": council.phone, "site": council.url_of("/")}


def around(words: Text, values: Mapping[str, str]) -> Around:
    """The words with their values; a paragraph with a value that is not there is left out."""

    def blocks(text: str) -> list[Block]:
        return [(TEXT, paragraph) for paragraph in filled_paragraphs(text, values)]

    return Around(
        opening=[*blocks(words.subject), *blocks(words.body)],
        review=blocks(words.more.get(REVIEW, "")),
        closing=blocks(words.more.get(CLOSING, "")),
    )
