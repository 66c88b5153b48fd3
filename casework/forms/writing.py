"""A message to a claimant, and why something of theirs needs no answer."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.models import ReadyWords
from claims.thread.actions.writing import Words
from claims.thread.forms import WordsField
from claims.thread.rules import MOST_LETTERS, gaps_in
from core.govuk.fields import LongText

BECAUSE_LENGTH = 1000


class MessageField(WordsField):
    """What claimants read. Ready words with a [gap] that nobody filled in are refused."""

    def __init__(self, **options: Any) -> None:
        messages = {
            "required": _("Write the message first"),
            "max_length": _("The message must be %(limit_value)d characters or fewer"),
        }
        box = LongText(attrs={"rows": 8})
        super().__init__(widget=box, max_length=MOST_LETTERS, error_messages=messages, **options)

    def validate(self, value: str) -> None:
        super().validate(value)
        gaps = gaps_in(value)
        if gaps:
            raise ValidationError(gettext("Fill in the gap %(gap)s, or take it out") % {"gap": gaps[0]})


def language_choices(languages: list[str]) -> list[tuple[str, str]]:
    """The languages of a council by code, with their names."""
    names = dict(settings.LANGUAGES)
    return [(code, names[code]) for code in languages]


class DeskMessageForm(forms.Form):
    """A message to the claimant: its words and language, the page's id, and what the page had seen."""

    words = MessageField(
        label=_("Message to the claimant"),
        help_text=_("They can answer it. Do not put bank details or health details in it."),
    )
    language = forms.ChoiceField(label=_("Which language is it in?"), widget=forms.RadioSelect)
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=60)
    ready = forms.ChoiceField(
        label=_("Ready words"), help_text=_("They come after what is in the box. Fill in what stands in [brackets]."),
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, languages: list[str], ready_words: list[ReadyWords], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        self.fields["language"].choices = language_choices(languages)
        self.ready_words = {str(each.pk): each for each in ready_words}
        said = [(key, f"{each.title} ({names[each.language]})") for key, each in self.ready_words.items()]
        self.fields["ready"].choices = [("", _("Choose")), *said]
        if not said:
            del self.fields["ready"]

    def with_ready_words(self) -> dict[str, Any]:
        """What is in the boxes of a posted form, right or wrong, with the ready words that were chosen after it."""
        typed = {name: self[name].value() or "" for name in ("words", "language", "client_id", "seen")}
        chosen = self.ready_words.get(self.data.get("ready", ""))
        if chosen is not None:
            typed["words"] = "\n\n".join(filter(None, [typed["words"].strip(), chosen.words]))
        return typed

    def written(self) -> Words:
        """What is in a valid form."""
        said = self.cleaned_data
        return Words(said["words"], said["language"], said["client_id"])


class DealtWithForm(forms.Form):
    """Why what the claimant sent needs no answer, and what the page had seen."""

    because = WordsField(
        label=_("Why does it need no answer?"),
        help_text=_("For staff. The claimant may ask to see what is kept about them."),
        widget=LongText(attrs={"rows": 3}),
        max_length=BECAUSE_LENGTH,
        error_messages={
            "required": _("Say why it needs no answer"),
            "max_length": _("The reason must be %(limit_value)d characters or fewer"),
        },
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=60)


def fresh(seen: str, language: str, words: str = "") -> dict[str, Any]:
    """What an unsent message begins with."""
    return {"client_id": uuid.uuid4(), "seen": seen, "language": language, "words": words}
