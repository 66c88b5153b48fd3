"""The words of a message: templates/notifications/<template>.txt, in the message's language, rendered when needed.

The first line reads "Subject: …"; the rest is the text. A text message has no subject and only the first paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import Council
from core.crypto import decrypt, encrypt
from notifications.models import Message

# What must not lie about in the database: encrypted while the message waits, removed once it is sent.
SECRETS = frozenset({"url", "to", "code"})


@dataclass(frozen=True)
class Text:
    """A rendered message."""

    subject: str
    body: str

    @property
    def short(self) -> str:
        """The first paragraph on one line: what goes into a text message."""
        return " ".join(self.body.split("\n\n")[0].split())


def render_message(message: Message, council: Council) -> Text:
    """The subject and body of a message of this council, links included while they wait to be sent."""
    context = {**decrypted_context(message), "council": council, "site": council.url_of("/")}
    with translation.override(message.language):
        rendered = render_to_string(f"notifications/{message.template}.txt", context)
    first, _newline, body = rendered.strip().partition("\n")
    return Text(subject=first.removeprefix("Subject:").strip(), body=body.strip())


def encrypted_context(message: Message, context: dict[str, str]) -> dict[str, str]:
    """The context as it is stored: secrets encrypted for this very message."""
    return {
        name: encrypt(value, context=f"message:{message.public_id}").hex() if name in SECRETS else value
        for name, value in context.items()
    }


def decrypted_context(message: Message) -> dict[str, str]:
    """The context as it was given."""
    return {
        name: decrypt(bytes.fromhex(value), context=f"message:{message.public_id}") if name in SECRETS else value
        for name, value in message.context.items()
    }


def without_secrets(message: Message) -> dict[str, str]:
    """The context as it is kept after sending."""
    return {name: value for name, value in message.context.items() if name not in SECRETS}
