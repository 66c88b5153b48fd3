"""A bad telephone line between a browser and the platform: cut on the way there or on the way back, or dead."""

from __future__ import annotations

import contextlib
import random
import threading
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# Connections are closed after each answer: a browser must not mistake a cut for a pause.
HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}


class Server(ThreadingHTTPServer):
    """A whole queue of entries connects at once: one turned away by a short line tries again after seconds only."""

    request_queue_size = 128
    daemon_threads = True


class BadLine:
    """Passes requests on to a port of this machine. `chance` of each POST to be cut, at one of the places in `where`:
    before it gets there or after the platform has answered. `dead` while nothing gets through, from the moment on when
    `posts_left` have got through, if that is set; `cut` counts.
    """

    def __init__(self, port: int, seed: int = 1):
        self.target, self.chance, self.dead = port, 0.0, False
        self.posts_left: int | None = None
        self.where, self.cut = ["before", "after"], {"before": 0, "after": 0}
        self.random, self.lock = random.Random(seed), threading.Lock()
        self.server = Server(("127.0.0.1", 0), self._handler())
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def close(self) -> None:
        """Hang up."""
        self.server.shutdown()
        self.server.server_close()

    def fate(self, method: str) -> str:
        """What happens to a request: "" or where it is cut."""
        with self.lock:
            if self.posts_left is not None and method == "POST":
                self.dead, self.posts_left = self.dead or self.posts_left == 0, max(0, self.posts_left - 1)
            if self.dead:
                return "before"
            if method != "POST" or self.random.random() >= self.chance:
                return ""
            where = self.random.choice(self.where)
            self.cut[where] += 1
            return where

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        line = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                line.carry(self)

            def do_POST(self) -> None:
                line.carry(self)

            def log_message(self, *_arguments: object) -> None:
                """Nobody listens."""

        return Handler

    def carry(self, request: BaseHTTPRequestHandler) -> None:
        """Pass one request on and its answer back, or cut it."""
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        fate = self.fate(request.command)
        request.close_connection = True
        if fate == "before":
            return
        connection = HTTPConnection("127.0.0.1", self.target, timeout=60)
        try:
            connection.request(request.command, request.path, body or None, dict(request.headers))
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        if fate == "after":
            return
        # A page that was closed no longer listens.
        with contextlib.suppress(ConnectionError):
            request.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in HOP_BY_HOP:
                    request.send_header(name, value)
            request.send_header("Content-Length", str(len(content)))
            request.end_headers()
            request.wfile.write(content)
