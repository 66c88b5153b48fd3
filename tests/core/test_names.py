"""The words of a name."""

import pytest

from core.rules.names import words_of_name


@pytest.mark.parametrize(
    ("name", "words"),
    [("Dr Zoë O’Brien", ["zoe", "obrien"]), ("Anne-Marie SMITH", ["anne", "marie", "smith"]),
     ("S.J. Łukasz", ["s", "j", "lukasz"]),
     ("Mr", []), ("", []), ("李 小龙", ["李", "小龙"]), ("Zoe\u0308", ["zoe"])],
)  # fmt: skip
def test_words_are_the_same_however_a_name_is_written(name, words):
    assert words_of_name(name) == words
