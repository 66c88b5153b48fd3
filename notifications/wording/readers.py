"""The kinds of messages, what each may say, and in whose words it says it now."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import Http404
from django.template.loader import get_template
from django.utils import translation
from django.utils.functional import Promise

from accounts.actors import Actor
from accounts.models import Council
from accounts.permissions import Permission, require
from notifications.models import MessageWords
from notifications.rules import OF_FORMS, Problem, first_paragraph, problems_of, problems_of_letter
from notifications.texts import PLACEHOLDERS, Text, platform_text, values_of

# What any message may say: it is on every page of the council.
ALWAYS = ("council", "phone", "site")
# A message without one of these would be of no use, where the platform's has it.
NEEDED = ("link", "code")
_VARIABLE = re.compile(r"\{\{ ([a-z_.]+)")
_NAMES = {
    **PLACEHOLDERS, "name": "council", "council.name": "council", "phone": "phone", "council.phone": "phone",
    "site": "site", "moment": "moment", "promise": "promise", "on": "day",
}  # fmt: skip
# Worked out by the platform's template: a made-up value is written, and its place found again.
SAMPLE = {"starts_at": "2031-03-04T10:30:00+00:00", "way": "phone", "place": "", "day": "2031-03-04"}


@dataclass(frozen=True)
class Kind:
    """A kind of message: its template, the placeholders that its words may have, and those that they must have."""

    template: str
    allowed: tuple[str, ...]
    needed: tuple[str, ...]

    def platform_words(self, language: str) -> Text:
        """The platform's own words with the placeholders in them."""
        return words_of_platform(self.template, language)

    @property
    def is_of_forms(self) -> bool:
        """Whether each form may have its own."""
        return self.template in OF_FORMS

    def problems(self, words: Text) -> list[Problem]:
        """What keeps these words from being sent."""
        return problems_of(words.subject, words.body, allowed=self.allowed, needed=self.needed)


@dataclass(frozen=True)
class LetterKind(Kind):
    """A kind of letter, whose words stand around what is decided. The app that writes it says how.

    `title` names it; `says` has a placeholder's meaning by its name; `words` gives the platform's words in the
    language that is active; `more` names the parts beside salutation and introduction; `shown` gives the letter with
    made-up values as HTML, and `drawn` as a PDF: of words, their language and the council.
    """

    title: Promise
    more: tuple[str, ...]
    says: Callable[[], dict[str, str]]
    words: Callable[[], Text]
    shown: Callable[[Text, str, Council], str]
    drawn: Callable[[Text, str, Council], bytes]

    @property
    def is_of_forms(self) -> bool:
        """Whether each form may have its own: a decision is always of a form."""
        return True

    def platform_words(self, language: str) -> Text:
        """The platform's own words with the placeholders in them."""
        with translation.override(language):
            words = self.words()
        return Text(words.subject, words.body, {name: words.more.get(name, "") for name in self.more})

    def problems(self, words: Text) -> list[Problem]:
        """What keeps these words from standing in a letter."""
        return problems_of_letter(words.subject, words.body, words.more, allowed=self.allowed, needed=self.needed)


_letters: dict[str, LetterKind] = {}
_forms: list[Callable[[], dict[str, str]]] = []


def add_letter(kind: LetterKind) -> None:
    """Have a kind of letter that a council can word."""
    _letters[kind.template] = kind


def letters() -> dict[str, LetterKind]:
    """Every kind of letter by its name."""
    return dict(_letters)


def kind_named(template: str) -> Kind | None:
    """A kind of message or letter; None where there is none of this name."""
    return _letters.get(template) or kinds().get(template)


def name_forms(titles: Callable[[], dict[str, str]]) -> None:
    """Have forms that may have words of their own: the titles of the council's forms by slug, in its order."""
    _forms.append(titles)


def forms() -> dict[str, str]:
    """The titles of the council's forms by slug."""
    return {slug: title for titles in _forms for slug, title in titles().items()}


class _InBraces:
    """A council whose every value is its placeholder."""

    name, phone = "{council}", "{phone}"

    def url_of(self, _path: str) -> str:
        return "{site}"


