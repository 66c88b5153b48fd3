"""Cleaning answers: from what a person typed to a checked value, or a plain sentence about what to change."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.rules import bank, money
from core.rules.dates import age_on, read_date
from core.rules.nino import clean_nino
from core.rules.phones import clean_phone
from core.rules.postcodes import clean_postcode
from formspec.rules.conditions import option_values
from formspec.rules.display import display_answer, mask
from formspec.rules.messages import Message, blank_message, message
from formspec.rules.raw_answers import is_blank, is_shaped_blank, raw_from_post, shape_raw

__all__ = [
    "SENSITIVE_TYPES",
    "Cleaned",
    "Message",
    "clean_answer",
    "display_answer",
    "is_blank",
    "mask",
    "raw_from_post",
    "shape_raw",
]

SENSITIVE_TYPES = {"nino", "bank_account"}
# Picking one of these says that none of the other options applies.
EXCLUSIVE_OPTIONS = ("none", "no")

MAX_TEXT = 200
MAX_LONG_TEXT = 5000
MAX_NAME = 100
MAX_ADDRESS_LINE = 100
MAX_EMAIL = 254
MAX_NUMBER = 1_000_000
MIN_AGE = 16

Question = dict[str, Any]


@dataclass(frozen=True)
class Cleaned:
    """A checked answer. `value` is None when there is an `error` or nothing was answered.

    `part_errors` says which boxes of the answer are wrong ("day", "postcode" ...), each with its own sentence.
    A `warning` does not stop anything: show it once and let the person carry on.
    """

    value: Any = None
    error: Message | None = None
    part_errors: dict[str, Message] = field(default_factory=dict)
    warning: Message | None = None


@dataclass(frozen=True)
class _Around:
    """What an answer is checked against beside itself."""

    today: date
    context: Mapping[str, Any]


def clean_answer(question: Question, raw: Any, *, today: date, context: Mapping[str, Any] | None = None) -> Cleaned:
    """Check one raw answer of any JSON shape; never raises.

    `context["names"]` may list the names that a signature must match. A blank answer is an error only where the
    question is required.
    """
    shaped = shape_raw(question, raw)
    return clean_shaped(question, shaped, is_shaped_blank(question, shaped), today=today, context=context)


def clean_shaped(
    question: Question, shaped: Any, blank: bool, *, today: date, context: Mapping[str, Any] | None = None
) -> Cleaned:
    """As `clean_answer`, for a caller that has shaped the answer and knows whether it is blank."""
    if question["type"] == "information":
        return Cleaned()
    if blank and question["type"] != "repeating_group":
        if not question.get("required"):
            return Cleaned()
        return _CLEANERS_OF_BLANK.get(question["type"], _blank)(question)
    return _CLEANERS[question["type"]](question, shaped, _Around(today, context or {}))


def _fail(code: str, question: Question, parts: tuple[str, ...] = (), **params: str) -> Cleaned:
    error = message(code, question, **params)
    return Cleaned(error=error, part_errors=dict.fromkeys(parts, error))


def _parts(errors: dict[str, Message]) -> Cleaned:
    return Cleaned(error=next(iter(errors.values())), part_errors=errors)


def _blank(question: Question) -> Cleaned:
    return Cleaned(error=blank_message(question))


def _blank_address(question: Question) -> Cleaned:
    codes = ("line1", "town", "postcode") if question.get("validation") == "uk_address" else ("line1", "town")
    return Cleaned(error=blank_message(question), part_errors={code: message(code) for code in codes})


def _blank_bank(question: Question) -> Cleaned:
    errors = {"name": message("account_name")}
    errors |= {part: message(part) for part in ("sort_code", "account_number")}
    return Cleaned(error=blank_message(question), part_errors=errors)


_CLEANERS_OF_BLANK = {"address": _blank_address, "bank_account": _blank_bank}


def _text(question: Question, raw: str, around: _Around) -> Cleaned:
    text = " ".join(raw.split())
    if len(text) > MAX_TEXT:
        return _fail("too_long", question, limit=str(MAX_TEXT))
    validation = question.get("validation")
    if validation == "four_digits":
        digits = re.sub(r"[\s-]", "", text)
        return Cleaned(digits) if re.fullmatch("[0-9]{4}", digits) else _fail("four_digits", question)
    if validation == "nine_digits":
        compact = re.sub(r"[\s/-]", "", text).upper()
        return Cleaned(compact) if re.fullmatch("[0-9]{9}[A-Z]{0,3}", compact) else _fail("nine_digits", question)
    if validation == "signature":
        return _signature(question, text, around.context.get("names") or ())
    return Cleaned(text)


def _signature(question: Question, text: str, allowed: Any) -> Cleaned:
    """Take the name when it has the first and last word of a name given earlier, whatever case and middle names."""
    typed = _name_ends(text)
    if not allowed or any(typed == _name_ends(name) for name in allowed):
        return Cleaned(text)
    return _fail("signature", question, name=allowed[0])


def _name_ends(name: str) -> tuple[str, str]:
    words = ["".join(filter(str.isalnum, word)).casefold() for word in name.split()]
    words = [word for word in words if word]
    return (words[0], words[-1]) if words else ("", "")


def _long_text(question: Question, raw: str, around: _Around) -> Cleaned:
    text = raw.strip()
    if len(text) > MAX_LONG_TEXT:
        return _fail("too_long", question, limit=str(MAX_LONG_TEXT))
    return Cleaned(text)


def _email(question: Question, raw: str, around: _Around) -> Cleaned:
    text = raw.strip()
    good = re.fullmatch(r"[^\s@,;:<>()\"]+@[^\s@,;:<>()\"]+\.[^\s@,;:<>()\".]{2,}", text) and ".." not in text
    return Cleaned(text) if good and len(text) <= MAX_EMAIL else _fail("email_format", question)


def _phone(question: Question, raw: str, around: _Around) -> Cleaned:
    phone = clean_phone(raw.strip())
    return Cleaned(phone) if phone else _fail("phone_format", question)


def _nino(question: Question, raw: str, around: _Around) -> Cleaned:
    nino = clean_nino(raw)
    return Cleaned(nino) if nino else _fail("nino_format", question)


def _number(question: Question, raw: str, around: _Around) -> Cleaned:
    compact = re.sub(r"[\s,]", "", raw)
    if re.fullmatch(r"[-\u2212][0-9]+", compact):
        return _fail("number_negative", question)
    if not re.fullmatch("[0-9]+", compact):
        return _fail("number_format", question)
    if len(compact) > 15 or int(compact) > MAX_NUMBER:
        return _fail("number_large", question, limit=f"{MAX_NUMBER:,}")
    return Cleaned(int(compact))


def _pounds(question: Question, raw: str, parts: tuple[str, ...]) -> Cleaned:
    try:
        return Cleaned(str(money.parse_money(raw)))
    except money.MoneyProblem as problem:
        code = {"negative": "money_negative", "too_large": "money_large"}.get(problem.code, "money_format")
        return _fail(code, question, parts)


def _money(question: Question, raw: str, around: _Around) -> Cleaned:
    return _pounds(question, raw, ())


def _money_frequency(question: Question, raw: dict[str, str], around: _Around) -> Cleaned:
    amount = _pounds(question, raw["amount"], ("amount",))
    errors = dict(amount.part_errors)
    if raw["frequency"] not in money.PAYMENTS_A_YEAR:
        errors["frequency"] = message("frequency")
    if errors:
        return _parts(errors)
    return Cleaned({"amount": amount.value, "frequency": raw["frequency"]})


def _choice(question: Question, raw: str, around: _Around) -> Cleaned:
    return Cleaned(raw) if raw in option_values(question) else _fail("option_unknown", question)


def _multi_choice(question: Question, raw: list[str], around: _Around) -> Cleaned:
    possible = option_values(question)
    if any(value not in possible for value in raw):
        return _fail("option_unknown", question)
    exclusive = [value for value in raw if value in EXCLUSIVE_OPTIONS]
    return Cleaned(exclusive[:1] or [value for value in possible if value in raw])


def _declaration(question: Question, raw: str, around: _Around) -> Cleaned:
    return Cleaned("agreed") if raw == "agreed" else _blank(question)


def _date(question: Question, raw: dict[str, str], around: _Around) -> Cleaned:
    read = read_date(raw, tuple(raw))
    if len(read.missing) == 1:
        return _fail("date_missing", question, read.missing, part=read.missing[0])
    if read.missing:
        return _fail("date_missing_two", question, read.missing, part=read.missing[0], part2=read.missing[1])
    if read.value is None:
        return _fail("year_short" if read.short_year else "date_not_real", question, read.wrong)
    if question["type"] == "month_year":
        return Cleaned(f"{read.value:%Y-%m}")
    return _dated(question, read.value, around.today)


def _dated(question: Question, day: date, today: date) -> Cleaned:
    validation = question.get("validation")
    if validation in ("past_date", "past_date_16") and day > today:
        return _fail("date_future", question, ("day", "month", "year"))
    if validation == "past_date_16" and age_on(day, today) < MIN_AGE:
        code = "too_young" if question.get("fact") == "person.dob" else "adult_too_young"
        return _fail(code, question, ("day", "month", "year"))
    return Cleaned(day.isoformat())


def _name(question: Question, raw: dict[str, str], around: _Around) -> Cleaned:
    value = {part: " ".join(text.split()) for part, text in raw.items()}
    long = {part: message("too_long", question, limit=str(MAX_NAME)) for part in value if len(value[part]) > MAX_NAME}
    if long:
        return _parts(long)
    if not value["last"]:
        return _parts({"last": message("last_name")})
    # Some people have one name only, so a missing first name asks but does not stop.
    return Cleaned(value, warning=None if value["first"] else message("first_name"))


def _address(question: Question, raw: dict[str, str], around: _Around) -> Cleaned:
    value = {part: " ".join(text.split()) for part, text in raw.items()}
    in_uk = question.get("validation") == "uk_address"
    errors = {part: message(part) for part in ("line1", "town") if not value[part]}
    errors |= {
        part: message("too_long", question, limit=str(MAX_ADDRESS_LINE))
        for part in value
        if len(value[part]) > MAX_ADDRESS_LINE
    }
    postcode = clean_postcode(value["postcode"])
    if not value["postcode"] and in_uk:
        errors["postcode"] = message("postcode")
    elif value["postcode"] and not postcode:
        errors.setdefault("postcode", message("postcode_format" if in_uk else "postcode_abroad"))
    return _parts(errors) if errors else Cleaned({**value, "postcode": postcode or ""})


def _bank_account(question: Question, raw: dict[str, str], around: _Around) -> Cleaned:
    holder = " ".join(raw["name"].split())
    sort_code = bank.clean_sort_code(raw["sort_code"])
    number = bank.clean_account_number(raw["account_number"])
    roll = " ".join(raw["roll_number"].split()).upper()
    errors = {}
    if not holder:
        errors["name"] = message("account_name")
    elif len(holder) > MAX_NAME:
        errors["name"] = message("too_long", question, limit=str(MAX_NAME))
    if not sort_code:
        errors["sort_code"] = message("sort_code_format" if raw["sort_code"].strip() else "sort_code")
    if not number:
        errors["account_number"] = message(
            "account_number_format" if raw["account_number"].strip() else "account_number"
        )
    if not re.fullmatch(r"[A-Z0-9 ./-]{0,18}", roll):
        errors["roll_number"] = message("roll_number_format")
    if errors or not sort_code or not number:
        return _parts(errors)
    value = {"name": holder, "sort_code": sort_code, "account_number": number, "roll_number": roll}
    fits = bank.passes_modulus_check(sort_code, number)
    return Cleaned(value, warning=None if fits else message("modulus", year=str(bank.TABLE_DATE.year)))


def _rows(question: Question, raw: list[str], around: _Around) -> Cleaned:
    rows = question.get("rows", {})
    if len(raw) > rows.get("max", len(raw)):
        return _fail("too_many_rows", question, limit=str(rows["max"]))
    if question.get("required") and len(raw) < rows.get("min", 0):
        return _blank(question)
    return Cleaned(list(raw))


def _files(question: Question, raw: list[str], around: _Around) -> Cleaned:
    return Cleaned(list(raw))


_CLEANERS: dict[str, Callable[[Question, Any, _Around], Cleaned]] = {
    "text": _text,
    "long_text": _long_text,
    "email": _email,
    "phone": _phone,
    "nino": _nino,
    "number": _number,
    "money": _money,
    "money_frequency": _money_frequency,
    "choice": _choice,
    "yes_no": _choice,
    "yes_no_unsure": _choice,
    "multi_choice": _multi_choice,
    "declaration": _declaration,
    "date": _date,
    "month_year": _date,
    "name": _name,
    "address": _address,
    "bank_account": _bank_account,
    "repeating_group": _rows,
    "file_upload": _files,
}
