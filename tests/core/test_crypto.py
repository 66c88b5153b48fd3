"""Encrypted answers: bound to their record, different each time, and readable after the keys were rotated."""

import pytest

from core.crypto import CannotDecrypt, current_key_id, decrypt, encrypt, key_id_of

OLD, NEW = b"o" * 32, b"n" * 32


@pytest.fixture
def keys(settings):
    settings.FIELD_KEYS = {"old": OLD}
    return settings


@pytest.mark.parametrize("value", ["AB123456C", {"sort_code": "309430", "name": "Siân Ŵyn"}, [], None, 12])
def test_what_goes_in_comes_out(keys, value):
    assert decrypt(encrypt(value, context="answer:1"), context="answer:1") == value


def test_the_stored_bytes_hold_nothing_readable_and_differ_each_time(keys):
    first, second = (encrypt("AB123456C", context="answer:1") for _ in range(2))
    assert b"AB123456C" not in first
    assert first != second


def test_bytes_of_another_record_do_not_open(keys):
    with pytest.raises(CannotDecrypt):
        decrypt(encrypt("AB123456C", context="answer:1"), context="answer:2")


def test_a_changed_byte_does_not_open(keys):
    stored = bytearray(encrypt("AB123456C", context="answer:1"))
    stored[-1] ^= 1
    with pytest.raises(CannotDecrypt):
        decrypt(bytes(stored), context="answer:1")


def test_after_a_new_key_old_bytes_still_open_and_new_ones_use_the_new_key(keys):
    before = encrypt("AB123456C", context="answer:1")
    keys.FIELD_KEYS = {"new": NEW, "old": OLD}
    assert decrypt(before, context="answer:1") == "AB123456C"
    assert key_id_of(before) == "old"
    assert key_id_of(encrypt("AB123456C", context="answer:1")) == current_key_id() == "new"


def test_without_its_key_nothing_opens(keys):
    before = encrypt("AB123456C", context="answer:1")
    keys.FIELD_KEYS = {"new": NEW}
    with pytest.raises(CannotDecrypt, match="FIELD_KEYS"):
        decrypt(before, context="answer:1")
