"""What there is to say about a form before it is published: what has to be put right, and what could be better."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from formspec.rules.answer_types import type_of
from formspec.rules.answer_types.answer_type import AnswerType
from formspec.rules.media import own_files
from formspec.rules.messages import names
from formspec.rules.sources.problems import evidence_of
from formspec.rules.translation import translatable_texts
from studio.rules.checking.reach import out_of_reach
from studio.rules.checking.reading import OLDEST, hardest
from studio.rules.finding import Part, Source, all_of

# The kinds, in the order in which they are listed. With one of the first nothing is published.
NEVER_ASKED, UNLABELLED, MEDIUM_GONE = "never asked", "unlabelled", "medium gone"
BLOCKING = (NEVER_ASKED, UNLABELLED, MEDIUM_GONE)
UNREACHABLE, FACT_DIFFERS, FACT_UNKNOWN = "unreachable", "fact differs", "fact unknown"
NO_SHORT, HARD_TO_READ, NO_GUIDANCE, PAPER_UNASKED = "no short", "hard to read", "no guidance", "paper unasked"
UNTRANSLATED, OUTDATED, IDLE = "untranslated", "outdated", "idle"
KINDS = (
    *BLOCKING, UNREACHABLE, FACT_DIFFERS, FACT_UNKNOWN, NO_SHORT, HARD_TO_READ, NO_GUIDANCE, PAPER_UNASKED, IDLE,
    UNTRANSLATED, OUTDATED,
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One thing that was found. key: of the question that it is about, or ""; name: its label, a paper's name, or the
    code of a language; more: the fact; number: the reading age in years, or how many texts.
    """

    kind: str
    key: str
    name: str
    more: str = ""
    number: int = 0

    @property
    def blocks(self) -> bool:
        """Whether the form cannot be published with it."""
        return self.kind in BLOCKING


def blocking(source: Source, kept: Collection[str]) -> list[Finding]:
    """What stops a source that compiles from being published. kept: the names of the council's sound and films."""
    return [each for each in (*_reach(source), *_of_media(source, kept)) if each.blocks]


def findings(
    source: Source, document: Source, known: Mapping[str, Any], elsewhere: Mapping[str, AnswerType],
    kept: Collection[str] = (),
) -> list[Finding]:  # fmt: skip
    """Everything that is found in a source and the document compiled from it, by kind and then in order.

    known: the facts that the platform knows; elsewhere: by fact, the type of its question in the council's other forms;
    kept: the names of the council's sound and films.
    """
    found = [
        *_reach(source),
        *_of_media(source, kept),
        *_of_papers(source),
        *_of_eligibility(source),
        *_of_translations(source, document),
    ]
    for question, _section, group in all_of(source):
        found += _of_question(question, group is not None, known, elsewhere)
    return sorted(found, key=lambda each: KINDS.index(each.kind))


def _reach(source: Source) -> Iterator[Finding]:
    asked = {question["key"]: question for question, _section, _group in all_of(source)}
    for key in out_of_reach(source):
        kind = NEVER_ASKED if asked[key].get("required") else UNREACHABLE
        yield Finding(kind, key, asked[key]["label"])


def _of_media(source: Source, kept: Collection[str]) -> Iterator[Finding]:
    """What cannot be read by those who cannot hear or see it, and what is not here, as after coming from elsewhere."""
    for question, _section, _group in all_of(source):
        said = [sound.get("transcript", "") for sound in question.get("audio", {}).values()]
        said += [question["video"].get("transcript", "")] if "video" in question else []
        if not all(words.strip() for words in said):
            yield Finding(UNLABELLED, question["key"], question["label"])
        if not {*own_files(question)} <= {*kept}:
            yield Finding(MEDIUM_GONE, question["key"], question["label"])


def _of_question(
    question: Part, in_row: bool, known: Mapping[str, Any], elsewhere: Mapping[str, AnswerType]
) -> Iterator[Finding]:
    key, label, kind = question["key"], question["label"], type_of(question)
    fact = question.get("fact")
    if fact is not None and elsewhere.get(fact, kind) is not kind:
        yield Finding(FACT_DIFFERS, key, label, fact)
    elif fact is not None and fact not in known and fact not in elsewhere:
        yield Finding(FACT_UNKNOWN, key, label, fact)
    is_typed = kind.takes_answer and not kind.is_group and not kind.options(question)
    if is_typed and names(question)["what"] == _UNNAMED:
        yield Finding(NO_SHORT, key, label)
    years = max(hardest(text) for text in (label, question.get("hint", ""), question.get("why_we_ask", "")))
    if years > OLDEST:
        yield Finding(HARD_TO_READ, key, label, number=round(years))
    if kind.takes_answer and not in_row and not question.get("guidance"):
        yield Finding(NO_GUIDANCE, key, label)


# What error messages say in place of a question that has no name.
_UNNAMED = names({"label": "?"})["what"]


def _of_papers(source: Source) -> Iterator[Finding]:
    asked = {paper for question, _section, _group in all_of(source) for paper in evidence_of(question)}
    yield from (
        Finding(PAPER_UNASKED, "", each["name"]) for each in source.get("evidence", ()) if each["id"] not in asked
    )


def _of_eligibility(source: Source) -> Iterator[Finding]:
    asked = source.get("eligibility", {}).get("questions", ())
    yield from (Finding(IDLE, "", each["label"]) for each in asked if not each.get("may_not"))


def _of_translations(source: Source, document: Source) -> Iterator[Finding]:
    texts = {text for _kind, text in translatable_texts(document)}
    languages = sorted({"cy", *source.get("translations", {}), *source.get("outdated", {})})
    for language in languages:
        outdated = texts & set(source.get("outdated", {}).get(language, ()))
        missing = texts - set(source.get("translations", {}).get(language, ())) - outdated
        for kind, lacking in ((UNTRANSLATED, missing), (OUTDATED, outdated)):
            if lacking:
                yield Finding(kind, "", language, number=len(lacking))
