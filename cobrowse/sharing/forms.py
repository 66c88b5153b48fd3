"""What the resident says when they let an adviser see a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from claims.models import Claim
from claims.readers.answer_store import localised_spec
from cobrowse.models import Access


class ShareForm(forms.Form):
    """Which draft, and what the adviser may do with it. What they may do is chosen each time: nothing is set before."""

    claim = forms.ChoiceField(
        label=_("Which form?"), widget=forms.RadioSelect, error_messages={"required": _("Choose a form")}
    )
    access = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": _("Say what they may do")},
    )  # fmt: skip

    def __init__(self, *args: Any, drafts: list[Claim], name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["claim"].choices = [(str(claim.public_id), _form_name(claim)) for claim in drafts]
        self.fields["access"].label = _("What may %(name)s do?") % {"name": name}
        self.fields["access"].choices = [
            (Access.VIEW, _("Let %(name)s see my form") % {"name": name}),
            (Access.EDIT, _("Let %(name)s see my form and fill it in with me") % {"name": name}),
        ]


def _form_name(claim: Claim) -> str:
    begun = date_format(timezone.localtime(claim.started_at), "j F Y")
    return _("%(form)s, begun %(day)s") % {"form": localised_spec(claim).title, "day": begun}
