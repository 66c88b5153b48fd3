"""What a resident's page shows of the code that they read out on the phone."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cobrowse.models import PhoneCode
from cobrowse.sharing.actions.codes import CODE_LIVES
from cobrowse.sharing.rules.codes import displayed_code
from core.crypto import CannotDecrypt, decrypt


def phone_content(code: PhoneCode | None, kept: dict[str, str]) -> dict[str, Any]:
    """`waits` for somebody to type it, until `until`; `asks`: somebody has. `digits` are "" in another browser than
    that in which it was got, whose session has them (`kept`).
    """
    lives = code is not None and code.expires_at > timezone.now()
    waits = lives and code.state == PhoneCode.State.OPEN
    return {
        "waits": waits,
        "asks": lives and code.state == PhoneCode.State.TYPED,
        "until": code.expires_at if lives else None,
        "minutes": CODE_LIVES // dt.timedelta(minutes=1),
        "digits": _digits(code, kept) if waits else "",
    }


def _digits(code: PhoneCode, kept: dict[str, str]) -> str:
    if kept.get("id") != str(code.public_id):
        return ""
    try:
        secret = base64.b64decode(kept["secret"])
        return displayed_code(decrypt(secret, context=f"phone-code:{code.public_id}"))
    except (CannotDecrypt, binascii.Error):
        return ""


def asking_words(code: PhoneCode) -> str:
    """Who has typed it, as the person reads it: "Sam Okafor of Calderbrook Council"."""
    council = code.adviser.council
    of = council.name_in(get_language())
    return _("%(name)s of %(council)s") % {"name": code.adviser.display_name, "council": of}
