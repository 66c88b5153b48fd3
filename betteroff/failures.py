"""What is said when there is no such page, and when something fails on our side.

While the database is away, nothing can be stored. So the answer to a form carries what was typed, and a button that
sends it again: nobody types anything twice.
"""

from __future__ import annotations

import re
import sys

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found, permission_denied
from django.views.defaults import server_error as plain_server_error

from core.bodies import wants_json

RETRY_SECONDS = 30
# PostgreSQL's code of a transaction that it ended because nothing happened in it for too long.
IDLE_TOO_LONG = "25P03"
# What is typed again rather than put into a page.
SECRETS = ("password", "code", "pin", "secret", "token")
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
Field = tuple[str, str]


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, as JSON where programs ask; with what was typed, which may be nobody's to save any more."""
    if wants_json(request):
        return JsonResponse({"detail": _("Page not found")}, status=404)
    return _not_saved(request, 404) or page_not_found(request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with what was typed."""
    return _not_saved(request, 403) or permission_denied(request, exception)


def _not_saved(request: HttpRequest, status: int) -> HttpResponse | None:
    """What somebody typed and may not save, to copy; None when they typed no words."""
    words = typed_words(request)
    return render(request, "not_saved.html", {"words": words}, status=status) if words else None


def typed_words(request: HttpRequest) -> list[str]:
    """The words that a form of ours sent. Ticks and numbers are soon given again, and a name in our pages begins with
    an underscore. An address that nobody answers has not looked whether the form is ours.
    """
    if request.resolver_match is None:
        return []
    fields, _files, _secrets = kept_fields(request)
    values = [value.strip() for name, value in fields if name != TOKEN and not name.startswith("_")]
    return [value for value in values if re.search(r"\w\s+\w", value)]


def server_error(request: HttpRequest) -> HttpResponse:
    """503 with what was typed when the database is away or too slow, else 500."""
    away = is_away(sys.exc_info()[1])
    if wants_json(request):
        return _told(request, away)
    if not away:
        return plain_server_error(request)
    fields, files, secrets = kept_fields(request)
    # The token that came with the form: a new one would need a session.
    tokens = [value for name, value in fields if name == TOKEN]
    context = {
        "fields": [(name, value) for name, value in fields if name != TOKEN], "csrf_token": "".join(tokens[:1]),
        "files": files, "secrets": secrets, "posted": request.method == "POST",
    }  # fmt: skip
    response = HttpResponse(render_to_string("away.html", context), status=503)
    return _come_later(response)


def is_away(problem: BaseException | None) -> bool:
    """Whether an error means that the database does not answer, or not in time: the same may work in a minute."""
    if isinstance(problem, InternalError):
        return getattr(problem.__cause__, "pgcode", None) == IDLE_TOO_LONG
    return isinstance(problem, OperationalError | InterfaceError)


def kept_fields(request: HttpRequest) -> tuple[list[Field], bool, bool]:
    """What a form sent, whether files were among it, and whether something secret was left out."""
    if request.method != "POST":
        return [], False, False
    try:
        sent, files = request.POST, bool(request.FILES)
    except (OSError, BadRequest, SuspiciousOperation, RawPostDataException, MultiPartParserError):
        return [], False, False
    fields = [(name, value) for name in sent for value in sent.getlist(name)]
    told = [(name, value) for name, value in fields if not is_secret(name)]
    return told, files, len(told) < len(fields)


def is_secret(name: str) -> bool:
    """Whether a field's value is for signing in: never put into a page. The form's own token is needed again."""
    return name != TOKEN and any(word in name.lower() for word in SECRETS)


def _told(request: HttpRequest, away: bool) -> HttpResponse:
    words = _("Something went wrong on our side. Answers that were already saved are safe.")
    response = JsonResponse({"detail": words}, status=503 if away else 500)
    return _come_later(response) if away else response


def _come_later(response: HttpResponse) -> HttpResponse:
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response
