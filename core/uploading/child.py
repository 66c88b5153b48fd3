"""The process that opens what strangers send: core/uploading/pool.py runs `python -m core.uploading.child LIFELINE`.

It has no secrets and no Django. Before the first file it gives up what it will not need: it can open no file and no
connection, take no more memory than CHILD_MEMORY, and no more time for one file than CHILD_CPU_SECONDS. It ends when
the other end of its lifeline is closed, which the kernel does when its parent is gone.
"""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import re
import resource
import select
import socket
import sys
from typing import Any

import pikepdf
from PIL import Image

from core.uploading import protocol
from core.uploading.files import FileRefused
from core.uploading.limits import CHILD_CPU_SECONDS, CHILD_IDLE_SECONDS, CHILD_MEMORY, MAX_PIXELS
from core.uploading.remaking import ORIENTATION, look, remake

WORK = {"remake": remake, "look": look}
NICER = 5
# Open already when nothing can be opened any more.
STATUS = os.open("/proc/self/status", os.O_RDONLY) if os.path.exists("/proc/self/status") else 0


def main(lifeline: int) -> None:
    """Answer one question after the other, until nobody asks."""
    _end_with(lifeline)
    parent = socket.socket(fileno=os.dup(0))
    _warm_up()
    _give_up()
    while select.select([parent], [], [], CHILD_IDLE_SECONDS)[0]:
        asked = protocol.receive(parent)
        if asked is None:
            return
        _have_seconds()
        protocol.send(parent, *_answer(*asked))


def _end_with(lifeline: int) -> None:
    """Nothing is ever written to the lifeline: what comes is its end, and the signal for it ends this process."""
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
    if select.select([lifeline], [], [], 0)[0]:
        sys.exit()


def _warm_up() -> None:
    """Open one small file of each kind: libraries load parts of themselves when they are first needed."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    for kind in MAX_PIXELS:
        out = io.BytesIO()
        Image.new("RGB", (16, 16)).save(out, kind, exif=exif)
        remake(kind, out.getvalue(), 256)
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        out = io.BytesIO()
        pdf.save(out)
    remake("PDF", out.getvalue(), 0)
    with contextlib.suppress(FileRefused):
        remake("PDF", b"%PDF-1.4 junk", 0)


def _give_up() -> None:
    os.nice(NICER)
    resource.setrlimit(resource.RLIMIT_AS, (CHILD_MEMORY, CHILD_MEMORY))
    for limit in (resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        resource.setrlimit(limit, (0, 0))


def _have_seconds() -> None:
    """So many seconds of work from now on; its signal ends the process. How long it takes in all the parent counts."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime) + 1
    most = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (used + CHILD_CPU_SECONDS, most))


def _answer(asked: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    content, answer = b"", {"code": "", "limit": 0, "pixels": 0}
    try:
        content, answer["pixels"] = WORK[asked["work"]](asked["kind"], data, asked["most_pixels"])
    except FileRefused as refused:
        answer |= {"code": refused.code, "limit": refused.limit}
    except MemoryError:
        answer["code"] = "too_demanding"
    except Exception:
        # `look` at bytes made to break a decoder.
        answer["code"] = "unreadable"
    return answer | {"peak": _peak()}, content


def _peak() -> int:
    """The most memory that this process ever had, in bytes; 0 where the system does not say.

    Not ru_maxrss: that begins with what the parent had when it started this process.
    """
    text = os.pread(STATUS, 4096, 0).decode() if STATUS else ""
    found = re.search(r"^VmHWM:\s+(\d+) kB$", text, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


if __name__ == "__main__":
    main(int(sys.argv[1]))
