"""E-mail addresses: as strict as GOV.UK Notify, which sends to them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.forms import ContactForm
from core import mail
from core.rules.emails import CHARACTER, DOMAIN, DOTS, ENDING, PROBLEMS, SHAPE, SPACE, TOO_LONG, read_email
from formspec.rules.answers import clean_answer
from formspec.rules.messages import TEMPLATES

GOOD = [
    "name@example.com", "Name@EXAMPLE.com", "first.last@example.co.uk", "o'brien@example.org", "first+tag@example.com",
    "_______@example.com", "1234567890@example.com", "name@double--hyphen.com", "info@例え.テスト", "a@a.museum",
    "x@xn--bcher-kva.example",
]  # fmt: skip
BAD = {
    "name": SHAPE, "name@": SHAPE, "@example.com": SHAPE, "a@b@example.com": SHAPE, "": SHAPE,
    f"{'a' * 250}@example.com": TOO_LONG,
    "two words@example.com": SPACE, "name@exam ple.com": SPACE,
    "a,b@example.com": CHARACTER, '"quoted"@example.com': CHARACTER, "£@example.com": CHARACTER,
    "é@example.com": CHARACTER,
    "Name <name@example.com>": SPACE, "<name@example.com>": CHARACTER,
    "a..b@example.com": DOTS, "a@example..com": DOTS, "a@.example.com": DOTS, "a@example.com.": DOTS,
    ".a@example.com": DOTS,
    "a@exam_ple.com": DOMAIN, "a@-example.com": DOMAIN, "a@example-.com": DOMAIN, "a@£example.com": DOMAIN,
    "a@example.com|b": DOMAIN, "a@[192.0.2.1]": DOMAIN, "a@xn---something.com": DOMAIN, f"a@{'b' * 64}.com": DOMAIN,
    "a@example": ENDING, "a@example.1": ENDING, "a@192.0.2.1": ENDING, "a@example.c": ENDING,
}  # fmt: skip


@pytest.mark.parametrize("typed", GOOD)
def test_an_address_is_kept_as_it_was_typed(typed):
    assert read_email(typed).address == typed


@pytest.mark.parametrize(("typed", "problem"), BAD.items())
def test_what_could_not_be_sent_to_is_refused_with_its_reason(typed, problem):
    assert (read_email(typed).address, read_email(typed).problem) == ("", problem)


def test_what_phones_and_mail_programs_add_is_taken_away():
    assert read_email(" \u200bO’Brien@example.com\u202c ").address == "O'Brien@example.com"


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_has_a_reason(typed):
    email = read_email(typed)
    assert bool(email.address) != bool(email.problem)
    assert email.problem in {"", *PROBLEMS}


@pytest.mark.parametrize("typed", [*GOOD, *BAD, "o’brien@example.org"])
def test_sign_in_forms_and_sender_have_one_rule(typed, settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    expected = read_email(typed)
    form = ContactForm({"contact": typed})
    assert form.is_valid() is bool(expected.address)
    answer = clean_answer(
        {"key": "email", "type": "email", "label": "Your email address"}, typed, today=date(2026, 11, 28)
    )
    if not expected.address:
        if typed:
            assert answer.error.text == TEMPLATES[f"email_{expected.problem}"] == PROBLEMS[expected.problem]
        with pytest.raises(mail.MessageNotSent) as refusal:
            mail.send_email(to=typed, subject="x", text="y")
        assert refusal.value.permanent
        return
    assert form.cleaned_data["contact"] == ("email", expected.address.lower())
    assert answer.value == expected.address
    assert mail.send_email(to=expected.address, subject="x", text="y")
