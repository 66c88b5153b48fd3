"""Somebody with a browser without scripts, over a real connection: cookies, redirects, forms."""

from __future__ import annotations

import re
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.core.html_tree import Element, tree


class Visitor:
    """A visitor of one host of a platform that listens on a port of this machine. `path` and `text`: where they are."""

    def __init__(self, port: int, host: str):
        self.port, self.host, self.cookies = port, host, {}
        self.status, self.path, self.text = 0, "", ""

    def go(self, path: str) -> None:
        """Open a page."""
        self._ask("GET", path, None)

    def send(self, path: str, data: dict[str, Any]) -> None:
        """Post these fields with the token of the page that is open."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.text)
        assert token, f"{self.path} has no form"
        self._ask("POST", path, urlencode({"csrfmiddlewaretoken": token[1], **data}, doseq=True))

    @property
    def content(self) -> bytes:
        """The open page as a response of Django's client has it."""
        return self.text.encode()

    def page(self) -> Element:
        """The open page as a tree."""
        return tree(self.text)

    def _ask(self, method: str, path: str, body: str | None) -> None:
        for _ in range(6):
            location = self._once(method, path, body)
            if not location:
                return
            method, path, body = "GET", urlsplit(location)._replace(scheme="", netloc="").geturl(), None
        raise AssertionError(f"{path} leads round in circles")

    def _once(self, method: str, path: str, body: str | None) -> str:
        """One request; where it sends us, or ""."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Host": self.host, "Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            self.status, self.path, self.text = response.status, path, response.read().decode(errors="replace")
            for line in response.headers.get_all("Set-Cookie", []):
                self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
            return response.headers.get("Location", "") if response.status in (301, 302) else ""
        finally:
            connection.close()
