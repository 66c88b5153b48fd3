"""Answers of every shape for any form: right, wrong, hostile and absent."""

import string

from hypothesis import strategies as st

from formspec.rules.answer_types import type_of
from formspec.rules.answer_types.answer_type import LISTED, PARTED

HOSTILE_TEXTS = [
    "", " ", "\x00", "\ud800", "<script>alert(1)</script>", "'; DROP TABLE answers; --", "{{ 7*7 }}", "%(name)s", "%s",
    "../../etc/passwd", "\u202e", "\u200b", "٣", "1e999", "NaN", "-1", "999999999999999999999", "x" * 12_000,
    "👩‍👩‍👧", "none", "null", "true", "\n\r\t", "=1+1", "{child_name}",
]  # fmt: skip
ROW_IDS = [f"r{n}" for n in range(1, 5)]

hostile_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(HOSTILE_TEXTS) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
short_text = st.text(alphabet=string.ascii_letters + " '-éŵ", min_size=1, max_size=30)
amounts = st.decimals(0, 100_000, places=2).map(str)
_dates = st.dates().map(lambda d: {"day": str(d.day), "month": str(d.month), "year": str(d.year)})

VALID = {
    "text": short_text,
    "long_text": short_text,
    "email": st.just("sam@example.com"),
    "phone": st.sampled_from(["07700 900123", "+353 1 234 5678"]),
    "nino": st.just("AB 12 34 56 C"),
    "number": st.integers(0, 60).map(str),
    "money": amounts,
    "money_frequency": st.fixed_dictionaries(
        {"amount": amounts, "frequency": st.sampled_from(["weekly", "four_weekly", "monthly", "yearly"])}
    ),
    "yes_no": st.sampled_from(["yes", "no"]),
    "yes_no_unsure": st.sampled_from(["yes", "no", "unsure"]),
    "date": _dates,
    "month_year": _dates.map(lambda parts: {"month": parts["month"], "year": parts["year"]}),
    "name": st.fixed_dictionaries({"first": short_text, "last": short_text}),
    "address": st.just(
        {"line1": "1 High Street", "line2": "", "town": "Calder", "county": "", "postcode": "M1 1AE", "country": ""}
    ),
    "bank_account": st.just(
        {"name": "S Jones", "sort_code": "08-99-99", "account_number": "66374958", "roll_number": ""}
    ),
    "declaration": st.just("agreed"),
    "repeating_group": st.lists(st.sampled_from(ROW_IDS), unique=True, max_size=3),
    "file_upload": st.just(["file-1"]),
    "information": st.none(),
}


def valid_answers(question):
    """Answers a careful person could give to the question (a signature need not match)."""
    if question.get("validation") == "four_digits":
        return st.just("1234")
    if question.get("validation") == "nine_digits":
        return st.just("123456789")
    values = [option["value"] for option in question.get("options", ())]
    if question["type"] == "choice":
        return st.sampled_from(values)
    if question["type"] == "multi_choice":
        return st.lists(st.sampled_from(values), min_size=1, unique=True)
    return VALID[question["type"]]


def hostile_answers(question):
    """Answers nobody should give: wrong texts in the right shape, and any JSON at all."""
    texts = st.sampled_from(HOSTILE_TEXTS) | st.text(max_size=20)
    answer_type = type_of(question)
    if answer_type.shape == PARTED:
        return st.fixed_dictionaries(dict.fromkeys(answer_type.parts, texts)) | hostile_json
    if answer_type.shape == LISTED:
        return st.lists(texts, max_size=5) | hostile_json
    return texts | hostile_json


@st.composite
def answer_sets(draw, spec):
    """Raw answers {(question, row): raw} for a compiled form: mostly valid, some hostile, some absent."""
    answers = {}
    for section in spec["sections"]:
        for question in section["questions"]:
            _answer(draw, answers, question, "")
            for row in ROW_IDS if question.get("fields") and draw(st.booleans()) else ():
                for field in question["fields"]:
                    _answer(draw, answers, field, row)
    return answers


def _answer(draw, answers, question, row):
    manner = draw(st.sampled_from(["valid", "valid", "valid", "hostile", "absent"]))
    if manner != "absent":
        of_manner = valid_answers if manner == "valid" else hostile_answers
        answers[question["key"], row] = draw(of_manner(question))
