"""Gaps that nobody filled, and characters that nobody can read."""

import pytest

from claims.thread.rules import gaps_in
from core.rules.typed import without_controls


@pytest.mark.parametrize(
    ("words", "gaps"),
    [
        ("Dear [name], come on [date].", ["[name]", "[date]"]),
        ("Nothing to fill in.", []),
        ("An open [ bracket and a closed one ]", ["[ bracket and a closed one ]"]),
        ("Only [open", []),
        ("[]", []),
        ("[on\ntwo lines]", []),
    ],
)
def test_gaps_are_found(words, gaps):
    assert gaps_in(words) == gaps


def test_what_steers_machines_falls_away_and_words_stay():
    assert without_controls("a\x00b\x07c\x1b[31md\ud800e\n\tf\x7f") == "abc[31mde\n\tf"
    assert without_controls("Łódź 🙂 ‘quoted’ العربية") == "Łódź 🙂 ‘quoted’ العربية"
