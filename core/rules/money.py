"""Amounts of money as people type them, and amounts per week."""

import re
from decimal import ROUND_HALF_UP, Decimal

from core.rules.typed import plain

# A year is counted as 52 weeks everywhere, so a monthly amount is x 12 / 52 a week.
WEEKS_A_YEAR = 52
PAYMENTS_A_YEAR = {
    "weekly": 52,
    "fortnightly": 26,
    "four_weekly": 13,
    "monthly": 12,
    "quarterly": 4,
    "yearly": 1,
}
MAX_POUNDS = Decimal("99999999.99")

_AMOUNT = re.compile(r"(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})?(?:\.[0-9]{0,2})?")


class MoneyProblem(ValueError):
    """The text is not an amount we can take; `code` is "not_money", "words", "negative" or "too_large".

    "words": it would be an amount without the words or letters in it ("£85 pw").
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse_money(text: str) -> Decimal:
    """Read "1,234.5", "£20" or "20" as pounds with two places; raises MoneyProblem."""
    compact = re.sub(r"[\s£]", "", plain(text))
    if compact.startswith("-"):
        raise MoneyProblem("negative" if re.search("[0-9]", compact) else "not_money")
    if len(compact) > 24 or not re.search("[0-9]", compact) or not _AMOUNT.fullmatch(compact):
        bare = re.sub("^[^0-9.]+|[^0-9.]+$", "", compact)
        words = len(compact) <= 24 and re.search("[0-9]", bare) and _AMOUNT.fullmatch(bare)
        raise MoneyProblem("words" if words else "not_money")
    amount = Decimal(compact.replace(",", "")).quantize(Decimal("0.01"))
    if amount > MAX_POUNDS:
        raise MoneyProblem("too_large")
    return amount


def weekly(amount: Decimal | str, frequency: str) -> Decimal:
    """Return pounds per week for an amount paid at `frequency` (a key of PAYMENTS_A_YEAR), unrounded.

    Raises KeyError for a frequency we do not know.
    """
    return Decimal(amount) * PAYMENTS_A_YEAR[frequency] / WEEKS_A_YEAR


def format_money(amount: Decimal | str) -> str:
    """Return "£1,234.50", or "£1,234" when there are no pence."""
    pounds = Decimal(amount).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"£{pounds:,.2f}".removesuffix(".00")


def format_pence(amount: float | Decimal, sign: str = "£") -> str:
    """Return "£1,234.50", always with pence; "−£5.00" for less than nothing, with a minus that is not a hyphen."""
    return f"{'−' if round(float(amount), 2) < 0 else ''}{sign}{abs(amount):,.2f}"
