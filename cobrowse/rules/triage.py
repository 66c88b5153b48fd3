"""A few questions that lead each person to the help that fits: which are asked, and what the answers come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# Words by language.
Words = Mapping[str, str]
ENGLISH = "en-gb"


@dataclass(frozen=True)
class Answer:
    """One answer: what to read, where to go, which ways of being helped fit, the best first, and what is asked
    `then`.
    """

    code: str
    says: Words
    texts: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    then: str = ""


@dataclass(frozen=True)
class Question:
    """One question with its answers; none of them has to be chosen."""

    code: str
    asks: Words
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Advice:
    """What the answers come to: codes of texts and links, and ways in the order in which they fit."""

    texts: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()

    @property
    def is_some(self) -> bool:
        """Whether there is anything to read or to go to."""
        return bool(self.texts or self.links)


def asked(questions: Mapping[str, Question], said: Mapping[str, str]) -> list[str]:
    """The codes of the questions that are asked of whoever `said` this so far (answer by question): the first, and what
    follows from each answer. What was said to a question that is not asked any more leads nowhere.
    """
    codes: list[str] = []
    code = next(iter(questions), "")
    while code and code not in codes:
        codes.append(code)
        answer = _answer(questions[code], said)
        code = answer.then if answer is not None else ""
    return codes


def advice(questions: Mapping[str, Question], said: Mapping[str, str]) -> Advice:
    """What the answers come to. Of ways the last answer knows best."""
    given = [_answer(questions[code], said) for code in asked(questions, said)]
    answers = [each for each in given if each is not None]
    return Advice(
        texts=_once(text for each in answers for text in each.texts),
        links=_once(link for each in answers for link in each.links),
        ways=_once(way for each in reversed(answers) for way in each.ways),
    )


def in_order(ways: Iterable[tuple[str, str]], fitting: tuple[str, ...]) -> list[tuple[str, str]]:
    """(code, name) of every way there is, those that fit first; none is left out."""
    return sorted(ways, key=lambda way: fitting.index(way[0]) if way[0] in fitting else len(fitting))


def in_language(words: Words, language: str) -> str:
    """Words in this language, else in English."""
    return words.get(language) or words[ENGLISH]


def _answer(question: Question, said: Mapping[str, str]) -> Answer | None:
    return next((each for each in question.answers if each.code == said.get(question.code)), None)


def _once(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))
