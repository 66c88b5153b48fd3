"""Other adults as forms tell of them: who is a couple, who is away, who has a young child."""

import pytest

from calculator.household.other_adults import CARES, COUPLE_NOT_FOUND, IN_PRISON, NOT_DATED, non_dependants


def told(*rows):
    common = {"nondep.dob": "1990-01-01", "nondep.relationship": "son_daughter"}
    return non_dependants({"household.other_adults": [common | row for row in rows]})


def named(first):
    """A name as forms have it. They share the last one."""
    return {"nondep.name": {"first": first, "last": "Hill"}}


@pytest.mark.parametrize(
    ("rows", "couples", "found"),
    [
        ([{"nondep.couple_with": "Alex"}, named("Alex")], [0, 0], True),
        ([{"nondep.couple_with": "yes"}, {}], [0, 0], True),
        ([{"nondep.couple_with": "no"}, {}], [None, None], True),
        ([{"nondep.couple_with": "alex"}, named("Kim"), named("Alex")], [0, None, 0], True),
        ([{"nondep.couple_with": "Lee"}, named("Kim"), named("Alex")], [None, None, None], False),
        (
            [
                named("Sam") | {"nondep.couple_with": "Alex"},
                named("Alex") | {"nondep.couple_with": "Sam"},
                named("Kim") | {"nondep.couple_with": "Lee"},
                named("Lee"),
            ],
            [0, 0, 1, 1],
            True,
        ),
        ([{"nondep.couple_with": "Alex Hill"}, named("Kim"), named("Alex")], [0, None, 0], True),
        ([{"nondep.couple_with": "Hill"}, named("Kim"), named("Alex")], [None, None, None], False),
        ([{"nondep.couple_with": "Alex"}], [None], False),
    ],
)
def test_a_couple_is_found_by_a_name_or_because_there_are_two(rows, couples, found):
    adults, said = told(*rows)
    assert [each.get("couple_number") for each in adults] == couples
    assert (COUPLE_NOT_FOUND not in said) == found


@pytest.mark.parametrize(
    ("special", "key", "value", "sentences"),
    [
        ("prison", "away", "prison", [IN_PRISON]),
        ("hospital", "away", "hospital", []),
        ("forces_away", "away", "operations", []),
        ("child_under_5", "child_under_5", True, []),
        ("carer", "away", None, [CARES]),
        ("none", "away", None, []),
    ],
)
def test_what_applies_to_another_adult(special, key, value, sentences):
    (adult,), said = told({"nondep.special": [special]})
    assert adult.get(key) == value
    assert said == sentences


def test_who_pays_for_a_place_is_left_out_and_who_has_no_date_of_birth_is_said():
    adults, said = told({"nondep.relationship": "lodger"}, {"nondep.dob": None})
    assert adults == []
    assert said == [NOT_DATED]
