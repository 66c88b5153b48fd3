"""Hand-over in the demo: a system on this machine that took one claim and refused the next, which is stuck."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

from accounts.actors import Actor
from accounts.models import Council, Membership
from casework.handover.actions.delivering import LIMITS, deliver
from casework.handover.actions.destinations import add_destination
from casework.handover.actions.queueing import leave_delivery
from casework.handover.rules.webhook import KEY_HEADER
from casework.models import Delivery, Destination
from claims.models import Claim

WHERE = "calderbrook"
NAME = "Benefits system (demo)"
# A claim that the system takes, and one that it refuses.
ACCEPTED, REFUSED = "maria@example.org", "nasreen@example.org"


def show_handover(council: Council) -> None:
    """What the demo of a council shows of the hand-over; nothing on a second load."""
    if council.slug != WHERE or Destination.objects.exists():
        return
    membership = Membership.objects.select_related("user").get(user__email="omar@calderbrook.example")
    omar = Actor(council=council, user=membership.user, membership=membership, second_factor=True)
    with _system() as url:
        destination, _secret = add_destination(
            name=NAME, url=url, forms=[], on_decision=True, with_hidden=False, by=omar
        )
        _try(leave_delivery(claim=_claim(ACCEPTED), destination=destination))
        _try(leave_delivery(claim=_claim(REFUSED), destination=destination))


def _claim(email: str) -> Claim:
    return Claim.objects.get(resident__user__email=email, submitted_at__isnull=False)


def _try(delivery: Delivery) -> None:
    # Only here is an address on this machine allowed; the workers refuse it, so that nobody else gets the claim.
    deliver(council_id=delivery.council_id, public_id=delivery.public_id, limits=replace(LIMITS, loopback=True))


@contextmanager
def _system() -> Iterator[str]:
    """A back office on this machine that takes one claim and no more; gives its address."""
    server = HTTPServer(("127.0.0.1", 0), _TakesOne)
    server.took = 0
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/claims"
    finally:
        server.shutdown()
        server.server_close()


class _TakesOne(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.took += 1
        said = json.dumps({"acknowledged": self.headers[KEY_HEADER], "reference": "HB-2026-00417"}).encode()
        self.send_response(200 if self.server.took == 1 else 422)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *args: object) -> None:
        """Quiet."""
