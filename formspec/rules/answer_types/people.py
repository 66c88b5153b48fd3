"""Answers about somebody in several boxes: a name, an address, a bank account."""

from __future__ import annotations

import re

from core.rules import bank
from core.rules.parts import PARTS
from core.rules.postcodes import MAX_LETTERS, clean_postcode
from formspec.rules.answer_types.answer_type import (
    Around,
    Cleaned,
    Question,
    Translate,
    in_parts,
    wrong_parts,
)
from formspec.rules.messages import WORDS, Phrase, ask_to_enter, message

MAX_NAME = 100
MAX_ADDRESS_LINE = 100
# What people without a home write in the first box, in English and Welsh: they have no town and no postcode.
NO_ADDRESS = {"no fixed address", "no fixed abode", "nfa", "homeless", "dim cyfeiriad sefydlog", "digartref"}
BFPO = re.compile(r"\bBFPO ?[0-9]{1,4}\b", re.IGNORECASE)


def _name(question: Question, raw: dict[str, str], around: Around) -> Cleaned:
    value = {part: " ".join(text.split()) for part, text in raw.items()}
    long = {part: message("too_long", question, limit=str(MAX_NAME)) for part in value if len(value[part]) > MAX_NAME}
    if long:
        return wrong_parts(long)
    # Some people have one name only, and write it in either box: a missing one is asked about and does not stop.
    if not value["last"]:
        return Cleaned(value, warning=message("one_name"))
    return Cleaned(value, warning=None if value["first"] else message("first_name"))


def _name_shown(question: Question, value: dict[str, str], translate: Translate) -> str:
    return " ".join(filter(None, (value["first"], value["last"])))


def _address(question: Question, raw: dict[str, str], around: Around) -> Cleaned:
    value = {part: " ".join(text.split()) for part, text in raw.items()}
    in_uk = question.get("validation") == "uk_address"
    if in_uk:
        # It has no box there, and may come along from another question.
        value["country"] = ""
    nowhere = is_nowhere(value)
    forces = any(BFPO.search(text) for text in value.values())
    needed = ("line1",) if nowhere or forces else ("line1", "town")
    errors = {part: message(part) for part in needed if not value[part]}
    errors |= {
        part: message("too_long", question, limit=str(MAX_ADDRESS_LINE))
        for part in value
        if len(value[part]) > MAX_ADDRESS_LINE
    }
    postcode = clean_postcode(value["postcode"])
    if not value["postcode"] and in_uk and not (nowhere or forces):
        errors["postcode"] = message("postcode")
    elif value["postcode"] and not postcode and in_uk:
        errors.setdefault("postcode", message("postcode_format"))
    elif len(value["postcode"]) > MAX_LETTERS:
        errors["postcode"] = message("postcode_abroad", limit=str(MAX_LETTERS))
    # Other countries have postcodes of their own, which we take as they are.
    return wrong_parts(errors) if errors else Cleaned({**value, "postcode": postcode or value["postcode"]})


def is_nowhere(value: dict[str, str]) -> bool:
    """Whether an address says that somebody has none."""
    return value["line1"].casefold().rstrip(".") in NO_ADDRESS


def _blank_address(question: Question) -> Cleaned:
    codes = ("line1", "town", "postcode") if question.get("validation") == "uk_address" else ("line1", "town")
    return Cleaned(error=ask_to_enter(question), part_errors={code: message(code) for code in codes})


def _address_shown(question: Question, value: dict[str, str], translate: Translate) -> str:
    return "\n".join(value[part] for part in PARTS["address"] if value.get(part))


def _bank_account(question: Question, raw: dict[str, str], around: Around) -> Cleaned:
    sort_code = bank.clean_sort_code(raw["sort_code"])
    number = bank.clean_account_number(raw["account_number"])
    value = {
        "name": " ".join(raw["name"].split()),
        "sort_code": sort_code or "",
        "account_number": number or "",
        "roll_number": " ".join(raw["roll_number"].split()).upper(),
    }
    errors = _account_errors(question, raw, value)
    if errors or not sort_code or not number:
        return wrong_parts(errors)
    fits = bank.passes_modulus_check(sort_code, number)
    return Cleaned(value, warning=None if fits else message("modulus", year=str(bank.TABLE_DATE.year)))


def _account_errors(question: Question, raw: dict[str, str], value: dict[str, str]) -> dict[str, Phrase]:
    errors = {}
    if not value["name"]:
        errors["name"] = message("account_name")
    elif len(value["name"]) > MAX_NAME:
        errors["name"] = message("too_long", question, limit=str(MAX_NAME))
    for part in ("sort_code", "account_number"):
        if not value[part]:
            errors[part] = message(f"{part}_format" if raw[part].strip() else part)
    if not re.fullmatch(r"[A-Z0-9 ./-]{0,18}", value["roll_number"]):
        errors["roll_number"] = message("roll_number_format")
    return errors


def _blank_account(question: Question) -> Cleaned:
    errors = {"name": message("account_name")}
    errors |= {part: message(part) for part in ("sort_code", "account_number")}
    return Cleaned(error=ask_to_enter(question), part_errors=errors)


def _account_shown(question: Question, value: dict[str, str], translate: Translate) -> str:
    sort_code = "-".join((value["sort_code"][:2], value["sort_code"][2:4], value["sort_code"][4:]))
    return "\n".join(filter(None, (value["name"], sort_code, value["account_number"], value.get("roll_number"))))


def _account_masked(value: dict[str, str], translate: Translate) -> str:
    return translate(WORDS["account"]) % {"digits": value["account_number"][-2:]}


PEOPLE_TYPES = {
    "name": in_parts("name", clean=_name, display=_name_shown, is_name=True),
    "address": in_parts(
        "address", clean=_address, blank=_blank_address, display=_address_shown, validations=("uk_address",)
    ),
    "bank_account": in_parts(
        "bank_account",
        clean=_bank_account,
        blank=_blank_account,
        display=_account_shown,
        sensitive=True,
        mask=_account_masked,
        own_word=True,
        validations=("bank",),
        adviser_edits=False,
    ),
}
