"""Phone numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.forms import ContactForm
from core import mail
from core.rules.phones import clean_phone, format_phone, takes_texts


@pytest.mark.parametrize(
    ("typed", "number", "shown"),
    [("07700 900123", "+447700900123", "07700 900123"), ("+44 7700 900 123", "+447700900123", "07700 900123"),
     ("(01632) 960-001", "+441632960001", "01632 960001"), ("+353 1 234 5678", "+35312345678", "+353 1 234 5678")],
)  # fmt: skip
def test_numbers_are_kept_with_their_country(typed, number, shown):
    assert clean_phone(typed) == number
    assert format_phone(number) == shown


@pytest.mark.parametrize(
    "typed", ["", "12345", "phone", "07700 900123 900123 900123", "+999 123", "0" * 41, "07700900123;07700900124"]
)
def test_what_could_reach_nobody_is_refused(typed):
    assert clean_phone(typed) is None


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_nothing(typed):
    number = clean_phone(typed)
    assert number is None or number.startswith("+")


MOBILES = ["07100 000000", "07299 999999", "07300 900123", "07400 900123", "07500 900123",
           "07911 012345", "07700 900123", "+44 7800 900123", "0044 7911 900123", "\u202a07999 900123\u202c",
           "０７７００ ９００１２３"]  # fmt: skip
# Personal numbers, pagers, premium and service numbers, landlines, Guernsey, the Isle of Man and Jersey, and other
# countries, satellites among them.
OTHERS = ["07781 123456", "07839 123456", "07911 123456", "07624 123456", "07509 123456", "+44 7797 712345",
          "07000 900123", "07612 900123", "07623 999999", "07625 900123", "0909 879 0123", "0871 222 3333",
          "0300 123 4567", "0800 1111 111", "01632 960001", "+1 900 555 0123", "+353 85 012 3456", "+33 6 12 34 56 78",
          "+882 16 1234567", "+881 6 1234 5678"]  # fmt: skip


@pytest.mark.parametrize("typed", MOBILES)
def test_uk_mobiles_get_texts(typed):
    assert takes_texts(clean_phone(typed))
    form = ContactForm({"contact": typed})
    assert form.is_valid()
    assert form.cleaned_data["contact"] == ("sms", clean_phone(typed))


@pytest.mark.parametrize("typed", OTHERS)
def test_no_other_number_gets_a_text_and_people_are_told_what_to_do(typed):
    phone = clean_phone(typed)
    assert not takes_texts(phone or "")
    form = ContactForm({"contact": typed})
    assert not form.is_valid()
    assert "email address" in form.errors["contact"][0]
    with pytest.raises(mail.MessageNotSent) as refusal:
        mail.send_text(to=phone or typed, text="x")
    assert refusal.value.permanent


def test_no_number_slips_past_the_pattern():
    for wrong in (
        "",
        "+4477009001234",
        "+44770090012",
        "+447700900123\n",
        "447700900123",
        "+14477009001",
        "+44770090012a",
    ):
        assert not takes_texts(wrong)
