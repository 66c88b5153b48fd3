"""When an English text changes, its translations stay: marked as those of other words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from studio.rules.finding import Source, all_of, pages_of

Place = tuple[str, ...]
OF_FORM = ("title", "short_title", "who_it_is_for", "scheme")
LISTS_OF_FORM = ("before_you_start", "after_you_send")
OF_QUESTION = ("label", "hint", "why_we_ask", "guidance")


def texts_by_place(source: Source) -> dict[Place, str]:
    """Every text of a source that can be translated, by where it stands."""
    return dict(_texts(source))


def _texts(source: Source) -> Iterator[tuple[Place, str]]:
    yield from _named(source, OF_FORM, ("form",))
    for name in LISTS_OF_FORM:
        yield from ((("form", name, str(place)), text) for place, text in enumerate(source.get(name, ())))
    yield from _of_eligibility(source.get("eligibility", {}))
    for section in source["sections"]:
        yield from _named(section, ("title", "intro"), ("section", section["key"]))
    for page in pages_of(source):
        yield ("page", page["key"]), page["title"]
    for question, _section, _group in all_of(source):
        place = ("question", question["key"])
        yield from _named(question, OF_QUESTION, place)
        yield from _named(question.get("rows", {}), ("called", "row_title"), (*place, "rows"))
        yield from _named(question.get("video", {}), ("transcript",), (*place, "video"))
        yield from _named(question.get("alone", {}), OF_QUESTION, (*place, "alone"))
        yield from (((*place, "option", each["value"]), each["label"]) for each in question.get("options", ()))
        for number, text in enumerate(question.get("statements", ())):
            yield (*place, "statement", str(number)), text
    for paper in source.get("evidence", ()):
        yield ("paper", paper["id"]), paper["name"]


def _of_eligibility(check: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    yield from _named(check, ("intro", "fine"), ("eligibility",))
    for question in check.get("questions", ()):
        place = ("eligibility", "question", question["key"])
        yield from _named(question, ("label", "because"), place)
        yield from (((*place, "option", each["value"]), each["label"]) for each in question.get("options", ()))


def _named(part: dict[str, Any], names: tuple[str, ...], place: Place) -> Iterator[tuple[Place, str]]:
    yield from (((*place, name), part[name]) for name in names if part.get(name))


def translations_kept(before: Source, after: Source) -> None:
    """Where a text of `after` says something else than in the same place before, keep the old translation marked as
    out of date: outdated[language][new English] = old translation. Translations of other texts stay as they are.
    """
    old, new = texts_by_place(before), texts_by_place(after)
    for place, text in new.items():
        said = old.get(place)
        if said is None or said == text:
            continue
        for language, known in after.get("translations", {}).items():
            was = known.get(said) or after.get("outdated", {}).get(language, {}).get(said)
            if was and text not in known:
                after.setdefault("outdated", {}).setdefault(language, {})[text] = was
    _forget_unused(after, set(new.values()))


def _forget_unused(source: Source, used: set[str]) -> None:
    """What is out of date stays only beside a text that the form has and that has no translation of its own."""
    for language, old in list(source.get("outdated", {}).items()):
        known = source.get("translations", {}).get(language, {})
        kept = {text: was for text, was in old.items() if text in used and text not in known}
        source["outdated"][language] = kept
        if not kept:
            del source["outdated"][language]
    if not source.get("outdated", True):
        del source["outdated"]
