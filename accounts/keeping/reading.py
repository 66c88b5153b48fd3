"""The language in which a browser reads forms, where it is not that of its pages: kept in its session."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest

from accounts.throttling import too_often

KEY = "reads_in"
# Sessions that are made for nothing else.
PER_NETWORK = "300/10m"
_LANGUAGE = re.compile(r"[a-z]{2}(-[a-z]{2})?")
_DESK = "/staff/"


def read_forms_in(request: HttpRequest, language: str) -> None:
    """Have this browser read forms in a language ("ar") from now on, as far as they are translated; in that of its
    pages ("en-gb") as before. Nothing of it is kept for a browser without a session, where its address made too many.
    """
    if not _LANGUAGE.fullmatch(language) or request.session.get(KEY, "") == language:
        return
    if request.session.session_key is None and too_often(request, group="reads-in", rate=PER_NETWORK):
        return
    request.session[KEY] = language


def choice_of(request: HttpRequest) -> Callable[[], str]:
    """The language that was chosen, "" for none and at the desk; looked up when it is asked for."""
    return lambda: "" if request.path.startswith(_DESK) else request.session.get(KEY, "")
