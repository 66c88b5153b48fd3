"""Reads settings from the environment and fails loudly, saying what to do."""

from __future__ import annotations

import base64
import os
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from core.bodies import read_json
from core.rules.numbers import whole_number

# A server that is gone without a word is noticed: connecting has three seconds, a silent line half a minute.
PATIENCE = {
    "connect_timeout": 3, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}  # fmt: skip

MAIL_PORTS = {"smtp": 587, "smtps": 465}

SAY_HTTP = "Set HTTPS=1 (visitors use https), or HTTPS=0 to say that plain http is meant (see docs/running.md)."


def text(name: str, default: str | None = None) -> str:
    """The variable's text; without a default its absence is an error that names it."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set the environment variable {name} (see docs/running.md).")
    return value


def flag(name: str) -> bool:
    """True for 1, true, yes or on."""
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    """A whole number from 1."""
    value = os.environ.get(name) or str(default)
    read = whole_number(value, most=10**9)
    if not read:
        raise ImproperlyConfigured(f"{name} must be a whole number from 1.")
    return read


def plain_http_unsaid(demo: bool) -> bool:
    """True when people would use plain http although nobody said so: HTTPS is neither 1 nor 0, outside the demo."""
    return not demo and not os.environ.get("HTTPS", "").strip()


def listing(name: str, default: str = "") -> list[str]:
    """Comma-separated words."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def by_council(name: str, parts: set[str]) -> dict[str, dict[str, str]]:
    """JSON that gives councils, by their short names, each of these parts as text: {"calderbrook": {"key": "…"}}."""
    try:
        found = read_json(os.environ.get(name) or "{}")
        is_right = all(
            set(each) == parts and all(isinstance(said, str) for said in each.values()) for each in found.values()
        )
    except (ValueError, AttributeError, TypeError) as error:
        raise ImproperlyConfigured(f"{name} must be JSON (see docs/running.md).") from error
    if not is_right:
        raise ImproperlyConfigured(f"{name} must give each council: {', '.join(sorted(parts))}.")
    return found


def database(url: str) -> dict:
    """A postgresql:// address → Django's database settings. `?host=/folder` names a local socket."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must start with postgresql://")
    query = parse_qs(parts.query)
    return {
        "ENGINE": "django_prometheus.db.backends.postgresql",
        "HOST": query.get("host", [parts.hostname or ""])[0],
        "PORT": str(parts.port or ""),
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "OPTIONS": PATIENCE,
    }


def mail_servers() -> tuple[dict, dict[str, dict]]:
    """The platform's mail server, and by councils' short names those of their own, with the sender under "from"."""
    ours = mail_server("SMTP_URL", os.environ.get("SMTP_URL") or "smtp://localhost?tls=no")
    councils = by_council("SMTP_COUNCILS", {"url", "from"})
    theirs = {
        council: {"server": mail_server("SMTP_COUNCILS", each["url"]), "from": each["from"]}
        for council, each in councils.items()
    }
    return ours, theirs


def mail_server(name: str, url: str) -> dict:
    """An address of a mail server → what Django's SMTP takes: "smtp://user:password@host:587", which must offer
    STARTTLS, "smtps://…" for TLS from the first byte, "smtp://…?tls=no" for one on this machine.
    """
    wrong = f"{name} must read smtp://user:password@host:port or smtps://… (see docs/running.md)."
    try:
        parts = urlsplit(url)
        port, tls = parts.port, parse_qs(parts.query, strict_parsing=bool(parts.query))
    except ValueError as error:
        raise ImproperlyConfigured(wrong) from error
    plain = parts.scheme == "smtp" and tls == {"tls": ["no"]}
    if parts.scheme not in MAIL_PORTS or not parts.hostname or (tls and not plain) or parts.path.strip("/"):
        raise ImproperlyConfigured(wrong)
    if plain and parts.username:
        raise ImproperlyConfigured(f"{name} would send a password without encryption.")
    return {
        "host": parts.hostname,
        "port": port or (25 if plain else MAIL_PORTS[parts.scheme]),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme == "smtp" and not plain,
        "use_ssl": parts.scheme == "smtps",
        # Seconds for a whole message.
        "timeout": number("SMTP_TIMEOUT", 15),
    }


def field_keys(value: str) -> dict[str, bytes]:
    """ "k2:base64,k1:base64" → {"k2": bytes, "k1": bytes}; the first one encrypts."""
    keys = {}
    for pair in value.split(","):
        key_id, _, encoded = pair.strip().partition(":")
        key = base64.urlsafe_b64decode(encoded)
        if not key_id or len(key) != 32:
            raise ImproperlyConfigured("FIELD_KEYS must read id:base64 of 32 bytes, comma-separated.")
        keys[key_id] = key
    return keys
