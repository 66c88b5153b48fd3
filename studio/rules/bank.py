"""The bank of questions: finding those that other forms ask, and those that a form asks already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from studio.rules.finding import Part, Source, all_of, digest

MOST_FOUND = 25
MOST_LETTERS_ASKED = 100
ALIKE = 0.75
# Words that mean the same to whoever looks for a question.
SYNONYMS = [
    {"rent", "landlord", "tenancy", "tenant"},
    {"income", "earnings", "wages", "pay", "paid", "earn"},
    {"birth", "dob", "born", "age"},
    {"child", "children", "kids", "son", "daughter"},
    {"partner", "husband", "wife", "spouse", "couple"},
    {"phone", "telephone", "mobile", "number"},
    {"job", "work", "employer", "employed", "employment"},
    {"nino", "insurance", "ni"},
    {"savings", "capital", "money", "investments"},
    {"address", "home", "live", "postcode"},
    {"disability", "disabled", "ill", "illness", "health"},
    {"bank", "account", "sort"},
    {"school", "pupil", "nursery"},
    {"email", "mail"},
    {"benefit", "benefits", "allowance", "credit"},
]
COMMON = {
    "the",
    "a",
    "an",
    "is",
    "are",
    "do",
    "does",
    "you",
    "your",
    "what",
    "of",
    "to",
    "in",
    "and",
    "or",
    "for",
    "have",
}


@dataclass(frozen=True)
class Banked:
    """A question of a form: `form` its slug, `title` its title."""

    form: str
    title: str
    question: Part


def questions_of(source: Source) -> list[Banked]:
    """What a form puts into the bank: its questions outside rows, which take an answer of their own."""
    return [
        Banked(source["slug"], source["title"], question)
        for question, _section, group in all_of(source)
        if group is None and "each" not in question
    ]


def found(bank: Iterable[Banked], asked: str) -> list[Banked]:
    """The questions that have every word that is asked for, or one that means the same, in their label, hint, fact or
    choices; those with it in the label first, each wording once.
    """
    wanted = [_alike(word) for word in _words(asked[:MOST_LETTERS_ASKED])]
    if not wanted:
        return []
    scored: dict[tuple[str, str], tuple[int, Banked]] = {}
    for each in bank:
        label, rest = _words(each.question["label"]), _words(_rest(each.question))
        score = 0
        for words in wanted:
            hit = 3 if _has(label, words) else 1 if _has(rest, words) else 0
            if not hit:
                break
            score += hit
        else:
            scored.setdefault((each.question["label"], each.question["type"]), (score, each))
    best = sorted(scored.values(), key=lambda pair: (-pair[0], len(pair[1].question["label"])))
    return [each for _score, each in best[:MOST_FOUND]]


def alike(source: Source, label: str, fact: str = "", but: str = "") -> list[Part]:
    """The questions of a form that ask nearly the same: of the same fact, or in nearly the same words."""
    words = {*_words(label)} - COMMON
    return [
        question
        for question, _section, group in all_of(source)
        if question["key"] != but
        and group is None
        and ((fact and question.get("fact") == fact) or _share(words, {*_words(question["label"])} - COMMON) >= ALIKE)
    ]


def words_of(question: Part) -> str:
    """The digest of what a question says, by which a copy knows that it says something newer."""
    names = ("label", "hint", "why_we_ask", "guidance", "statements")
    options = [option["label"] for option in question.get("options", ())]
    return digest([[question.get(name) or "" for name in names], options])


def newer_wording(source: Source, originals: Sequence[Banked]) -> frozenset[str]:
    """The keys of copied questions whose original says something else than when it was copied."""
    now = {(each.form, each.question["key"]): words_of(each.question) for each in originals}
    copied = (question for question, _section, _group in all_of(source) if "copied_from" in question)
    return frozenset(
        question["key"]
        for question in copied
        for origin in [question["copied_from"]]
        if now.get((origin["form"], origin["key"]), origin["words"]) != origin["words"]
    )


def _words(text: Any) -> list[str]:
    return re.findall(r"[a-z0-9]+", str(text).lower())


def _rest(question: Part) -> str:
    options = " ".join(option["label"] for option in question.get("options", ()))
    return " ".join([question.get("hint", ""), question.get("fact", ""), question.get("short", ""), options])


def _alike(word: str) -> set[str]:
    return {word}.union(*(group for group in SYNONYMS if word in group))


def _has(words: list[str], wanted: set[str]) -> bool:
    return any(word == each or (len(each) > 3 and word.startswith(each)) for word in words for each in wanted)


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
