"""Small files that become enormous when they are opened, made on the spot; and how much memory a process ever took."""

from __future__ import annotations

import contextlib
import io
import re
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import pillow_heif
from PIL import Image

from core.uploading.limits import MAX_PIXELS

MEGA = 1024 * 1024
# What a PDF's stream becomes: more than a child may have. Less than 1 MB as it is sent.
STREAM_MEGABYTES = 700
OBJECTS = [
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources 5 0 R>>",
]


def deflated(first: bytes, filling: bytes, megabytes: int, last: bytes = b"") -> bytes:
    """So many megabytes of one byte between two ends, deflated.

    The filling is packed once and repeated, which is quick: each block begins anew after a full flush.
    """

    def block(content: bytes) -> bytes:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        return packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH)

    total = zlib.adler32(first)
    for _ in range(megabytes):
        total = zlib.adler32(filling * MEGA, total)
    total = zlib.adler32(last, total)
    packed = b"\x78\xda" + block(first) + block(filling * MEGA) * megabytes + block(last)
    return packed + b"\x03\x00" + struct.pack("!I", total)


def pdf(object_stream: bytes, table: bytes = b"") -> bytes:
    """One page, whose resources (object 5) are in the object stream 4; the cross-reference stream is object 6.

    Both are given deflated; an honest table is made when none is given.
    """
    out, offsets = io.BytesIO(b"%PDF-1.5\n"), []
    out.seek(0, io.SEEK_END)

    def write(number: int, content: bytes) -> None:
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, content))

    def stream(head: bytes, data: bytes) -> bytes:
        return b"<<%b/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (head, len(data), data)

    for number, content in enumerate([*OBJECTS, stream(b"/Type/ObjStm/N 1/First 5", object_stream)], 1):
        write(number, content)
    entries = [(0, 0, 65535), *((1, offset, 0) for offset in offsets), (2, 4, 0), (1, out.tell(), 0)]
    table = table or zlib.compress(b"".join(struct.pack(">BIH", *entry) for entry in entries))
    write(6, stream(b"/Type/XRef/Size 7/W[1 4 2]/Root 1 0 R", table))
    out.write(b"startxref\n%d\n%%%%EOF\n" % offsets[-1])
    return out.getvalue()


def good_pdf() -> bytes:
    """What the bombs would be without their filling."""
    return pdf(deflated(b"5 0  <<>>", b"", 0))


@lru_cache
def object_stream_bomb() -> bytes:
    """An object stream that is blanks."""
    return pdf(deflated(b"5 0  ", b" ", STREAM_MEGABYTES, b"<<>>"))


@lru_cache
def xref_stream_bomb() -> bytes:
    """A cross-reference stream of free entries."""
    return pdf(deflated(b"5 0  <<>>", b"", 0), deflated(b"", b"\0", STREAM_MEGABYTES))


def png(width: int, height: int, pixels: bytes = b"") -> bytes:
    """A picture in colour; with no `pixels` (deflated) it only says how large it is."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack("!I", len(body)) + kind + body + struct.pack("!I", zlib.crc32(kind + body))

    header = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", pixels or zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@lru_cache
def png_bomb() -> bytes:
    """20,000 × 12,000 black pixels: 720 MB."""
    return png(20_000, 12_000, deflated(b"", b"\0", 12_000 * 60_001 // MEGA + 1))


def saved(kind: str, size: tuple[int, int], **options) -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    pillow_heif.register_heif_opener()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


def said_to_be(picture: bytes, old: bytes, new: bytes) -> bytes:
    """The picture with its width and height changed where it says them."""
    assert old in picture
    return picture.replace(old, new)


@lru_cache
def jpeg_bomb() -> bytes:
    """A progressive JPEG that says it has 65,000 × 65,000 pixels."""
    small = saved("JPEG", (64, 64), progressive=True)
    return said_to_be(small, struct.pack("!BHH", 8, 64, 64), struct.pack("!BHH", 8, 65_000, 65_000))


@lru_cache
def webp_bomb() -> bytes:
    """36 megapixels of one colour, which its decoder holds four times."""
    return saved("WEBP", (6000, 6000), method=0, quality=1)


@lru_cache
def heic_bomb() -> bytes:
    """A HEIC whose properties say that it has 30,000 × 30,000 pixels."""
    small = saved("HEIF", (64, 64))
    return said_to_be(small, struct.pack("!II", 64, 64), struct.pack("!II", 30_000, 30_000))


BOMBS: dict[str, Callable[[], bytes]] = {
    "PDF object stream": object_stream_bomb,
    "PDF cross-reference stream": xref_stream_bomb,
    "PNG": png_bomb,
    "JPEG": jpeg_bomb,
    "WEBP": webp_bomb,
    "HEIC": heic_bomb,
}


@lru_cache
def within_limits(kind: str) -> bytes:
    """A plain picture with as many pixels as we take of its kind: the most that one can do that is not refused."""
    width = 8000 if kind != "JPEG" else 16_000
    options = {
        "PNG": {"compress_level": 1},
        "WEBP": {"method": 0, "quality": 1},
        "HEIF": {"quality": 1, "enc_params": {"preset": "ultrafast"}},
    }
    return saved(kind, (width, MAX_PIXELS[kind] // width), **options.get(kind, {}))


class Peak:
    """The most memory, in bytes, that any of some processes ever had, read until the block ends."""

    def __init__(self) -> None:
        self.bytes = 0
        self._over = threading.Event()

    def read(self, processes: Callable[[], list[int]]) -> None:
        """What the kernel keeps as the highest so far."""
        for pid in processes():
            with contextlib.suppress(OSError):
                found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
                self.bytes = max(self.bytes, int(found[1]) * 1024 if found else 0)

    def watch(self, processes: Callable[[], list[int]], seconds: float) -> None:
        """Read every so many seconds, and once more at the end."""
        while not self._over.wait(seconds):
            self.read(processes)
        self.read(processes)

    @classmethod
    @contextlib.contextmanager
    def of(cls, processes: Callable[[], list[int]], seconds: float = 0.005) -> Iterator[Peak]:
        """Watch while the block runs; those that are there before it are read for certain."""
        peak = cls()
        peak.read(processes)
        thread = threading.Thread(target=peak.watch, args=[processes, seconds])
        thread.start()
        try:
            yield peak
        finally:
            peak._over.set()
            thread.join()


def children_of(parent: int) -> list[int]:
    """The processes that open files for a process."""
    found = []
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            pid = int(entry.name)
            if (
                b"core.uploading.child" in (entry / "cmdline").read_bytes()
                and int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == parent
            ):
                found.append(pid)
    return found
