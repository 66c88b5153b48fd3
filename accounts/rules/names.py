"""Whether two names can be one person's: what decides if somebody has to be asked before records come together."""

from __future__ import annotations

import datetime as dt

from core.rules.names import words_of_name


def folded(name: str) -> frozenset[str]:
    """The words of a name, in no order: "Dr Zoë O’Brien" → {"zoe", "obrien"}."""
    return frozenset(words_of_name(name))


def names_agree(one: str, other: str) -> bool:
    """Nothing in the names says that these are two people. A name not given agrees with any.

    One may have words that the other leaves out (a middle name), but two words must be in both.
    """
    first, second = folded(one), folded(other)
    if not first or not second or first == second:
        return True
    return len(first & second) >= 2 and (first <= second or second <= first)


def may_be_one_person(one: str, born: dt.date | None, other: str, born_too: dt.date | None) -> bool:
    """As `names_agree`, with the dates of birth: two that differ are two people."""
    if born is not None and born_too is not None and born != born_too:
        return False
    return names_agree(one, other)
