"""Messages: said in English or another language, stored as JSON and read back the same."""

import dataclasses
import json
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.rules.messages import (
    NOTHING,
    Phrase,
    Pounds,
    a_month,
    a_week,
    brief_pounds,
    in_words,
    read_message,
    say,
    say_count,
)
from estimates.presenters.words import localised


def messages_with(params):
    """Messages whose ids have room for just these parameters."""
    spaces = "".join(f" %({name})s" for name in params)
    return st.text(st.characters(blacklist_characters="%", blacklist_categories=["Cs"]), max_size=20).map(
        lambda text: Phrase(f"{text}{spaces}", params)
    )


names = st.sampled_from(["amount", "who", "what"])
values = st.recursive(
    st.text(max_size=20) | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.builds(Pounds, st.floats(-1e9, 1e9), st.booleans()),
    lambda inner: st.dictionaries(names, inner, max_size=3).flatmap(messages_with),
    max_leaves=6,
)  # fmt: skip


messages = st.dictionaries(names, values, max_size=3).flatmap(messages_with)


@pytest.mark.slow
@given(messages)
def test_a_message_is_said_the_same_after_it_was_stored(message):
    stored = json.loads(json.dumps(dataclasses.asdict(message)))
    assert read_message(stored) == message
    assert str(read_message(stored)) == str(message) == in_words(stored)


@pytest.mark.slow
@given(st.lists(messages, max_size=3), st.text(max_size=5))
def test_data_has_a_sentence_in_place_of_each_message(some, other):
    data = {"reasons": [dataclasses.asdict(each) for each in some], "text": other, "steps": ({"text": some},)}
    sentences = [str(each) for each in some]
    assert in_words(data) == {"reasons": sentences, "text": other, "steps": [{"text": sentences}]}


@pytest.mark.parametrize(
    ("message", "english", "welsh"),
    [
        (say("Universal Credit"), "Universal Credit", "Credyd Cynhwysol"),
        (a_week(52 * 1234.5), "£1,234.50 a week", "£1,234.50 yr wythnos"),
        (a_month(12 * 5), "£5.00 a month", "£5.00 y mis"),
        (
            say("Your children add %(amount)s.", amount=a_week(520)),
            "Your children add £10.00 a week.",
            "Mae eich plant yn ychwanegu £10.00 yr wythnos.",
        ),
        (
            say("We do not know how much %(benefit)s pays your partner now.", benefit=say("State Pension")),
            "We do not know how much State Pension pays your partner now.",
            "Nid ydym yn gwybod faint mae Pensiwn y Wladwriaeth yn ei dalu i'ch partner nawr.",
        ),
        (say("Up to 35% off water charges"), "Up to 35% off water charges", "Hyd at 35% oddi ar daliadau dŵr"),
        (NOTHING, "", ""),
        (Phrase("What a council wrote: 100%"), "What a council wrote: 100%", "What a council wrote: 100%"),
    ],
)
def test_sentences_in_both_languages(message, english, welsh):
    assert str(message) == english
    with translation.override("cy"):
        assert localised(message) == localised(dataclasses.asdict(message)) == welsh
    with translation.override("en-gb"):
        assert localised(message) == english


@pytest.mark.parametrize(
    ("count", "english", "welsh"),
    [
        (1, "You are responsible for 1 child.", "Rydych yn gyfrifol am 1 plentyn."),
        (2, "You are responsible for 2 children.", "Rydych yn gyfrifol am 2 o blant."),
    ],
)
def test_plurals_are_those_of_the_language(count, english, welsh):
    text, plural = "You are responsible for %(count)s child.", "You are responsible for %(count)s children."
    message = say_count(text, plural, count=count)
    assert str(message) == english
    with translation.override("cy"):
        assert localised(json.loads(json.dumps(dataclasses.asdict(message)))) == welsh


@pytest.mark.parametrize(
    ("pounds", "said"),
    [(Pounds(1234.5), "£1,234.50"), (Pounds(-5), "−£5.00"), (brief_pounds(7200), "£7,200"),
     (brief_pounds(Decimal("7200.5")), "£7,200.50"), (brief_pounds(204), "£204")],
)  # fmt: skip
def test_amounts_in_sentences(pounds, said):
    assert str(pounds) == said


def test_numbers_have_commas_and_no_empty_fractions():
    assert (
        str(say("%(whole)s and %(part)s and %(round)s", whole=2000, part=62.5, round=75.0)) == "2,000 and 62.5 and 75"
    )


def test_what_was_stored_as_text_is_its_own_id():
    with translation.override("cy"):
        assert localised(read_message("Universal Credit")) == "Credyd Cynhwysol"


def test_messages_of_one_id_can_be_told_apart():
    one, other = say("%(who)s", who="a"), say("%(who)s", who="b")
    assert len({one, other, say("%(who)s", who="a")}) == 2
