"""The work list by whom claims are of: in which language, of which age, from where."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessNeed
from claims.models import Claim
from claims.readers.searching import claims_in_area
from core.rules.dates import add_months

# Beside the codes of languages.
INTERPRETER = "interpreter"
ONE_DAY = dt.timedelta(days=1)


class ByAge(TextChoices):
    """How the work list can be filtered by the age of the claimant today."""

    ANY = "", _("Any")
    UNDER_25 = "0-25", _("Under 25")
    FROM_25 = "25-45", _("25 to 44")
    FROM_45 = "45-65", _("45 to 64")
    FROM_65 = "65-", _("65 and over")


# From which age, and before which: None for no limit.
_YEARS: dict[ByAge, tuple[int, int | None]] = {
    ByAge.UNDER_25: (0, 25), ByAge.FROM_25: (25, 45), ByAge.FROM_45: (45, 65), ByAge.FROM_65: (65, None),
}  # fmt: skip


def of_people(claims: QuerySet[Claim], *, language: str, age: str, area: str) -> QuerySet[Claim]:
    """Those of these claims whose claimant reads letters in a language or needs an INTERPRETER, is of a ByAge, and gave
    an address in an area of postcodes; "" for any.
    """
    if language == INTERPRETER:
        claims = claims.filter(resident__access_needs__contains=[AccessNeed.INTERPRETER])
    elif language:
        claims = claims.filter(resident__language=language)
    if age:
        claims = claims.filter(submission__born_on__range=born_between(age, timezone.localdate()))
    return claims.filter(pk__in=claims_in_area(area)) if area else claims


def born_between(age: str, today: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last day of birth of a ByAge."""
    youngest, limit = _YEARS[ByAge(age)]
    first = add_months(today, -12 * limit) + ONE_DAY if limit else dt.date.min
    return first, add_months(today, -12 * youngest)
