"""{% latest_messages %}: the messages of the acting person; {% with_links text %}: a demo message with its links;
{% message_day day %}: a day of a message in its words.
"""

import datetime as dt
import re
from urllib.parse import urlsplit

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString

from notifications.readers import texts_for

register = template.Library()

SHOWN = 20
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


@register.inclusion_tag("notifications/_messages.html", takes_context=True)
def latest_messages(context):
    """The newest messages in the acting person's account."""
    return {"letters": texts_for(context["request"].actor, limit=SHOWN)}


@register.simple_tag
def message_day(day: str) -> str:
    """A day in ISO 8601, as contexts of messages have it, in words: "3 May 2026"."""
    return date_format(dt.date.fromisoformat(day), "j F Y")


@register.simple_tag(takes_context=True)
def with_links(context, text: str) -> SafeString:
    """Plain text as paragraphs with its addresses as links; those of this council lead back to this very server."""
    council, html, end = context["request"].council, "", 0
    for found in _ADDRESS.finditer(text):
        html += format_html("{}", text[end : found.start()])
        html += format_html('<a class="govuk-link" href="{}">{}</a>', _target(found[0], council), found[0])
        end = found.end()
    return SafeString(linebreaks(html + format_html("{}", text[end:])))


def _target(address: str, council) -> str:
    parts = urlsplit(address)
    if parts.hostname != council.host:
        return address
    # Demo servers run on any port, so only the path counts.
    return parts._replace(scheme="", netloc="").geturl() or "/"
