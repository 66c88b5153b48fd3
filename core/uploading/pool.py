"""The child processes in which files are remade: a few, kept warm, each ended after a file that was too much for it."""

from __future__ import annotations

import atexit
import os
import select
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import structlog
from prometheus_client import Counter

from core.uploading.limits import MEMORY_BYTES, FileRefused

BASE_DIR = Path(__file__).resolve().parents[2]
AT_ONCE = 2
# So many requests may wait for their turn: each has a thread, and other pages need some.
WAITING = 2
SECONDS_A_FILE = 15.0
# A process that had to stretch gives its memory back by ending.
LARGE_BYTES = 250 * 1024 * 1024

log = structlog.get_logger(__name__)
DEATHS = Counter("upload_workers_died", "Files that were too much for the process that remakes them.")


@dataclass(frozen=True)
class Remade:
    """What came of one file: its new bytes, or the code of a refusal, and the most memory (bytes) it took: for
    process that died, as much as it may have.
    """

    content: bytes
    code: str
    peak_bytes: int


class _Worker:
    """One child process."""

    def __init__(self):
        # Nothing of ours is in its environment; it is in no folder with secrets.
        self.process = subprocess.Popen(
            [sys.executable, "-m", "core.uploading.worker"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=BASE_DIR, bufsize=0,
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1"},
        )  # fmt: skip

    def remake(self, data: bytes, kind: str, seconds: float) -> Remade:
        """Have one file remade. A process that dies over it or takes too long is ended: code too_much_work."""
        deadline = time.monotonic() + seconds
        try:
            self._send(f"{kind} {len(data)}\n".encode() + data, deadline)
            code, size, peak = self._line(deadline).split()
            return Remade(self._read(int(size), deadline), code, int(peak))
        except (OSError, ValueError):
            self.end()
            DEATHS.inc()
            log.warning("upload_worker_died", kind=kind, size=len(data))
            return Remade(b"", "too_much_work", MEMORY_BYTES)

    def end(self) -> None:
        """End it."""
        for pipe in (self.process.stdin, self.process.stdout):
            pipe.close()
        self.process.kill()
        self.process.wait()

    @property
    def is_usable(self) -> bool:
        """False once it was ended, or has ended by itself."""
        return self.process.returncode is None

    def _send(self, data: bytes, deadline: float) -> None:
        rest = memoryview(data)
        os.set_blocking(self.process.stdin.fileno(), False)
        while rest:
            _wait(deadline, writing=self.process.stdin)
            rest = rest[self.process.stdin.write(rest) or 0 :]

    def _line(self, deadline: float) -> str:
        line = b""
        while not line.endswith(b"\n"):
            line += self._read(1, deadline)
        return line.decode()

    def _read(self, size: int, deadline: float) -> bytes:
        parts, left = [], size
        while left:
            _wait(deadline, reading=self.process.stdout)
            part = self.process.stdout.read(left)
            if not part:
                raise BrokenPipeError
            parts.append(part)
            left -= len(part)
        return b"".join(parts)


def _wait(deadline: float, *, reading=None, writing=None) -> None:
    poll = select.poll()
    if reading is not None:
        poll.register(reading, select.POLLIN)
    if writing is not None:
        poll.register(writing, select.POLLOUT)
    if not poll.poll(max(0, (deadline - time.monotonic()) * 1000)):
        raise TimeoutError


class Pool:
    """At most `at_once` files are remade at a time and `waiting` wait; whoever comes then is told that we are busy."""

    def __init__(self, *, at_once: int = AT_ONCE, waiting: int = WAITING):
        self._turns = threading.BoundedSemaphore(at_once)
        self._places = threading.BoundedSemaphore(at_once + waiting)
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()

    def remake(self, data: bytes, kind: str, *, seconds: float = SECONDS_A_FILE) -> Remade:
        """One file remade within so many seconds, waiting included. Raises FileRefused "busy": there is no place."""
        if not self._places.acquire(blocking=False):
            raise FileRefused("busy")
        deadline = time.monotonic() + seconds
        try:
            if not self._turns.acquire(timeout=max(0.0, seconds)):
                raise FileRefused("busy")
            try:
                return self._remake(data, kind, deadline - time.monotonic())
            finally:
                self._turns.release()
        finally:
            self._places.release()

    def _remake(self, data: bytes, kind: str, seconds: float) -> Remade:
        with self._lock:
            worker = self._idle.pop() if self._idle else None
        worker = worker or _Worker()
        try:
            remade = worker.remake(data, kind, seconds)
        except BaseException:
            worker.end()
            raise
        if worker.is_usable and remade.peak_bytes > LARGE_BYTES:
            worker.end()
        if worker.is_usable:
            with self._lock:
                self._idle.append(worker)
        return remade

    def close(self) -> None:
        """End the processes that wait for the next file."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.end()


POOL = Pool()
atexit.register(POOL.close)
