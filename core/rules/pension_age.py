"""State Pension age by date of birth.

Pensions Act 1995, Schedule 4, paragraph 1, as amended by the Pensions Acts 2007 (section 13, age 68),
2011 (section 1, age 66) and 2014 (section 26, age 67).
"""

from datetime import date

from core.rules.dates import add_months

# Born before this, a person reached State Pension age by 6 October 2020 at the latest, which is before any day
# this service is used on. The older tables (women 60 to 65, both 65 to 66) are therefore left out.
_AGE_66 = date(1954, 10, 6)
# 66 and one month for those born from this day, one month more for each month after (2014 Act, section 26).
_RISE_TO_67 = date(1960, 4, 6)
_AGE_67 = date(1961, 3, 6)
# From this day the Act names pension dates two months apart, ending with age 68 (2007 Act, Schedule 3).
_RISE_TO_68 = date(1977, 4, 6)
_AGE_68 = date(1978, 4, 6)
_FIRST_DATE_TOWARDS_68 = date(2044, 5, 6)


def state_pension_date(born: date) -> date:
    """Return the day a person born on `born` reaches State Pension age.

    For births before 6 October 1954 it answers with the 66th birthday, which may be later than the true day.
    """
    if born < _RISE_TO_67:
        return _birthday(born, 66)
    if born < _AGE_67:
        return add_months(born, 66 * 12 + 1 + _months_since(_RISE_TO_67, born))
    if born < _RISE_TO_68:
        return _birthday(born, 67)
    if born < _AGE_68:
        return add_months(_FIRST_DATE_TOWARDS_68, 2 * _months_since(_RISE_TO_68, born))
    return _birthday(born, 68)


def has_reached_pension_age(born: date, day: date) -> bool:
    """Say whether a person born on `born` has reached State Pension age on `day`."""
    return day >= state_pension_date(born)


def _months_since(start: date, day: date) -> int:
    """Count whole months from `start` (a 6th, as all the bands are) to `day`."""
    return (day.year - start.year) * 12 + day.month - start.month - (day.day < start.day)


def _birthday(born: date, age: int) -> date:
    # A person born on 29 February has their birthday on 1 March in other years.
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)
