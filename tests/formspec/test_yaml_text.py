"""A form as YAML: the same letters always, and a hostile or huge file is refused in words before anything is built."""

from __future__ import annotations

import time

import pytest

from core.rules.yaml_files import YamlRefused
from formspec.rules.compile import library_slugs
from formspec.rules.sources.own_form import library_copy
from formspec.rules.sources.yaml_text import SourceRefused, in_order, read_source, sha256_of, yaml_of
from tests.claims.making import SMALL_SOURCE


@pytest.mark.parametrize("slug", library_slugs())
def test_every_form_of_the_library_is_read_and_written_in_the_same_letters(slug):
    text = yaml_of(library_copy(slug))
    assert read_source(text) == library_copy(slug)
    assert yaml_of(read_source(text)) == text


def test_keys_stand_in_the_order_of_the_schema_whatever_order_they_came_in():
    mixed = dict(reversed(SMALL_SOURCE.items()))
    assert list(in_order(mixed))[:4] == ["slug", "kind", "title", "short_title"]
    assert yaml_of(mixed) == yaml_of(SMALL_SOURCE)
    assert list(in_order(mixed)["sections"][0]["questions"][0])[:3] == ["key", "label", "type"]
    assert len(sha256_of(yaml_of(mixed))) == 64


LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{this}: &{this} [{', '.join(['*' + last] * 10)}]\n" for last, this in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x" * 5_000_000, "longer than"),
        ("a: " + "[" * 5000, "nested"),
        (LAUGHS, "stands for more"),
        ("a: !!python/object/apply:os.system ['true']", "tag"),
        ("- 1", "not the source of a form"),
        ("slug: 2026-12-03", "values that no form has"),
        ("a: .nan", "values that no form has"),
        ("\tnot: yaml: at: all", "no YAML"),
    ],
)
def test_what_is_no_form_is_refused_in_words_and_at_once(text, words):
    begun = time.thread_time()
    with pytest.raises(YamlRefused, match=words):
        read_source(text)
    assert time.thread_time() - begun < 1


def test_what_is_yaml_and_no_form_says_where():
    with pytest.raises(SourceRefused) as refused:
        read_source("slug: x\nkind: claim\ntitle: X\n")
    assert any("sections" in str(problem) for problem in refused.value.problems)
