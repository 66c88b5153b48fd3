"""Finding ready words."""

import pytest

from cobrowse.rules.ready_words import matches


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", True), ("rent", True), ("RENT arre", True), ("proof", True), ("rears", False), ("rent water", False),
        ("letter", True),
    ],
)  # fmt: skip
def test_every_word_begins_one_that_is_there(asked, found):
    assert matches(asked, "Rent arrears", "Please send a proof of your rent (letter or statement).") == found
