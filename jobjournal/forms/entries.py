"""The questions of an entry as a form: drawn in the person's language, read as raw values, checked elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from core.govuk.fields import LongText
from core.rules.numbers import whole_number
from jobjournal.readers.drafts import OWN, Typed, boxes_of, questions_of
from jobjournal.readers.library import in_language
from jobjournal.rules.composing import Composed
from jobjournal.rules.slot_words import is_empty

OTHER = "_other"
NUMBER = {"inputmode": "decimal", "class": "govuk-input--width-5", "autocomplete": "off"}


# A field as it is drawn, and the revision of what is kept of it.
Box = tuple[forms.BoundField, int | None]


class AnyChoice(forms.ChoiceField):
    """A choice whose value is not checked: what is no choice is the person's own answer, from before or elsewhere."""

    def valid_value(self, value: str) -> bool:
        return True


class EntryForm(forms.Form):
    """The questions of one sentence, or of an entry in the person's own words (`composed` is None).

    Nothing is required here: rules.entry_answers says what is wrong, `show_problems` puts it beside the fields.
    `typed` is what was kept of it while it was typed, None where nothing is.
    """

    def __init__(
        self, data: Mapping[str, Any] | None, *, composed: Composed | None, language: str, words: dict[str, str],
        slots: Mapping[str, Any], typed: Mapping[str, Typed] | None = None,
    ) -> None:  # fmt: skip
        self.composed, self.language, self.words, self.typed = composed, language, words, typed
        kept = {name: each.raw for name, each in (typed or {}).items()}
        super().__init__(data, initial={**self._initial(slots), **kept})
        for question in self.asked():
            self._add(question)
        # Every answer may be wrong in its own way; what is there is shown again whatever happens.
        if self.is_bound:
            self.full_clean()

    def asked(self) -> list[dict[str, Any]]:
        """The questions in order: first the day, then what the sentence needs, then what can follow."""
        return questions_of(self.composed)

    def _add(self, question: dict[str, Any]) -> None:
        name, kind = question["name"], question["type"]
        label = in_language(question["prompts"], self.language)
        if self._is_optional(name):
            label = f"{label} ({self.words['optional']})"
        if self.composed is None and name == "minutes":
            self.fields[OWN] = forms.CharField(
                label=self.words[OWN], help_text=self.words["own_words_hint"], required=False, strip=False,
                widget=LongText(attrs={"rows": 5}),
            )  # fmt: skip
        if kind == "choice":
            self._add_choice(question, label)
        elif kind == "minutes":
            for end, unit in (("h", "hours"), ("m", "minutes")):
                self.fields[f"{name}-{end}"] = forms.CharField(
                    label=f"{label}: {self.words[unit]}", required=False,
                    widget=forms.TextInput(attrs={**NUMBER, "inputmode": "numeric"}),
                )  # fmt: skip
        else:
            self.fields[name] = forms.CharField(label=label, required=False, widget=_widget(kind), strip=False)

    def _is_optional(self, name: str) -> bool:
        return name == "minutes" if self.composed is None else name in self.composed.optional

    def _add_choice(self, question: dict[str, Any], label: str) -> None:
        name = question["name"]
        pairs = [(each["value"], each["labels"].get(self.language, each["value"])) for each in question["choices"]]
        pairs.append((OTHER, self.words["other"]))
        self.fields[name] = AnyChoice(label=label, choices=pairs, required=False, widget=forms.RadioSelect)
        self.fields[f"{name}-other"] = forms.CharField(label=self.words["other"], required=False)

    def _initial(self, slots: Mapping[str, Any]) -> dict[str, Any]:
        """Kept values as the fields show them."""
        initial = dict(slots)
        for question in self.asked():
            name, kind = question["name"], question["type"]
            value = slots.get(name)
            if kind == "minutes" and value:
                initial[f"{name}-h"], initial[f"{name}-m"] = (str(part) for part in divmod(int(value), 60))
            elif kind == "choice" and value and value not in [each["value"] for each in question["choices"]]:
                initial[name], initial[f"{name}-other"] = OTHER, value
        return initial

    def raw(self) -> dict[str, Any]:
        """What was typed, by the name of the question, as jobjournal.rules.entry_answers reads it."""
        return {question["name"]: self._raw(question["name"], question["type"]) for question in self.asked()}

    def _raw(self, name: str, kind: str) -> str:
        if kind == "minutes":
            hours, minutes = (self._typed(f"{name}-{end}") for end in ("h", "m"))
            if not (hours or minutes):
                return ""
            numbers = [whole_number(part or "0", most=999) for part in (hours, minutes)]
            return "?" if None in numbers else str(numbers[0] * 60 + numbers[1])
        typed = self._typed(name)
        if kind == "choice" and typed in ("", OTHER):
            return self._typed(f"{name}-other")
        return typed

    def _typed(self, name: str) -> str:
        return str(self.data.get(name, "")).strip()

    @property
    def own_words(self) -> str:
        """The person's own words, where they are asked for."""
        return self._typed(OWN)

    @property
    def first_more(self) -> str:
        """The name of the first field that can stay empty because it follows the sentence."""
        more = self.composed.more if self.composed else []
        return _field_name(more[0]) if more else ""

    @property
    def has_more(self) -> bool:
        """Is anything of what can follow the sentence filled in?"""
        more = self.composed.more if self.composed else []
        given = self.raw() if self.is_bound else self.initial
        if any(not is_empty(each["type"], given.get(each["name"])) for each in more):
            return True
        return any(self.typed[box].raw for each in more for box in boxes_of(each) if box in (self.typed or {}))

    def parts(self) -> tuple[list[Box], list[Box]]:
        """The fields of the sentence, and those of what can follow it, each with the revision that is kept of it (None:
        nothing is kept).
        """
        bound = [(field, self._base(field.name)) for field in self]
        at = next((index for index, (field, _base) in enumerate(bound) if field.name == self.first_more), len(bound))
        return bound[:at], bound[at:]

    def _base(self, name: str) -> int | None:
        if self.typed is None:
            return None
        return self.typed[name].revision if name in self.typed else 0

    def show_others(self, conflicts: Mapping[str, Typed]) -> None:
        """Beside each field that somebody else wrote in since this page was opened, what they wrote."""
        self.typed = {**(self.typed or {}), **conflicts}
        for name, other in conflicts.items():
            text = _(
                "This answer was changed somewhere else to “%(saved)s” after you opened this page. "
                "Yours is in the box: save again to keep it, or change it."
            )
            self.add_error(name, text % {"saved": other.raw or _("no answer")})

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Put the text of each problem (a name of page_words.yaml) at its field."""
        for name, code in problems.items():
            field = name if name in self.fields else f"{name}-h"
            self.add_error(field if field in self.fields else None, f"{self._label(name)}: {self.words[code]}")

    def _label(self, name: str) -> str:
        found = next((each for each in self.asked() if each["name"] == name), None)
        return in_language(found["prompts"], self.language) if found else self.words[OWN]


def _field_name(question: dict[str, Any]) -> str:
    return f"{question['name']}-h" if question["type"] == "minutes" else question["name"]


def _widget(kind: str) -> forms.Widget:
    if kind in ("date", "day"):
        return forms.TextInput(attrs={"type": "date", "class": "govuk-input--width-10", "autocomplete": "off"})
    if kind == "time":
        return forms.TextInput(attrs={"type": "time", "class": "govuk-input--width-5", "autocomplete": "off"})
    if kind == "number":
        return forms.TextInput(attrs=NUMBER)
    return forms.TextInput(attrs={"autocomplete": "off"})
