"""Rules of a council's own words of messages."""

import pytest

from notifications.rules import filled, first_paragraph, problems_of, text_parts

PARTS = [
    ("x" * 160, 160, 1),
    ("x" * 161, 161, 2),
    ("x" * 306, 306, 2),
    ("x" * 307, 307, 3),
    ("€" * 80, 160, 1),
    ("€" * 81, 162, 2),
    ("“x” – it’s…", 13, 1),
    ("ŵ" * 70, 70, 1),
    ("ŵ" * 71, 71, 2),
    ("ŵ" * 135, 135, 3),
    ("🙂" * 35, 70, 1),
    ("🙂" * 36, 72, 2),
    ("à é è ì ò ù", 11, 1),
    ("", 0, 1),
]


@pytest.mark.parametrize(("text", "length", "parts"), PARTS)
def test_how_long_a_text_message_is(text, length, parts):
    assert text_parts(text) == (length, parts)


def test_the_first_paragraph_is_one_line():
    assert first_paragraph("\n one\n two\n\nthree") == "one two"


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("{a}\n\n{b}\n\nc", "1\n\nc"),
        ("{a}\n \n{b} {a}\n\n\n\nc", "1\n\nc"),
        ("{b}\n\nc", None),
        ("{a}{a}", "11"),
    ],
)
def test_a_paragraph_needs_its_values(body, left):
    text = filled("s", body, {"a": "1", "b": ""})
    assert text == (None if left is None else ("s", left))


def test_values_are_not_looked_into():
    assert filled("{a}", "{a} {b}", {"a": "{b}", "b": "{a}"}) == ("{b}", "{b} {a}")


def codes_of(subject: str, body: str) -> list[str]:
    return [each.code for each in problems_of(subject, body, allowed=["council", "link"], needed=["link"])]


@pytest.mark.parametrize("body", ["{council}\n\n{link}", "{council}\n \t\n{link}"])
def test_the_first_paragraph_ends_where_the_message_ends_it(body):
    assert first_paragraph(filled("s", body, {"council": "C", "link": "x"})[1]) == "C"
    assert codes_of("a", body) == ["missing"]


@pytest.mark.parametrize("end", ["\n", "\r", "\x0b", "\x1c", "\x85", "\u2028", "\u2029"])
def test_a_subject_is_one_line(end):
    assert "lines" in codes_of(f"a{end}Bcc: b", "{council} {link}")


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\r", "\u202e", "\u200b", "\ufeff", "\ud800"])
def test_what_nobody_sees_is_in_no_message(sign):
    assert "unseen" in codes_of(f"a{sign}b", "{council} {link}")
    assert "unseen" in codes_of("a", f"{{council}} {{link}} a{sign}b")


ADDRESSES = [
    "evil-site.com/pay", "pay at evil.co", "(evil.co)", "ｗｗｗ．ｅｖｉｌ．ｃｏｍ", "evil。com", "ev\u200bil.com",
    "EVIL.CO.UK", "gov.uk.evil.com", "notgov.uk", "bücher.example", "x＠evil", "1.2.3.evil", "hxxp：//evil",
]  # fmt: skip


@pytest.mark.parametrize("typed", ADDRESSES)
def test_what_a_phone_makes_a_link_of_is_an_address(typed):
    assert "address" in codes_of(typed, "{council} {link}")
    assert "address" in codes_of("a", f"{{council}} {{link}} {typed} now")


@pytest.mark.parametrize(
    "typed", ["GOV.UK", "www is no dot", "by 10.30am.", "£5.50", "at 9 a.m. or so…", "e.g. this. That"]
)
def test_other_words_are_none(typed):
    assert codes_of(typed, f"{{council}} {{link}}. {typed}") == []


def test_a_subject_needs_its_values():
    assert filled("{b}", "x", {}) is None
