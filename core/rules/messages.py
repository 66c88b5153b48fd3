"""Sentences as message ids with parameters, so that each is said in the language of whoever reads it.

The id is the English. It is marked by `say` and the like for extraction (core/catalogue.py), filled in and translated
only where it is shown. Stored as JSON, as `dataclasses.asdict` writes it, a message can be read in another language
years later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from core.rules.money import format_money, format_pence

Translate = Callable[[str], str]
# Singular and plural id, and the number that decides between them.
TranslatePlural = Callable[[str, str, int], str]


@dataclass(frozen=True)
class Pounds:
    """An amount of money in a sentence: "£1,234.50"; with brief "£1,234" when there are no pence."""

    pounds: float
    brief: bool = False

    def __str__(self) -> str:
        return format_money(Decimal(str(self.pounds))) if self.brief else format_pence(self.pounds)


@dataclass(frozen=True)
class Phrase:
    """A sentence, name or phrase: its id and what fills it in. `str()` gives it in English; no id says nothing.

    params: text is put in as it is, numbers with commas between thousands. plural: the id for any params["count"]
    but 1.
    """

    text: str
    params: Mapping[str, Param] = field(default_factory=dict)
    plural: str = ""

    def __str__(self) -> str:
        return self.said()

    def __hash__(self) -> int:
        return hash(self.text)

    def fill(self, **params: Param) -> Phrase:
        """The same message with these parameters."""
        return replace(self, params={**self.params, **params})

    def said(self, translate: Translate = str, translate_plural: TranslatePlural | None = None) -> str:
        """The sentence, with what is in it, in the language of these two functions; in English without them."""
        if not self.text:
            return ""
        count = self.params.get("count")
        if self.plural and isinstance(count, int):
            text = (translate_plural or _english_plural)(self.text, self.plural, count)
        else:
            text = translate(self.text)
        if not self.params:
            return text
        return text % {name: _param_said(value, translate, translate_plural) for name, value in self.params.items()}


Param = str | int | float | Pounds | Phrase
NOTHING = Phrase("")


def say(text: str, /, **params: Param) -> Phrase:
    """The message with this id, which must be written out where it is said."""
    return Phrase(text, params)


def say_count(text: str, plural: str, /, *, count: int, **params: Param) -> Phrase:
    """The message for one thing, or for another number of them."""
    return Phrase(text, {"count": count, **params}, plural)


def a_week(pounds_per_year: float) -> Phrase:
    """ "£12.34 a week", from pounds a year of 52 weeks."""
    return say("%(amount)s a week", amount=Pounds(float(pounds_per_year) / 52))


def a_month(pounds_per_year: float) -> Phrase:
    """ "£53.47 a month", from pounds a year."""
    return say("%(amount)s a month", amount=Pounds(float(pounds_per_year) / 12))


def brief_pounds(pounds: Decimal | float) -> Pounds:
    """ "£7,200", or "£7,200.50" where there are pence."""
    return Pounds(float(pounds), brief=True)


def read_message(stored: str | Mapping[str, Any]) -> Phrase:
    """The message that was stored as JSON; one that is only text is its own id."""
    if isinstance(stored, str):
        return Phrase(stored)
    params = {name: _read_param(value) for name, value in stored["params"].items()}
    return Phrase(stored["text"], params, stored.get("plural", ""))


def in_words(value: Any, translate: Translate = str, translate_plural: TranslatePlural | None = None) -> Any:
    """JSON data with a sentence in place of each message in it, read or stored; in English without the functions."""
    if isinstance(value, Mapping) and value.keys() >= {"text", "params"}:
        value = read_message(value)
    if isinstance(value, Phrase):
        return value.said(translate, translate_plural)
    if isinstance(value, Mapping):
        return {key: in_words(each, translate, translate_plural) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [in_words(each, translate, translate_plural) for each in value]
    return value


def _english_plural(text: str, plural: str, count: int) -> str:
    return text if count == 1 else plural


def _param_said(value: Param, translate: Translate, translate_plural: TranslatePlural | None) -> str:
    if isinstance(value, Phrase):
        return value.said(translate, translate_plural)
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _read_param(stored: Any) -> Param:
    if not isinstance(stored, Mapping):
        return stored
    return Pounds(**stored) if "pounds" in stored else read_message(stored)
