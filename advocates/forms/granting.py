"""What a resident says of somebody who shall act for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.forms import CodeForm, ContactForm
from advocates.rules.terms import LEVELS, NOTHING, OF_CLAIMS, levels_up_to, periods_up_to
from core.rules.typed import plain

CLAIMS = [
    (NOTHING, _("Nothing of my claims")),
    ("view", _("See my claims")),
    ("fill", _("See my claims and fill them in")),
    ("send", _("See my claims, fill them in and send them")),
]
PAPERS = [
    (NOTHING, _("Nothing of my papers")),
    ("view", _("See my papers")),
    ("fill", _("See my papers and send papers for me")),
]
MESSAGES = [
    (NOTHING, _("Nothing of my messages")),
    ("view", _("Read my messages with the council")),
    ("fill", _("Read my messages with the council and write to it for me")),
]
MONEY = [
    (NOTHING, _("Nothing of my money")),
    ("view", _("See it")),
    ("fill", _("See it, work out what I could get and enter bank details")),
]
CONTACT = [
    (NOTHING, _("Nothing of how to reach me")),
    ("view", _("See it")),
    ("fill", _("See it and enter changes of it")),
]
JOURNAL = [
    (NOTHING, _("Nothing of my job journal")),
    ("view", _("See my job journal")),
    ("fill", _("See my job journal and write in it")),
]
# The same in words of whoever acts for another.
THEIR_PAPERS = [
    (NOTHING, _("Nothing of their papers")),
    ("view", _("See their papers")),
    ("fill", _("See their papers and send papers for them")),
]
THEIR_MESSAGES = [
    (NOTHING, _("Nothing of their messages")),
    ("view", _("Read their messages with the council")),
    ("fill", _("Read their messages with the council and write to it for them")),
]
THEIR_MONEY = [
    (NOTHING, _("Nothing of their money")),
    ("view", _("See it")),
    ("fill", _("See it, work out what they could get and enter bank details")),
]
THEIR_CONTACT = [
    (NOTHING, _("Nothing of how to reach them")),
    ("view", _("See it")),
    ("fill", _("See it and enter changes of it")),
]
PERIODS = [
    ("day", _("Until tomorrow evening")),
    ("month", _("For a month")),
    ("half_year", _("For six months")),
    ("year", _("For a year")),
]

# Values and labels.
Choices = Sequence[tuple[str, str]]


def level_field(label: Promise, choices: Choices, help_text: Promise | str = "") -> forms.ChoiceField:
    """How much of an area that nobody has to speak of: nothing of it unless something is chosen."""
    return forms.ChoiceField(
        label=label, choices=choices, help_text=help_text, required=False, widget=forms.RadioSelect, initial=NOTHING
    )


def check_areas(form: forms.Form, said: Mapping[str, Any], *, nothing: Promise, of_claims: Promise) -> None:
    """Say `nothing` where no area is allowed, and `of_claims` where something of claims is, and no claims."""
    areas = [area for area in LEVELS if area in form.fields]
    if any(area in form.errors for area in areas):
        return
    chosen = [area for area in areas if said.get(area) not in ("", None, NOTHING)]
    if not chosen:
        form.add_error(areas[0], nothing)
    elif "claims" not in chosen and chosen[0] in OF_CLAIMS:
        form.add_error(chosen[0], of_claims)


def offer_matters(form: forms.Form, matters: Choices) -> None:
    """Let these claims be left out; without any, nothing is asked."""
    if matters:
        form.fields["left_out"].choices = matters
    else:
        del form.fields["left_out"]


class OwnNameForm(forms.Form):
    """Whoever reads it must know from whom it is: asks for the sender's own name where their record has none."""

    own_name = forms.CharField(
        label=_("Your name"), max_length=200, help_text=_("So that they know from whom it is."),
        error_messages={"required": _("Enter your name"), "max_length": _("Shorten this to 200 letters")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": False}),
    )  # fmt: skip

    def __init__(self, *args: Any, has_name: bool, own_contacts: set[str], **kwargs: Any) -> None:
        """`own_contacts` are the addresses and numbers of the sender, to which no link goes."""
        super().__init__(*args, **kwargs)
        self.own_contacts = own_contacts
        if has_name:
            del self.fields["own_name"]

    def clean_own_name(self) -> str:
        """The name as it is shown."""
        return plain(self.cleaned_data["own_name"])


class WhoForm(OwnNameForm, ContactForm):
    """Who it is, and where the link goes."""

    name = forms.CharField(
        label=_("What you call them"), max_length=100, help_text=_("For example Aunt Joan, or Pip at Citizens Advice."),
        error_messages={"required": _("Enter what you call them"), "max_length": _("Shorten this to 100 letters")},
    )  # fmt: skip
    field_order = ["own_name", "name", "contact"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contact = self.fields["contact"]
        contact.label, contact.widget.attrs["autocomplete"] = _("Their email address or mobile number"), "off"
        contact.help_text = _("We send them a link. It works only for whoever has this address or number.")
        contact.error_messages["required"] = _("Enter their email address or mobile number")

    def clean_name(self) -> str:
        """The name as it is shown."""
        return plain(self.cleaned_data["name"])

    def clean_contact(self) -> tuple[str, str]:
        """The channel and the contact, which is not the resident's own."""
        channel, contact = super().clean_contact()
        if contact in self.own_contacts:
            raise ValidationError(_("This is your own. Enter the address or number of the person who helps you."))
        return channel, contact


class TermsForm(forms.Form):
    """What they may do, for how long, and why."""

    claims = forms.ChoiceField(
        label=_("What may they do with your claims?"), choices=CLAIMS, widget=forms.RadioSelect,
        help_text=_("What they do is written down, and you can read it in your account."),
        error_messages={"required": _("Say what they may do with your claims")},
    )  # fmt: skip
    papers = level_field(
        _("What may they do with your papers?"), PAPERS,
        _("Photos and PDFs that the council asks for, such as payslips and bank statements."),
    )  # fmt: skip
    messages = level_field(
        _("What may they do with your messages?"), MESSAGES,
        _("What you and the council write to each other about a claim. What they write says that it is from them."),
    )  # fmt: skip
    money = level_field(
        _("What may they see of your money?"), MONEY,
        _("What you could get, decisions and their letters, and which account is paid: only its last digits. Nobody "
          "can move your money, and bank details that they enter count only once you confirm them."),
    )  # fmt: skip
    reach = level_field(
        _("What may they see of how you are reached?"), CONTACT,
        _("Your address, phone number and email address, and how you want to hear from us. An email address, a number "
          "or another address for letters that they enter counts only once you confirm it."),
    )  # fmt: skip
    journal = forms.ChoiceField(
        label=_("What may they do with your job journal?"), choices=JOURNAL, widget=forms.RadioSelect, initial=NOTHING,
        error_messages={"required": _("Say what they may do with your job journal")},
    )  # fmt: skip
    period = forms.ChoiceField(
        label=_("For how long?"), choices=PERIODS, widget=forms.RadioSelect,
        help_text=_("It begins when they say yes. You can end it on any day."),
        error_messages={"required": _("Say for how long")},
    )  # fmt: skip
    left_out = forms.MultipleChoiceField(
        label=_("Is there a claim that they must not see?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose it here. You can change this on any day."),
    )  # fmt: skip
    why = forms.CharField(
        label=_("Why, if you like to say"), required=False, max_length=200,
        error_messages={"max_length": _("Shorten this to 200 letters")},
    )  # fmt: skip

    def __init__(self, *args: Any, matters: Choices = (), **kwargs: Any) -> None:
        """`matters` are the claims that can be left out."""
        super().__init__(*args, **kwargs)
        offer_matters(self, matters)

    def clean_why(self) -> str:
        """The reason as it is shown."""
        return plain(self.cleaned_data["why"])

    def clean(self) -> dict[str, Any]:
        """Something must be allowed."""
        said = super().clean()
        check_areas(
            self, said, nothing=_("Choose something that they may do, in your claims or in your job journal"),
            of_claims=_(
                "Papers, messages, money and contact details are of your claims. Let them see your claims too, or "
                "choose nothing here"
            ),
        )  # fmt: skip
        return said


class ChangeForm(TermsForm):
    """What somebody who acts for the resident already may do from now on."""

    period = None
    why = None

    def __init__(self, *args: Any, levels: Mapping[str, str], **kwargs: Any) -> None:
        """`levels` by area are what they may do now."""
        super().__init__(*args, initial={area: levels.get(area, NOTHING) for area in LEVELS}, **kwargs)


class LeftOutForm(forms.Form):
    """Which claims a grant does not cover."""

    left_out = forms.MultipleChoiceField(
        label=_("Which claims can they not see?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Changes that you tell about a claim go with it. Choose none, and they see all of them."),
    )  # fmt: skip

    def __init__(self, *args: Any, matters: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_matters(self, matters)


class RenewForm(forms.Form):
    """For how much longer."""

    period = forms.ChoiceField(
        label=_("For how much longer?"), choices=[each for each in PERIODS if each[0] != "day"],
        widget=forms.RadioSelect, error_messages={"required": _("Say for how much longer")},
    )  # fmt: skip


def quietly_field(label: Promise) -> forms.BooleanField:
    """Whether the council's staff keep silent to whoever acted. Nobody whose grant ends early is sent anything."""
    help_text = _(
        "If you tick the box, the council’s staff see that they must not tell them. For this person, nothing else "
        "differs."
    )
    return forms.BooleanField(label=label, required=False, help_text=help_text)


class EndForm(forms.Form):
    """Ending it, and whether the council's staff may speak of it to the helper."""

    quietly = quietly_field(_("Nobody may tell them that I ended it"))


class AskForm(OwnNameForm, ContactForm):
    """Whom somebody wants to act for, how, and why."""

    name = forms.CharField(
        label=_("What you call them"), max_length=100, help_text=_("For example Mum, or Mr Ali. Only you see this."),
        error_messages={"required": _("Enter what you call them"), "max_length": _("Shorten this to 100 letters")},
    )  # fmt: skip
    claims = forms.ChoiceField(
        label=_("What do you need to do with their claims?"), widget=forms.RadioSelect,
        error_messages={"required": _("Say what you need to do with their claims")},
        choices=[
            (NOTHING, _("Nothing of their claims")), ("view", _("See their claims")),
            ("fill", _("See their claims and fill them in")),
            ("send", _("See their claims, fill them in and send them")),
        ],
    )  # fmt: skip
    papers = level_field(_("What do you need to do with their papers?"), THEIR_PAPERS)
    messages = level_field(_("What do you need to do with their messages?"), THEIR_MESSAGES)
    money = level_field(
        _("What do you need to see of their money?"), THEIR_MONEY,
        _("What they could get, decisions and their letters, and which account is paid: only its last digits."),
    )  # fmt: skip
    reach = level_field(
        _("What do you need to see of how they are reached?"), THEIR_CONTACT,
        _("Their address, phone number and email address, and how they want to hear from the council."),
    )  # fmt: skip
    journal = forms.ChoiceField(
        label=_("What do you need to do with their job journal?"), widget=forms.RadioSelect, initial=NOTHING,
        error_messages={"required": _("Say what you need to do with their job journal")},
        choices=[
            (NOTHING, _("Nothing of their job journal")), ("view", _("See their job journal")),
            ("fill", _("See their job journal and write in it")),
        ],
    )  # fmt: skip
    period = forms.ChoiceField(
        label=_("For how long, at the most?"), choices=PERIODS, widget=forms.RadioSelect,
        help_text=_("They can choose less. It begins when they say yes."),
        error_messages={"required": _("Say for how long")},
    )  # fmt: skip
    why = forms.CharField(
        label=_("Who you are to them, and why you ask"), max_length=200, help_text=_("They read this."),
        error_messages={
            "required": _("Say who you are to them, and why you ask"), "max_length": _("Shorten this to 200 letters"),
        },
    )  # fmt: skip
    field_order = ["own_name", "name", "contact", *LEVELS, "period", "why"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contact = self.fields["contact"]
        contact.label, contact.widget.attrs["autocomplete"] = _("Their email address or mobile number"), "off"
        contact.help_text = _("We send them a link. We do not tell you whether we know this address or number.")
        contact.error_messages["required"] = _("Enter their email address or mobile number")

    def clean_name(self) -> str:
        """The name as it is shown."""
        return plain(self.cleaned_data["name"])

    def clean_why(self) -> str:
        """The reason as it is shown."""
        return plain(self.cleaned_data["why"])

    def clean_contact(self) -> tuple[str, str]:
        """The channel and the contact, which is not the asker's own."""
        channel, contact = super().clean_contact()
        if contact in self.own_contacts:
            raise ValidationError(_("This is your own. Enter the address or number of the person you want to help."))
        return channel, contact

    def clean(self) -> dict[str, Any]:
        """Something must be asked for."""
        said = super().clean()
        check_areas(
            self, said, nothing=_("Choose something that you need to do, in their claims or in their job journal"),
            of_claims=_(
                "Papers, messages, money and contact details are of their claims. Ask to see their claims too, or "
                "choose nothing here"
            ),
        )  # fmt: skip
        return said


class AgreeForm(TermsForm):
    """What somebody who was asked allows: all of it, or less, or for a shorter time."""

    why = None

    def __init__(self, *args: Any, levels: Mapping[str, str], period: str, **kwargs: Any) -> None:
        """`levels` by area are what was asked for or is allowed already, and `period` what was asked for: no more is
        offered.
        """
        super().__init__(*args, **kwargs)
        for area, asked in levels.items():
            field = self.fields[area]
            field.choices = [each for each in field.choices if each[0] in (NOTHING, *levels_up_to(area, asked))]
            field.initial = asked
        for area in LEVELS.keys() - levels.keys():
            del self.fields[area]
        self.fields["period"].choices = [each for each in PERIODS if each[0] in periods_up_to(period)]
        self.fields["period"].initial = period
        self.fields["period"].help_text = _("You can end it on any day.")


class CheckForm(forms.Form):
    """Nothing to type: the page shows what was said, and the button sends it."""


class ConfirmCodeForm(CodeForm):
    """The six digits that the claimant was sent, and nothing that signs anybody in."""

    own_device = None
