"""Child processes of the supervisor: start one, notice its death, start it again with a growing pause, stop it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from betteroff.local.services import dies_with_parent

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
# A child that lived this long was healthy: its next death is a first one again.
HEALTHY_SECONDS = 60.0
LOG_BYTES = 10 * 1024 * 1024
LOG_TAIL_BYTES = 1500


class Child:
    """One process that should always run. Its output goes to `log_folder/name.log`; the previous log is kept once."""

    def __init__(self, name: str, command: list[str], log_folder: Path, *, stop_seconds: float = 15):
        self.name = name
        self.command = command
        self.log = log_folder / f"{name}.log"
        self.stop_seconds = stop_seconds
        self.process: subprocess.Popen | None = None
        self.deaths = 0
        self._started_at = 0.0
        self._start_again_at = 0.0

    def start(self) -> None:
        """Start the process, in a session of its own so that Ctrl-C reaches only the supervisor."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=dies_with_parent(signal.SIGTERM),
            )
        self._started_at = time.monotonic()

    def tend(self, report: Callable[..., None]) -> None:
        """Call often: reports a death and starts the process again when its pause is over."""
        now = time.monotonic()
        if self.process is None:
            if now >= self._start_again_at:
                self.start()
                report("restarted", child=self.name, pid=self.process.pid)
            return
        code = self.process.poll()
        if code is None:
            return
        end_group(self.process.pid)
        self.deaths = 1 if now - self._started_at > HEALTHY_SECONDS else self.deaths + 1
        pause = min(FIRST_PAUSE * 2 ** (self.deaths - 1), LONGEST_PAUSE)
        self.process, self._start_again_at = None, now + pause
        report("died", child=self.name, code=code, again_in_seconds=pause, log=str(self.log))

    def ask_to_stop(self) -> None:
        """Send SIGTERM: finish what you are doing."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait_stopped(self) -> None:
        """Wait for the process; after `stop_seconds` kill it and whatever it started."""
        if self.process is None:
            return
        try:
            self.process.wait(self.stop_seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        end_group(self.process.pid)
        self.process = None

    def log_tail(self) -> str:
        """The last lines the process wrote."""
        return self.log.read_bytes()[-LOG_TAIL_BYTES:].decode(errors="replace") if self.log.exists() else ""


def end_group(leader: int) -> None:
    """Kill what a dead leader left behind: its children are in its process group."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return
