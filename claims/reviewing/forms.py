"""What a claimant says of what is held for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from claims.presenters.submission import AnswerSection

RIGHT, CHANGED = "right", "changed"


def field_of(section: str) -> str:
    """The name of the field that asks about a section."""
    return f"section-{section}"


class ReviewForm(forms.Form):
    """Of each section whether it is still right; where all are, a declaration."""

    declared = forms.BooleanField(required=False)
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=32767)

    def __init__(self, *args: Any, sections: Sequence[AnswerSection], declaration: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = sections
        for section in sections:
            self.fields[field_of(section.key)] = forms.ChoiceField(
                label=_("Is “%(title)s” still right?") % {"title": section.title},
                choices=[(RIGHT, _("Yes, it is still right")), (CHANGED, _("No, something has changed"))],
                widget=forms.RadioSelect,
                error_messages={"required": _("Say whether “%(title)s” is still right") % {"title": section.title}},
            )
        self.fields["declared"].label = declaration

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        says = [cleaned.get(field_of(section.key)) for section in self.sections]
        if says.count(RIGHT) == len(says) and not cleaned.get("declared"):
            self.add_error("declared", ValidationError(_("Tick the box to say that nothing has changed")))
        return cleaned

    @property
    def changed(self) -> list[str]:
        """The sections of a valid form in which something has changed."""
        return [each.key for each in self.sections if self.cleaned_data[field_of(each.key)] == CHANGED]

    def blocks(self) -> list[dict[str, Any]]:
        """Each section with the field that asks about it."""
        return [{"section": each, "field": self[field_of(each.key)]} for each in self.sections]
