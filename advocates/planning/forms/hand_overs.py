"""Handing a person over, and what is answered to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advocates.models import HandOver
from advocates.planning.actions.handing_over import HandOverInput
from advocates.planning.forms.plan import PERIODS, TOO_LONG
from advocates.planning.readers.hand_overs import Receiver
from advocates.rules.terms import NOTHING
from core.govuk.fields import LongText

MOST_NOTE = 2000
ACCOUNT, IN_PERSON = "account", "in_person"
LEVELS = {
    "view": _("See their claims"),
    "fill": _("See their claims and fill them in"),
    "send": _("See their claims, fill them in and send them"),
}


class HandOverForm(forms.Form):
    """To whom, with which note, and what they may then do."""

    kind = forms.ChoiceField(
        label=_("What happens?"), choices=HandOver.Kind.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Say what happens")},
    )  # fmt: skip
    to = forms.ChoiceField(
        label=_("Who takes it on?"), error_messages={"required": _("Choose who takes it on")},
        help_text=_("A person or a team where you can. Otherwise whoever looks first there."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("What should they know?"), widget=LongText(attrs={"rows": 6}), max_length=MOST_NOTE,
        help_text=_("What was done, what is needed, what is urgent. The person reads it too."),
        error_messages={"required": _("Write what they should know"), "max_length": TOO_LONG},
    )  # fmt: skip
    level = forms.ChoiceField(
        label=_("What may they do with the person’s claims?"), initial=NOTHING, widget=forms.RadioSelect,
        help_text=_("Never more than you may. The person can say yes to less. The council needs nothing here."),
        error_messages={"required": _("Say what they may do with the person’s claims")},
    )  # fmt: skip
    period = forms.ChoiceField(
        label=_("For how long?"), choices=PERIODS, widget=forms.RadioSelect, initial="half_year",
        error_messages={"required": _("Say for how long")},
    )  # fmt: skip
    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, receivers: list[tuple[Receiver, str]], levels: list[str], **kwargs: Any) -> None:
        """`receivers` with their labels; `levels` that may be offered."""
        super().__init__(*args, **kwargs)
        self.receivers = {each.key: each for each, _label in receivers}
        self.fields["to"].choices = [("", _("Choose")), *((each.key, label) for each, label in receivers)]
        self.fields["level"].choices = [(NOTHING, _("Nothing")), *((level, LEVELS[level]) for level in levels)]

    def said(self, wording: str = "") -> HandOverInput:
        """What a valid form says, with the words that were read to the person."""
        said = self.cleaned_data
        return HandOverInput(
            self.receivers[said["to"]], said["kind"], said["note"], said["level"], said["period"], wording
        )


class HowAgreedForm(forms.Form):
    """Whether the person said yes already."""

    how = forms.ChoiceField(
        label=_("How do they agree?"), widget=forms.RadioSelect, error_messages={"required": _("Say how they agree")}
    )

    def __init__(self, *args: Any, has_account: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = [(ACCOUNT, _("Ask them: they say yes or no in their account"))] if has_account else []
        in_person = (IN_PERSON, _("I read them the words above in person, and they said yes"))
        self.fields["how"].choices = [*asked, in_person]


class AgreeForm(forms.Form):
    """What the resident says yes to."""

    level = forms.ChoiceField(label=_("What may they do with your claims?"), widget=forms.RadioSelect,
        error_messages={"required": _("Say what they may do with your claims")},
    )  # fmt: skip
    ends_senders = forms.BooleanField(required=False)

    def __init__(self, *args: Any, levels: list[tuple[str, str]], sender: str, **kwargs: Any) -> None:
        """`levels` from nothing to the most that was asked; `sender` is "" for the council."""
        super().__init__(*args, **kwargs)
        if len(levels) > 1:
            self.fields["level"].choices = levels
        else:
            del self.fields["level"]
        if sender:
            self.fields["ends_senders"].label = _("When they accept, end what %(name)s may do for me") % {
                "name": sender
            }
        else:
            del self.fields["ends_senders"]


class DeclineForm(forms.Form):
    """Why the receiver does not take the person on."""

    reason = forms.CharField(
        label=_("If you decline: why?"), widget=LongText(attrs={"rows": 3}), max_length=MOST_NOTE,
        help_text=_("The sender and the person read it."),
        error_messages={"required": _("Say why you decline"), "max_length": TOO_LONG},
    )  # fmt: skip


class OutcomeForm(forms.Form):
    """What came of it."""

    outcome = forms.ChoiceField(
        label=_("What came of it?"), choices=HandOver.Outcome.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Say what came of it")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("In your words"), required=False, widget=LongText(attrs={"rows": 3}), max_length=MOST_NOTE,
        help_text=_("The sender and the person read it."), error_messages={"max_length": TOO_LONG},
    )  # fmt: skip
