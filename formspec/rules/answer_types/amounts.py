"""Answers that are numbers: how many, how much, and how much how often."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from core.rules import money
from core.rules.typed import plain
from formspec.rules.answer_types.answer_type import (
    ONE,
    AnswerType,
    Around,
    Cleaned,
    Question,
    Translate,
    enter,
    fail,
    in_parts,
    wrong_parts,
)
from formspec.rules.messages import THE_AMOUNT, THE_NUMBER, WORDS, Phrase, message

MAX_NUMBER = 1_000_000
FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
MONEY_PROBLEMS = {
    "not_money": "money_format", "negative": "money_negative", "too_large": "money_large", "words": "money_words",
}  # fmt: skip


def _number(question: Question, raw: str, around: Around) -> Cleaned:
    compact = re.sub(r"[\s,]", "", plain(_with_decimals(raw)))
    parts = question.get("validation") == "decimal"
    if re.fullmatch(r"-[0-9.]+", compact):
        return fail("number_negative", question, unnamed=THE_NUMBER)
    if not re.fullmatch(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+" if parts else "[0-9]+", compact):
        return fail("decimal_format" if parts else "number_format", question, unnamed=THE_NUMBER)
    if len(compact) > 15 or Decimal(compact) > MAX_NUMBER:
        return fail("number_large", question, unnamed=THE_NUMBER, limit=f"{MAX_NUMBER:,}")
    number = round(Decimal(compact), 2)
    value = int(number) if number == int(number) else float(number)
    return Cleaned(value, warning=_check_amount(question, number, f"{value:,}", THE_NUMBER))


def _with_decimals(raw: str) -> str:
    """The text with "37½" and "37 1/2" written as 37.5."""
    for sign, decimals in FRACTIONS.items():
        raw = raw.replace(sign, decimals)
    return re.sub(r"(?<=[0-9])\s+1/2\b", ".5", raw)


def _check_amount(question: Question, amount: Decimal, given: str, unnamed: str) -> Phrase | None:
    """What to say about an amount outside what is likely for the question (500 bedrooms, rent of £0)."""
    likely = question.get("likely", {})
    if likely.get("least", amount) <= amount <= likely.get("most", amount):
        return None
    return message("amount_unlikely", question, unnamed=unnamed, given=given)


def _pounds(question: Question, raw: str, parts: tuple[str, ...]) -> Cleaned:
    try:
        return Cleaned(str(money.parse_money(raw)))
    except money.MoneyProblem as problem:
        code = MONEY_PROBLEMS[problem.code]
        return fail(code, question, parts, unnamed=THE_AMOUNT)


def _money(question: Question, raw: str, around: Around) -> Cleaned:
    amount = _pounds(question, raw, ())
    return amount if amount.error else replace(amount, warning=_check_pounds(question, amount.value))


def _check_pounds(question: Question, amount: str) -> Phrase | None:
    return _check_amount(question, Decimal(amount), money.format_money(amount), THE_AMOUNT)


def _money_frequency(question: Question, raw: dict[str, str], around: Around) -> Cleaned:
    amount = _pounds(question, raw["amount"], ("amount",))
    errors = dict(amount.part_errors)
    if raw["frequency"] not in money.PAYMENTS_A_YEAR:
        errors["frequency"] = message("frequency")
    if errors:
        return wrong_parts(errors)
    value = {"amount": amount.value, "frequency": raw["frequency"]}
    return Cleaned(value, warning=_check_pounds(question, amount.value))


def _money_shown(question: Question, value: str, translate: Translate) -> str:
    return money.format_money(Decimal(value))


def _money_frequency_shown(question: Question, value: dict[str, str], translate: Translate) -> str:
    return f"{money.format_money(Decimal(value['amount']))} {translate(WORDS[value['frequency']])}"


AMOUNT_TYPES = {
    "number": AnswerType(
        clean=_number,
        blank=enter("enter_number_for"),
        validations=("decimal",),
        inputs={"classes": "govuk-input--width-5", "inputmode": "numeric", "spellcheck": False},
        compared=ONE,
        is_number=True,
        is_amount=True,
    ),
    "money": AnswerType(
        clean=_money, blank=enter("enter_amount_for"), display=_money_shown, control="money", is_amount=True
    ),
    "money_frequency": in_parts(
        "money_frequency",
        # A list may preselect how often: that alone is no answer.
        counted=("amount",),
        clean=_money_frequency,
        blank=enter("enter_amount_for"),
        display=_money_frequency_shown,
        is_amount=True,
    ),
}
