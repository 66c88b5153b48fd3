"""The engine's own sentences and words in the language of the page."""

from django.utils.translation import gettext

from claims.messages import Message


def words(message: Message | None) -> str:
    """A message of the form engine, translated; "" for none."""
    if message is None:
        return ""
    return gettext(message.template) % {name: gettext(value) if value else "" for name, value in message.params.items()}
