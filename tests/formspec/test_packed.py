"""A form and its media in one file: what is packed comes back, and what was never packed here is refused at once."""

from __future__ import annotations

import io
import struct
import time
import zipfile

import pytest

from formspec.rules.media import CAPTIONS, SOUND, CleanMedium
from formspec.rules.sources.packed import (
    FORM,
    MOST_FILES,
    MOST_PACKED,
    PackRefused,
    files_named,
    is_packed,
    pack,
    unpack,
    with_files,
)

HEARD, READ = (CleanMedium(ending, b"of a test") for ending in (SOUND, CAPTIONS))
MEDIA = {HEARD.name: HEARD.content, READ.name: READ.content}


def zipped(files: list[tuple[str, bytes]], how: int = zipfile.ZIP_STORED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return made.getvalue()


def test_what_is_packed_comes_back_and_is_the_same_bytes_each_time():
    data = pack("slug: x\n", MEDIA)
    assert is_packed(data)
    assert not is_packed(b"slug: x\n")
    assert data == pack("slug: x\n", dict(reversed(MEDIA.items())))
    assert (unpack(data).text, unpack(data).media) == (b"slug: x\n", MEDIA)
    again = zipped([("media/", b""), (FORM, b"slug: x\n"), (f"media/{HEARD.name}", b"y")], zipfile.ZIP_DEFLATED)
    assert unpack(again).media == {HEARD.name: b"y"}, "packed anew by somebody's own program"


EMPTY = zipped([(FORM, b"")])


def lying() -> bytes:
    """It says that its form has 5 bytes, and unfolds to 100 MB."""
    data = bytearray(zipped([(FORM, b"a" * 100_000_000)], zipfile.ZIP_DEFLATED))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<L", 5)
    return bytes(data)


def cut_short() -> bytes:
    """What it says of itself leads past its end."""
    data = bytearray(zipped([(FORM, b"slug: x\n")]))
    data[28:30] = struct.pack("<H", 60_000)
    return bytes(data)


def twice() -> bytes:
    """Two forms under one name, which Python warns of."""
    with pytest.warns(UserWarning, match="Duplicate name"):
        return zipped([(FORM, b"a"), (FORM, b"b")])


def locked() -> bytes:
    """It says that it is encrypted."""
    data = bytearray(zipped([(FORM, b"slug: x\n")]))
    at = data.rindex(b"PK\x01\x02")
    data[6] = data[at + 8] = 1
    return bytes(data)


REFUSED = {
    "no zip": (b"PK\x03\x04 and nothing", "cannot be opened"),
    "cut off": (pack("slug: x\n", MEDIA)[:-40], "cannot be opened"),
    "damaged": (pack("slug: x\n", MEDIA).replace(b"slug", b"slag"), "cannot be opened"),
    "a way out": (zipped([(FORM, b""), ("../../etc/passwd", b"")]), "no part of a form: ../../etc/passwd"),
    "another file": (zipped([(FORM, b""), ("media/own-1.mp3", b"")]), "no part of a form"),
    "a program": (zipped([(FORM, b""), (f"media/{HEARD.name}.exe", b"")]), "no part of a form"),
    "no form": (zipped([(f"media/{HEARD.name}", b"")]), "does not hold one form"),
    "many": (
        zipped([(FORM, b""), *((f"media/own-{number:040x}.mp3", b"") for number in range(MOST_FILES + 1))]),
        "more than 60",
    ),
    "a bomb": (zipped([(FORM, b"a" * 100_000_000)], zipfile.ZIP_DEFLATED), "too large"),
    "a bomb of media": (
        zipped([(FORM, b""), (f"media/{HEARD.name}", b"a" * 100_000_000)], zipfile.ZIP_DEFLATED), "too large",
    ),
    "a lie": (lying(), "too large|cannot be opened"),
    "cut short": (cut_short(), "cannot be opened"),
    "locked": (locked(), "cannot be opened"),
    "as much memory as it says": (zipped([(FORM, b"slug: x\n")], zipfile.ZIP_LZMA), "cannot be opened"),
    "twice the form": (twice(), "one form"),
    "of the root": (zipped([("/form.yaml", b"")]), "no part of a form: /form.yaml"),
    "a long list": (zipped([(f"{number:060}", b"") for number in range(2000)]), "cannot be opened"),
    "large": (b"PK\x03\x04" + b"\0" * MOST_PACKED, "larger than 24 MB"),
    "of the other kind": (EMPTY[:-22] + b"PK\x06\x07" + b"\0" * 16 + EMPTY[-22:], "opened"),
}  # fmt: skip


def test_what_is_no_form_is_refused_in_words_and_at_once():
    for name, (data, words) in REFUSED.items():
        begun = time.thread_time()
        with pytest.raises(PackRefused, match=words):
            unpack(data)
        assert time.thread_time() - begun < 1, name


def test_files_are_found_and_renamed_wherever_a_source_names_them():
    source = {"sections": [{"questions": [{"audio": {"en": {"file": HEARD.name}}, "video": {"captions": READ.name}}]}]}
    assert files_named(source) == set(MEDIA)
    assert with_files(source, {}) == source
    renamed = with_files(source, {HEARD.name: READ.name})
    assert files_named(renamed) == {READ.name}
    assert files_named(source) == set(MEDIA)
