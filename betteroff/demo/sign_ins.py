"""Who can sign in to the demo, for the platform's first page."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time

from betteroff.demo.people import COUNCILS, OPERATOR, PASSWORD, RESIDENTS, STAFF, TOTP_SECRET

STEP_SECONDS = 30


def authenticator_code(at: float | None = None) -> str:
    """What an authenticator set to the demo's secret shows at this moment (RFC 6238), six digits."""
    counter = int((time.time() if at is None else at) // STEP_SECONDS)
    digest = hmac.new(base64.b32decode(TOTP_SECRET), struct.pack(">Q", counter), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def demo_people() -> list[dict[str, str]]:
    """The operator, and staff and residents of every demo council, in the shape of choose_council.html."""
    people = [
        {"name": "Olive Penn", "role": "Operator", "council": "This platform", "email": OPERATOR, "password": PASSWORD,
         "totp_secret": TOTP_SECRET}
    ]  # fmt: skip
    for council in COUNCILS:
        for email, name, role in STAFF[council["slug"]]:
            people.append(
                {"name": name, "role": role.label, "council": council["name"], "email": email,
                 "password": PASSWORD, "totp_secret": TOTP_SECRET}
            )  # fmt: skip
        for person in RESIDENTS[council["slug"]]:
            name = person["email"].partition("@")[0].title()
            people.append({"name": name, "role": "", "council": council["name"], "email": person["email"]})
    return people
