"""A letter as data: its gaps, and its fingerprint."""

from hypothesis import given
from hypothesis import strategies as st

from casework.deciding.rules.letter import HEADING, ITEM, TEXT, Letter, fingerprint, plain_text

TEXTS = st.text(max_size=40)


def letter(*texts, language="en-gb", title="You can get this"):
    return Letter(language, title, tuple((TEXT, text) for text in texts))


def test_what_stands_in_brackets_is_a_gap_and_so_is_half_of_one():
    assert letter("We looked at [what], and [which day].", "All is said.").gaps == ["[what]", "[which day]"]
    assert letter("We looked at [what").gaps == ["["]
    assert letter(title="On [day]").gaps == ["[day]"]
    assert letter("Nothing (of that) is open.").gaps == []


@given(TEXTS, TEXTS)
def test_two_letters_have_one_fingerprint_when_they_say_the_same_in_one_language(one, other):
    assert (letter(one).sha256 == letter(other).sha256) is (one == other)
    assert letter(one).sha256 != letter(one, language="cy").sha256


def test_what_is_kept_has_the_fingerprint_that_was_shown():
    shown = letter("Dear Gŵyneth", "[no]")
    assert (
        fingerprint({"title": shown.title, "blocks": [["text", "Dear Gŵyneth"], ["text", "[no]"]]}, "en-gb")
        == shown.sha256
    )


def test_as_plain_text_it_has_every_word_and_no_layout():
    blocks = ((TEXT, "Dear Anna"), (HEADING, "What you get"), (ITEM, "£10 a week"), (ITEM, "£2 once"))
    heading, parts = (
        "Calderbrook\n1 March",
        ["You can get this", "Dear Anna", "What you get", "- £10 a week", "- £2 once"],
    )
    said = plain_text(Letter("en-gb", "You can get this", blocks).data, heading)
    assert said == "\n\n".join([heading, *parts]) + "\n"
