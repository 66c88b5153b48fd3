"""Clean answers in words, for check-your-answers, the PDF and staff; and masked, for who need not see all."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from core.rules.dates import MONTHS
from core.rules.money import format_money
from core.rules.nino import format_nino
from core.rules.phones import format_phone
from formspec.rules.messages import WORDS

Translate = Callable[[str], str]


def display_answer(question: dict[str, Any], value: Any, *, translate: Translate = str) -> str:
    """Return a clean value as plain text, addresses and lists one line each; "" for no answer.

    `translate` gets every word that comes from us (months, "every week"), never what the person typed.
    """
    kind = question["type"]
    if value is None or value == [] or value == "":
        return ""
    if kind in _DISPLAYS:
        return _DISPLAYS[kind](value, translate)
    if kind in ("choice", "multi_choice"):
        labels = {option["value"]: option["label"] for option in question["options"]}
        values = value if isinstance(value, list) else [value]
        return "\n".join(str(labels.get(item, item)) for item in values)
    return str(len(value)) if isinstance(value, list) else str(value)


def mask(question: dict[str, Any], value: Any, *, translate: Translate = str) -> str:
    """Return what may be shown of a sensitive value: "•••• 56C", "account ending 78"; other types show nothing."""
    if value and question["type"] == "nino":
        return f"•••• {value[-3:]}"
    if value and question["type"] == "bank_account":
        return translate(WORDS["account"]) % {"digits": value["account_number"][-2:]}
    return "••••" if value else ""


def row_title(question: dict[str, Any], number: int, values: dict[str, Any], *, translate: Translate = str) -> str:
    """Return the heading of a repeating group's row from its pattern ("{child_name}"), or "Entry 2" while blank.

    `values` are the row's clean values by field key; `number` counts from 1.
    """
    fields = {field["key"]: field for field in question["fields"]}

    def answer(name: re.Match[str]) -> str:
        text = display_answer(fields[name[1]], values.get(name[1]), translate=translate)
        return text.replace("\n", ", ")

    pattern = question["rows"]["row_title"]
    title = " ".join(re.sub(r"\{(\w+)\}", answer, pattern).split())
    blank = " ".join(re.sub(r"\{(\w+)\}", "", pattern).split())
    return title if title != blank else translate(WORDS["row"]) % {"number": number}


def _date(value: str, translate: Translate) -> str:
    day = date.fromisoformat(value)
    return f"{day.day} {translate(MONTHS[day.month - 1])} {day.year}"


def _month_year(value: str, translate: Translate) -> str:
    year, month = value.split("-")
    return f"{translate(MONTHS[int(month) - 1])} {year}"


def _money_frequency(value: dict[str, str], translate: Translate) -> str:
    return f"{format_money(Decimal(value['amount']))} {translate(WORDS[value['frequency']])}"


def _lines(value: dict[str, str], translate: Translate) -> str:
    return "\n".join(value[part] for part in ("line1", "line2", "town", "county", "postcode") if value.get(part))


def _bank(value: dict[str, str], translate: Translate) -> str:
    sort_code = "-".join((value["sort_code"][:2], value["sort_code"][2:4], value["sort_code"][4:]))
    return "\n".join(filter(None, (value["name"], sort_code, value["account_number"], value.get("roll_number"))))


def _word(value: str, translate: Translate) -> str:
    return translate(WORDS[value])


_DISPLAYS: dict[str, Callable[[Any, Translate], str]] = {
    "date": _date,
    "month_year": _month_year,
    "money": lambda value, translate: format_money(Decimal(value)),
    "money_frequency": _money_frequency,
    "name": lambda value, translate: " ".join(filter(None, (value["first"], value["last"]))),
    "address": _lines,
    "bank_account": _bank,
    "nino": lambda value, translate: format_nino(value),
    "phone": lambda value, translate: format_phone(value),
    "yes_no": _word,
    "yes_no_unsure": _word,
    "declaration": _word,
}
