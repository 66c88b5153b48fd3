"""What is different between two documents of a form, piece by piece, matched by their stable keys.

A question that was moved is not one that went and another that came. Each difference is data; its words are made by
formspec/presenters/differences.py.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Document = dict[str, Any]
Item = dict[str, Any]

ADDED, REMOVED, MOVED, REWORDED = "added", "removed", "moved", "reworded"
REQUIRED, OPTIONAL, CHANGED, CONDITION = "made required", "made optional", "changed", "condition changed"

# Attributes that are nothing but words, by the piece that has them.
WORDS = {
    "form": ("title", "short_title", "nation", "scheme", "who_it_is_for", "before_you_start", "after_you_send"),
    "eligibility": ("intro", "fine", "label", "because"),
    "section": ("title", "intro"),
    "page": ("title",),
    "question": ("label", "short", "hint", "why_we_ask", "guidance", "statements", "alone", "video", "audio"),
    "option": ("label",),
    "paper": ("name",),
    "check": ("title", "guidance", "reasons"),
    "award": ("title", "route", "route_scotland"),
}
_WORDS_OF_ROWS = ("row_title", "called")
# What is looked at by itself, piece by piece.
_APART = {
    "form": ("sections", "pages", "evidence", "checks", "awards", "translations", "slug", "eligibility"),
    "eligibility": ("key", "questions"),
    "section": ("key", "questions", "show_if"),
    "page": ("key", "questions"),
    "question": ("key", "fields", "options", "show_if", "required"),
    "option": ("value", "show_if"),
    "paper": ("id", "unless", "asked_by"),
    "check": ("key", "applies_when"),
    "award": ("key", "applies_when"),
}
_CONDITION = {"paper": "unless", "check": "applies_when", "award": "applies_when"}


@dataclass(frozen=True)
class Difference:
    """One thing that is different.

    piece: "form", "eligibility", "section", "page", "question", "option", "paper", "check", "award" or "translation";
    key: its stable key ("question.option" for an option, the language for a translation); name: how people know it, as
    it is now or was last. what: which of its words or settings. before, after: what it was and is; of what was moved,
    the keys of its places.
    """

    piece: str
    kind: str
    key: str
    name: str
    what: str = ""
    before: Any = None
    after: Any = None


def differences(before: Document, after: Document) -> list[Difference]:
    """Everything that is different between two compiled documents, in the order of the form."""
    found = [*_of_item("form", "", after["title"], before, after)]
    found += _of_eligibility(before, after)
    found += _of_list("section", _keyed(before["sections"]), _keyed(after["sections"]))
    found += _of_list("page", _keyed(before["pages"]), _keyed(after["pages"]))
    found += _of_questions(before, after)
    found += _of_list("paper", _keyed(before["evidence"], "id"), _keyed(after["evidence"], "id"))
    for piece, name in (("check", "checks"), ("award", "awards")):
        found += _of_list(piece, _keyed(before.get(name, ())), _keyed(after.get(name, ())))
    return found + [*_of_translations(before, after)]


def are_words_alone(before: Document, after: Document) -> bool:
    """Whether nothing but words, guidance and translations is different: nobody is asked anything else by it."""
    return _bare(before) == _bare(after)


def languages_changed(before: Document, after: Document) -> set[str]:
    """The languages of whose translations something is different; "en" where the form's own words are."""
    translated = {each.key for each in _of_translations(before, after)}
    own = any(each.piece != "translation" for each in differences(before, after))
    return translated | ({"en"} if own else set())


def not_asked(own: Document, today: Document) -> list[Item]:
    """The questions that a form asks today and a claim of an earlier version was not asked: neither yes nor no is known
    of them. Those without an answer, as information, are left out.
    """
    known = questions_of(own)
    return [each for key, each in questions_of(today).items() if key not in known and each["type"] != "information"]


def questions_of(document: Document) -> dict[str, Item]:
    """Every question and every field of a group by its key."""
    asked = [question for section in document["sections"] for question in section["questions"]]
    return {each["key"]: each for question in asked for each in (question, *question.get("fields", ()))}


def _bare(document: Document) -> Any:
    """The document without its words."""
    bare = {key: value for key, value in document.items() if key not in ("translations", *WORDS["form"])}
    if "eligibility" in document:
        bare["eligibility"] = [_bare_eligibility(each) for each in document["eligibility"]["questions"]]
    bare["sections"] = [
        _without(section, WORDS["section"]) | {"questions": [_bare_question(each) for each in section["questions"]]}
        for section in document["sections"]
    ]
    bare["pages"] = [_without(page, WORDS["page"]) for page in document["pages"]]
    bare["evidence"] = [_without(paper, WORDS["paper"]) for paper in document["evidence"]]
    bare["checks"] = [_without(check, WORDS["check"]) for check in document.get("checks", ())]
    bare["awards"] = [_without(award, WORDS["award"]) for award in document.get("awards", ())]
    return bare


def _bare_eligibility(question: Item) -> Item:
    bare = _without(question, WORDS["eligibility"])
    if "options" in question:
        bare["options"] = [_without(option, WORDS["option"]) for option in question["options"]]
    return bare


def _bare_question(question: Item) -> Item:
    bare = {key: value for key, value in _without(question, WORDS["question"]).items() if value or key == "required"}
    # Whether somebody who has no partner gets other words is words; that there are statements to agree to is not.
    bare["statements"] = len(question.get("statements", ()))
    if "options" in question:
        bare["options"] = [_without(option, WORDS["option"]) for option in question["options"]]
    if "rows" in question:
        bare["rows"] = _without(question["rows"], _WORDS_OF_ROWS)
    if "fields" in question:
        bare["fields"] = [_bare_question(each) for each in question["fields"]]
    return bare


