"""Which names are found with which, where somebody looks for what sounds alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules.sounds import sound_key, sounds_to_find
from core.rules.names import folded_words

ALIKE = [
    # British and Irish
    "Catherine Kathryn Katharine Katherine Cathryn",
    "Stephen Steven Stephan",
    "Macdonald McDonald MacDonald",
    "Mackenzie McKenzie",
    "Geoffrey Jeffrey Jeffery",
    "Philip Phillip Filip",
    "Clare Claire Clair",
    "Sara Sarah",
    "Graham Graeme",
    "Vaughan Vaughn",
    "Lee Leigh",
    "Thomas Tomas",
    "Nicholas Nicolas",
    "Christopher Kristofer",
    "Wright Right",
    "Megan Meghan Meagan",
    "Sean Shaun Shawn",
    "Siobhan Shevaun",
    "Thompson Tompson",
    "Schofield Scofield Skofield",
    # Welsh
    "Siân Sian",
    "Rhys Rees Reece",
    "Davies Davis",
    "Llewellyn Llywelyn Llewelyn",
    "Gwyneth Gweneth",
    "Ffion Fion",
    "Huw Hugh",
    # South Asian and Arabic
    "Mohammed Muhammad Mohamed Mohammad Muhammed",
    "Ahmed Ahmad",
    "Hussain Hussein Husain Hossain",
    "Nasreen Nasrin",
    "Akhtar Akhter Akter",
    "Chaudhry Chowdhury Choudhury Chaudhary",
    "Aisha Ayesha Aysha",
    "Yusuf Yousef Youssef",
    "Omar Umar",
    "Begum Begam",
    "Singh Sing",
    "Jaswinder Jasvinder",
    "Khan Kahn",
    # Polish
    "Wojciech Woyciech Vojciech Wojcech",
    "Krzysztof Krzystof Kristof",
    "Agnieszka Agneszka Agniezka",
    "Łukasz Lukasz Lukas Lucas",
    "Michał Michal Michael",
    "Kowalski Kovalski",
]
APART = [
    "Khan Chen", "Lee Lou", "Jones James", "Smith Schmidts", "Evans Owens", "Anna Oona", "Zara Sara", "Maria Mark",
    "Priya Parker", "Davies Davidson", "Ali Eli", "Nowak Novotny", "Emma Amy", "Taylor Tyler-Brown",
]  # fmt: skip


def keys(names: str) -> list[str]:
    return [sound_key(word) for word in folded_words(names)]


@pytest.mark.parametrize("names", ALIKE)
def test_names_that_sound_alike_have_one_key(names):
    assert len(set(keys(names))) == 1, dict(zip(names.split(), keys(names), strict=True))


def test_names_that_do_not_have_others():
    for names in APART:
        assert len(set(keys(names))) > 1, names


def test_every_word_of_a_name_has_its_key_and_another_script_has_none():
    assert sounds_to_find("Siân O’Brien") == {*keys("sian obrien o brien")}
    assert sounds_to_find("王 芳") == set()


@given(st.text(max_size=40))
def test_any_text_has_keys_no_longer_than_twice_its_words(text):
    for word in folded_words(text):
        key = sound_key(word)
        assert len(key) <= 2 * len(word)
        assert key == sound_key(word.upper().lower()) or word != word.upper().lower()
