"""A clamd beside the platform that lets every file pass, and can be made to wait with its answer."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

PEER = struct.Struct("3i")
# Longer than any drill holds it back.
PATIENCE_SECONDS = 30


class Scanner(socketserver.ThreadingUnixStreamServer):
    """Answers at a socket. While it is held back, `waiting` are the processes whose file it has."""

    daemon_threads = True

    def __init__(self, path: Path) -> None:
        super().__init__(str(path), _Scan)
        self.waiting: list[int] = []
        self.may_answer = threading.Event()
        self.may_answer.set()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @contextlib.contextmanager
    def held_back(self) -> Iterator[None]:
        """No answer until the block ends."""
        self.waiting.clear()
        self.may_answer.clear()
        try:
            yield
        finally:
            self.may_answer.set()


class _Scan(socketserver.StreamRequestHandler):
    server: Scanner

    def handle(self) -> None:
        asking, _user, _group = PEER.unpack(
            self.connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, PEER.size)
        )
        self.rfile.read(len(b"zINSTREAM\0"))
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            self.rfile.read(size)
        if not self.server.may_answer.is_set():
            self.server.waiting.append(asking)
            self.server.may_answer.wait(PATIENCE_SECONDS)
        # Who asked may be dead by now.
        with contextlib.suppress(OSError):
            self.wfile.write(b"stream: OK\0")
            self.wfile.flush()
