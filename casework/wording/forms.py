"""The forms in which a council admin writes the words of a status, and ready words, in each language of the council."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from casework.models import ReadyWords
from claims.models import ClaimStatus
from claims.presenters.statuses import status_message, status_name
from claims.thread.forms import WordsField
from core.govuk.fields import LongText

# The language of a status's own columns; the others are translations.
OWN = settings.LANGUAGE_CODE
MESSAGE_LENGTH = 1000
STAGES = [
    ("new", _("New: nobody has looked at the claim")),
    ("in_progress", _("In progress: the council works on it")),
    ("waiting", _("Waiting: somebody else has to do something")),
    ("done", _("Done: the claim is decided or closed")),
]
YES_NO = [("yes", _("Yes")), ("no", _("No"))]
AS_OTHERS = "as_others"
OFFERED = [(AS_OTHERS, _("As for your other forms")), *YES_NO]


class StatusForm(forms.Form):
    """A status: its words in each language, and where it stands. The stage of one that is there stays; one that is for
    a form alone is offered there and nowhere else.
    """

    stage = forms.ChoiceField(
        label=_("What does it mean for the work list?"), choices=STAGES, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it means for the work list")},
    )  # fmt: skip
    position = forms.IntegerField(
        label=_("Place among the statuses"),
        help_text=_("A number: the smallest comes first. A new claim gets the first status of the stage New."),
        min_value=0, max_value=999,
        error_messages={
            "required": _("Write a number from 0 to 999"), "invalid": _("Write a number from 0 to 999"),
            "min_value": _("Write a number from 0 to 999"), "max_value": _("Write a number from 0 to 999"),
        },
    )  # fmt: skip
    is_offered = forms.ChoiceField(
        label=_("May advisors choose it?"),
        help_text=_("Claims that have it keep it, whatever you answer."), choices=YES_NO, widget=forms.RadioSelect,
        initial="yes",
    )  # fmt: skip

    def __init__(
        self, *args: Any, languages: Sequence[str], status: ClaimStatus | None = None,
        is_of_form: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.status, self.languages = status, [OWN, *(each for each in languages if each != OWN)]
        for language in self.languages:
            self.fields[f"name_{language}"] = _name_field(language, is_needed=language == OWN)
            self.fields[f"message_{language}"] = _message_field(language, is_needed=language == OWN)
        if status is not None:
            del self.fields["stage"]
        if is_of_form:
            del self.fields["is_offered"]
        self.order_fields([key for key in self.fields if key.startswith(("name_", "message_"))])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for language in self.languages[1:]:
            if bool(said.get(f"name_{language}")) != bool(said.get(f"message_{language}")):
                empty = "message" if said.get(f"name_{language}") else "name"
                if f"{empty}_{language}" not in self.errors:
                    self.add_error(f"{empty}_{language}", _("Write both the name and the words, or neither"))
        name = said.get(f"name_{OWN}")
        others = ClaimStatus.objects.exclude(pk=self.status.pk if self.status else None)
        if name and others.filter(name__iexact=name).exists():
            self.add_error(f"name_{OWN}", ValidationError(_("Another status has this name")))
        return said

    @property
    def preview(self) -> list[dict[str, str]]:
        """What claimants would read: language, name and words, of each language in which they are written."""
        data = self.cleaned_data
        parts = [(each, data[f"name_{each}"], data[f"message_{each}"]) for each in self.languages]
        return [{"language": code, "name": name, "message": words} for code, name, words in parts if name]

    @property
    def said(self) -> dict[str, Any]:
        """The clean answers as actions take them; a new status has its stage."""
        data = self.cleaned_data
        translations = {
            language: {"name": data[f"name_{language}"], "message": data[f"message_{language}"]}
            for language in self.languages[1:]
            if data[f"name_{language}"]
        }
        said = {
            "name": data[f"name_{OWN}"], "message": data[f"message_{OWN}"], "translations": translations,
            "position": data["position"], "is_offered": data.get("is_offered") == "yes",
        }  # fmt: skip
        return said | ({} if self.status else {"stage": data["stage"]})


def initial_of_status(status: ClaimStatus, languages: Sequence[str]) -> dict[str, Any]:
    """What stands in the form of a status: in other languages what claimants read now, where it is not English."""
    given: dict[str, Any] = {
        f"name_{OWN}": status.name, f"message_{OWN}": status.message, "position": status.position,
        "is_offered": "yes" if status.is_offered else "no",
    }  # fmt: skip
    for language in languages:
        with translation.override(language):
            name, message = status_name(status), status_message(status)
        if language != OWN and (name, message) != (status.name, status.message):
            given |= {f"name_{language}": name, f"message_{language}": message}
    return given


class FormStatusForm(forms.Form):
    """What claimants of one form read at a status; empty in English: as for the other forms, in every language."""

    is_offered = forms.ChoiceField(
        label=_("May advisors choose it for claims of this form?"), choices=OFFERED, widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether advisors may choose it")},
    )  # fmt: skip

    def __init__(self, *args: Any, languages: Sequence[str], status: ClaimStatus, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.status, self.languages = status, [OWN, *(each for each in languages if each != OWN)]
        for language in self.languages:
            self.fields[f"message_{language}"] = field = _message_field(language, is_needed=False)
            field.help_text = _("It may be empty.")
        words = _("Empty: as for your other forms. Theirs says: %(words)s") % {"words": status.message}
        self.fields[f"message_{OWN}"].help_text = words
        self.order_fields([f"message_{language}" for language in self.languages])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        others = any(said.get(f"message_{language}") for language in self.languages[1:])
        if others and not said.get(f"message_{OWN}") and not self.errors:
            self.add_error(f"message_{OWN}", _("Write the words in English too"))
        return said

    @property
    def preview(self) -> list[dict[str, str]]:
        """What claimants of the form would read: language, name and words, of each in which the form has its own; where
        it has none, what those of the other forms do.
        """
        data = self.cleaned_data
        words = {each: data[f"message_{each}"] for each in self.languages if data[f"message_{each}"]}
        words = words or {OWN: self.status.message}
        return [{"language": each, "name": self._name_in(each), "message": said} for each, said in words.items()]

    def _name_in(self, language: str) -> str:
        with translation.override(language):
            return status_name(self.status)

    @property
    def own(self) -> dict[str, Any]:
        """What the form has of its own, as `set_form_status` takes it: nothing that is so for all forms."""
        data = self.cleaned_data
        own: dict[str, Any] = {}
        words = {language: data[f"message_{language}"] for language in self.languages if data[f"message_{language}"]}
        if OWN in words:
            message = words.pop(OWN)
            own = {"message": message, "translations": words}
        if data["is_offered"] != AS_OTHERS:
            own["is_offered"] = data["is_offered"] == "yes"
        return own


def initial_of_form_status(status: ClaimStatus, form: str, languages: Sequence[str]) -> dict[str, Any]:
    """What stands in the form: only what the form has of its own."""
    own = status.by_form.get(form, {})
    words = {OWN: own.get("message", ""), **own.get("translations", {})}
    given = {f"message_{language}": words.get(language, "") for language in dict.fromkeys([OWN, *languages])}
    offered = {None: AS_OTHERS, True: "yes", False: "no"}[own.get("is_offered")]
    return given | {"is_offered": offered}


class ReadyWordsForm(forms.Form):
    """Ready words: a title and words in each language of the council, in one at least."""

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = list(languages)
        for language in self.languages:
            name = _language_name(language)
            self.fields[f"title_{language}"] = forms.CharField(
                label=_("Title (%(language)s)") % {"language": name}, help_text=_("Advisors choose by it."),
                max_length=60, required=False,
            )  # fmt: skip
            self.fields[f"words_{language}"] = WordsField(
                label=_("Words (%(language)s)") % {"language": name},
                help_text=_("Put what differs each time in [brackets]. A message with one left in it does not go."),
                widget=LongText(attrs={"rows": 8, "lang": language}), max_length=2000, required=False,
                error_messages={"max_length": _("The words must be %(limit_value)d characters or fewer")},
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for language in self.languages:
            title, words = said.get(f"title_{language}"), said.get(f"words_{language}")
            if bool(title) != bool(words):
                empty = "words" if title else "title"
                if f"{empty}_{language}" not in self.errors:
                    self.add_error(f"{empty}_{language}", _("Write both a title and the words, or neither"))
        if not self.errors and not self.said:
            self.add_error(f"title_{self.languages[0]}", _("Write a title and the words, in one language at least"))
        return said

    @property
    def said(self) -> dict[str, tuple[str, str]]:
        """By language: title and words, as actions take them."""
        data = self.cleaned_data
        return {
            language: (data[f"title_{language}"], data[f"words_{language}"])
            for language in self.languages
            if data.get(f"title_{language}") and data.get(f"words_{language}")
        }


def initial_of_ready_words(found: dict[str, ReadyWords]) -> dict[str, str]:
    """What stands in the form of ready words."""
    titles = {f"title_{language}": each.title for language, each in found.items()}
    return titles | {f"words_{language}": each.words for language, each in found.items()}


def _name_field(language: str, *, is_needed: bool) -> forms.CharField:
    return forms.CharField(
        label=_("Name (%(language)s)") % {"language": _language_name(language)}, max_length=60, required=is_needed,
        widget=forms.TextInput(attrs={"lang": language}), error_messages={"required": _("Give it a name")},
    )  # fmt: skip


def _message_field(language: str, *, is_needed: bool) -> WordsField:
    return WordsField(
        label=_("What the claimant reads (%(language)s)") % {"language": _language_name(language)},
        widget=LongText(attrs={"rows": 4, "lang": language}), max_length=MESSAGE_LENGTH, required=is_needed,
        error_messages={
            "required": _("Write what the claimant reads"),
            "max_length": _("The words must be %(limit_value)d characters or fewer"),
        },
    )  # fmt: skip


def _language_name(language: str) -> str:
    return str(dict(settings.LANGUAGES)[language])
