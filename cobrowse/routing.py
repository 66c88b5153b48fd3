"""Addresses of what stays open: beside `urls.py`, because no thread waits for them (betteroff/asgi.py)."""

from django.urls import path

from cobrowse.consumers import AdviserPoll, AdviserSocket, DeskSocket, Poll, Socket

SOCKETS = [
    path("help/<uuid:public_id>/live/", Socket.as_asgi()),
    path("staff/help/<uuid:public_id>/live/", AdviserSocket.as_asgi()),
]
POLLS = [
    path("help/<uuid:public_id>/wait/", Poll.as_asgi()),
    path("staff/help/<uuid:public_id>/wait/", AdviserPoll.as_asgi()),
]
# Over these a desk only hears; tests/access/test_desk_socket.py says who has one.
DESK_SOCKETS = [path("staff/help/<int:membership>/live/", DeskSocket.as_asgi())]
