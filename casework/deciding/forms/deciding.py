"""A decision: the outcome, what is awarded, the reasons, the officer's own words; and undoing it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.deciding.readers.case import Case
from casework.deciding.rules.gates import AWARDED, PASSED, Given, Proposal, not_earned, usable_reasons
from casework.filming.rules import hosts_in
from casework.models import Decision, Outcome
from core.govuk.fields import DateField, LongText, MoneyField
from formspec.rules.checks import APPROVE, NO_AMOUNT, WEEK

SUMMARY_LENGTH, WHY_LENGTH = 5000, 1000
# More than any council pays a household at once: a slip of the keys.
MOST_POUNDS = 100_000


class DecisionForm(forms.Form):
    """What is decided on one claim. Each award of the form has its own fields, as has each check that is not passed."""

    outcome = forms.ChoiceField(
        label=_("What do you decide?"), choices=Outcome.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Say what you decide")},
    )  # fmt: skip
    reasons = forms.MultipleChoiceField(
        label=_("Reasons"),
        help_text=_("From the checks that failed. The letter gives them in these words."),
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    summary = forms.CharField(
        label=_("In your own words, for the letter"),
        help_text=_("Plain and short. While something stands in [square brackets], the letter cannot go."),
        widget=LongText(attrs={"rows": 6}), required=False, max_length=SUMMARY_LENGTH,
        error_messages={"max_length": _("Your words must be %(limit_value)d characters or fewer")},
    )  # fmt: skip
    claim = forms.UUIDField(widget=forms.HiddenInput)
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        usable = usable_reasons(case.checks, case.tasks)
        self.fields["reasons"].choices = [(name, f"{check['title']}: “{why['letter']}”") for name, check, why in usable]
        self.fields["reasons"].initial = [name for name, _check, _why in usable]
        if not usable:
            del self.fields["reasons"]
        for award in case.awards:
            self.fields |= _fields_of(award)
        for check in self.not_passed:
            self.fields[f"open_{check['key']}"] = _why_open(check["title"])
        # Small and hidden things last, the officer's words after what they are about.
        self.order_fields([name for name in self.fields if name not in ("reasons", "summary")] + ["reasons", "summary"])

    @property
    def not_passed(self) -> list[dict[str, Any]]:
        """The checks that stand in the way of approving."""
        tasks = self.case.tasks
        return [
            check
            for check in self.case.checks
            if APPROVE in check["blocks"] and (check["key"] not in tasks or tasks[check["key"]].result != PASSED)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            for award in self.case.awards:
                self._check_award(award)
        if not self.errors:
            proposal = self.proposal
            for problem in not_earned(proposal, self.case.checks, self.case.tasks, self.case.awards):
                self._add_problem(problem, is_award=proposal.outcome == AWARDED)
        return cleaned

    def _check_award(self, award: dict[str, Any]) -> None:
        key, said = award["key"], self.cleaned_data
        amount, start, end = said.get(f"{key}_amount"), said.get(f"{key}_from"), said.get(f"{key}_until")
        if said["outcome"] != AWARDED or not (amount or start or end):
            return
        if award["amount"] != NO_AMOUNT and not amount:
            self.add_error(f"{key}_amount", _("Enter the amount, or leave all of this empty"))
        elif amount and not 0 < amount <= MOST_POUNDS:
            words = gettext("The amount must be between £0.01 and £%(most)s")
            self.add_error(f"{key}_amount", words % {"most": f"{MOST_POUNDS:,}"})
        if not start:
            self.add_error(f"{key}_from", _("Enter the day, or leave all of this empty"))
        elif end and end < start:
            self.add_error(f"{key}_until", _("The last day must not be before the first"))

    def _add_problem(self, problem: str, *, is_award: bool) -> None:
        kind, _colon, about = problem.partition(":")
        if kind == "open" and is_award:
            self.add_error(f"open_{about}", _("This check is not passed. Say why it is approved all the same"))
        elif kind == "open":
            words = gettext("“%(check)s” must be passed or failed before this can be decided")
            self.add_error("outcome", words % {"check": self.case.check(about)["title"]})
        elif kind == "no_award":
            self.add_error("outcome", _("Enter what is awarded, and from which day"))
        elif kind == "no_summary":
            self.add_error("summary", _("Say why the rest is not awarded"))
        elif "reasons" in self.fields:
            self.add_error("reasons", _("Choose a reason"))
        else:
            self.add_error("outcome", _("Only a check that failed is a reason for this, and none has failed"))

    @property
    def proposal(self) -> Proposal:
        """What a valid form decides. What belongs to another outcome is left out."""
        said = self.cleaned_data
        awarded = said["outcome"] == AWARDED
        return Proposal(
            outcome=said["outcome"],
            awards=tuple(filter(None, map(self._given, self.case.awards))) if awarded else (),
            reasons=tuple(said.get("reasons", ())),
            exceptions={c["key"]: said[f"open_{c['key']}"] for c in self.not_passed if said[f"open_{c['key']}"]}
            if awarded
            else {},
            summary=said["summary"].replace("\r\n", "\n"),
        )

    def _given(self, award: dict[str, Any]) -> Given | None:
        key, said = award["key"], self.cleaned_data
        start, amount = said.get(f"{key}_from"), said.get(f"{key}_amount")
        if not start:
            return None
        return Given(key, int(amount * 100) if amount else None, start, said.get(f"{key}_until"))


def _fields_of(award: dict[str, Any]) -> dict[str, forms.Field]:
    """An amount where there is one, the first day and, of what goes on, the last."""
    key, words = award["key"], {"what": award["title"]}
    fields: dict[str, forms.Field] = {}
    if award["amount"] == WEEK:
        fields[f"{key}_amount"] = MoneyField(
            label=gettext("%(what)s: pounds a week") % words, required=False, max_length=12
        )
    elif award["amount"] != NO_AMOUNT:
        fields[f"{key}_amount"] = MoneyField(
            label=gettext("%(what)s: pounds, once") % words, required=False, max_length=12
        )
        return fields | {f"{key}_from": DateField(label=gettext("%(what)s: on which day") % words, required=False)}
    fields[f"{key}_from"] = DateField(label=gettext("%(what)s: from which day") % words, required=False)
    fields[f"{key}_until"] = DateField(label=gettext("%(what)s: the last day, if it is known") % words, required=False)
    return fields


def _why_open(title: str) -> forms.Field:
    return forms.CharField(
        label=gettext("“%(check)s” is not passed. If you award it all the same, why?") % {"check": title},
        widget=LongText(attrs={"rows": 2}), required=False, max_length=WHY_LENGTH,
    )  # fmt: skip


class UndoForm(forms.Form):
    """Why a decision is given back, recalled or opened again, and which version of it the page saw."""

    why = forms.CharField(
        label=_("Why is it recalled?"), help_text=_("For staff. The claimant may ask to see what is kept about them."),
        widget=LongText(attrs={"rows": 3}), max_length=WHY_LENGTH,
        error_messages={"required": _("Say why")},
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, state: str, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if state == Decision.State.SENT:
            self.fields["why"].label = gettext("Why is the claim opened again?")
        elif state in (Decision.State.TO_CHECK, Decision.State.REVIEW) and not is_own:
            self.fields["why"].label = gettext("If you do not agree, why?")


class SettingsForm(forms.Form):
    """How a council decides."""

    second_person = forms.ChoiceField(
        label=_("Must a second person agree to each decision before its letter goes?"),
        help_text=_("Who makes a decision can never agree to it themselves, whatever their role."),
        choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect,
    )  # fmt: skip
    asks_partner = forms.ChoiceField(
        label=_("Must a partner sign too, where a form asks for it?"),
        help_text=_("It counts for claims that are sent or corrected from now on. Never asked where it is not safe."),
        choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect,
    )  # fmt: skip
    film_hosts = forms.CharField(
        label=_("Where may films of letters in sign language be?"),
        help_text=_("One host a line, such as vimeo.com. Whoever asked for sign language gets a link to a film there."),
        widget=LongText(attrs={"rows": 3}), required=False, max_length=1000,
    )  # fmt: skip

    def clean_film_hosts(self) -> list[str]:
        hosts, wrong = hosts_in(self.cleaned_data["film_hosts"])
        if wrong:
            raise forms.ValidationError(gettext("“%(line)s” is no host: write it like vimeo.com") % {"line": wrong[0]})
        return hosts
