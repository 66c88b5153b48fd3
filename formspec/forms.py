"""The form in which a council chooses the optional questions that its form asks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from formspec.rules.optional import OptionalQuestion


class QuestionsForm(forms.Form):
    """Ticks for optional questions; each says where it stands and what it costs people."""

    asked = forms.MultipleChoiceField(
        label=gettext_lazy("Which of these does your council want to ask?"),
        help_text=gettext_lazy("None is needed to work out help. Each makes the form longer."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy(
                "This form has other questions to choose from now. Nothing was saved: choose again."
            )
        },
    )

    def __init__(self, *args: Any, questions: list[OptionalQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked"].choices = [(each.key, each.label) for each in questions]
        self.fields["asked"].option_hints = {each.key: _cost(each) for each in questions}


def _cost(question: OptionalQuestion) -> str:
    """Where it stands, and how many questions more it is."""
    if question.narrowed:
        words = _("In “%(section)s”: asked of everybody, not only of those for whom it can matter")
        return words % {"section": question.section}
    words = (
        _("In “%(section)s”: 1 more question for each %(row)s")
        if question.row
        else _("In “%(section)s”: 1 more question")
    )
    return words % {"section": question.section, "row": question.row.lower()}
