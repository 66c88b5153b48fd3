"""The first yardstick: Channels as it comes. What one person says goes to the group of their room, and no further.

`asgi:application` for the same server as the platform's; nothing is asked, checked or kept.
"""

from __future__ import annotations

import django
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import URLRouter
from django.urls import path

django.setup()


class Echo(AsyncWebsocketConsumer):
    """One socket in a room of two."""

    async def connect(self) -> None:
        self.room = self.scope["url_route"]["kwargs"]["room"]
        await self.channel_layer.group_add(self.room, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.room, self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await self.channel_layer.group_send(self.room, {"type": "said", "text": text_data})

    async def said(self, event: dict[str, str]) -> None:
        """What somebody in the room said."""
        await self.send(event["text"])


SOCKETS = URLRouter([path("echo/<str:room>/", Echo.as_asgi())])


async def application(scope, receive, send):
    """Sockets; and the questions with which a server begins and ends."""
    if scope["type"] == "websocket":
        await SOCKETS(scope, receive, send)
        return
    while (message := await receive())["type"] != "lifespan.shutdown":
        await send({"type": f"{message['type']}.complete"})
    await send({"type": "lifespan.shutdown.complete"})
