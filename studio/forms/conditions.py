"""One part of a condition as it is chosen, and a condition's name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from formspec.rules.answer_types import type_of
from formspec.rules.sources.rule_words import rule_words
from studio.forms.parts import PartForm, line
from studio.presenters.words import said
from studio.rules.sentences import SEVERAL, TESTS, value_words

TEST_WORDS = {
    "is": _("is"),
    "is_not": _("is not"),
    "is_one_of": _("is one of"),
    "includes": _("includes"),
    "includes_one_of": _("includes one of"),
    "not_answered": _("is not answered"),
}
HOLDS = [("yes", _("It is so")), ("no", _("It is not so"))]
QUESTION, RULE, NAMED = "q:", "rule:", "named:"


class AskForm(forms.Form):
    """What a part of a condition is about: an earlier question, a rule, or a condition with a name."""

    ask = forms.ChoiceField(
        label=_("What does it depend on?"), error_messages={"required": _("Choose what it depends on")}
    )

    def __init__(
        self, *args: Any, questions: list[dict[str, Any]], rules: list[str], named: list[dict[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        groups: list[tuple[Any, list[tuple[str, str]]]] = []
        if named:
            groups.append((_("Conditions with a name"), [(NAMED + each["key"], each["name"]) for each in named]))
        groups.append((_("Questions before it"), [(QUESTION + each["key"], each["label"]) for each in questions]))
        if rules:
            groups.append((_("Worked out from answers"), [(RULE + name, said(rule_words(name))) for name in rules]))
        self.fields["ask"].choices = [("", _("Choose")), *groups]


class AnswerTestForm(PartForm):
    """What an answer is compared with."""

    test = forms.ChoiceField(label=_("When its answer"), widget=forms.RadioSelect)
    values = forms.MultipleChoiceField(label=_("Which answers"), widget=forms.CheckboxSelectMultiple, required=False)
    number = forms.IntegerField(
        label=_("Which whole number"), required=False, error_messages={"invalid": _("Write a whole number")}
    )

    def __init__(self, *args: Any, question: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question, kind = question, type_of(question)
        self.tests = TESTS[kind.compared]
        possible = kind.options(question)
        able = self.tests if possible or kind.is_number else {"not_answered": "not_answered"}
        self.fields["test"].choices = [(name, TEST_WORDS[name]) for name in able]
        self.fields["values"].choices = [(value, said(value_words(question, value)).strip("“”")) for value in possible]
        if not possible:
            del self.fields["values"]
        if not kind.is_number or possible:
            del self.fields["number"]

    def clean(self) -> dict[str, Any]:
        said_all = super().clean() or {}
        test, chosen = said_all.get("test"), self._chosen(said_all)
        if test and test != "not_answered":
            field = "number" if "number" in self.fields else "values"
            if not chosen:
                self.add_error(field, _("Choose the answer"))
            elif test not in SEVERAL and len(chosen) > 1:
                self.add_error(field, _("Choose one answer, or “is one of”"))
        return said_all

    def _chosen(self, said_all: dict[str, Any]) -> list[Any]:
        number = said_all.get("number")
        return [number] if number is not None else list(said_all.get("values") or ())

    @property
    def part(self) -> dict[str, Any]:
        """The part of the condition."""
        test, chosen = self.cleaned_data["test"], self._chosen(self.cleaned_data)
        leaf = {"q": self.question["key"], "op": self.tests[test]}
        if test == "not_answered":
            return leaf
        return {**leaf, "value": chosen if test in SEVERAL else chosen[0]}


class RuleTestForm(PartForm):
    """Whether a rule's outcome is so or not."""

    holds = forms.ChoiceField(label=_("When"), choices=HOLDS, widget=forms.RadioSelect)

    def __init__(self, *args: Any, rule: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule

    @property
    def part(self) -> dict[str, Any]:
        """The part of the condition."""
        return {"derived": self.rule, "equals": self.cleaned_data["holds"] == "yes"}


class NamedTestForm(PartForm):
    """That a condition with a name holds: nothing more to say."""

    def __init__(self, *args: Any, key: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key = key

    @property
    def part(self) -> dict[str, Any]:
        """The part of the condition."""
        return {"named": self.key}


class NameForm(PartForm):
    """What a condition is called."""

    name = line(
        _("What is the condition called?"), _("Write what it is called"), help_text=_("For example: Rents a home")
    )
