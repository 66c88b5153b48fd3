"""Forms of what-if questions. What is right and wrong is the calculator's to say; these draw the fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calculator.better_off.pattern import QUESTION, read_question
from calculator.better_off.scenarios import NAME_LENGTH, asked_for, people_who_may_leave, read_change
from calculator.household.asked import Asked, WrongAnswers
from calculator.household.household import Household
from estimates.presenters.words import localised

POUNDS = {"hourly_rate", "childcare_per_week", "travel_per_week", "pay_per_week", "rent", "capital"}
LABELS = {
    "who": gettext_lazy("Who is it about?"),
    "hourly_rate": gettext_lazy("Pay an hour, before tax"),
    "hours": gettext_lazy("Hours of work a week"),
    "childcare_per_week": gettext_lazy("Childcare a week at these hours"),
    "travel_per_week": gettext_lazy("Travel to work a week"),
    "pension_percent": gettext_lazy("Pension: percent of pay you put in"),
    "age": gettext_lazy("Age"),
    "pay_per_week": gettext_lazy("Pay a week, before tax"),
    "babies": gettext_lazy("How many babies?"),
    "rent": gettext_lazy("Rent"),
    "rent_period": gettext_lazy("How often is the rent paid?"),
    "tenure": gettext_lazy("What kind of home?"),
    "bedrooms": gettext_lazy("Bedrooms"),
    "capital": gettext_lazy("Savings, of you and your partner together"),
}
HINTS = {
    "childcare_per_week": gettext_lazy("What you pay a nursery, childminder or club that is registered"),
    "pension_percent": gettext_lazy("Most jobs that pay over £10,000 a year take 5"),
}
CHOICES = {
    "claimant": gettext_lazy("Me"),
    "partner": gettext_lazy("My partner"),
    "weekly": gettext_lazy("Every week"),
    "fortnightly": gettext_lazy("Every 2 weeks"),
    "four_weekly": gettext_lazy("Every 4 weeks"),
    "monthly": gettext_lazy("Every month"),
    "council_tenant": gettext_lazy("Rented from the council"),
    "ha_tenant": gettext_lazy("Rented from a housing association"),
    "private_tenant": gettext_lazy("Rented from a private landlord"),
    "owner": gettext_lazy("Our own home"),
    "shared_owner": gettext_lazy("Shared ownership"),
    "family": gettext_lazy("With family or friends"),
    "supported": gettext_lazy("Supported housing"),
    "temporary": gettext_lazy("Temporary housing from the council"),
}
KIND_TITLES = {
    "job": gettext_lazy("A job, or other hours"),
    "stop-work": gettext_lazy("Stopping work"),
    "partner": gettext_lazy("Moving in with a partner"),
    "moves-in": gettext_lazy("Another adult moves in"),
    "moves-out": gettext_lazy("Somebody moves out"),
    "baby": gettext_lazy("A new baby"),
    "rent": gettext_lazy("Another rent"),
    "move-home": gettext_lazy("Moving home"),
    "savings": gettext_lazy("More or less savings"),
    "carer": gettext_lazy("Caring for somebody, 35 hours a week or more"),
}


Answers = Mapping[str, Any]


class AskedForm(forms.Form):
    """A form with a field for each question. `read` takes the answers and raises WrongAnswers."""

    def __init__(
        self, *args: Any, asked: tuple[Asked, ...], household: Household, read: Callable[[Answers], Any], **kwargs: Any
    ) -> None:
        initial = {name: _as_typed(value) for name, value in (kwargs.pop("initial", None) or {}).items()}
        super().__init__(*args, initial=initial, **kwargs)
        self.household, self._read = household, read
        for each in asked:
            self.fields[each.name] = _field(each, household)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        try:
            self._read(cleaned)
        except WrongAnswers as wrong:
            for name, sentence in wrong.problems:
                self.add_error(name, localised(sentence))
        return cleaned


class _Choice(forms.ChoiceField):
    """A choice that takes whatever was sent: the calculator says what is wrong with it."""

    def valid_value(self, value: Any) -> bool:
        return True


def _as_typed(value: Any) -> Any:
    """16.0 → "16", 12.5 → "12.50"; an amount of nothing is an empty box."""
    if not isinstance(value, float):
        return value
    if not value:
        return ""
    return f"{value:.0f}" if value == int(value) else f"{value:.2f}"


def _field(asked: Asked, household: Household) -> forms.Field:
    label, hint = LABELS[asked.name], HINTS.get(asked.name, "")
    if asked.choices:
        words = [(code, _choice(code, household)) for code in asked.choices]
        widget = forms.Select if asked.name == "tenure" else forms.RadioSelect
        return _Choice(label=label, required=False, widget=widget, choices=words)
    attributes = {"inputmode": "decimal", "class": "govuk-input--width-5", "autocomplete": "off"}
    attributes |= {"data-least": str(asked.lowest), "data-most": str(asked.highest)}
    field = forms.CharField(
        label=label, help_text=hint, required=False, max_length=20, widget=forms.TextInput(attrs=attributes)
    )
    if asked.name in POUNDS:
        field.govuk_kind = "money"
    return field


def _choice(code: str, household: Household) -> str:
    if code in CHOICES:
        return str(CHOICES[code])
    kind, _dash, number = code.partition("-")
    if kind == "child":
        return _("The child aged %(age)s") % {"age": people_who_may_leave(household)[code]}
    age = household.non_dependants[int(number)].age_on(household.claim_date)
    return _("The other adult aged %(age)s") % {"age": age}


class WorkForm(AskedForm):
    """The question of work."""

    def __init__(self, *args: Any, household: Household, **kwargs: Any) -> None:
        idle = set() if len(household.couple) > 1 else {"who"}
        idle |= set() if household.children else {"childcare_per_week"}
        asked = tuple(each for each in QUESTION if each.name not in idle)
        read = partial(read_question, household=household)
        super().__init__(*args, asked=asked, household=household, read=read, **kwargs)


class ScenarioForm(AskedForm):
    """A change of life and the person's own name for it."""

    name = forms.CharField(
        label=gettext_lazy("Your name for it"), help_text=gettext_lazy("Such as “20 hours at the bakery”"),
        max_length=NAME_LENGTH,
        error_messages={
            "required": gettext_lazy("Give it a name, so that you find it again"),
            "max_length": gettext_lazy("The name must be %(limit_value)d characters or fewer"),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, kind: str, household: Household, **kwargs: Any) -> None:
        read = partial(read_change, kind, household=household)
        super().__init__(*args, asked=asked_for(kind, household), household=household, read=read, **kwargs)
        self.kind = kind
        self.order_fields([*[name for name in self.fields if name != "name"], "name"])


class RenameForm(forms.Form):
    """Another name for a scenario."""

    name = ScenarioForm.base_fields["name"]
