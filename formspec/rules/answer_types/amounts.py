"""Answers that are numbers: how many, how much, and how much how often."""

from __future__ import annotations

import re
from decimal import Decimal

from core.rules import money
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
from formspec.rules.messages import THE_AMOUNT, THE_NUMBER, WORDS, message

MAX_NUMBER = 1_000_000


def _number(question: Question, raw: str, around: Around) -> Cleaned:
    compact = re.sub(r"[\s,]", "", raw)
    if re.fullmatch(r"[-\u2212][0-9]+", compact):
        return fail("number_negative", question, unnamed=THE_NUMBER)
    if not re.fullmatch("[0-9]+", compact):
        return fail("number_format", question, unnamed=THE_NUMBER)
    if len(compact) > 15 or int(compact) > MAX_NUMBER:
        return fail("number_large", question, unnamed=THE_NUMBER, limit=f"{MAX_NUMBER:,}")
    return Cleaned(int(compact))


def _pounds(question: Question, raw: str, parts: tuple[str, ...]) -> Cleaned:
    try:
        return Cleaned(str(money.parse_money(raw)))
    except money.MoneyProblem as problem:
        code = {"negative": "money_negative", "too_large": "money_large"}.get(problem.code, "money_format")
        return fail(code, question, parts, unnamed=THE_AMOUNT)


def _money(question: Question, raw: str, around: Around) -> Cleaned:
    return _pounds(question, raw, ())


def _money_frequency(question: Question, raw: dict[str, str], around: Around) -> Cleaned:
    amount = _pounds(question, raw["amount"], ("amount",))
    errors = dict(amount.part_errors)
    if raw["frequency"] not in money.PAYMENTS_A_YEAR:
        errors["frequency"] = message("frequency")
    if errors:
        return wrong_parts(errors)
    return Cleaned({"amount": amount.value, "frequency": raw["frequency"]})


def _money_shown(question: Question, value: str, translate: Translate) -> str:
    return money.format_money(Decimal(value))


def _money_frequency_shown(question: Question, value: dict[str, str], translate: Translate) -> str:
    return f"{money.format_money(Decimal(value['amount']))} {translate(WORDS[value['frequency']])}"


AMOUNT_TYPES = {
    "number": AnswerType(
        clean=_number,
        blank=enter("enter_number_for"),
        inputs={"classes": "govuk-input--width-5", "inputmode": "numeric", "spellcheck": False},
        compared=ONE,
        is_number=True,
    ),
    "money": AnswerType(clean=_money, blank=enter("enter_amount_for"), display=_money_shown, control="money"),
    "money_frequency": in_parts(
        "money_frequency",
        # A list may preselect how often: that alone is no answer.
        counted=("amount",),
        clean=_money_frequency,
        blank=enter("enter_amount_for"),
        display=_money_frequency_shown,
    ),
}
