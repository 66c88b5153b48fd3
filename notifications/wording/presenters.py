"""Messages, letters and their placeholders in words, and how one looks with made-up values."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.models import Council
from notifications.rules import filled, text_parts
from notifications.texts import Text, values_of
from notifications.wording.readers import SAMPLE, Kind, LetterKind, kinds, letters, words_of_platform

GROUPS: list[tuple[Promise, tuple[str, ...]]] = [
    (
        gettext_lazy("Claims, papers and estimates"),
        (
            "claim_", "draft_", "resume_", "correction_", "asked_", "paper_", "partner_", "signature_", "review_",
            "estimate_", "new_entitlement",
        ),
    ),
    (
        gettext_lazy("People who help somebody"),
        ("helper_", "helping_", "consent_", "legal_", "registered", "take_over_"),
    ),
    (gettext_lazy("Organisations that work with somebody"), ("case_", "plan_", "hand_over_", "enquiry_")),
    (gettext_lazy("Live help and bookings"), ("help_", "booking_")),
    (gettext_lazy("Job journal"), ("journal_",)),
    (gettext_lazy("Accounts"), ("",)),
]  # fmt: skip


def placeholder_words() -> dict[str, str]:
    """What each placeholder stands for."""
    return {
        "council": _("The name of the council: whoever gets a text message sees by it who writes."),
        "phone": _("The council’s phone number."),
        "site": _("The address of this site, where people sign in."),
        "reference": _("The reference of the claim."),
        "form": _("The title of the form."),
        "status": _("The name of the claim’s status."),
        "link": _("The link that this message is about."),
        "code": _("The code that this message brings."),
        "days": _("For how many days it works."),
        "moment": _("The day and time of the booking."),
        "promise": _("What was booked, in a sentence."),
        "day": _("The day that it is about."),
    }


def placeholders_of(kind: Kind) -> list[tuple[str, str]]:
    """The placeholders that a kind may have, each with what it stands for."""
    says = kind.says() if isinstance(kind, LetterKind) else placeholder_words()
    return [(name, says[name]) for name in kind.allowed]


def headings(kind: Kind) -> dict[str, Any]:
    """What the page of a kind calls it."""
    if isinstance(kind, LetterKind):
        return {
            "is_letter": True, "title": kind.title, "caption": _("Words of a letter"),
            "what_it_says": _("What this letter can say"),
        }  # fmt: skip
    return {
        "is_letter": False, "title": kind.platform_words(settings.LANGUAGE_CODE).subject,
        "caption": _("Words of a message"), "what_it_says": _("What this message can say"),
    }  # fmt: skip


def said_after(kind: Kind, *, saved: bool, form: str = "") -> str:
    """What somebody reads who saved words, or went back to the platform's, or of a form to the council's."""
    if form and not saved:
        return _("What is written about this form from now on is in the council’s words.")
    if form:
        return _("Saved. What is written about this form from now on says this.")
    if isinstance(kind, LetterKind):
        own = _("Saved. Letters of decisions that are made from now on say this.")
        return own if saved else _("Letters of decisions that are made from now on are in the platform’s words.")
    own = _("Saved. Messages that are written from now on say this.")
    return own if saved else _("Messages that are written from now on are in the platform’s words.")


def forms_shown(titles: dict[str, str], worded: Collection[str]) -> list[tuple[str, str, bool]]:
    """Slug and title of each form, and whether it has words of its own."""
    return [(slug, title, slug in worded) for slug, title in titles.items()]


@dataclass(frozen=True)
class Group:
    """Kinds that belong together: their rows, and in how many of them words are the council's own, or the form's."""

    title: str
    rows: list[dict[str, Any]]
    own: int


def _group(title: str, rows: list[dict[str, Any]], form: str) -> Group:
    whose = "form" if form else "council"
    return Group(title, rows, sum(any(each["whose"] == whose for each in row["languages"]) for row in rows))


def letters_shown(
    own: dict[str, list[str]], council: Council, *, form: str = "", whole: dict[str, list[str]] | None = None
) -> Group:
    """Every kind of letter, and whose words each language has; `own` are those of the form, `whole` the council's."""
    rows = [
        {"template": kind.template, "subject": kind.title, "about": kind.title,
         "languages": _languages(kind, own, council, form, whole)}
        for kind in letters().values()
    ]  # fmt: skip
    return _group(_("Letters of decisions"), rows, form)


def groups_shown(
    own: dict[str, list[str]], council: Council, *, form: str = "", whole: dict[str, list[str]] | None = None
) -> list[Group]:
    """Every kind of message by group, and whose words each language has; with `form`, those that a form may word."""
    rows: dict[int, list[dict[str, Any]]] = {}
    for kind in kinds().values():
        if form and not kind.is_of_forms:
            continue
        group = next(number for number, (_title, starts) in enumerate(GROUPS) if kind.template.startswith(starts))
        text = shown(kind, words_of_platform(kind.template, get_language() or settings.LANGUAGE_CODE), council)
        languages = _languages(kind, own, council, form, whole)
        about = {"template": kind.template, "subject": text.subject, "about": text.short, "languages": languages}
        rows.setdefault(group, []).append(about)
    return [_group(str(GROUPS[number][0]), rows[number], form) for number in sorted(rows)]


def _languages(
    kind: Kind, own: dict[str, list[str]], council: Council, form: str, whole: dict[str, list[str]] | None
) -> list[dict[str, str]]:
    """Each language: code and name, and whose words hold in it: "form", "council" or "platform"."""
    names, rows = dict(settings.LANGUAGES), []
    for code in council.languages:
        if code in names:
            is_own, is_whole = (code in each.get(kind.template, []) for each in (own, whole or {}))
            whose = ("form" if form else "council") if is_own else "council" if is_whole else "platform"
            rows.append({"code": code, "name": str(names[code]), "whose": whose})
    return rows


def made_up(kind: Kind, council: Council, form_title: str = "") -> dict[str, str]:
    """Values of nobody, for trying."""
    values = values_of(SAMPLE, council) | {
        "reference": "ABC-2345", "form": form_title or _("Housing Benefit"), "status": _("In progress"),
        "code": "123456", "days": "14", "link": council.url_of("/x/7fGkP2mQ9sVtY4bN/"),
    }  # fmt: skip
    return {name: values[name] for name in kind.allowed}


def shown(kind: Kind, words: Text, council: Council, form_title: str = "") -> Text:
    """A message with made-up values, in the language that is active; about a form where its title is given."""
    values = {**made_up(kind, council, form_title), "phone": council.phone or "01632 960 000"}
    text = filled(words.subject, words.body, values)
    return Text(*text) if text else words


def preview(kind: Kind, language: str, words: Text, council: Council, form_title: str = "") -> dict[str, Any]:
    """How it looks in a language: a letter as it is, a message as email and text message, with how long that is."""
    if isinstance(kind, LetterKind):
        return {"letter": kind.shown(words, language, council), "language": language}
    with translation.override(language):
        text = shown(kind, words, council, form_title)
    characters, parts = text_parts(text.short)
    return {"text": text, "characters": characters, "parts": parts, "language": language}
