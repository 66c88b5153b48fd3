"""A letter in short sentences, for whoever asked for Easy Read, and in Welsh too."""

from __future__ import annotations

import re

from casework.deciding.readers.letters import letter_of
from casework.deciding.rules.gates import Proposal
from tests.casework.deciding.cases import AWARD, checked_claim, fresh, pass_all

MOST_WORDS = 12


def own_words(letter, plain) -> list[str]:
    """What the easy letter says in its own words: not the law's, which stand in the plain one too."""
    return [text for kind, text in letter.blocks if (kind, text) not in plain.blocks]


def test_one_idea_a_sentence_with_the_same_figures_and_ways(alice, aisha, calderbrook):
    claim = checked_claim(alice)
    pass_all(claim, aisha)
    plain = letter_of(fresh(claim, aisha), AWARD, calderbrook)
    alice.resident.access_needs = ["easy_read"]
    alice.resident.save()
    easy = letter_of(fresh(claim, aisha), AWARD, calderbrook)
    words = " ".join(text for _kind, text in easy.blocks)
    assert "You get £92.50 each week." in words
    assert "It starts on 7 December 2026." in words
    assert claim.reference in words
    for said in (calderbrook.phone, calderbrook.email, "citizensadvice.org.uk", "Valuation Tribunal"):
        assert said in words
    for sentence in (each for text in own_words(easy, plain) for each in re.split(r"(?<=[.!?]) ", text)):
        assert len(sentence.split()) <= MOST_WORDS, sentence


def test_in_welsh_it_is_all_welsh(alice, aisha, calderbrook):
    claim = checked_claim(alice)
    pass_all(claim, aisha)
    alice.resident.access_needs, alice.resident.language = ["easy_read"], "en-gb"
    alice.resident.save()
    english = letter_of(fresh(claim, aisha), AWARD, calderbrook)
    alice.resident.language = "cy"
    alice.resident.save()
    welsh = letter_of(fresh(claim, aisha), AWARD, calderbrook)
    assert {text for _kind, text in english.blocks} & {text for _kind, text in welsh.blocks} == set()


def test_a_claim_that_was_stopped_says_so_in_three_sentences(alice, aisha, calderbrook):
    claim = checked_claim(alice)
    alice.resident.access_needs = ["easy_read"]
    alice.resident.save()
    stopped = letter_of(fresh(claim, aisha), Proposal("withdrawn"), calderbrook)
    texts = [text for _kind, text in stopped.blocks]
    assert texts[-3:] == ["You asked us to stop.", "So we did not decide.", "You can send a new form at any time."]
