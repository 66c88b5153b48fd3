"""What an admin sets for live help."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from cobrowse.actions.talking import MOST_LETTERS
from cobrowse.forms.asking import TOO_LONG
from cobrowse.readers.settings import LEAST_KEPT, MOST_ASKED_AFTER, MOST_KEPT
from cobrowse.rules.hours import MIDNIGHT, clock
from core.govuk.fields import DateField, LongText

CLOCK = ["%H:%M", "%H.%M", "%H"]
AS_MIDNIGHT = ("24:00", "24.00", "24", "0:00", "00:00")


class ClockField(forms.TimeField):
    """A time of the day as people write it: 9:00, 17.30. With `ends_day`, midnight is the end of the day."""

    def __init__(self, *, ends_day: bool = False, **kwargs: Any) -> None:
        wrong = _("Write the time like 9:00 or 17:30")
        messages = {"required": wrong, "invalid": wrong}
        widget = forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off", "spellcheck": "false"})
        super().__init__(input_formats=CLOCK, widget=widget, error_messages=messages, **kwargs)
        self.ends_day = ends_day

    def to_python(self, value: Any) -> dt.time | None:
        if self.ends_day and str(value).strip() in AS_MIDNIGHT:
            return MIDNIGHT
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return clock(value) if isinstance(value, dt.time) else value


class OpeningTimeForm(forms.Form):
    """From when to when advisers help on one weekday."""

    weekday = forms.TypedChoiceField(label=_("Day of the week"), choices=list(WEEKDAYS.items()), coerce=int)
    opens = ClockField(label=_("Opens at"), help_text=_("For example, 9:00"))
    closes = ClockField(label=_("Closes at"), help_text=_("For example, 17:30. Midnight is 24:00."), ends_day=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens is not None and closes is not None and closes <= opens:
            problem = _("It must close later than it opens. Nothing was saved: correct one of the two times")
            self.add_error("closes", ValidationError(problem))
        return cleaned


class ClosedDayForm(forms.Form):
    """A day on which nobody helps live."""

    day = DateField(label=_("Which day?"))
    name = forms.CharField(
        label=_("Why, in a few words"), help_text=_("For colleagues. For example: training day"), max_length=60,
        error_messages={"required": _("Say why, in a few words")},
    )  # fmt: skip


class RulesForm(forms.Form):
    """What the council settles for all conversations."""

    kept_days = forms.IntegerField(
        label=_("How many days are conversations kept?"),
        help_text=_("After it has ended a conversation is deleted with everything that was said in it. A message that "
                    "nobody answers is deleted so long after it was left."),
        min_value=LEAST_KEPT, max_value=MOST_KEPT,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            each: _("Write a number of days between %(least)s and %(most)s") % {"least": LEAST_KEPT, "most": MOST_KEPT}
            for each in ("required", "invalid", "min_value", "max_value")
        },
    )  # fmt: skip
    most_people = forms.TypedChoiceField(
        label=_("With how many people may an adviser talk at once, at most?"), coerce=int,
        choices=[(number, str(number)) for number in range(1, 11)],
        error_messages={"required": _("Say with how many people an adviser may talk at once")},
    )  # fmt: skip
    asked_after_days = forms.IntegerField(
        label=_("After how many days do we ask whether it was sorted out?"),
        help_text=_("By a message, once, to people with an account who have not said so. 0: nobody is asked."),
        min_value=0, max_value=MOST_ASKED_AFTER,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            each: _("Write a number of days between 0 and %(most)s") % {"most": MOST_ASKED_AFTER}
            for each in ("required", "invalid", "min_value", "max_value")
        },
    )  # fmt: skip
    asks_first = forms.BooleanField(
        label=_("Ask people first what would help them, and suggest what fits"), required=False,
        help_text=_(
            "One to three questions, which nobody has to answer. Who is in danger, has a deadline or is on a question "
            "of a form is not asked. Whoever wants a person always gets to choose one."
        ),
    )  # fmt: skip
    chooses_adviser = forms.BooleanField(
        label=_("People who book a time may choose the adviser, by name"), required=False,
        help_text=_("They can always choose any adviser. Without this they are not asked."),
    )  # fmt: skip
    interpreter = forms.CharField(
        label=_("How does an adviser reach an interpreter by phone?"), required=False, max_length=200,
        help_text=_(
            "A number or an address, and what to say there. Advisers read it beside whoever needs an interpreter or "
            "writes in another language than English. Leave it empty if you have none."
        ),
        error_messages={"max_length": _("Shorten this to 200 letters or fewer")},
    )  # fmt: skip


class TopicForm(forms.Form):
    """What conversations are about, in the council's words."""

    name = forms.CharField(
        label=_("Topic"), help_text=_("For figures. Only staff see it."), max_length=60,
        error_messages={"required": _("Write the topic in a few words")},
    )  # fmt: skip


class TeamForm(forms.Form):
    """Who can take over together."""

    name = forms.CharField(
        label=_("Name of the team"), help_text=_("Whoever is passed on to it reads this name. For example: Housing"),
        max_length=60, error_messages={"required": _("Enter a name")},
    )  # fmt: skip
    members = forms.TypedMultipleChoiceField(
        label=_("Who is in it?"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one adviser")},
    )  # fmt: skip

    def __init__(self, *args: Any, advisers: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].choices = [(each.pk, each.display_name) for each in advisers]


class ReplyForm(forms.Form):
    """Ready words in every language of the council: the first one is needed, because the others fall back to it."""

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages, names = languages, dict(settings.LANGUAGES)
        for number, language in enumerate(languages):
            needed, name = number == 0, names[language]
            self.fields[f"title_{language}"] = forms.CharField(
                label=_("Title (%(language)s)") % {"language": name}, required=needed, max_length=60,
                help_text=_("Advisers choose by it") if needed else _("Leave both empty to use the words above"),
            )  # fmt: skip
            self.fields[f"words_{language}"] = forms.CharField(
                label=_("Words (%(language)s)") % {"language": name}, required=needed, max_length=MOST_LETTERS,
                widget=LongText(attrs={"rows": 4}), error_messages={"max_length": TOO_LONG},
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for language in self.languages[1:]:
            title, words = cleaned.get(f"title_{language}"), cleaned.get(f"words_{language}")
            if title and not words:
                self.add_error(f"words_{language}", _("Write the words too, or leave both empty"))
            if words and not title:
                self.add_error(f"title_{language}", _("Write a title too, or leave both empty"))
        return cleaned

    def texts(self) -> dict[str, tuple[str, str]]:
        """(title, words) by language, of a valid form."""
        return {
            each: (self.cleaned_data[f"title_{each}"], self.cleaned_data[f"words_{each}"]) for each in self.languages
        }
