"""What somebody typed into a page after their session had ended: kept, encrypted, in the new session until they
have signed in again."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, QueryDict

from core.crypto import CannotDecrypt, decrypt, encrypt
from formspec.rules.answers import raw_from_post
from formspec.rules.form_spec import Question

KEY = "kept_post"
MAX_BYTES = 100_000


def keep(request: HttpRequest, path: str) -> None:
    """Keep this post for this path, replacing what was kept before; files and very long pages are not kept."""
    posted = request.POST.urlencode()
    if len(posted) <= MAX_BYTES:
        encrypted_columns = encrypt({"path": path, "posted": posted}, context=KEY)
        request.session[KEY] = encrypted_columns.hex()


def typed(request: HttpRequest, questions: list[Question], row: str = "") -> dict[tuple[str, str], Any]:
    """The kept raw answers for the page being shown, taken out of the session; nothing for another page."""
    encrypted_columns = request.session.get(KEY)
    if encrypted_columns is None or request.method != "GET":
        return {}
    try:
        kept = decrypt(bytes.fromhex(encrypted_columns), context=KEY)
    except (CannotDecrypt, ValueError, json.JSONDecodeError):
        del request.session[KEY]
        return {}
    if kept["path"] != request.path:
        return {}
    del request.session[KEY]
    posted = QueryDict(kept["posted"])
    return {(question["key"], row): raw_from_post(question, posted) for question in questions}
