"""A few processes that open what strangers send (core/uploading/child.py), so that this one never does.

A question takes a thread of its caller, who holds no transaction meanwhile, and none of the interpreter's time. What a
file does to its process is told as a refusal: not enough memory or time, or a death.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

from core.uploading import limits, protocol
from core.uploading.files import FileRefused

log = structlog.get_logger(__name__)
ROOT = Path(__file__).resolve().parents[2]
# Nothing of ours: no secrets, no addresses. One arena, so that threads of a decoder do not reserve memory each.
ENVIRONMENT = {"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1"}
END_SECONDS = 1
# How a process ends that wanted more than it may have: its own limits, a parent that stops waiting, no memory.
WANTED_MORE = {-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGABRT}


@dataclass(frozen=True)
class Done:
    """What a child made of a file. `peak`: the most memory it ever had, in bytes."""

    content: bytes
    pixels: int
    peak: int


class Ended(Exception):
    """The child died over a file. `code`: its exit code as Popen counts."""

    def __init__(self, code: int):
        super().__init__(code)
        self.code = code


class Child:
    """One process, for one file at a time."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        end, self._lifeline = os.pipe()
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-E", "-s", "-m", "core.uploading.child", str(end)],
                cwd=ROOT, env=ENVIRONMENT, stdin=theirs, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                pass_fds=[end],
            )  # fmt: skip
        finally:
            theirs.close()
            os.close(end)
        self._socket, self.files, self.peak, self.pid = ours, 0, 0, self._process.pid

    @property
    def is_spent(self) -> bool:
        """Whether another one should take its place."""
        return self._process.poll() is not None or self.peak > limits.CHILD_GROWN or self.files >= limits.CHILD_FILES

    def ask(self, header: dict[str, Any], data: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        """Its answer to one question. Raises Ended, with the child gone."""
        self.files += 1
        try:
            self._socket.settimeout(seconds)
            protocol.send(self._socket, header, data)
            answer = protocol.receive(self._socket, most=limits.MAX_BYTES, seconds=seconds)
        except OSError as error:
            # Time is up, or it died, or it talks nonsense.
            raise self._end(kill=isinstance(error, TimeoutError | protocol.Nonsense)) from error
        if answer is None:
            raise self._end()
        self.peak = int(answer[0].get("peak", 0))
        return answer

    def _end(self, *, kill: bool = False) -> Ended:
        if kill:
            self._process.kill()
        try:
            code = self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            # It hung up and lives.
            self._process.kill()
            code = self._process.wait()
        self.let_go()
        return Ended(code)

    def close(self) -> None:
        """End it, if it lives."""
        self.let_go()
        if self._process.returncode is None:
            self._process.kill()
            self._process.wait()

    def let_go(self) -> None:
        """Close this process' ends."""
        self._socket.close()
        with contextlib.suppress(OSError):
            os.close(self._lifeline)


class Pool:
    """At most `at_once` children work, and at most `waiting` callers wait for one, for `wait_seconds` at the most.

    Where several may work, one asker never has all of them, nor more than half of the places: the others are not kept
    out by files that one sends.
    """

    def __init__(self, at_once: int, waiting: int, wait_seconds: float) -> None:
        self._at_once, self._most, self._wait_seconds = at_once, at_once + waiting, wait_seconds
        self._change = threading.Condition()
        # How many files of each asker are here, and of those at work.
        self._here: Counter[str] = Counter()
        self._working: Counter[str] = Counter()
        self._idle: list[Child] = []

    def ask(
        self, work: str, kind: str, data: bytes, most_pixels: int, seconds: float = limits.CHILD_SECONDS, *,
        asker: str = "", first: Callable[[], None] | None = None,
    ) -> Done:  # fmt: skip
        """Let a child "remake" a file or "look" at it. Raises FileRefused: too_demanding, busy, or what it found.

        asker: whose file it is, "" for nobody in particular. first: done in the same turn, before the child has it.
        """
        header = {"work": work, "kind": kind, "most_pixels": most_pixels}
        with self._turn(asker):
            if first is not None:
                first()
            answer, content = self._answer(header, data, min(seconds, limits.CHILD_SECONDS))
        if answer.get("code"):
            raise FileRefused(str(answer["code"]), int(answer.get("limit", 0)))
        return Done(content, int(answer.get("pixels", 0)), int(answer.get("peak", 0)))

    def _answer(self, header: dict[str, Any], data: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        for _attempt in range(2):
            try:
                child = self._take()
            except OSError:
                # No memory for it, no processes left, no open files left.
                break
            try:
                answer = child.ask(header, data, seconds)
            except Ended as ended:
                log.warning("file_ended_its_process", kind=header["kind"], code=ended.code)
                if ended.code in WANTED_MORE:
                    raise FileRefused("too_demanding") from ended
                if ended.code < 0 and ended.code != -signal.SIGIO:
                    raise FileRefused("unreadable") from ended
                # It had just gone for want of questions, or could not start: not the file's doing.
                continue
            self._put_back(child)
            return answer
        log.error("no_process_for_files")
        raise FileRefused("busy")

    @contextlib.contextmanager
    def _turn(self, asker: str) -> Iterator[None]:
        with self._change:
            if self._here.total() >= self._most or (asker and self._here[asker] >= max(1, self._most // 2)):
                raise FileRefused("busy")
            self._here[asker] += 1
            try:
                if not self._change.wait_for(lambda: self._is_free(asker), self._wait_seconds):
                    raise FileRefused("busy")
                self._working[asker] += 1
            except BaseException:
                self._leave(self._here, asker)
                raise
        try:
            yield
        finally:
            with self._change:
                self._leave(self._working, asker)
                self._leave(self._here, asker)
                self._change.notify_all()

    def _is_free(self, asker: str) -> bool:
        of_one = max(1, self._at_once - 1) if asker else self._at_once
        return self._working.total() < self._at_once and self._working[asker] < of_one

    @staticmethod
    def _leave(counts: Counter[str], asker: str) -> None:
        counts[asker] -= 1
        if not counts[asker]:
            # Askers come and go; what is kept of them must not grow.
            del counts[asker]

    def _take(self) -> Child:
        with self._change:
            child = self._idle.pop() if self._idle else None
        if child is not None and child.is_spent:
            child.close()
            child = None
        return child or Child()

    def _put_back(self, child: Child) -> None:
        if child.is_spent:
            child.close()
            try:
                # Already warm when the next file comes.
                child = Child()
            except OSError:
                return
        with self._change:
            self._idle.append(child)

    def close(self) -> None:
        """End the children that wait."""
        with self._change:
            idle, self._idle = self._idle, []
        for child in idle:
            child.close()

    def forget(self) -> None:
        """In a process that was just forked: the children are those of the other one."""
        for child in self._idle:
            child.let_go()
        self.__init__(self._at_once, self._most - self._at_once, self._wait_seconds)  # type: ignore[misc]  # begins anew


pool = Pool(limits.AT_ONCE, limits.WAITING, limits.WAIT_SECONDS)
atexit.register(pool.close)
os.register_at_fork(after_in_child=pool.forget)
