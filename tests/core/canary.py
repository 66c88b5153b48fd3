"""A loopback web server that counts who comes: nothing of ours should."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer


@contextmanager
def canary():
    """Yields (address, list of the paths that were asked for)."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"body { color: red }")

        def log_message(self, *args):
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def hostile_html(address: str) -> str:
    """Everything we know of that makes a renderer fetch or embed something."""
    return f"""
    <img src="{address}/img.png"><img src="file:///etc/passwd"><img srcset="{address}/set.png 2x">
    <link rel="stylesheet" href="{address}/style.css"><link rel="attachment" href="file:///etc/passwd">
    <link rel="attachment" href="{address}/attached"><a rel="attachment" href="{address}/anchor">x</a>
    <a rel="attachment" href="file:///etc/passwd">y</a>
    <style>@import url({address}/import.css); @font-face {{ font-family: f; src: url({address}/font.woff) }}
    p {{ background: url({address}/background.png); font-family: f }}
    li {{ list-style: url({address}/list.png) }}</style>
    <p style="background: url({address}/inline.png); content: url({address}/content.png)">z</p>
    <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10">
    <image href="{address}/svg.png" xlink:href="file:///etc/hostname" width="10" height="10"/>
    <use href="{address}/use.svg#a"/></svg>
    <object data="{address}/object.pdf"></object><embed src="{address}/embed.svg">
    <iframe src="{address}/frame"></iframe>
    <script>fetch("{address}/script")</script><base href="{address}/"><input type="image" src="{address}/input.png">
    """
