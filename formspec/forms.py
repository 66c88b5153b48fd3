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
    )

    def __init__(self, *args: Any, questions: list[OptionalQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked"].choices = [(each.key, _choice(each)) for each in questions]


def _choice(question: OptionalQuestion) -> str:
    words = (
        _("%(question)s – in “%(section)s”: 1 more question for each one there")
        if question.is_in_rows
        else _("%(question)s – in “%(section)s”: 1 more question")
    )
    return words % {"question": question.label, "section": question.section}
