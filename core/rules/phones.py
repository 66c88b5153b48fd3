"""Phone numbers, UK unless they start with a country code."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

MAX_LENGTH = 40
UK = 44
# After the leading 0; shorter ones are service numbers, which nobody can be called on.
SHORTEST_UK = 9


def clean_phone(text: str) -> str | None:
    """Return the number as "+447700900123", or None when nobody could be reached on it.

    Only the length for its country is tested, since new number ranges open before our tables know them.
    """
    if len(text) > MAX_LENGTH:
        return None
    try:
        number = phonenumbers.parse(text, "GB")
    except NumberParseException:
        return None
    too_short = number.country_code == UK and len(str(number.national_number)) < SHORTEST_UK
    if too_short or not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def format_phone(phone: str) -> str:
    """Return a clean number the way people write it: "07700 900123", or with its country code from abroad."""
    number = phonenumbers.parse(phone, "GB")
    shape = PhoneNumberFormat.NATIONAL if number.country_code == UK else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, shape)
