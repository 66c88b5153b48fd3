"""Markup as sockets send it."""

from __future__ import annotations

from typing import Any


def with_lines(before: str | None, sent: Any) -> str:
    """Markup that came over a socket: whole, none for the same, or its lines that differ from what came before."""
    if sent is None or isinstance(sent, str):
        return before if sent is None else sent
    lines = before.split("\n")
    for number, line in sent["lines"]:
        lines[number] = line
    return "\n".join(lines)
