"""The starter content of the journal: activities, sentences, questions and page words, in four languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from core.rules.yaml_files import load_yaml
from jobjournal.rules.sentences import gap_names

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "cy", "pl", "ur")
RIGHT_TO_LEFT = frozenset({"ur"})


@cache
def _read(name: str) -> Any:
    return load_yaml((FOLDER / f"{name}.yaml").read_text())


def starter_activities() -> list[dict[str, Any]]:
    """The activities in order: key, icon, counts_as, counts, words by language."""
    return _read("activities")


def starter_sentences() -> list[dict[str, Any]]:
    """The sentences in order: key, use, activity (or None), text, labels, questions as a template keeps them."""
    return [
        {
            "key": source["key"],
            "use": source.get("use", "entry"),
            "activity": source.get("activity"),
            "text": source["text"],
            "labels": source.get("labels", {}),
            "questions": [_question(source, name) for name in gap_names(source["text"])],
        }
        for source in _read("sentences")
    ]


def _question(source: dict[str, Any], name: str) -> dict[str, Any]:
    known = _read("questions")[name]
    return {
        "name": name,
        "type": known["type"],
        "prompts": source.get("prompts", {}).get(name, known["prompts"]),
        "choices": known.get("choices", []),
        "sample": source.get("samples", {}).get(name, known["sample"]),
    }


def starter_examples() -> dict[str, tuple[str, str]]:
    """By sentence: what its samples give with every part, and without the optional ones."""
    return {
        source["key"]: (source["example"], source.get("example_without_optional", source["example"]))
        for source in _read("sentences")
    }


def known_questions() -> dict[str, dict[str, Any]]:
    """Every question of the library by name, for sentences that admins write."""
    return {name: _question({}, name) for name in _read("questions")}


def is_shown_to_advisers(name: str, prompt: str) -> bool:
    """Whether an adviser who is let see an entry sees the answer to a question: one of the library's that says so,
    under words of the library. What a council asks under the same name in other words may be anything.
    """
    known = _read("questions").get(name)
    if known is None or known.get("adviser") != "show":
        return False
    own = (source.get("prompts", {}).get(name, {}) for source in _read("sentences"))
    return prompt in {known["prompts"]["en"], *(prompts.get("en") for prompts in own)}


def page_words(language: str) -> dict[str, str]:
    """The words around the questions in one of LANGUAGES; another is English."""
    return {name: texts.get(language, texts["en"]) for name, texts in _read("page_words").items()}
