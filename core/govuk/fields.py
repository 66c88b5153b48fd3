"""Form fields that Django lacks: dates in boxes, pounds, names, addresses, bank accounts.

Each names its `govuk_kind`, the control that draws it; a wrong part is named in the error's params["parts"].
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.govuk.control import PARTS
from core.rules import bank, dates, money, postcodes
from core.rules.typed import without_unseen


def wrong_parts(message: str, parts: Iterable[str]) -> ValidationError:
    """An error of a field in several boxes that says which boxes are wrong."""
    return ValidationError(message, params={"parts": tuple(parts)})


class LongText(forms.Textarea):
    """A box for several lines. A line's end is one letter, as the person counts it and their browser without scripts
    does not send it; what nobody could see is nothing.
    """

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        typed = super().value_from_datadict(data, files, name)
        if not isinstance(typed, str):
            return typed
        typed = typed.replace("\r\n", "\n").replace("\r", "\n")
        return typed if without_unseen(typed).strip() else ""


class PartsWidget(forms.Widget):
    """Reads `name-part` for each part into a dict of what was typed."""

    def __init__(self, parts: tuple[str, ...], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.parts = parts

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        return {part: data.get(f"{name}-{part}", "") for part in self.parts}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}-{part}" not in data for part in self.parts)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-{self.parts[0]}"


class PartsField(forms.Field):
    """Base of fields in several boxes. Cleans to a dict of trimmed text, or None when all is empty."""

    govuk_kind: str
    optional_parts: tuple[str, ...] = ()

    def __init__(self, *, autocomplete: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("widget", PartsWidget(PARTS[self.govuk_kind]))
        super().__init__(**kwargs)
        self.autocomplete = autocomplete

    def clean(self, value: Any) -> Any:
        typed = {part: str((value or {}).get(part) or "").strip() for part in PARTS[self.govuk_kind]}
        if not any(typed.values()):
            if self.required:
                raise wrong_parts(str(self.error_messages["required"]), self.needed())
            return None
        return self.read(typed)

    def needed(self) -> list[str]:
        return [part for part in PARTS[self.govuk_kind] if part not in self.optional_parts]

    def read(self, typed: dict[str, str]) -> Any:
        """Turn the typed parts, at least one of them not empty, into the clean value; raise wrong_parts()."""
        missing = [part for part in self.needed() if not typed[part]]
        if missing:
            raise wrong_parts(self.missing_message(missing), missing)
        return typed

    def missing_message(self, missing: list[str]) -> str:
        return _("Fill in every box of “%(label)s”") % {"label": self.label}


class DateField(PartsField):
    """Day, month and year. Cleans to a date."""

    govuk_kind = "date"

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, date):
            return {part: str(getattr(value, part)) for part in PARTS[self.govuk_kind]}
        return value

    def read(self, typed: dict[str, str]) -> date:
        found = dates.read_date(typed, PARTS[self.govuk_kind])
        if found.missing:
            raise wrong_parts(self.missing_message(list(found.missing)), found.missing)
        if found.value is None:
            raise wrong_parts(_("%(label)s must be a real date") % {"label": self.label}, found.wrong)
        return found.value

    def missing_message(self, missing: list[str]) -> str:
        words = {"day": _("a day"), "month": _("a month"), "year": _("a year")}
        named = _(" and ").join(words[part] for part in missing)
        return _("%(label)s must include %(parts)s") % {"label": self.label, "parts": named}


class MonthYearField(DateField):
    """Month and year. Cleans to the first day of that month."""

    govuk_kind = "month_year"


class MoneyField(forms.CharField):
    """Pounds and pence in one box. Cleans to a Decimal, or None when empty."""

    govuk_kind = "money"

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        return read_pounds(text, str(self.label)) if text else None


class MoneyFrequencyField(PartsField):
    """An amount and how often. Cleans to (Decimal pounds, frequency), a key of money.PAYMENTS_A_YEAR."""

    govuk_kind = "money_frequency"

    def read(self, typed: dict[str, str]) -> tuple[Decimal, str]:
        super().read(typed)
        if typed["frequency"] not in money.PAYMENTS_A_YEAR:
            raise wrong_parts(_("Choose how often"), ["frequency"])
        return read_pounds(typed["amount"], str(self.label), ["amount"]), typed["frequency"]

    def missing_message(self, missing: list[str]) -> str:
        return _("Enter an amount") if "amount" in missing else _("Choose how often")


class NameField(PartsField):
    """First names and last name."""

    govuk_kind = "name"

    def missing_message(self, missing: list[str]) -> str:
        return _("Enter the first names") if "first" in missing else _("Enter the last name")


class AddressField(PartsField):
    """A UK address typed by hand; the postcode comes back as "AB1 2DE"."""

    govuk_kind = "address"
    optional_parts = ("line2", "county", "country")

    def read(self, typed: dict[str, str]) -> dict[str, str]:
        super().read(typed)
        postcode = postcodes.clean_postcode(typed["postcode"])
        if postcode is None:
            raise wrong_parts(_("Enter a full UK postcode, like AB1 2DE"), ["postcode"])
        return {**typed, "postcode": postcode}

    def missing_message(self, missing: list[str]) -> str:
        words = {
            "line1": _("Enter address line 1"),
            "town": _("Enter the town or city"),
            "postcode": _("Enter the postcode"),
        }
        return words[missing[0]]


class BankAccountField(PartsField):
    """A UK bank or building society account, with the banks' modulus check."""

    govuk_kind = "bank_account"
    optional_parts = ("roll_number",)

    def read(self, typed: dict[str, str]) -> dict[str, str]:
        super().read(typed)
        sort_code = bank.clean_sort_code(typed["sort_code"])
        if sort_code is None:
            raise wrong_parts(_("The sort code must have 6 digits"), ["sort_code"])
        account = bank.clean_account_number(typed["account_number"])
        if account is None:
            raise wrong_parts(_("The account number must have between 6 and 8 digits"), ["account_number"])
        if not bank.passes_modulus_check(sort_code, account):
            message = _("The sort code and account number do not fit each other. Check both")
            raise wrong_parts(message, ["sort_code", "account_number"])
        return {**typed, "sort_code": sort_code, "account_number": account}

    def missing_message(self, missing: list[str]) -> str:
        words = {
            "name": _("Enter the name on the account"),
            "sort_code": _("Enter the sort code"),
            "account_number": _("Enter the account number"),
        }
        return words[missing[0]]


def read_pounds(text: str, label: str, parts: Iterable[str] = ()) -> Decimal:
    """Read an amount; raises wrong_parts() with a message that names `label`."""
    try:
        return money.parse_money(text)
    except money.MoneyProblem as problem:
        messages = {
            "not_money": _("%(label)s must be an amount of money, like 120 or 120.50"),
            "words": _("%(label)s must be in numbers, like 85 or 85.50. Leave out words and letters"),
            "negative": _("%(label)s must be 0 or more"),
            "too_large": _("%(label)s is too large an amount"),
        }
        raise wrong_parts(messages[problem.code] % {"label": label}, parts) from problem
