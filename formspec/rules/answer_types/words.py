"""Answers in words: free text, addresses for messages, and numbers that name a person."""

from __future__ import annotations

import re
from typing import Any

from core.rules.emails import read_email
from core.rules.names import words_of_name
from core.rules.nino import clean_nino, format_nino
from core.rules.phones import clean_phone, format_phone
from core.rules.typed import plain
from formspec.rules.answer_types.answer_type import AnswerType, Around, Cleaned, Question, fail
from formspec.rules.messages import message

MAX_TEXT = 200
MAX_LONG_TEXT = 5000
# A page of the PDF takes its time by the line: of a text with nothing but line ends, longer than the whole form.
MAX_LINES = 200


def _text(question: Question, raw: str, around: Around) -> Cleaned:
    text = " ".join(raw.split())
    if len(text) > MAX_TEXT:
        return fail("too_long", question, limit=str(MAX_TEXT))
    validation = question.get("validation")
    if validation == "four_digits":
        digits = re.sub(r"[\s-]", "", plain(text))
        return Cleaned(digits) if re.fullmatch("[0-9]{4}", digits) else fail("four_digits", question)
    if validation == "nine_digits":
        compact = re.sub(r"[\s/-]", "", plain(text)).upper()
        return Cleaned(compact) if re.fullmatch("[0-9]{9}[A-Z]{0,3}", compact) else fail("nine_digits", question)
    if validation == "signature":
        return _signature(question, text, around.context.get("names") or ())
    return Cleaned(text)


def _signature(question: Question, text: str, allowed: Any) -> Cleaned:
    """Take any name; ask once about one that is unlike every name given earlier. People sign as they always do."""
    alike = not allowed or any(_is_like(text, name) for name in allowed)
    return Cleaned(text, warning=None if alike else message("signature", question, name=allowed[0]))


def _is_like(signed: str, name: str) -> bool:
    """Whether two names have their first and last words in common, in either order, one perhaps an initial."""
    ours, theirs = _name_ends(signed), _name_ends(name)
    return any(
        all(a == b or (a and b and 1 in (len(a), len(b)) and a[0] == b[0]) for a, b in zip(ours, order, strict=True))
        and any(len(a) > 1 and a == b for a, b in zip(ours, order, strict=True))
        for order in (theirs, theirs[::-1])
    )


def _name_ends(name: str) -> tuple[str, str]:
    """The first and the last word of a name."""
    words = words_of_name(name)
    return (words[0], words[-1]) if words else ("", "")


def _long_text(question: Question, raw: str, around: Around) -> Cleaned:
    text = raw.strip()
    if len(text) > MAX_LONG_TEXT:
        return fail("too_long", question, limit=str(MAX_LONG_TEXT))
    if len(text.splitlines()) > MAX_LINES:
        return fail("too_many_lines", question, limit=str(MAX_LINES))
    return Cleaned(text)


def _email(question: Question, raw: str, around: Around) -> Cleaned:
    email = read_email(raw)
    return Cleaned(email.address) if email.address else fail(f"email_{email.problem}", question)


def _phone(question: Question, raw: str, around: Around) -> Cleaned:
    phone = clean_phone(raw.strip())
    return Cleaned(phone) if phone else fail("phone_format", question)


def _nino(question: Question, raw: str, around: Around) -> Cleaned:
    nino = clean_nino(raw)
    return Cleaned(nino) if nino else fail("nino_format", question)


WORDS_TYPES = {
    "text": AnswerType(clean=_text, validations=("four_digits", "nine_digits", "signature")),
    "long_text": AnswerType(clean=_long_text, control="textarea", merges=True),
    "email": AnswerType(clean=_email, inputs={"input_type": "email", "spellcheck": False}),
    "phone": AnswerType(
        clean=_phone,
        display=lambda question, value, translate: format_phone(value),
        inputs={"input_type": "tel", "classes": "govuk-input--width-20"},
    ),
    "nino": AnswerType(
        clean=_nino,
        display=lambda question, value, translate: format_nino(value),
        sensitive=True,
        mask=lambda value, translate: f"•••• {value[-3:]}",
        # People read it back from a letter, letter by letter, and correct one.
        open_in_its_box=True,
        inputs={
            "classes": "govuk-input--width-10",
            "spellcheck": False,
            "autocomplete": "off",
            "attributes": {"autocapitalize": "characters"},
        },
    ),
}
