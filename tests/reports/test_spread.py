"""The time within which so many lie."""

import datetime as dt

from reports.rules.spread import within


def test_the_middle_and_nine_in_ten():
    took = {12: 5, 24: 4, 120: 1}
    assert within(took, 0.5) == dt.timedelta(days=1)
    assert within(took, 0.9) == dt.timedelta(days=2)
    assert within(took, 0.91) == dt.timedelta(days=10)


def test_of_none_there_is_none():
    assert within({}, 0.5) is None
