"""The server's entrance: HTTP goes to the WSGI application on a fixed pool of threads, what stays open beside it.

Django's own ASGI handler starts a thread and a database connection per request; the pool keeps both
(measured in docs/performance.md). No thread waits for the network: `betteroff/serving`.
"""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from betteroff import environment
from betteroff.serving.door import Door
from betteroff.serving.live import Live
from betteroff.serving.threads import SWITCH_SECONDS, Hosts
from betteroff.wsgi import application as wsgi_application
from cobrowse.routing import DESK_SOCKETS, POLLS, SOCKETS
from cobrowse.sharing.routing import SHARING_POLLS, SHARING_SOCKETS

if environment.plain_http_unsaid(settings.DEMO):
    raise ImproperlyConfigured(environment.SAY_HTTP)

sys.setswitchinterval(SWITCH_SECONDS)
hosts = Hosts()
http_application = Door(
    wsgi_application, threads=int(os.environ.get("WEB_THREADS", "8")), trusted=settings.TRUSTED_PROXIES, hosts=hosts
)
live_application = Live(
    SOCKETS + DESK_SOCKETS + SHARING_SOCKETS, POLLS + SHARING_POLLS, trusted=settings.TRUSTED_PROXIES, hosts=hosts
)


async def application(scope, receive, send):
    """Answer HTTP and sockets; acknowledge start and stop; refuse anything else."""
    if scope["type"] in ("http", "websocket") and live_application.takes(scope):
        await live_application(scope, receive, send)
    elif scope["type"] == "http":
        await http_application(scope, receive, send)
    elif scope["type"] == "lifespan":
        await _lifespan(receive, send)
    else:
        raise ValueError(f"No {scope['type']} here.")


async def _lifespan(receive, send):
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
