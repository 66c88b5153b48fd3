"""Sort codes and account numbers, with the banks' modulus check."""

import re
from datetime import date

import ukmodulus

from core.rules.typed import plain

# The table of weights that comes with ukmodulus 0.1.2. Banks have opened and closed ranges since, so a
# failed check is a reason to ask again, never a reason to refuse.
TABLE_DATE = date(2017, 1, 1)

_SEPARATORS = re.compile(r"[\s.\-]")


def clean_sort_code(text: str) -> str | None:
    """Return the six digits of a sort code typed with or without dashes, or None."""
    digits = _SEPARATORS.sub("", plain(text))
    return digits if re.fullmatch("[0-9]{6}", digits) else None


def clean_account_number(text: str) -> str | None:
    """Return eight digits, or None; numbers of six or seven digits gain leading zeros as the banks do."""
    digits = _SEPARATORS.sub("", plain(text))
    return digits.zfill(8) if re.fullmatch("[0-9]{6,8}", digits) else None


def passes_modulus_check(sort_code: str, account_number: str) -> bool:
    """Say whether a clean sort code and account number fit each other, by the table of TABLE_DATE.

    A sort code the table does not know passes.
    """
    return bool(ukmodulus.validate_number(sort_code, account_number))
