"""What a machine needs to run the platform without any settings: a folder for data, and secrets made once."""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent.parent


def var_folder() -> Path:
    """Where data of a local installation lives: $VAR_DIR or `var/` beside the code."""
    return Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))


def set_local_defaults() -> Path:
    """Give SECRET_KEY, FIELD_KEYS and the message back ends local values where the environment has none."""
    folder = var_folder()
    folder.mkdir(parents=True, exist_ok=True)
    field_key = "k1:" + base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    os.environ.setdefault("SECRET_KEY", _kept(folder / "secret-key", secrets.token_urlsafe(50)))
    os.environ.setdefault("FIELD_KEYS", _kept(folder / "field-keys", field_key))
    os.environ.setdefault("EMAIL_BACKEND", "notifications.channels.MailboxEmailBackend")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betteroff.settings")
    return folder


def _kept(path: Path, fresh: str) -> str:
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(fresh)
    return path.read_text().strip()
