"""The server's entrance: it acknowledges start and stop, and takes HTTP and sockets."""

from __future__ import annotations

import pytest
from asgiref.sync import async_to_sync

from betteroff.asgi import application


def said(scope: dict, *messages: str) -> list[str]:
    """What the application answers to the server's messages."""
    waiting, answers = [{"type": message} for message in messages], []

    async def receive():
        return waiting.pop(0)

    async def send(answer):
        answers.append(answer["type"])

    async_to_sync(application)(scope, receive, send)
    return answers


def test_start_and_stop_are_acknowledged():
    answers = said({"type": "lifespan"}, "lifespan.startup", "lifespan.shutdown")
    assert answers == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


def test_anything_else_is_refused():
    with pytest.raises(ValueError, match="No gopher here"):
        said({"type": "gopher"})