@lru_cache(maxsize=1)
def kinds() -> dict[str, Kind]:
    """Every kind of message by its template. What one may say follows from what the platform's own words say."""
    folder = Path(settings.BASE_DIR) / "templates" / "notifications"
    names = sorted(path.stem for path in folder.glob("*.txt") if not path.stem.startswith("_"))
    return {name: _kind(name) for name in names}


def _kind(template: str) -> Kind:
    source = get_template(f"notifications/{template}.txt").template.source
    said = [_NAMES[name] for name in _VARIABLE.findall(source)]
    allowed = tuple(dict.fromkeys([*ALWAYS, *said]))
    first = first_paragraph(words_of_platform(template, settings.LANGUAGE_CODE).body)
    return Kind(template, allowed, tuple(name for name in NEEDED if f"{{{name}}}" in first))


def words_of_platform(template: str, language: str) -> Text:
    """The platform's own words with the placeholders in them."""
    context = {variable: f"{{{name}}}" for variable, name in PLACEHOLDERS.items()} | SAMPLE
    text = platform_text(template, language, context, _InBraces())
    for name, said in _worked_out(language).items():
        text = Text(text.subject.replace(said, f"{{{name}}}"), text.body.replace(said, f"{{{name}}}"))
    return text


def _worked_out(language: str) -> dict[str, str]:
    with translation.override(language):
        values = values_of(SAMPLE, _InBraces())
    # The longest first: a promise has its moment in it.
    return {name: values[name] for name in ("promise", "moment", "day")}


def kind_for(actor: Actor, template: str, language: str, form: str = "") -> Kind:
    """A kind of message in a language of the council, or as a form of the council has it. Raises Http404,
    PermissionDenied.
    """
    require(actor, Permission.COUNCIL_MANAGE)
    kind = kind_named(template)
    if kind is None or language not in actor.council.languages:
        raise Http404
    if form and not kind.is_of_forms:
        raise Http404
    title_for(actor, form)
    return kind


def title_for(actor: Actor, form: str) -> str:
    """The title of a form of the council; "" of none. Raises Http404, PermissionDenied."""
    require(actor, Permission.COUNCIL_MANAGE)
    if not form:
        return ""
    title = forms().get(form)
    if title is None:
        raise Http404
    return title


def own_words(template: str, language: str, form: str = "") -> Text | None:
    """The own words that hold now, of the form or, without one, of the council; None where there are none."""
    of_kind = MessageWords.objects.filter(template=template, language=language, form=form)
    found = of_kind.order_by("-since", "-pk").first()
    return Text(found.subject, found.body, found.more) if found and found.subject else None


def words_held(template: str, language: str, form: str) -> Text | None:
    """The words that hold now for a form: its own, else the council's; None where the platform's do. One query."""
    of_kind = MessageWords.objects.filter(template=template, language=language, form__in=["", form])
    newest = of_kind.order_by("form", "-since", "-pk").distinct("form")
    held = [each for each in newest if each.subject]
    # "" comes first.
    return Text(held[-1].subject, held[-1].body, held[-1].more) if held else None


def own_languages(actor: Actor, form: str = "") -> dict[str, list[str]]:
    """For each kind that the council, or a form of it, words itself, in which languages. One query.

    Raises PermissionDenied.
    """
    require(actor, Permission.COUNCIL_MANAGE)
    rows = MessageWords.objects.filter(form=form).order_by("template", "language", "-since", "-pk")
    own: dict[str, list[str]] = {}
    for row in rows.distinct("template", "language"):
        if row.subject:
            own.setdefault(row.template, []).append(row.language)
    return own


def worded_forms(actor: Actor) -> set[str]:
    """The slugs of the forms that have words of their own. One query. Raises PermissionDenied."""
    require(actor, Permission.COUNCIL_MANAGE)
    rows = MessageWords.objects.exclude(form="").order_by("form", "template", "language", "-since", "-pk")
    return {row.form for row in rows.distinct("form", "template", "language") if row.subject}
