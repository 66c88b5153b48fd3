"""Forms in which admins change what the journal offers: activities; sentences are in sentence_boxes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobjournal.library import LANGUAGES, RIGHT_TO_LEFT
from jobjournal.models import Activity
from jobjournal.presenters.icons import ICONS
from jobjournal.rules.sentences import NAME

LANGUAGE_LABELS = {
    "en": gettext_lazy("English"),
    "cy": gettext_lazy("Welsh"),
    "pl": gettext_lazy("Polish"),
    "ur": gettext_lazy("Urdu"),
}
COLUMNS = ("icon", "counts_as", "counts", "position", "is_active")


def in_each_language(name: str, label: str, *, required: bool, most: int) -> dict[str, forms.Field]:
    """A box for each language; only English must be there, where any must."""
    fields = {}
    for code in LANGUAGES:
        attributes = {"lang": code, "dir": "rtl" if code in RIGHT_TO_LEFT else "ltr"}
        fields[f"{name}_{code}"] = forms.CharField(
            label=f"{label}: {LANGUAGE_LABELS[code]}", required=required and code == "en", max_length=most,
            widget=forms.TextInput(attrs=attributes),
        )  # fmt: skip
    return fields


class ActivityForm(forms.Form):
    """An activity. Its words in English must be there; a language left out is said in English."""

    icon = forms.ChoiceField(label=gettext_lazy("Picture"), choices=[(name, name) for name in ICONS])
    counts_as = forms.ChoiceField(
        label=gettext_lazy("What does it count as?"),
        widget=forms.RadioSelect,
        choices=[
            (Activity.CountsAs.WORK_SEARCH, gettext_lazy("Looking for work")),
            (Activity.CountsAs.PREPARATION, gettext_lazy("Getting ready for work")),
            (Activity.CountsAs.HOURS_OFF, gettext_lazy("Paid work: it takes hours off")),
            (Activity.CountsAs.RECORD_ONLY, gettext_lazy("A record only")),
            (Activity.CountsAs.EXPLAIN, gettext_lazy("It explains why something was not done")),
        ],
    )
    counts = forms.ChoiceField(
        label=gettext_lazy("How far does it count?"),
        widget=forms.RadioSelect,
        choices=[
            (Activity.Counts.YES, gettext_lazy("In full")),
            (Activity.Counts.AGREE_FIRST, gettext_lazy("When agreed with the work coach first")),
            (Activity.Counts.UP_TO_HALF, gettext_lazy("For up to half of the hours")),
        ],
    )
    position = forms.IntegerField(
        label=gettext_lazy("Place in the list"), min_value=0, max_value=9999,
        help_text=gettext_lazy("Lower numbers come first."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
    )  # fmt: skip
    is_active = forms.BooleanField(label=gettext_lazy("Offer it to people"), required=False)

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            **in_each_language("label", _("Name"), required=True, most=80),
            **in_each_language("help", _("What makes a good record"), required=False, most=200),
            **in_each_language("proof", _("Proof that could be added"), required=False, most=200),
        }
        self.fields = {**({"key": key_field()} if is_new else {}), **words, **self.fields}

    def clean_key(self) -> str:
        return new_key(self.cleaned_data["key"])

    def columns(self) -> dict[str, Any]:
        """The columns of Activity."""
        clean = self.cleaned_data
        words = {
            code: {name: clean[f"{name}_{code}"] for name in ("label", "help", "proof")}
            for code in LANGUAGES
            if clean[f"label_{code}"]
        }
        return {"words": words, **{name: clean[name] for name in COLUMNS}}


def activity_initial(activity: Activity) -> dict[str, Any]:
    """An activity as its form shows it."""
    words = {f"{name}_{code}": text for code, texts in activity.words.items() for name, text in texts.items()}
    return {**words, **{name: getattr(activity, name) for name in COLUMNS}}


def key_field() -> forms.CharField:
    """The name that a new activity or sentence has for good."""
    return forms.CharField(
        label=gettext_lazy("Short name"), max_length=40,
        help_text=gettext_lazy("Small letters, figures and _, like phoned_employer. It cannot be changed later."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


def new_key(key: str) -> str:
    """The name as it is kept. Raises ValidationError."""
    if not NAME.fullmatch(key):
        raise ValidationError(_("Use small letters, figures and _ only, like phoned_employer"))
    return key
