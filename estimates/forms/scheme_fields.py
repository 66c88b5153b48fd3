"""What an editor of a Council Tax Reduction scheme asks: fields named after their place in the document.

The field of /tariff/above is "tariff-above"; the cells of tables are "bands-0-single", "protected-carer-no_minimum".
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from calculator.ctr.scheme import BANDED, PERCENTAGE
from core.govuk.fields import MoneyField

SHAPES = {
    PERCENTAGE: _("A percentage of the bill, less part of income above an allowance"),
    BANDED: _("A discount for each band of income"),
}

BAND_COLUMNS = [
    ("percent", _("Discount, %")),
    ("single", _("Single")),
    ("couple", _("Couple")),
    ("lone_parent_1", _("Lone parent, 1 child")),
    ("lone_parent_2", _("Lone parent, 2 children")),
    ("lone_parent_3", _("Lone parent, 3 children")),
    ("lone_parent_4", _("Lone parent, 4 children")),
    ("couple_1", _("Couple, 1 child")),
    ("couple_2", _("Couple, 2 children")),
    ("couple_3", _("Couple, 3 children")),
    ("couple_4", _("Couple, 4 children")),
]
DEDUCTION_COLUMNS = [("from", _("Gross pay from, £ a week")), ("pounds", _("Taken off, £ a week"))]
GROUPS = [
    ("disabled", _("Disabled people")),
    ("disabled_working", _("Disabled people who work")),
    ("disabled_not_working", _("Disabled people who do not work")),
    ("disabled_child", _("Families with a disabled child")),
    ("disabled_household", _("Families with a disabled adult or child")),
    ("limited_capability", _("People on Employment and Support Allowance, or with limited capability for work")),
    ("carer", _("Carers")),
    ("child_under_5", _("Families with a child under 5")),
    ("lone_parent_child_under_5", _("Lone parents with a child under 5")),
    ("care_leaver", _("Care leavers")),
    ("war_pension", _("People with a war pension")),
]
GROUP_COLUMNS = [
    ("is_protected", _("Protected")),
    ("most_percent", _("Pays at most, % (empty: as everybody)")),
    ("no_minimum", _("No smallest award")),
    ("no_band_cap", _("No limit to a band")),
    ("no_income_floor", _("No minimum income for businesses")),
    ("income_ignored", _("Income ignored, £ a week")),
    ("capital_limit", _("Savings limit, £ (empty: as everybody)")),
]
TICKS = {"is_protected", "no_minimum", "no_band_cap", "no_income_floor"}
BENEFITS = [
    ("cb", _("Child Benefit")),
    ("ca", _("Carer's Allowance")),
    ("disability", _("PIP, DLA and Attendance Allowance")),
    ("war", _("War pensions and Armed Forces Compensation")),
    ("iidb", _("Industrial Injuries Disablement Benefit")),
    ("bereavement", _("Bereavement benefits")),
    ("guardian", _("Guardian's Allowance")),
    ("ma", _("Maternity Allowance")),
    ("esa_ns", _("New Style Employment and Support Allowance")),
    ("jsa_ns", _("New Style Jobseeker's Allowance")),
    ("state_pension", _("State Pension")),
    ("private_pension", _("Private pensions")),
    ("other", _("Other benefits")),
]
UC_PARTS = [
    ("housing", _("Housing")),
    ("childcare", _("Childcare")),
    ("children", _("Children, disabled children too")),
    ("disabled_children", _("Disabled children alone")),
    ("carer", _("Carer")),
    ("health", _("Health")),
]
ALLOWANCES = [
    ("single", _("Single person")),
    ("single_under_25", _("Single person under 25")),
    ("couple", _("Couple")),
    ("couple_under_18", _("Couple, both under 18")),
    ("lone_parent", _("Lone parent")),
    ("lone_parent_under_18", _("Lone parent under 18")),
    ("child", _("Each child")),
    ("family", _("Family premium")),
    ("disabled_child", _("Each disabled child")),
    ("enhanced_child", _("Each severely disabled child, besides")),
    ("disability_single", _("Disability premium, single")),
    ("disability_couple", _("Disability premium, couple")),
    ("enhanced_single", _("Enhanced disability premium, single")),
    ("enhanced_couple", _("Enhanced disability premium, couple")),
    ("severe", _("Severe disability premium, each")),
    ("carer", _("Carer premium")),
]


def _pounds(label: Any, help_text: Any = "") -> forms.Field:
    return MoneyField(label=label, help_text=help_text, required=False, max_length=12)


def _number(label: Any, help_text: Any = "") -> forms.Field:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-4", "autocomplete": "off"})
    words = {"invalid": _("Write a number, like 80 or 12.50")}
    return forms.DecimalField(label=label, help_text=help_text, required=False, widget=widget, error_messages=words)


def _tick(label: Any, help_text: Any = "") -> forms.Field:
    return forms.BooleanField(label=label, help_text=help_text, required=False)


def _ticks(label: Any, choices: list[tuple[str, Any]], help_text: Any = "") -> forms.Field:
    return forms.MultipleChoiceField(
        label=label, help_text=help_text, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


def _radios(label: Any, choices: list[tuple[str, Any]], help_text: Any = "") -> forms.Field:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, help_text=help_text)


def sections(shape: str) -> list[tuple[Any, dict[str, forms.Field]]]:
    """(heading, fields by name) of a shape in the order of the page, without the tables."""
    found = [(_("The scheme"), _about(shape)), (_("Savings"), _savings()), (_("Income"), _income())]
    found += [(_("Childcare and self-employment"), _work()), (_("Universal Credit"), _universal_credit())]
    if shape == PERCENTAGE:
        found.append((_("Allowances and taper"), _percentage()))
    return [*found, (_("Other adults in the home"), _others())]


def _about(shape: str) -> dict[str, forms.Field]:
    bands = [("", _("No limit"))] + [(band, band) for band in "ABCDEFGH"]
    words = {
        name: forms.CharField(label=label, help_text=help_text, required=False, max_length=300)
        for name, label, help_text in (
            ("backdating", _("Words on backdating"), _("People read them with their estimate.")),
            (
                "hardship",
                _("Words on hardship help"),
                _("Help beyond the scheme that you decide on case by case. People read them; they change no amount."),
            ),
        )
    }
    return {
        "shape": forms.ChoiceField(choices=[(shape, "")], widget=forms.HiddenInput),
        "name": forms.CharField(label=_("Name of the scheme"), max_length=100),
        "most_percent": _number(_("The most that it pays, % of the bill")),
        "band_cap": forms.ChoiceField(label=_("Limit to a council tax band"), choices=bands, required=False),
        "minimum_per_week": _pounds(_("The smallest award a week"), _("Leave empty for none.")),
        **words,
    }


def _savings() -> dict[str, forms.Field]:
    return {
        "capital_limit": _pounds(_("Savings limit"), _("Above it nothing is paid. Leave empty for no limit.")),
        "tariff-above": _pounds(_("Savings count as income from"), _("Leave empty when they do not count as income.")),
        "tariff-step": _pounds(_("For each this much above that, or part of it")),
        "tariff-pounds": _pounds(_("This much income a week")),
        "tariff-on_universal_credit": _tick(_("For people on Universal Credit too")),
    }


def _income() -> dict[str, forms.Field]:
    kinds = [("net", _("After tax, National Insurance and pension contributions")), ("gross", _("Before tax"))]
    return {
        "earnings": _radios(_("Which earnings count?"), kinds),
        "pension_percent": _number(_("Pension contributions taken off earnings, %")),
        "earnings_ignored-single": _pounds(_("Earnings ignored a week: single person")),
        "earnings_ignored-couple": _pounds(_("Earnings ignored a week: couple")),
        "earnings_ignored-lone_parent": _pounds(_("Earnings ignored a week: lone parent")),
        "earnings_ignored-disabled_or_carer": _pounds(
            _("Earnings ignored a week: disabled people and carers"), _("In place of a smaller amount above.")
        ),
        "earnings_ignored-for_hours": _pounds(
            _("Earnings ignored besides, for working hours"),
            _("For 30 hours from the age of 25, and for 16 hours of parents and disabled people."),
        ),
        "children_ignored-after": _number(_("Income is ignored for each child after this many")),
        "children_ignored-pounds": _pounds(_("This much income a week for each")),
        "incomes_ignored": _ticks(_("Which incomes are ignored?"), BENEFITS),
    }


def _work() -> dict[str, forms.Field]:
    return {
        "childcare-one": _pounds(
            _("Childcare costs taken off earnings: at most, one child"),
            _("Leave empty when they are not. Each parent must work 16 hours, or be ill or disabled."),
        ),
        "childcare-more": _pounds(_("Childcare costs taken off earnings: at most, two or more children")),
        "childcare-on_universal_credit": _tick(_("For people on Universal Credit too")),
        "income_floor-pounds": _pounds(
            _("Minimum income of self-employed people, £ a week"),
            _("What a business is taken to earn at least. Leave empty for none. Groups may be spared below."),
        ),
        "income_floor-first_year_spared": _tick(_("Not in the first year of a business")),
    }


def _universal_credit() -> dict[str, forms.Field]:
    ways = [("assessed", _("With the income and the maximum amount of the Universal Credit award"))]
    ways += [("own", _("Like everybody else, with Universal Credit as income"))]
    unused = _("With the income of the award, the earnings and incomes ignored above are not used for them.")
    return {
        "universal_credit": _radios(_("How are people on Universal Credit assessed?"), ways, unused),
        "uc_parts_ignored": _ticks(_("Which parts of Universal Credit are ignored?"), UC_PARTS),
        "full_without_earnings": _tick(_("On Universal Credit without earnings, no income is counted")),
    }


def _percentage() -> dict[str, forms.Field]:
    taper = _number(_("Taper: taken off for income above the allowance, %"))
    return {"taper_percent": taper} | {
        f"allowances-{name}": _pounds(label, _("Pounds a week")) for name, label in ALLOWANCES
    }


def _others() -> dict[str, forms.Field]:
    spared = [
        ("students", _("Full-time students")),
        ("income_based", _("People on Pension Credit or income-related ESA")),
        ("uc_without_earnings", _("People on Universal Credit without earnings")),
    ]
    hours = _number(_("Hours of work a week from which pay counts"), _("With fewer, the lowest deduction applies."))
    return {"others-hours": hours, "others-spared": _ticks(_("Nothing is taken off for"), spared)}


def band_cells(prefix: str) -> dict[str, forms.Field]:
    """The cells of one row of income bands."""
    return {f"{prefix}-{column}": _number(label) for column, label in BAND_COLUMNS}


def deduction_cells(prefix: str) -> dict[str, forms.Field]:
    """The cells of one deduction for another adult."""
    return {f"{prefix}-{column}": _number(label) for column, label in DEDUCTION_COLUMNS}


def group_of_bands(prefix: str) -> dict[str, forms.Field]:
    """The choice of the group that a table of income bands is for."""
    choices = [("", _("Nobody"))] + GROUPS
    label = _("These bands are for")
    return {f"{prefix}-group": forms.ChoiceField(label=label, choices=choices, required=False)}


def protected_cells() -> dict[str, forms.Field]:
    """The cells of the table of protected groups."""
    return {
        f"protected-{group}-{column}": _tick(label) if column in TICKS else _number(label)
        for group, _label in GROUPS
        for column, label in GROUP_COLUMNS
    }
