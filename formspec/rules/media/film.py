"""Films as MP4: looked at box by box (ISO 14496-12), and everything taken out that is neither picture nor sound.

Nothing is decoded here. Where a film was taken, by which device and with which words stands in boxes of their own:
they become empty, in their places, so that what the others point to stays where it is.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from formspec.rules.media import FILM, CleanMedium, MediumRefused

MOST_BYTES = 20 * 1024 * 1024
MOST_BOXES, MOST_DEPTH = 2000, 8
# An ftyp box names a few brands of four letters.
MOST_OF_BRANDS = 1024
# What every browser plays: H.264 pictures with AAC sound.
CODECS = {b"vide": {b"avc1", b"avc3"}, b"soun": {b"mp4a"}}
KEPT = {b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide"}
EMPTIED = {b"udta", b"meta", b"uuid", b"iods", b"free", b"skip", b"wide"}
BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash"}
INSIDE = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf"}


@dataclass(frozen=True)
class _Box:
    kind: bytes
    start: int
    content: int
    end: int


def clean_film(data: bytes) -> CleanMedium:
    """The film without what it says about where and by what it was made. Raises MediumRefused."""
    if not data:
        raise MediumRefused("empty")
    if len(data) > MOST_BYTES:
        raise MediumRefused("film_large")
    film = bytearray(data)
    boxes = list(_boxes(film, 0, len(film)))
    if not boxes or boxes[0].kind != b"ftyp" or boxes[0].end > MOST_OF_BRANDS or not _brands(film, boxes[0]) & BRANDS:
        raise MediumRefused("film_kind")
    kinds = [box.kind for box in boxes]
    if kinds.count(b"moov") != 1 or b"mdat" not in kinds or kinds.count(b"ftyp") != 1:
        raise MediumRefused("film_broken")
    for box in boxes:
        if box.kind in EMPTIED:
            _empty(film, box)
        elif box.kind not in KEPT:
            raise MediumRefused("film_broken")
    _clean_inside(film, next(box for box in boxes if box.kind == b"moov"))
    return CleanMedium(FILM, bytes(film))


def _boxes(film: bytearray, start: int, end: int) -> Iterator[_Box]:
    """The boxes between two places, which they fill. Raises MediumRefused."""
    number = 0
    while start < end:
        number += 1
        if end - start < 8 or number > MOST_BOXES:
            raise MediumRefused("film_broken")
        size, kind = struct.unpack_from(">I4s", film, start)
        content = start + 8
        if size == 1 and end - start >= 16:
            size, content = struct.unpack_from(">Q", film, content)[0], start + 16
        if size == 0:
            size = end - start
        if size < content - start or size > end - start:
            raise MediumRefused("film_broken")
        yield _Box(kind, start, content, start + size)
        start += size


def _brands(film: bytearray, box: _Box) -> set[bytes]:
    """The brands of an ftyp box; the four bytes after the first are its version."""
    places = [box.content, *range(box.content + 8, box.end - 3, 4)]
    return {bytes(film[place : place + 4]) for place in places}


def _empty(film: bytearray, box: _Box) -> None:
    film[box.start + 4 : box.start + 8] = b"free"
    film[box.content : box.end] = bytes(box.end - box.content)


def _clean_inside(film: bytearray, moov: _Box) -> None:
    """Empty what a moov box need not have. Raises MediumRefused where it has no film that browsers play."""
    pictures = 0
    for box in _boxes(film, moov.content, moov.end):
        if box.kind in EMPTIED:
            _empty(film, box)
        elif box.kind == b"trak":
            pictures += _clean_track(film, box)
        elif box.kind in (b"mvex", b"cmov", b"rmra"):
            raise MediumRefused("film_broken")
    if pictures != 1:
        raise MediumRefused("film_none")


def _clean_track(film: bytearray, track: _Box) -> int:
    """Empty what a track need not have, and the whole of one that is neither picture nor sound; how many of picture."""
    inside = dict(_within(film, track))
    if b"hdlr" not in inside or b"stsd" not in inside:
        raise MediumRefused("film_broken")
    handler, described = inside[b"hdlr"], inside[b"stsd"]
    kind = bytes(film[handler.content + 8 : handler.content + 12])
    if kind not in CODECS:
        _empty(film, track)
        return 0
    entries = list(_boxes(film, described.content + 8, described.end)) if described.end > described.content + 8 else []
    if len(entries) != 1 or entries[0].kind not in CODECS[kind]:
        raise MediumRefused("film_codec")
    # Its name is for people who cut films.
    film[handler.content + 24 : handler.end] = bytes(max(handler.end - handler.content - 24, 0))
    return int(kind == b"vide")


def _within(film: bytearray, box: _Box, depth: int = 1) -> Iterator[tuple[bytes, _Box]]:
    """Every box inside a track, those inside them too; what need not be there is emptied on the way.

    Raises MediumRefused where they are nested deeper than in any film.
    """
    if depth > MOST_DEPTH:
        raise MediumRefused("film_broken")
    for inner in _boxes(film, box.content, box.end):
        if inner.kind in EMPTIED:
            _empty(film, inner)
            continue
        yield inner.kind, inner
        if inner.kind in INSIDE:
            yield from _within(film, inner, depth + 1)
