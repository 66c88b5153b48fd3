"""What the resident says when they let an adviser see a form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from claims.models import Claim
from claims.readers.answer_store import localised_spec
from cobrowse.models import Access
from cobrowse.sharing.rules.codes import read_code
from formspec.rules.shared_pages import Draft, SharedPage


class ShareForm(forms.Form):
    """Which draft, and what the adviser may do with it. What they may do is chosen each time: nothing is set before."""

    claim = forms.ChoiceField(
        label=_("Which form?"), widget=forms.RadioSelect, error_messages={"required": _("Choose a form")}
    )
    access = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": _("Say what they may do")},
    )  # fmt: skip

    def __init__(
        self, *args: Any, drafts: list[Claim], name: str, pages: Sequence[tuple[SharedPage, Draft]] = (), **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        forms_of_theirs = [(str(claim.public_id), _form_name(claim)) for claim in drafts]
        # Of another page the choice says its kind too.
        others = [
            (f"{page.name}:{draft.public_id}", _begun(page.title(draft), draft.began_at)) for page, draft in pages
        ]
        choices = [*forms_of_theirs, *others]
        self.fields["claim"].choices, self.fields["claim"].initial = choices, choices[0][0] if choices else None
        self.fields["access"].label = _("What may %(name)s do?") % {"name": name}
        self.fields["access"].choices = [
            (Access.VIEW, _("Let %(name)s see my form") % {"name": name}),
            (Access.EDIT, _("Let %(name)s see my form and fill it in with me") % {"name": name}),
        ]


class CodeForm(forms.Form):
    """What somebody on the phone reads out."""

    code = forms.CharField(
        label=_("Code"), help_text=_("Six digits that they read out to you, for example 482 017."), max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-10"}),
        error_messages={"required": _("Enter the code"), "max_length": _("Enter six digits")},
    )  # fmt: skip

    def clean_code(self) -> str:
        """Six digits."""
        code = read_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(_("Enter six digits"))
        return code


def _form_name(claim: Claim) -> str:
    return _begun(localised_spec(claim).title, claim.started_at)


def _begun(title: str, at: dt.datetime) -> str:
    begun = date_format(timezone.localtime(at), "j F Y")
    return _("%(form)s, begun %(day)s") % {"form": title, "day": begun}
