"""Long lines of templates are broken where a browser draws the same, and nowhere else."""

from __future__ import annotations

import re

import pytest

from scripts.wrap_templates import LONGEST, wrap, wrapped

LONG = "word " * 40
ATTRIBUTES = '<button type="submit" class="govuk-button govuk-button--secondary" data-module="govuk-button" ' * 2


@pytest.mark.parametrize(
    "line",
    [
        f"<p>{LONG}</p>",
        f"{ATTRIBUTES}>Go</button>",
        f'<p class="govuk-body">{{% trans "{LONG.strip()}" %}}</p>',
        f"<p>{{% blocktrans with name=council.name %}}{LONG.strip()} {{{{ name }}}}{{% endblocktrans %}}</p>",
        f'<div class="one"><p>{"x" * 60}</p></div><div class="two"><p>{"y" * 60}</p></div><div><p>z</p></div>',
    ],
)
def test_a_long_line_is_broken_and_says_the_same(line):
    lines = wrap(f"  {line}")
    assert len(lines) > 1
    assert max(map(len, lines)) <= LONGEST
    assert all(each.startswith("  ") for each in lines)
    # What is left when white space and the ways to mark a sentence are taken out.
    told = [
        re.sub(r"\s|trans \"|\" %|trimmed|blocktrans|endblocktrans|[{}%\"]", "", text)
        for text in (line, "".join(lines))
    ]
    assert told[0].replace("trans", "") == told[1].replace("trans", "")


def test_a_short_line_stays():
    assert wrap("  <p>Short</p>") == ["  <p>Short</p>"]
    assert wrapped("a\nb\n") == "a\nb\n"


@pytest.mark.parametrize(
    "line",
    [
        '<a title="' + "in quotes " * 30 + '">x</a>',
        "{% include 'a.html' with " + "one=two " * 40 + "%}",
        "<pre>" + "kept as it is " * 30 + "</pre>",
    ],
)
def test_nothing_is_broken_where_white_space_means_something(line):
    assert all(part in line for part in wrap(line))
    assert len(wrap(line)) <= 2


def test_a_sentence_with_plurals_keeps_its_ids():
    line = f"<p>{{% blocktrans count number=n %}}{LONG}one{{% plural %}}{LONG}many{{% endblocktrans %}}</p>"
    assert "blocktrans trimmed count number=n" in "".join(wrap(line))
