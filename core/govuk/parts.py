"""Draws the controls that ask for one answer in several boxes: dates, names, addresses, bank accounts."""

from collections.abc import Mapping
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.govuk.control import PARTS, Control, first_wrong_part
from core.govuk.macros import component


def part_labels(kind: str) -> dict[str, str]:
    """Translated label of each part, in order."""
    return {
        "date": {"day": _("Day"), "month": _("Month"), "year": _("Year")},
        "month_year": {"month": _("Month"), "year": _("Year")},
        "money_frequency": {"amount": _("Amount"), "frequency": _("How often")},
        "name": {"first": _("First names"), "last": _("Last name")},
        "address": {
            "line1": _("Address line 1"),
            "line2": _("Address line 2 (optional)"),
            "town": _("Town or city"),
            "county": _("County (optional)"),
            "postcode": _("Postcode"),
            "country": _("Country (optional)"),
        },
        "bank_account": {
            "name": _("Name on the account"),
            "sort_code": _("Sort code"),
            "account_number": _("Account number"),
            "roll_number": _("Building society roll number (optional)"),
        },
    }[kind]


def frequency_labels() -> list[tuple[str, str]]:
    """(value, translated label) of each frequency of money_frequency."""
    words = {
        "weekly": _("Every week"),
        "fortnightly": _("Every 2 weeks"),
        "four_weekly": _("Every 4 weeks"),
        "monthly": _("Every month"),
        "quarterly": _("Every 3 months"),
        "yearly": _("Every year"),
    }
    return list(words.items())


def _part_values(kind: str, raw: Any) -> dict[str, str]:
    values = raw if isinstance(raw, Mapping) else {}
    return {part: "" if values.get(part) is None else str(values.get(part)) for part in PARTS[kind]}


def date_boxes(kind: str, control: Control, raw: Any) -> SafeString:
    """Day, month and year (or month and year) as the Design System's date input."""
    values, labels = _part_values(kind, raw), part_labels(kind)
    # An error that names no part is about the whole date: mark every box.
    wrong = control.part_errors or (PARTS[kind] if control.error else ())
    items = [
        {
            "name": part,
            "label": labels[part],
            "value": values[part],
            "autocomplete": control.token(part),
            "classes": f"govuk-input--width-{4 if part == 'year' else 2}"
            + (" govuk-input--error" if part in wrong else ""),
        }
        for part in PARTS[kind]
    ]
    params = {
        "id": control.id,
        "namePrefix": control.name,
        "fieldset": {"legend": control.title("govuk-fieldset__legend")},
        "hint": control.hint_params(),
        "errorMessage": control.error_params(),
        "items": items,
    }
    return component("date-input", params)


_PART_INPUTS: dict[str, dict[str, dict[str, Any]]] = {
    "name": {
        "first": {"classes": "govuk-!-width-two-thirds"},
        "last": {"classes": "govuk-!-width-two-thirds"},
    },
    "address": {
        "town": {"classes": "govuk-!-width-two-thirds"},
        "county": {"classes": "govuk-!-width-two-thirds"},
        "postcode": {
            "classes": "govuk-input--width-10",
            "spellcheck": False,
            "attributes": {"autocapitalize": "characters"},
        },
        "country": {"classes": "govuk-!-width-two-thirds"},
    },
    "bank_account": {
        "name": {"classes": "govuk-!-width-two-thirds", "spellcheck": False},
        "sort_code": {"classes": "govuk-input--width-5", "inputmode": "numeric", "spellcheck": False},
        "account_number": {"classes": "govuk-input--width-10", "inputmode": "numeric", "spellcheck": False},
        "roll_number": {"classes": "govuk-input--width-10", "spellcheck": False},
    },
    "money_frequency": {
        "amount": {
            "classes": "govuk-input--width-10",
            "inputmode": "decimal",
            "spellcheck": False,
            "prefix": {"text": "£"},
        },
    },
}


def _part_hints(kind: str) -> dict[str, str]:
    if kind != "bank_account":
        return {}
    return {
        "sort_code": _("6 digits, for example 30 94 15"),
        "account_number": _("Between 6 and 8 digits"),
        "roll_number": _("You can find it on your card, statement or passbook"),
    }


def _part_message(kind: str, control: Control, part: str) -> str | None:
    """The message beside one part. A message for the whole answer is shown once, at the first wrong part."""
    own = control.part_errors.get(part)
    if own:
        return own
    if control.error and not any(control.part_errors.values()) and part == first_wrong_part(kind, control.part_errors):
        return control.error
    return None


def _part(kind: str, control: Control, part: str, value: str) -> SafeString:
    message = _part_message(kind, control, part)
    params: dict[str, Any] = {
        "id": f"{control.id}-{part}",
        "name": f"{control.name}-{part}",
        "label": {"text": part_labels(kind)[part]},
        "errorMessage": control.error_params(message) if message else None,
    }
    if part == "frequency":
        options = [("", _("Choose")), *frequency_labels()]
        items = [{"value": option, "text": text, "selected": option == value} for option, text in options]
        return component("select", {**params, "items": items})
    own = dict(_PART_INPUTS[kind].get(part, {}))
    if part in control.part_errors and not message:
        own["classes"] = f"{own.get('classes', '')} govuk-input--error".strip()
    hint = _part_hints(kind).get(part)
    return component(
        "input",
        {
            **params,
            **own,
            "value": value or None,
            "autocomplete": control.token(part),
            "hint": {"text": hint} if hint else None,
        },
    )


def part_inputs(kind: str, control: Control, raw: Any) -> SafeString:
    """Several labelled inputs in a fieldset."""
    values = _part_values(kind, raw)
    drawn = [part for part in PARTS[kind] if part != "country" or control.abroad]
    parts = format_html_join("", "{}", ((_part(kind, control, part, values[part]),) for part in drawn))
    if kind == "money_frequency":
        parts = format_html('<div class="bo-amount">{}</div>', parts)
    hint_id = f"{control.id}-hint"
    hint = component("hint", {"id": hint_id, "text": control.hint}) if control.hint else ""
    fieldset = component(
        "fieldset",
        {
            "legend": control.title("govuk-fieldset__legend"),
            "describedBy": hint_id if control.hint else None,
            "html": format_html("{}{}{}", hint, control.above, parts),
        },
    )
    return format_html('<div class="govuk-form-group">{}</div>', fieldset)
