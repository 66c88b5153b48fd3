"""What somebody says of the document by which they act for another, and what staff find."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Resident
from advocates.forms.granting import (
    THEIR_CONTACT,
    THEIR_MESSAGES,
    THEIR_MONEY,
    THEIR_PAPERS,
    check_areas,
    level_field,
    quietly_field,
)
from advocates.legal.actions.settling import FEWEST_MONTHS, MOST_MONTHS, ROLE_WORDS
from advocates.legal.rules import CORPORATE, DOCUMENTS
from advocates.models import LegalBasis
from advocates.registering.forms import CLAIMS, JOURNAL, PersonForm
from advocates.rules.terms import NOTHING
from core.govuk.fields import DateField, LongText
from core.rules.postcodes import clean_postcode
from core.rules.typed import plain

Several = LegalBasis.Several
MOST_WORDS, NUMBER_LENGTH = 500, 60
LABELS = {
    "lpa": _("A lasting power of attorney for property and financial affairs (England and Wales)"),
    "epa": _("An enduring power of attorney (England and Wales before October 2007, or Northern Ireland)"),
    "continuing": _("A continuing power of attorney (Scotland)"),
    "deputy": _("An order of the Court of Protection that makes you a deputy for property and affairs"),
    "guardian": _("An order of a sheriff that makes you a financial guardian or intervener (Scotland)"),
    "controller": _("An order of the High Court that makes you a controller (Northern Ireland)"),
    "appointee": _("A letter of the Department for Work and Pensions, or for Communities, that makes you an appointee"),
    "corporate": _("A letter of the Department for Work and Pensions that makes your organisation an appointee"),
}
TO_SHORTEN = _("Shorten this to 500 letters")


class ForWhomForm(PersonForm):
    """For whom somebody acts. Nothing says whether they have a record here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["postcode"].required = False
        self.fields["nino"].label = _("Their National Insurance number")
        self.fields["nino"].help_text = _("For example, QQ 12 34 56 C. Enter this or their postcode.")

    def clean_postcode(self) -> str:
        """As "AB1 2DE", or ""."""
        typed = self.cleaned_data["postcode"]
        postcode = clean_postcode(typed) if typed else ""
        if postcode is None:
            raise ValidationError(_("Enter a full UK postcode, like AB1 2DE"))
        return postcode

    def clean(self) -> dict[str, Any]:
        """One of the two is enough."""
        said = super().clean()
        if said.get("postcode") == "" and said.get("nino") == "":
            self.add_error("postcode", _("Enter their postcode or their National Insurance number"))
        return said


