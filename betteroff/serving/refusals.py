"""What is said to somebody whose request does not reach a page: what happened, what is kept, what to do."""

from __future__ import annotations

import io
import json
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from betteroff.serving.addresses import Visitor
from betteroff.serving.limits import LIMITS, MEGA
from betteroff.serving.threads import Answer, environ_of
from core.bodies import wants_json

KEPT = _("None of it was used. Answers that said “Saved” are kept.")
WORDS = {
    400: [_("We could not read that request"), KEPT, _("Go back to the page you came from and try again.")],
    408: [
        _("What you sent did not arrive in time"),
        KEPT,
        _("Go back and send it again. On a slow connection, send files one at a time."),
    ],
    413: [
        _("What you sent is too large"),
        KEPT,
        format_lazy(
            _("Go back and send fewer or smaller files at a time: {size} MB at most."), size=LIMITS.body_bytes // MEGA
        ),
    ],
    503: [
        _("The service is very busy"),
        KEPT,
        _("Wait a minute, then go back and try again."),
    ],
}
RETRY_SECONDS = b"30"


def refusal(status: int, scope: dict[str, Any]) -> Answer:
    """The answer, in the visitor's language; as JSON where a program asks. The connection ends with it."""
    # Without the query: the request may name a way in which it cannot be read.
    request = WSGIRequest(environ_of({**scope, "query_string": b""}, Visitor("", "http"), io.BytesIO(), 0))
    with translation.override(translation.get_language_from_request(request)):
        title, *words = map(str, WORDS[status])
        if wants_json(request):
            kind, text = b"application/json", json.dumps({"detail": f"{title}. {' '.join(words)}"})
        else:
            kind, text = b"text/html; charset=utf-8", render_to_string("refused.html", {"title": title, "words": words})
    body = text.encode()
    headers = [
        (b"content-type", kind),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    if status == 503:
        headers.append((b"retry-after", RETRY_SECONDS))
    return Answer(status, headers, io.BytesIO(body))
