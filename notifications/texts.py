"""The words of a message: templates/notifications/<template>.txt, in the message's language, rendered when needed.

The first line reads "Subject: …"; the rest is the text. A text message has no subject and only the first paragraph.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import JSONObject
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.models import Council
from core.crypto import decrypt, encrypt
from notifications.models import Message, MessageWords
from notifications.rules import filled, first_paragraph

# What must not lie about in the database: encrypted while the message waits, removed once it is sent.
SECRETS = frozenset({"url", "to", "code"})
# Variables of the platform's templates, and what a council's own words call each: names of people are not among them.
PLACEHOLDERS = {
    "reference": "reference", "form_title": "form", "status_name": "status", "code": "code", "days": "days",
    "url": "link", "address": "link", "conversation": "link", "survey": "link",
}  # fmt: skip
# Those that a template works out, as it does: from what, and how.
WORKED_OUT = {
    "day": ({"day"}, "{% load message_tags %}{% message_day day %}"),
    "moment": ({"starts_at"}, "{% load bookings %}{% booked_moment starts_at %}"),
    "promise": ({"way", "starts_at", "place"}, "{% load bookings %}{% booked_promise way starts_at place %}"),
}


@dataclass(frozen=True)
class Text:
    """A rendered message, or words for one. Of a letter: its salutation, its introduction, and by name what is more."""

    subject: str
    body: str
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def short(self) -> str:
        """The first paragraph on one line: what goes into a text message."""
        return first_paragraph(self.body)


def render_message(message: Message, council: Council) -> Text:
    """The subject and body of a message of this council, links included while they wait to be sent.

    In the words that its form had when the message was written, else in the council's own; where there were none or
    they cannot be filled, in the platform's. Asks for the words, unless the message came `with_words`.
    """
    context = decrypted_context(message)
    if "by_phone" not in context:
        for own in _own_words_of(message):
            if not own or not own["subject"]:
                continue
            with translation.override(message.language):
                text = filled(own["subject"], own["body"], values_of(context, council))
            if text:
                return Text(*text)
    return platform_text(message.template, message.language, context, council)


def platform_text(template: str, language: str, context: Mapping[str, Any], council: Any) -> Text:
    """The platform's own words of a kind of message, with this context."""
    with translation.override(language):
        given = {**context, "council": council, "site": council.url_of("/")}
        rendered = render_to_string(f"notifications/{template}.txt", given)
    first, _newline, body = rendered.strip().partition("\n")
    return Text(subject=first.removeprefix("Subject:").strip(), body=body.strip())


def values_of(context: Mapping[str, str], council: Any) -> dict[str, str]:
    """What the placeholders of a message stand for, in the language that is active."""
    given: dict[str, Any] = {**context, "council": council}
    values = {"council": council.name, "phone": council.phone, "site": council.url_of("/")}
    for variable, name in PLACEHOLDERS.items():
        if variable in context:
            values[name] = str(context[variable])
    for name, (needs, source) in WORKED_OUT.items():
        if needs <= context.keys():
            values[name] = Template(source).render(Context(given, autoescape=False))
    return values


def with_words(messages: QuerySet[Message]) -> QuerySet[Message]:
    """The messages, each with the words that its council had for it then: one query for all."""
    then = (OuterRef("template"), OuterRef("language"), OuterRef("created_at"))
    about = messages.annotate(about_form=KT("context__form"))
    return about.annotate(
        form_words=Subquery(_words(*then, form=OuterRef("about_form"))[:1]),
        own_words=Subquery(_words(*then, form="")[:1]),
    )


def _own_words_of(message: Message) -> list[dict[str, str] | None]:
    """Those of the message's form, then the council's."""
    if hasattr(message, "own_words"):
        return [message.form_words, message.own_words]
    then = (message.template, message.language, message.created_at or timezone.now())
    forms = dict.fromkeys([message.context.get("form", ""), ""])
    return [_words(*then, form=form).first() for form in forms]


def _words(template: Any, language: Any, at: Any, *, form: Any) -> QuerySet[MessageWords, Any]:
    of_kind = MessageWords.objects.filter(template=template, language=language, form=form)
    held = of_kind.filter(since__lte=at).order_by("-since", "-pk")
    return held.values_list(JSONObject(subject="subject", body="body"), flat=True)


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
