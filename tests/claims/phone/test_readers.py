"""The words of a link: worked out from its id with the platform's key, read however they are typed, kept as a hash."""

import uuid

from claims.phone.readers import code_hash, code_of, token_hash
from claims.phone.rules import WORDS, read_words, words_of


def test_the_words_are_256_of_their_own_and_read_however_they_are_typed():
    assert len(set(WORDS)) == 256
    assert words_of(bytes([0, 1, 254, 255])) == "acorn-almond-yellow-zebra"
    assert read_words(" Acorn, ALMOND\nyellow zebra ") == "acorn-almond-yellow-zebra"
    for wrong in ("", "acorn almond yellow", "acorn almond yellow zebra acorn", "acorn almond yellow zebras"):
        assert read_words(wrong) == ""
    assert read_words(code_of(uuid.UUID(int=0))) == code_of(uuid.UUID(int=0))


def test_each_link_has_words_of_its_own_and_no_hash_shows_them(settings):
    first, second = uuid.UUID(int=0), uuid.UUID(int=1)
    assert code_of(first) != code_of(second)
    hashes = {code_hash(code_of(first)), token_hash(code_of(first))}
    assert len(hashes) == 2, "words are no token"
    settings.SECRET_KEY = "another"
    assert code_hash(code_of(first)) not in hashes