class DocumentForm(forms.Form):
    """By what they act, and how far it goes."""

    document = forms.ChoiceField(
        label=_("What says that you act for them?"), widget=forms.RadioSelect,
        choices=[(name, LABELS[name]) for name in DOCUMENTS if name != CORPORATE],
        help_text=_("A power of attorney for health and welfare does not cover claims and money."),
        error_messages={"required": _("Say what document you have")},
    )  # fmt: skip
    number = forms.CharField(
        label=_("The number or reference on it, if it has one"), required=False, max_length=NUMBER_LENGTH,
        error_messages={"max_length": _("Shorten this to 60 letters")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    several = forms.ChoiceField(
        label=_("Are you the only one whom it names?"), widget=forms.RadioSelect,
        help_text=_("Of those who must act together, nobody can send a claim here alone."),
        choices=[
            (Several.ALONE, _("Yes, I act alone")),
            (Several.SEVERAL, _("No, there are several, and each of us may act alone")),
            (Several.JOINT, _("No, there are several, and we must act together")),
        ],
        error_messages={"required": _("Say whether you are the only one whom it names")},
    )  # fmt: skip
    covers = forms.ChoiceField(
        label=_("What does it cover?"), widget=forms.RadioSelect,
        choices=[("all", _("All of their benefits, money and property")), ("some", _("Only some matters"))],
        error_messages={"required": _("Say what it covers")},
    )  # fmt: skip
    some = forms.CharField(
        label=_("Which matters, if only some"), required=False, max_length=MOST_WORDS,
        widget=LongText(attrs={"rows": 3}), error_messages={"max_length": TO_SHORTEN},
        help_text=_("In the words of the document, with any limits that it sets."),
    )  # fmt: skip
    ends_on = DateField(
        label=_("Its last day, if it has one"), required=False,
        help_text=_("For example, 27 3 2030. Leave it empty if it goes on."),
    )  # fmt: skip

    def __init__(self, *args: Any, corporate: bool, **kwargs: Any) -> None:
        """`corporate`: an organisation says it, which has one kind of letter."""
        super().__init__(*args, **kwargs)
        if corporate:
            self.fields["document"].choices = [(CORPORATE, LABELS[CORPORATE])]
            self.fields["document"].initial = CORPORATE
            self.fields["document"].help_text = ""
            del self.fields["several"]

    def clean_number(self) -> str:
        """As it is shown."""
        return plain(self.cleaned_data["number"])

    def clean_ends_on(self) -> dt.date | None:
        """Not over yet."""
        day = self.cleaned_data["ends_on"]
        if day is not None and day < timezone.localdate():
            raise ValidationError(_("Its last day must not be over"))
        return day

    def clean(self) -> dict[str, Any]:
        """Which matters, where it is not all."""
        said = super().clean()
        if said.get("covers") == "some" and not said.get("some"):
            self.add_error("some", _("Say which matters it covers"))
        return said


class SendForm(forms.Form):
    """How the council sees the document, and that it is true."""

    seen_at = forms.CharField(
        label=_("Or say how we can see it"), required=False, max_length=200,
        help_text=_("For example, an access code from “Use a lasting power of attorney”, or that you bring it."),
        error_messages={"max_length": _("Shorten this to 200 letters")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    own_name = forms.CharField(
        label=_("Your name, as it stands in the document"), max_length=Resident._meta.get_field("name").max_length,
        error_messages={"required": _("Enter your name"), "max_length": _("Shorten this to 200 letters")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )  # fmt: skip
    is_true = forms.BooleanField(
        label=_("This is true, and the document is in force. I will tell the council when it ends."),
        error_messages={"required": _("Confirm that this is true")},
    )  # fmt: skip

    def __init__(self, *args: Any, has_name: bool, has_paper: bool, **kwargs: Any) -> None:
        """`has_name`: whoever says it is known by name; `has_paper`: a file comes with it."""
        super().__init__(*args, **kwargs)
        self.has_paper = has_paper
        if has_name:
            del self.fields["own_name"]

    def clean_own_name(self) -> str:
        """As it is shown."""
        return plain(self.cleaned_data["own_name"])

    def clean_seen_at(self) -> str:
        """Needed where no file comes."""
        where = plain(self.cleaned_data["seen_at"])
        if not where and not self.has_paper:
            raise ValidationError(_("Add a photo or scan of the document, or say how we can see it"))
        return where


class FindForm(forms.Form):
    """What the first person finds."""

    finding = forms.ChoiceField(
        label=_("Is it right?"), widget=forms.RadioSelect,
        choices=[("right", _("Right: they may act")), ("wrong", _("Not right: they may not act"))],
        error_messages={"required": _("Say whether it is right")},
    )  # fmt: skip
    record = forms.ChoiceField(
        label=_("Which record is theirs?"), required=False, widget=forms.RadioSelect,
        help_text=_("Compare first. Nothing is said to whoever asks."),
    )  # fmt: skip
    claims = forms.ChoiceField(
        label=_("What may they do with the person’s claims?"), choices=CLAIMS, widget=forms.RadioSelect
    )
    papers = level_field(_("What may they do with the person’s papers?"), THEIR_PAPERS)
    messages = level_field(_("What may they do with the person’s messages?"), THEIR_MESSAGES)
    money = level_field(_("What may they see of the person’s money?"), THEIR_MONEY)
    reach = level_field(_("What may they see of how the person is reached?"), THEIR_CONTACT)
    journal = forms.ChoiceField(
        label=_("What may they do with the person’s job journal?"), choices=JOURNAL, widget=forms.RadioSelect
    )
    hush_why = forms.CharField(
        label=_("Why the person must not be told, if they must not"), required=False, max_length=MOST_WORDS,
        help_text=_("Only where a message would put them at risk. It stands in their account all the same."),
        widget=LongText(attrs={"rows": 2}), error_messages={"max_length": TO_SHORTEN},
    )  # fmt: skip
    why = forms.CharField(
        label=_("What you looked at, and why you find so"), max_length=MOST_WORDS, widget=LongText(attrs={"rows": 4}),
        error_messages={"required": _("Say what you looked at, and why you find so"), "max_length": TO_SHORTEN},
    )  # fmt: skip

    def __init__(
        self, *args: Any, records: Sequence[tuple[str, str]] | None, levels: dict[str, str], **kwargs: Any
    ) -> None:
        """`records` are those that look alike (public ids and words), None where it is known whose; `levels` the most
        that such a document gives.
        """
        super().__init__(*args, **kwargs)
        if records is None:
            del self.fields["record"]
        else:
            self.fields["record"].choices = [*records, ("new", _("None of these: make a new record"))]
        for area, most in levels.items():
            field = self.fields[area]
            offered = [each for each in field.choices if each[0] != NOTHING]
            names = [each[0] for each in offered]
            field.choices = [(NOTHING, dict(field.choices)[NOTHING]), *offered[: names.index(most) + 1]]
            field.initial = most

    def clean(self) -> dict[str, Any]:
        """Right wants a record and something that they may do."""
        said = super().clean()
        if said.get("finding") != "right":
            return said
        if "record" in self.fields and not said.get("record") and "record" not in self.errors:
            self.add_error("record", _("Say which record is theirs"))
        check_areas(
            self, said, nothing=_("Choose something that they may do"),
            of_claims=_(
                "Papers, messages, money and contact details are of claims. Let them see the claims too, or choose "
                "nothing here"
            ),
        )  # fmt: skip
        return said


class ConfirmForm(forms.Form):
    """What the second person says of it."""

    agrees = forms.ChoiceField(
        label=_("Do you find the same?"), widget=forms.RadioSelect,
        choices=[("yes", _("Yes: it counts from now on")), ("no", _("No: somebody looks at it again"))],
        error_messages={"required": _("Say whether you find the same")},
    )  # fmt: skip
    why = forms.CharField(
        label=_("What you looked at, and why"), max_length=MOST_WORDS, widget=LongText(attrs={"rows": 4}),
        error_messages={"required": _("Say what you looked at, and why"), "max_length": TO_SHORTEN},
    )  # fmt: skip


class LookForm(forms.Form):
    """Still right."""

    why = forms.CharField(
        label=_("What you looked at, and why it is still right"), max_length=MOST_WORDS,
        widget=LongText(attrs={"rows": 4}),
        error_messages={"required": _("Say what you looked at, and why it is still right"), "max_length": TO_SHORTEN},
    )  # fmt: skip


class EndByLawForm(forms.Form):
    """Why the council ends it."""

    ended_why = forms.ChoiceField(
        label=_("Why does it end?"), choices=LegalBasis.WhyEnded, widget=forms.RadioSelect,
        error_messages={"required": _("Say why it ends")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("How you know"), max_length=MOST_WORDS, widget=LongText(attrs={"rows": 3}),
        error_messages={"required": _("Say how you know"), "max_length": TO_SHORTEN},
    )  # fmt: skip


class RulesForm(forms.Form):
    """Who checks, and how long papers are kept."""

    check_roles = forms.MultipleChoiceField(
        label=_("Who checks whether somebody acts for a person by law?"), choices=list(ROLE_WORDS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("It always takes two different people. Choose so that you have two."),
        error_messages={"required": _("Choose who checks it")},
    )  # fmt: skip
    months_kept = forms.IntegerField(
        label=_("How many months are papers kept after it has ended?"), min_value=FEWEST_MONTHS,
        max_value=MOST_MONTHS, help_text=_("Then what was said and its papers are deleted. 24 is usual."),
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        error_messages={
            "required": _("Enter how many months papers are kept"), "invalid": _("Months must be a whole number"),
            "min_value": _("Months must be %(limit_value)s or more"),
            "max_value": _("Months must be %(limit_value)s or fewer"),
        },
    )  # fmt: skip


class ObjectForm(forms.Form):
    """What is not right, in the person's words."""

    words = forms.CharField(
        label=_("What is not right, if you like to say"), required=False, max_length=MOST_WORDS,
        help_text=_("The council reads this. Whoever acts for you does not."), widget=LongText(attrs={"rows": 4}),
        error_messages={"max_length": TO_SHORTEN},
    )  # fmt: skip
    quietly = quietly_field(_("Nobody may tell them that I said so"))
