"""Which request for help a browser is in, so that every page can say so without asking the database."""

from __future__ import annotations

from django.http import HttpRequest

from cobrowse.models import HelpRequest
from cobrowse.readers.requests import IN_SESSION as KEY


def remember_request(request: HttpRequest, asked: HelpRequest) -> None:
    """Pages of this session show the bar of this request."""
    if request.session.get(KEY) != str(asked.public_id):
        request.session[KEY] = str(asked.public_id)


def forget_request(request: HttpRequest) -> None:
    """Pages of this session show no bar any more."""
    request.session.pop(KEY, None)
