"""The work list by language, age and area."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import Resident
from casework.models import SavedFilter
from casework.readers.kinds_of_people import ByAge, born_between
from casework.readers.work_list import WorkListFilter, work_list
from core.rules.postcodes import clean_area
from tests.casework.test_budgets import LIST, cost_of
from tests.casework.test_claims import sent_by
from tests.casework.test_searching import lives_in
from tests.people import browser_of

PAGE = "/staff/claims/"


def found(aisha, **wanted) -> set[str]:
    return {claim.submission.name for claim in work_list(aisha, WorkListFilter(**wanted))}


@pytest.fixture
def two(calderbrook):
    year = timezone.localdate().year
    rhian = sent_by(calderbrook, "Rhian Oakley", dob={"day": "1", "month": "1", "year": str(year - 30)})
    tomos = sent_by(calderbrook, "Tomos Ash", dob={"day": "1", "month": "1", "year": "1930"})
    Resident.objects.filter(pk=rhian.resident_id).update(language="cy")
    Resident.objects.filter(pk=tomos.resident_id).update(access_needs=["bsl", "interpreter"], language="en-gb")
    lives_in(rhian, "LS1 4DT")
    lives_in(tomos, "LS10 2AB")
    return rhian, tomos


def test_each_finds_those_and_no_others(aisha, two):
    assert found(aisha, language="cy") == found(aisha, age="25-45") == found(aisha, area="LS1") == {"Rhian Oakley"}
    assert found(aisha, language="interpreter") == found(aisha, age="65-") == found(aisha, area="LS10") == {"Tomos Ash"}
    assert found(aisha, language="cy", area="LS10") == found(aisha, age="0-25") == found(aisha, area="LS14") == set()


def test_on_the_page_they_are_kept_like_the_others_and_within_the_queries(aisha, two):
    browser = browser_of(aisha)
    browser.get(PAGE)
    browser.post(PAGE, {"language": "cy", "age": "25-45", "area": " ls1 "})
    page = browser.get(PAGE).content.decode()
    assert "Rhian Oakley" in page
    assert "Tomos Ash" not in page
    assert browser.post("/staff/claims/kept/save/", {"name": "Welsh"}).status_code == 302
    kept = SavedFilter.objects.get().search()
    assert all(part in kept for part in ("language=cy", "age=25-45", "area=+ls1+"))
    assert cost_of(lambda: browser.get(PAGE)) <= LIST
    browser.post(PAGE, {"area": "Leeds"})
    page = browser.get(PAGE).content.decode()
    assert "Enter the first half of a postcode" in page
    assert 'value="Leeds"' in page


@pytest.mark.parametrize(
    ("today", "age", "first", "last"),
    [
        (dt.date(2026, 11, 30), "0-25", dt.date(2001, 12, 1), dt.date(2026, 11, 30)),
        (dt.date(2026, 11, 30), "25-45", dt.date(1981, 12, 1), dt.date(2001, 11, 30)),
        (dt.date(2026, 11, 30), "65-", dt.date.min, dt.date(1961, 11, 30)),
        (dt.date(2024, 2, 29), "25-45", dt.date(1979, 3, 1), dt.date(1999, 2, 28)),
    ],
)
def test_who_is_of_an_age_today(today, age, first, last):
    assert born_between(age, today) == (first, last)


def test_everybody_is_of_one_age():
    for today in (dt.date(2024, 2, 28), dt.date(2024, 2, 29), dt.date(2024, 3, 1), dt.date(2025, 2, 28)):
        ages = [born_between(age, today) for age in reversed(ByAge.values) if age]
        assert all(one[1] + dt.timedelta(days=1) == other[0] for one, other in zip(ages, ages[1:], strict=False))
        assert (ages[0][0], ages[-1][1]) == (dt.date.min, today)


def test_the_first_half_of_a_postcode():
    typed = ("ls1", "LS10", " EC1A ", "M1", "W1A", "LS1 4DT", "LS", "1", "Leeds", "")
    assert [clean_area(each) for each in typed] == ["LS1", "LS10", "EC1A", "M1", "W1A", *[None] * 5]
