"""Small files for tests of sound and film: an MP4 built box by box, captions, and a tone."""

from __future__ import annotations

import io
import math
import struct
import wave

CAPTIONS = (
    b"WEBVTT\n\n00:00.000 --> 00:02.500\nWrite your full name.\n\n00:02.500 --> 00:04.000\nAs on your passport.\n"
)
PLACE = b"+53.7217-001.8637/"


def box(kind: bytes, *content: bytes) -> bytes:
    """One box of an MP4."""
    inside = b"".join(content)
    return struct.pack(">I4s", len(inside) + 8, kind) + inside


def track(handler: bytes = b"vide", codec: bytes = b"avc1", *more: bytes) -> bytes:
    """A track of pictures, of sound or of something else."""
    described = box(b"stsd", bytes(4), struct.pack(">I", 1), box(codec, bytes(78)))
    table = box(b"stbl", described, box(b"stts", bytes(8)))
    named = box(b"hdlr", bytes(8), handler, bytes(12), b"Omar's phone\0")
    return box(
        b"trak", box(b"tkhd", bytes(84)), box(b"mdia", box(b"mdhd", bytes(24)), named, box(b"minf", table)), *more
    )


def film(
    *tracks: bytes, brand: bytes = b"isom", first: bytes = b"", last: bytes = b"", more: tuple[bytes, ...] = ()
) -> bytes:
    """A film, which says where it was taken."""
    told = box(b"udta", box(b"\xa9xyz", PLACE))
    inside = tracks or (track(), track(b"soun", b"mp4a"))
    moov = box(b"moov", box(b"mvhd", bytes(100)), *inside, told, *more)
    return first + box(b"ftyp", brand, bytes(4), b"mp42") + moov + box(b"mdat", b"pictures" * 40) + last


def tone(seconds: float = 1.0) -> bytes:
    """A WAV file of one tone."""
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setparams((1, 2, 16_000, 0, "NONE", ""))
        samples = range(int(16_000 * seconds))
        sound.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(each / 6))) for each in samples))
    return written.getvalue()
