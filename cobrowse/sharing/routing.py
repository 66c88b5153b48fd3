"""Addresses of what stays open while a form is shared (betteroff/asgi.py)."""

from django.urls import path

from cobrowse.sharing.consumers import AdviserFormPoll, AdviserFormSocket, ResidentPoll, ResidentSocket

SHARING_SOCKETS = [
    path("help/<uuid:public_id>/form/live/", ResidentSocket.as_asgi()),
    path("staff/help/<uuid:public_id>/form/live/", AdviserFormSocket.as_asgi()),
]
SHARING_POLLS = [
    path("help/<uuid:public_id>/form/wait/", ResidentPoll.as_asgi()),
    path("staff/help/<uuid:public_id>/form/wait/", AdviserFormPoll.as_asgi()),
]
