"""Phone numbers, UK unless they start with a country code."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

MAX_LENGTH = 40


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
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def format_phone(phone: str) -> str:
    """Return a clean number the way people write it: "07700 900123", or with its country code from abroad."""
    number = phonenumbers.parse(phone, "GB")
    uk = number.country_code == 44
    return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL if uk else PhoneNumberFormat.INTERNATIONAL)
