"""How long claims are kept: pure sums of days."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

# Six years: as long as a sum that is owed can be claimed in court (Limitation Act 1980, sections 5 and 9).
DEFAULT_YEARS = 6
MOST_YEARS = 50
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Keeping:
    """How long a claim is kept, in years, and its files, in months; None: as long as the claim."""

    years: int = DEFAULT_YEARS
    months_of_files: int | None = None

    def claims_before(self, today: dt.date) -> dt.date:
        """What was decided before this day is no longer kept."""
        return months_before(today, self.years * MONTHS_A_YEAR)

    def files_before(self, today: dt.date) -> dt.date | None:
        """Files of what was decided before this day go; None: they go with the claim."""
        return None if self.months_of_files is None else months_before(today, self.months_of_files)


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day of an earlier month, or that month's last: 29 February 2028 less 12 months is 28 February 2027."""
    month = day.year * MONTHS_A_YEAR + day.month - 1 - months
    year, index = divmod(month, MONTHS_A_YEAR)
    return dt.date(year, index + 1, min(day.day, calendar.monthrange(year, index + 1)[1]))
