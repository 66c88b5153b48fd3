"""Answer sets by the thousand: values drawn by hypothesis, put together at random from them, which is cheap."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from hypothesis import strategies as st

from formspec.rules.answer_types import ANSWER_TYPES, type_of
from tests.formspec.strategies import ROW_IDS, VALID, hostile_answers, hostile_json

Place = tuple[str, str]
OF_EACH = 5
# How likely an answer is right, hostile or absent, by the manner of a whole set.
MANNERS = [(85, 5, 10), (60, 25, 15), (20, 70, 10), (10, 10, 80)]


@dataclass(repr=False)
class Pools:
    """Some values by type of answer, right and hostile, and any JSON."""

    valid: dict[str, list[Any]]
    hostile: dict[str, list[Any]]
    json: list[Any]

    def __repr__(self) -> str:
        # These are pages of text; the set at fault is printed by the test.
        return "Pools(…)"


@st.composite
def value_pools(draw) -> Pools:
    """A few values of each kind."""
    few = {"min_size": OF_EACH, "max_size": OF_EACH}
    return Pools(
        {kind: draw(st.lists(values, **few)) for kind, values in VALID.items()},
        {kind: draw(st.lists(hostile_answers({"type": kind}), **few)) for kind in ANSWER_TYPES},
        draw(st.lists(hostile_json, **few)),
    )


def answer_set(spec: dict[str, Any], pools: Pools, random: Random) -> dict[Place, Any]:
    """One set of raw answers {(question, row): raw} to a compiled form."""
    weights = random.choice(MANNERS)
    answers: dict[Place, Any] = {}
    for section in spec["sections"]:
        for question in section["questions"]:
            _answer(answers, question, "", pools, weights, random)
            for row in random.sample(ROW_IDS, random.randrange(4)) if question.get("fields") else ():
                for part in question["fields"]:
                    _answer(answers, part, row, pools, weights, random)
    return answers


def _answer(answers, question, row, pools, weights, random) -> None:
    manner = random.choices(("valid", "hostile", "absent"), weights)[0]
    if manner == "valid":
        answers[question["key"], row] = _valid(question, pools.valid, random)
    elif manner == "hostile":
        answers[question["key"], row] = random.choice(pools.hostile[question["type"]])


def _valid(question: dict[str, Any], pool: dict[str, list[Any]], random: Random) -> Any:
    digits = {"four_digits": "1234", "nine_digits": "123456789"}.get(question.get("validation", ""))
    if digits:
        return digits
    values = [option["value"] for option in question.get("options", ())]
    if question["type"] == "choice":
        return random.choice(values)
    if question["type"] == "multi_choice":
        return random.sample(values, random.randint(1, len(values)))
    return random.choice(pool[question["type"]])


def as_posted(questions: list[dict[str, Any]], answers: dict[Place, Any], row: str, random: Random) -> dict[str, Any]:
    """The answers to these questions as a browser, or somebody pretending to be one, posts them."""
    data: dict[str, Any] = {}
    for question in questions:
        key, raw = question["key"], answers.get((question["key"], row), "")
        if names := type_of(question).parts:
            parts = raw if isinstance(raw, dict) else dict.fromkeys(names, raw)
            data |= {f"{key}-{part}": _text(value) for part, value in parts.items()}
        else:
            data[key] = [_text(value) for value in raw] if isinstance(raw, list) else _text(raw)
        data[f"_base-{key}"] = random.choice(["0", "1", "7", "-1", "x", "", "9" * 40, "٣"])
    return {_text(name): value for name, value in data.items()}


def _text(value: Any) -> str:
    """Half a surrogate pair cannot be posted; everything else can."""
    return str(value).encode("utf-8", "replace").decode()
