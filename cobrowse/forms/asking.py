"""The short request for help, in three steps, and what follows it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import AccessNeed
from cobrowse.actions.talking import MOST_LETTERS
from cobrowse.models import About, HelpRequest, Urgency, Way
from cobrowse.presenters.waiting import sooner_words
from cobrowse.rules.triage import Question, in_language
from core.govuk.fields import LongText

TOO_LONG = _("Shorten this to 2,000 letters or fewer")


# Highest first, as they are read.
RATINGS = [(5, _("Very good")), (4, _("Good")), (3, _("Neither good nor bad")), (2, _("Bad")), (1, _("Very bad"))]


class AboutForm(forms.Form):
    """What it is about. Where they were comes from the address of the page they pressed the button on."""

    about = forms.ChoiceField(
        label=_("What do you need help with?"), choices=About.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Say what you need help with")},
    )  # fmt: skip
    question = forms.ChoiceField(
        label=_("Which question of the form?"), required=False, help_text=_("Leave it if it is about none of them."),
        error_messages={"invalid_choice": _("Choose one of these questions, or none")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("Tell us in a few words, if you like"),
        help_text=_("Do not write bank details or your National Insurance number here."),
        max_length=MOST_LETTERS, required=False, widget=LongText(attrs={"rows": 3}),
        error_messages={"max_length": TOO_LONG},
    )  # fmt: skip
    urgencies = forms.MultipleChoiceField(
        label=_("Is any of this so for you?"), choices=Urgency.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(
        self, *args: Any, on_question: bool, ways: Collection[str], questions: list[tuple[str, str]] | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        """`questions` are those of the page that they were on, as (key, label), `ways` those of being helped now."""
        super().__init__(*args, **kwargs)
        self.fields["urgencies"].help_text = sooner_words(ways)
        if not on_question:
            self.fields["about"].choices = [each for each in About.choices if each[0] != About.QUESTION]
        if questions:
            self.fields["question"].choices = [("", _("None of these")), *questions]
        else:
            del self.fields["question"]


class TriageForm(forms.Form):
    """One of the questions that are asked first. Who chooses nothing goes on to the ways of being helped."""

    answer = forms.ChoiceField(required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, question: Question, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        field.label = in_language(question.asks, language)
        field.help_text = _("You need not answer. Press “Continue” to choose how to talk to a person.")
        field.choices = [(each.code, in_language(each.says, language)) for each in question.answers]


class WayForm(forms.Form):
    """How they want to be helped, of what can be had just now."""

    way = forms.ChoiceField(
        label=_("How would you like to be helped?"), widget=forms.RadioSelect,
        error_messages={"required": _("Say how you would like to be helped")},
    )  # fmt: skip

    def __init__(self, *args: Any, ways: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = ways


class NeedsForm(forms.Form):
    """In which language, and what else to know before somebody answers."""

    spoken = forms.ChoiceField(
        label=_("In which language would you like to talk?"), widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language")},
    )  # fmt: skip
    access_needs = forms.MultipleChoiceField(
        label=_("Is there anything we should know?"), help_text=_("The adviser sees this before they answer."),
        choices=AccessNeed.choices, required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        self.fields["spoken"].choices = [(code, names[code]) for code in languages]
        if len(languages) < 2:
            del self.fields["spoken"]


class WordsForm(forms.Form):
    """Something to say. The id is chosen by the page, so that the same words sent twice are kept once."""

    words = forms.CharField(
        label=_("Your message"), max_length=MOST_LETTERS, widget=LongText(attrs={"rows": 3}),
        error_messages={"required": _("Write a message"), "max_length": TOO_LONG},
    )  # fmt: skip
    client_id = forms.UUIDField(widget=forms.HiddenInput)


class RatingForm(forms.Form):
    """How it was, and whether that was the end of it; asked at the end, and once more days later."""

    sorted_out = forms.ChoiceField(
        label=_("Is what you needed help with sorted out?"), widget=forms.RadioSelect,
        choices=HelpRequest.SortedOut.choices, error_messages={"required": _("Say whether it is sorted out")},
    )  # fmt: skip
    rating = forms.TypedChoiceField(
        label=_("How was the help you got?"), coerce=int, widget=forms.RadioSelect,
        choices=RATINGS,
        error_messages={"required": _("Say how it was")},
    )  # fmt: skip


def ways_open(*, is_open: bool, signed_in: bool) -> list[tuple[str, str]]:
    """What can be chosen now: a chat while advisers help, a message for whoever gets the answer in their account."""
    ways = [(Way.CHAT, Way.CHAT.label)] if is_open else []
    return [*ways, (Way.MESSAGE, Way.MESSAGE.label)] if signed_in else ways
