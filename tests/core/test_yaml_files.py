"""YAML of somebody else: read as it stands, never unfolded into more than a machine holds."""

import datetime as dt

import pytest
from yaml import CSafeLoader

from core.rules.yaml_files import MAX_LETTERS, YamlRefused, load_yaml, unfolded_nodes


def bomb(levels: int) -> str:
    """Each line stands for nine times the one before."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines)


HOSTILE = {
    "grows": bomb(7),
    "grows beyond measure": bomb(30),
    "holds itself": "a: &a [*a]",
    "refers to nothing": "a: *b",
    "long": "x" * (MAX_LETTERS + 1),
    "unfinished": "a: [",
    "no mapping": "a: b: c",
    "tab": "\t- x",
    "deep": "[" * 100_000,
    "deep and closed": "[" * 50_000 + "]" * 50_000,
    "deep mappings": "{a: " * 30_000 + "1" + "}" * 30_000,
    "deep for its nodes": "[" * 101 + "]" * 101,
    "runs something": "!!python/name:os.system x",
    "tagged number": f"a: !!int '{'59: ' * 400_000}59'",
    "number to the base of sixty": f"a: {'59:' * 600_000}59",
    "number of many digits": "a: " + "9" * 4001,
    "no such day": "a: 2026-99-99",
    "no such year": "a: 0000-00-00",
}


def test_a_document_is_read_as_plain_data():
    assert load_yaml("a: [1, two, 3.5, null, true]\nb: {c: d}\n") == {"a": [1, "two", 3.5, None, True], "b": {"c": "d"}}


def test_how_a_library_has_dates_read_does_not_count(monkeypatch):
    monkeypatch.setitem(CSafeLoader.yaml_constructors, "tag:yaml.org,2002:timestamp", lambda loader, node: "any day")
    assert load_yaml("a: 2026-05-01") == {"a": dt.date(2026, 5, 1)}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_grows_or_is_no_yaml_is_refused(name):
    with pytest.raises(YamlRefused):
        load_yaml(HOSTILE[name])


@pytest.mark.parametrize("typed", [r'a: "x\0"', r'"x\0": a', r'a: "\ud800"', r'a: "\udfff\ud800"'])
def test_characters_that_no_table_keeps_are_refused(typed):
    with pytest.raises(YamlRefused):
        load_yaml(typed)
    assert load_yaml(r'a: "\U0001F600 \e"') == {"a": "😀 \x1b"}


def test_nesting_and_long_texts_are_taken():
    assert load_yaml("[" * 100 + "]" * 100)
    assert load_yaml(f"a: {'many words ' * 1000}")


def test_what_is_referred_to_counts_as_often_as_it_is():
    assert unfolded_nodes("[a, b]") == 3
    assert unfolded_nodes("{a: &rent [1, 2], b: *rent, c: *rent}") == 1 + 3 + 3 * 3
    assert unfolded_nodes(bomb(3)) == 1 + 3 + 10 + (1 + 9 * 10) + (1 + 9 * (1 + 9 * 10))


def test_what_is_referred_to_may_be_used_again():
    assert load_yaml("a: &rent {weekly: 1}\nb: *rent\n") == {"a": {"weekly": 1}, "b": {"weekly": 1}}
