"""`python -m core.uploading.worker`: the process in which files from strangers are remade, one after the other.

It has no connection, no settings and no secrets, little memory and little time: a file made to break it breaks it, and
nothing else. Read from stdin: the kind and the number of bytes on a line, then the bytes. Written to stdout: a line of
"ok" or the reason for refusing, the number of bytes and the most memory used so far in bytes; then the bytes.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from typing import BinaryIO

from core.uploading.limits import MEMORY_BYTES, FileRefused

CPU_SECONDS = 10
# Should the parent forget it.
WALL_SECONDS = 30
NICENESS = 5


def main() -> None:
    """Serve until stdin ends: that is when the parent is gone or has had enough of this process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(NICENESS)
    from core.uploading.remaking import remake  # slow: the decoders are loaded within the limits

    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while line := requests.readline():
        kind, size = line.decode().split()
        data = requests.read(int(size))
        _start_clocks()
        try:
            content, code = remake(data, kind), "ok"
        except FileRefused as refused:
            content, code = b"", refused.code
        _answer(answers, code, content)


def _start_clocks() -> None:
    """Begin the time of one file anew; the system ends the process when it is over."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
    signal.alarm(WALL_SECONDS)


def _peak_bytes() -> int:
    """The most memory that was in use; getrusage would tell that of the parent before this process began."""
    with open("/proc/self/status") as status:
        line = next(line for line in status if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


def _answer(answers: BinaryIO, code: str, content: bytes) -> None:
    answers.write(f"{code} {len(content)} {_peak_bytes()}\n".encode())
    answers.write(content)
    answers.flush()
    signal.alarm(0)


if __name__ == "__main__":
    main()
