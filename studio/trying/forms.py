"""What is said of answers that are kept as an example."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from studio.trying.rules.keeping import ERRORS, FACTS, HIDDEN, PAPERS, SHOWN

LONGEST_NAME = 100


class KeepForm(forms.Form):
    """An example's name, and what must hold of it: everything that is so now, unless somebody unticks it."""

    name = forms.CharField(
        label=_("What do you call this person?"), max_length=LONGEST_NAME,
        help_text=_("For example: Lone parent who rents"),
        error_messages={"required": _("Give the example a name.")},
    )  # fmt: skip
    shown = forms.MultipleChoiceField(
        label=_("These questions are shown"), required=False, widget=forms.CheckboxSelectMultiple
    )
    hidden = forms.MultipleChoiceField(
        label=_("These questions are not shown"), required=False, widget=forms.CheckboxSelectMultiple
    )
    papers = forms.BooleanField(label=_("These papers are asked for, and no others"), required=False)
    errors_are = forms.BooleanField(
        label=_("The answers that are missing or wrong are the same as now"), required=False
    )
    facts = forms.MultipleChoiceField(
        label=_("The calculator is given this"), required=False, widget=forms.CheckboxSelectMultiple
    )
    invented = forms.BooleanField(
        label=_("These answers are invented: they are nobody’s"),
        help_text=_("They are kept in the form’s own file and travel with it to other councils."),
        error_messages={"required": _("Say that the answers are invented. Never keep somebody’s real answers.")},
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, now: dict[str, Any], labels: dict[str, str], facts: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        """now: what could hold (studio.trying.rules.keeping.comes_out); labels: of questions by key; facts: with words.
        What there is nothing of is not asked.
        """
        super().__init__(*args, **kwargs)
        self.now = now
        for name in (SHOWN, HIDDEN):
            self.fields[name].choices = [(key, labels[key]) for key in now[name]]
        self.fields[FACTS].choices = facts
        for name in (SHOWN, HIDDEN, FACTS):
            self.initial[name] = list(now[name])
            if not now[name]:
                del self.fields[name]
        self.initial |= {"papers": True, "errors_are": True}

    def clean(self) -> dict[str, Any]:
        """Something must hold, or nothing could fail."""
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.expected(said):
            self.add_error(None, _("Tick something that must hold."))
        return said

    def expected(self, said: dict[str, Any]) -> dict[str, Any]:
        """What must hold, as an example has it."""
        ticked = {name: said[name] for name in (SHOWN, HIDDEN) if said.get(name)}
        if said.get("papers"):
            ticked[PAPERS] = self.now[PAPERS]
        if said.get("errors_are"):
            ticked[ERRORS] = self.now[ERRORS]
        if said.get(FACTS):
            ticked[FACTS] = {fact: self.now[FACTS][fact] for fact in said[FACTS]}
        return ticked
