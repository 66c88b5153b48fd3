"""Phone numbers, UK unless they start with a country code."""

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from core.rules.typed import plain

MAX_LENGTH = 40
UK = 44
# After the leading 0; shorter ones are service numbers, which nobody can be called on.
SHORTEST_UK = 9
# Ofcom's National Telephone Numbering Plan: 071–075 and 077–079 are mobiles. 070 are personal numbers and 076 pagers,
# both dear to whoever sends to them.
UK_MOBILE = re.compile(r"\+447[1-57-9][0-9]{8}")
# They share the code 44 and are not the UK: texts there are charged as to other countries.
CROWN_DEPENDENCIES = ("GG", "IM", "JE")


def clean_phone(text: str) -> str | None:
    """Return the number as "+447700900123", or None when nobody could be reached on it.

    Only the length for its country is tested, since new number ranges open before our tables know them.
    """
    text = plain(text)
    # What follows a semicolon is a parameter to the parser, and may have been a second number to the person.
    if len(text) > MAX_LENGTH or ";" in text:
        return None
    try:
        number = phonenumbers.parse(text, "GB")
    except NumberParseException:
        return None
    too_short = number.country_code == UK and len(str(number.national_number)) < SHORTEST_UK
    if too_short or not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def takes_texts(phone: str) -> bool:
    """Whether we send text messages to this clean number: to UK mobiles only. Others cost up to pounds each, and
    whoever asks for a message to them may be who earns it.
    """
    if UK_MOBILE.fullmatch(phone) is None:
        return False
    # A range that our tables do not know yet is of no region: it is taken for the UK's.
    return phonenumbers.region_code_for_number(phonenumbers.parse(phone)) not in CROWN_DEPENDENCIES


def is_foreign(phone: str) -> bool:
    """Whether a clean number is one of another country."""
    return not phone.startswith(f"+{UK}")


def format_phone(phone: str) -> str:
    """Return a clean number the way people write it: "07700 900123", or with its country code from abroad."""
    number = phonenumbers.parse(phone, "GB")
    shape = PhoneNumberFormat.NATIONAL if number.country_code == UK else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, shape)
