"""Forms in which admins change what the journal offers: activities, and sentences with their questions."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.govuk.fields import LongText
from jobjournal.library import LANGUAGES, RIGHT_TO_LEFT, known_questions
from jobjournal.models import Activity, SentenceTemplate
from jobjournal.presenters.grammar_words import problem_words
from jobjournal.presenters.icons import ICONS
from jobjournal.rules.sentences import NAME, GrammarProblem, Template, build_sentence, check_template, gap_names

LANGUAGE_LABELS = {
    "en": gettext_lazy("English"),
    "cy": gettext_lazy("Welsh"),
    "pl": gettext_lazy("Polish"),
    "ur": gettext_lazy("Urdu"),
}
COLUMNS = ("icon", "counts_as", "counts", "position", "is_active")
# Types that an admin's own question may have; choices come with the starter content only.
OWN_TYPES = ("text", "number", "minutes", "date", "day", "time")
SAMPLES = {"text": "sample", "number": 4, "minutes": 45, "date": "2026-11-17", "day": "2026-11-30", "time": "10:30"}


def _in_each_language(name: str, label: str, *, required: bool, most: int) -> dict[str, forms.Field]:
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
            **_in_each_language("label", _("Name"), required=True, most=80),
            **_in_each_language("help", _("What makes a good record"), required=False, most=200),
            **_in_each_language("proof", _("Proof that could be added"), required=False, most=200),
        }
        self.fields = {**({"key": _key_field()} if is_new else {}), **words, **self.fields}

    def clean_key(self) -> str:
        return _new_key(self.cleaned_data["key"])

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


def _key_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Short name"), max_length=40,
        help_text=gettext_lazy("Small letters, figures and _, like phoned_employer. It cannot be changed later."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


def _new_key(key: str) -> str:
    if not NAME.fullmatch(key):
        raise ValidationError(_("Use small letters, figures and _ only, like phoned_employer"))
    return key


class SentenceForm(forms.Form):
    """A sentence with gaps. Gaps with a name of the starter content bring their questions along."""

    text = forms.CharField(
        label=gettext_lazy("The sentence"), max_length=600,
        help_text=gettext_lazy(
            "In English, in the first person and the past. {employer} is a gap; {a:job_title} puts a or an before it; "
            "{count:job|jobs} counts; [[ … ]] is left out when a gap inside it is empty."
        ),
        widget=LongText(attrs={"rows": 4, "spellcheck": "true"}),
    )  # fmt: skip
    own_questions = forms.CharField(
        label=gettext_lazy("Questions of your own (optional)"), required=False, max_length=4000,
        help_text=gettext_lazy(
            "One on each line: name | text, number, minutes, date, day or time | the question in English | Welsh | "
            "Polish | Urdu. Languages may be left out."
        ),
        widget=LongText(attrs={"rows": 4, "spellcheck": "false"}),
    )  # fmt: skip
    position = forms.IntegerField(
        label=gettext_lazy("Place in the list"), min_value=0, max_value=9999,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
    )  # fmt: skip
    is_active = forms.BooleanField(label=gettext_lazy("Offer it to people"), required=False)

    def __init__(self, *args: Any, kept: list[dict[str, Any]], is_new: bool, is_add_on: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept, self.is_add_on = {question["name"]: question for question in kept}, is_add_on
        labels = _in_each_language("label", _("What people choose it by"), required=False, most=80)
        self.fields = {**({"key": _key_field()} if is_new else {}), **self.fields, **labels}

    def clean_key(self) -> str:
        return _new_key(self.cleaned_data["key"])

    def clean_text(self) -> str:
        text = self.cleaned_data["text"].strip()
        if self.is_add_on and "[[" in text:
            raise ValidationError(_("A sentence that follows others is optional itself: take the [[ and ]] out."))
        return text

    def clean_own_questions(self) -> str:
        for line in self.cleaned_data["own_questions"].splitlines():
            if line.strip():
                _own_question(line)
        return self.cleaned_data["own_questions"]

    def clean(self) -> dict[str, Any]:
        clean = super().clean()
        if "text" in clean and "own_questions" in clean:
            try:
                check_template(self.template())
            except GrammarProblem as problem:
                self.add_error("text", problem_words(problem))
        return clean

    def questions(self) -> list[dict[str, Any]]:
        """The question of each gap that has one: the admin's own, the kept one, or that of the starter content."""
        lines = [line for line in self.cleaned_data["own_questions"].splitlines() if line.strip()]
        own = {question["name"]: question for question in map(_own_question, lines)}
        known = {**known_questions(), **self.kept, **own}
        return [known[name] for name in gap_names(self.cleaned_data["text"]) if name in known]

    def template(self) -> Template:
        """The sentence with the types of its gaps. Raises GrammarProblem."""
        return Template(self.cleaned_data["text"], {each["name"]: each["type"] for each in self.questions()})

    def tried(self) -> list[str]:
        """The sentence on sample values, and without its optional parts if it has any."""
        samples = {each["name"]: each["sample"] for each in self.questions()}
        needed = set(gap_names(self.cleaned_data["text"], optional=False))
        bare = {name: value for name, value in samples.items() if name in needed}
        return list(dict.fromkeys(build_sentence(self.template(), values) for values in (samples, bare)))

    def columns(self) -> dict[str, Any]:
        """The columns of SentenceTemplate."""
        clean = self.cleaned_data
        labels = {code: clean[f"label_{code}"] for code in LANGUAGES if clean[f"label_{code}"]}
        return {
            "text": clean["text"],
            "questions": self.questions(),
            "labels": labels,
            "position": clean["position"],
            "is_active": clean["is_active"],
        }


def _own_question(line: str) -> dict[str, Any]:
    """One line of the admin's own questions. Raises ValidationError."""
    parts = [part.strip() for part in line.split("|")]
    if len(parts) < 3 or not parts[2] or len(parts) > 6:
        raise ValidationError(_("Write “%(line)s” like this: manager | text | Name of the manager") % {"line": line})
    name, kind, *prompts = parts
    if not re.fullmatch(NAME, name):
        raise ValidationError(_("“%(name)s” is not a name: use small letters, figures and _ only") % {"name": name})
    if kind not in OWN_TYPES:
        words = _("“%(kind)s” is not a kind of question. Choose from: %(types)s")
        raise ValidationError(words % {"kind": kind, "types": ", ".join(OWN_TYPES)})
    texts = {code: text for code, text in zip(LANGUAGES, prompts, strict=False) if text}
    return {"name": name, "type": kind, "prompts": texts, "choices": [], "sample": SAMPLES[kind]}


def sentence_initial(sentence: SentenceTemplate) -> dict[str, Any]:
    """A sentence as its form shows it; questions that differ from the starter content are lines."""
    known = known_questions()
    lines = [
        " | ".join([each["name"], each["type"], *(each["prompts"].get(code, "") for code in LANGUAGES)]).rstrip(" |")
        for each in sentence.questions
        if each["name"] not in known
    ]
    return {
        "text": sentence.text,
        "own_questions": "\n".join(lines),
        "position": sentence.position,
        "is_active": sentence.is_active,
        **{f"label_{code}": text for code, text in sentence.labels.items()},
    }
