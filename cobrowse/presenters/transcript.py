"""A conversation as words on their own: what somebody saves or prints, without a page around it."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cobrowse.models import HelpEvent, HelpRequest
from cobrowse.presenters.conversation import lines_of
from cobrowse.readers.transcripts import everything_said
from notifications.models import Message

CHANNELS = {
    Message.Channel.EMAIL: lambda: _("We send the link by e-mail, to the address that you sign in with."),
    Message.Channel.SMS: lambda: _("We send the link by text message, to the number that you sign in with."),
}


def where_words(channels: list[str]) -> str:
    """Where the link goes, without naming the contact: others may look at the screen."""
    return " ".join(CHANNELS[Message.Channel(channel)]() for channel in channels)


def transcript_text(request: HelpRequest) -> str:
    """Everything that the person could read in their conversation, one paragraph for each thing, with its moment."""
    heading = _("Help from a person: %(council)s") % {"council": request.council.name}
    paragraphs = [heading, _moment(request.asked_at)]
    for line in lines_of(everything_said(request), HelpEvent.By.RESIDENT):
        words = _("File: %(name)s") % {"name": line.words} if line.file else line.words
        who = "" if line.tells else f", {line.name}"
        paragraphs.append(f"{_moment(line.at)}{who}\n{words}")
    return "\n\n".join(str(each) for each in paragraphs) + "\n"


def _moment(at: dt.datetime) -> str:
    return date_format(timezone.localtime(at), "j F Y, H:i")
