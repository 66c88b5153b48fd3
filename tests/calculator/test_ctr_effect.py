"""What a scheme would change for many households: counts and sums."""

from calculator.ctr.effect import effect_of, no_effect, together
from calculator.ctr.scheme import parse_scheme
from tests.calculator.test_ctr_boundaries import BANDED, household, result

# £1,040 of bill: 80% up to £100 a week and 40% up to £150; under the other 50% up to £120.
NOW = parse_scheme(BANDED)
DRAFT = parse_scheme(
    {**BANDED, "bands": [{**BANDED["bands"][0], "percent": 50, **dict.fromkeys(list(BANDED["bands"][0])[1:], 120)}]}
)


def effect(*pensions, before=NOW, homes=None):
    homes = homes or [household()] * len(pensions)
    return effect_of(homes, [result(private_pension=each) for each in pensions], before, DRAFT)


def told(found):
    return {name: value for name, value in found.items() if value}


def test_each_household_is_the_same_or_gets_more_or_less():
    assert told(effect(100)) == {
        "looked_at": 1, "less": 1, "before_per_year": 832, "after_per_year": 520, "most_less_per_week": 6,
    }  # fmt: skip
    assert told(effect(120)) == {
        "looked_at": 1, "more": 1, "before_per_year": 416, "after_per_year": 520, "most_more_per_week": 2,
    }  # fmt: skip
    assert told(effect(150)) == {
        "looked_at": 1, "less": 1, "ends": 1, "before_per_year": 416, "most_less_per_week": 8,
    }  # fmt: skip
    assert told(effect(151)) == {"looked_at": 1, "same": 1}


def test_sums_and_largest_changes_of_all():
    found = effect(100, 120, 150, 151)
    assert (found["looked_at"], found["more"], found["less"], found["same"], found["ends"]) == (4, 1, 2, 1, 1)
    assert (found["before_per_year"], found["after_per_year"]) == (832 + 416 + 416, 520 + 520)
    assert (found["most_more_per_week"], found["most_less_per_week"]) == (2, 8)
    assert together(effect(100, 120), effect(150, 151)) == found
    assert together(no_effect(), found) == found


def test_without_a_scheme_in_force_nothing_can_be_compared():
    assert told(effect(100, before=None)) == {"looked_at": 1, "not_worked_out": 1}


def test_who_is_not_touched_and_who_cannot_be_told_is_in_no_sum():
    homes = [household(age=75), household({"role": "non_dependant", "age": 40}), household()]
    others = {"others": {"deductions": [{"from": 0, "pounds": 5}, {"from": 100, "pounds": 9}]}}
    found = effect_of(
        homes, [result()] * 3, parse_scheme({**BANDED, **others}), DRAFT
    )  # the second has another adult whose pay nobody told
    assert told(found) == {
        "looked_at": 3, "pension_age": 1, "not_worked_out": 1, "less": 1, "before_per_year": 832,
        "after_per_year": 520, "most_less_per_week": 6,
    }  # fmt: skip