def _without(item: Item, names: Sequence[str]) -> Item:
    return {key: value for key, value in item.items() if key not in names}


def _keyed(items: Sequence[Item], by: str = "key") -> dict[str, Item]:
    return {item[by]: item for item in items}


def _name_of(piece: str, item: Item) -> str:
    named_by = {"question": "label", "eligibility": "label", "option": "label", "paper": "name"}
    name: str = item.get(named_by.get(piece, "title")) or ""
    return name or str(item.get("key", ""))


def _of_list(piece: str, before: dict[str, Item], after: dict[str, Item], within: str = "") -> Iterator[Difference]:
    """Of pieces in an order: which came, which are different, which were moved, which went."""
    common = [key for key in after if key in before]
    moved = _moved([key for key in before if key in after], common)
    for key, item in after.items():
        full, name = f"{within}{key}", _name_of(piece, item)
        if key not in before:
            yield Difference(piece, ADDED, full, name, after=item)
            continue
        if key in moved:
            yield Difference(piece, MOVED, full, name)
        yield from _of_item(piece, full, name, before[key], item)
    for key, item in before.items():
        if key not in after:
            yield Difference(piece, REMOVED, f"{within}{key}", _name_of(piece, item), before=item)


def _of_item(piece: str, key: str, name: str, before: Item, after: Item) -> Iterator[Difference]:
    """Of one piece: its words, its condition, its other settings."""
    words, apart = WORDS[piece], _APART[piece]
    condition = _CONDITION.get(piece, "show_if")
    was, now = before.get(condition), after.get(condition)
    if was != now:
        yield Difference(piece, CONDITION, key, name, condition, was, now)
    if before.get("required", False) != after.get("required", False):
        yield Difference(piece, REQUIRED if after.get("required") else OPTIONAL, key, name)
    for what in sorted({*before, *after} - {*apart}):
        was, now = before.get(what) or None, after.get(what) or None
        if was == now:
            continue
        if what == "rows":
            yield from _of_rows(key, name, was or {}, now or {})
        else:
            yield Difference(piece, REWORDED if what in words else CHANGED, key, name, what, was, now)


def _of_rows(key: str, name: str, was: Item, now: Item) -> Iterator[Difference]:
    for what in sorted({*was, *now}):
        if was.get(what) != now.get(what):
            kind = REWORDED if what in _WORDS_OF_ROWS else CHANGED
            yield Difference("question", kind, key, name, what, was.get(what), now.get(what))


def _of_eligibility(before: Document, after: Document) -> Iterator[Difference]:
    """Of the questions before the form begins: its own words, then question by question."""
    was, now = before.get("eligibility", {}), after.get("eligibility", {})
    yield from _of_item("eligibility", "", "", _without(was, ["questions"]), _without(now, ["questions"]))
    asked_then, asked_now = ([_with_labels(each) for each in check.get("questions", ())] for check in (was, now))
    yield from _of_list("eligibility", _keyed(asked_then), _keyed(asked_now))


def _with_labels(question: Item) -> Item:
    """A question before the form begins, with what people read in place of what stands for it."""
    labels = {option["value"]: option["label"] for option in question.get("options", ())}
    told = {**question, "may_not": [labels.get(each, each) for each in question.get("may_not", ())]}
    return told | ({"options": [*labels.values()]} if labels else {})


def _places(document: Document) -> dict[str, tuple[str, str]]:
    """Of each question the key of its page, and of the group that it is asked in, or ""."""
    pages = {key: page["key"] for page in document["pages"] for key in page["questions"]}
    return {
        each["key"]: (pages[question["key"]], "" if each is question else question["key"])
        for section in document["sections"]
        for question in section["questions"]
        for each in (question, *question.get("fields", ()))
    }


def _of_questions(before: Document, after: Document) -> Iterator[Difference]:
    was, now = questions_of(before), questions_of(after)
    places_before, places_after = _places(before), _places(after)
    for each in _of_list("question", was, now):
        if each.kind != MOVED or places_before[each.key] == places_after[each.key]:
            yield each
    for key, question in now.items():
        if key not in was:
            continue
        if places_before[key] != places_after[key]:
            came, went = list(places_before[key]), list(places_after[key])
            yield Difference("question", MOVED, key, question["label"], "place", came, went)
        yield from _of_list("option", _options(was[key]), _options(question), within=f"{key}.")


def _options(question: Item) -> dict[str, Item]:
    return _keyed(question.get("options", ()), "value")


def _moved(before: list[str], after: list[str]) -> set[str]:
    """Of the same keys in two orders, the fewest that have to be moved to come from one to the other."""
    place = {key: number for number, key in enumerate(before)}
    ends: list[int] = []
    chains: list[list[str]] = []
    for key in after:
        at = bisect_left(ends, place[key])
        chain = [*chains[at - 1], key] if at else [key]
        ends[at : at + 1], chains[at : at + 1] = [place[key]], [chain]
    return set(after) - set(chains[-1] if chains else ())


def _of_translations(before: Document, after: Document) -> Iterator[Difference]:
    was, now = before.get("translations", {}), after.get("translations", {})
    for language in sorted({*was, *now}):
        old, new = was.get(language, {}), now.get(language, {})
        for text in sorted({*old, *new}):
            if old.get(text) != new.get(text):
                kind = ADDED if text not in old else REMOVED if text not in new else REWORDED
                yield Difference("translation", kind, language, text, "", old.get(text), new.get(text))


def as_data(found: Sequence[Difference]) -> list[dict[str, Any]]:
    """The differences as plain data, for whoever compares by script."""
    return [dict(vars(each)) for each in found]
