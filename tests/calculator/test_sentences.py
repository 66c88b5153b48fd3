"""The sentences of the calculator: each is a message that the catalogue knows, with just the parameters of its id."""

import ast
import datetime
import json
import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

import calculator
import estimates
from calculator.estimate import estimates as estimates_of
from calculator.run import default_engine
from core.catalogue import KEYWORDS, messages_in_use, read_catalogue
from core.rules.messages import Phrase, in_words
from tests.calculator.drawn import drawn_apart
from tests.calculator.household_strategies import households
from tests.english import english

ROOT = Path(calculator.__file__).parent.parent
MODULES = sorted(Path(calculator.__file__).parent.rglob("*.py"))
# What these say is not for people with an estimate: titles of laws, the page of golden households, faults,
# names of places and what an operator types wrong.
NOT_SENTENCES = ("passported/sources.py", "golden/", "engine/external/", "household/areas.py")
SAYING = {*KEYWORDS} - {"_"}
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def prose_of(path):
    """Strings of a module that read as prose and that no keyword of the catalogue marks, with their lines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    left = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    left |= {id(part) for node in nodes if isinstance(node, ast.Raise) and node.exc for part in ast.walk(node.exc)}
    left |= {id(part) for node in nodes if isinstance(node, ast.Call) and called(node) in SAYING for part in node.args}
    for node in nodes:
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left
        if is_text and re.search(r"[a-z] [a-z]", node.value):
            yield node.lineno, node.value


def called(node):
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


@pytest.mark.slow
@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_sentence_stands_outside_a_message(path):
    if not any(part in path.as_posix() for part in NOT_SENTENCES):
        assert list(prose_of(path)) == []


@pytest.mark.parametrize("folder", [calculator, estimates], ids=["calculator", "estimates"])
def test_no_pattern_reads_a_finished_sentence(folder):
    """Modules with patterns read what people type or post: a place, the name of a box, the months of a business."""
    paths = sorted(Path(folder.__file__).parent.rglob("*.py"))
    using = [path.name for path in paths if re.search(r"^\s*(import re\b|from re import)", path.read_text(), re.M)]
    assert using == (["scheme_tables.py"] if folder is estimates else ["areas.py", "businesses.py"])


@pytest.fixture(scope="module")
def catalogue():
    return read_catalogue(ROOT / "locale" / "cy" / "LC_MESSAGES" / "django.po")


@pytest.mark.slow
def test_every_sentence_has_its_welsh_with_the_same_parameters(catalogue):
    """Of `calculator` alone; tests/test_translations.py holds the whole platform to it."""
    used = [each for each in messages_in_use(ROOT) if any(path.startswith("calculator") for path, _ in each.locations)]
    assert len(used) > 600
    for message in used:
        known = catalogue.get(message.id)
        assert known is not None, message.id
        for text in known.string if isinstance(known.string, tuple) else (known.string,):
            assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(str(message.id))), message.id


def messages_of(value):
    """Every message in a value, and those in messages."""
    if isinstance(value, Phrase):
        yield value
    inside = []
    if is_dataclass(value):
        inside = [getattr(value, each.name) for each in fields(value)]
    elif isinstance(value, dict):
        inside = value.values()
    elif isinstance(value, list | tuple):
        inside = value
    for each in inside:
        yield from messages_of(each)


@pytest.fixture(scope="module")
def many():
    some = drawn_apart(households(), 200)
    return estimates_of(some, engine=default_engine(), today=datetime.date(2026, 11, 22))


@pytest.mark.slow
def test_what_is_said_is_in_the_catalogue_and_filled_in(many, catalogue):
    for message in {each for estimate in many for each in messages_of(estimate) if each.text}:
        assert catalogue.get(message.text), message.text
        assert set(PLACEHOLDER.findall(message.text)) == set(message.params), message.text


@pytest.mark.slow
def test_estimates_are_said_the_same_after_they_were_stored(many):
    for estimate in many:
        stored = json.loads(json.dumps(estimate.to_dict()))
        assert in_words(stored) == json.loads(json.dumps(english(estimate).to_dict()))
