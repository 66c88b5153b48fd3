"""Ordinary Django forms drawn by GovukRenderer, and the fields Django lacks."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.template import engines

from core.govuk import fields
from core.govuk.forms import form_errors
from tests.core.html_tree import tree
from tests.settings_source import BASE_DIR, python_files


class Everything(forms.Form):
    email = forms.EmailField(
        label="Email", help_text="We send a code", widget=forms.EmailInput({"autocomplete": "email"})
    )
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    born = fields.DateField(label="Date of birth")
    since = fields.MonthYearField(label="Moved in", required=False)
    rent = fields.MoneyField(label="Rent", required=False)
    pay = fields.MoneyFrequencyField(label="Pay", required=False)
    name = fields.NameField(label="Name", required=False)
    home = fields.AddressField(label="Home", required=False, autocomplete={"postcode": "postal-code"})
    bank = fields.BankAccountField(label="Bank", required=False)
    way = forms.ChoiceField(label="Way", choices=[("e", "Email"), ("t", "Text")], widget=forms.RadioSelect)
    kinds = forms.MultipleChoiceField(
        label="Kinds", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple, required=False
    )
    status = forms.ChoiceField(label="Status", choices=[("", "Any"), ("n", "New")], required=False)
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)
    file = forms.FileField(label="File", required=False)
    agree = forms.BooleanField(label="I agree")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def page(form):
    template = engines["django"].from_string("{% load govuk %}{% error_summary form %}{{ form }}")
    return tree(template.render({"form": form}))


def test_every_error_link_leads_to_a_control():
    found = page(Everything({}))
    links = [link.attrs["href"] for link in found.one(class_="govuk-error-summary").all("a")]
    assert links == ["#id_email", "#id_password", "#id_born-day", "#id_way", "#id_agree"]
    for link in links:
        assert found.by_id(link[1:]).name in ("input", "select", "textarea")


def test_errors_say_which_question():
    assert ("Choose an answer to “Way”", "id_way") in form_errors(Everything({}))
    assert ("Fill in “Date of birth”", "id_born-day") in form_errors(Everything({}))


def test_no_summary_without_errors_and_values_come_back():
    found = page(Everything(initial={"born": date(1990, 3, 27), "email": "a@example.org"}))
    assert not found.all(class_="govuk-error-summary")
    assert [found.by_id(f"id_born-{part}").attrs["value"] for part in ("day", "month", "year")] == ["27", "3", "1990"]
    assert found.by_id("id_email").attrs["autocomplete"] == "email"
    assert found.by_id("id_home-postcode").attrs["autocomplete"] == "postal-code"


def test_a_password_is_never_sent_back():
    assert "value" not in page(Everything({"password": "s3cret-words"})).by_id("id_password").attrs


def test_a_missing_part_is_named_and_linked():
    form = Everything({"born-day": "27", "born-year": "1990"})
    assert ("Date of birth must include a month", "id_born-month") in form_errors(form)


def test_general_errors_come_first_without_a_link():
    form = Everything({})
    form.add_error(None, "Try again")
    assert form_errors(form)[0] == ("Try again", None)


@pytest.mark.parametrize(
    ("field", "typed", "expected"),
    [
        (fields.DateField(label="D"), {"day": "29", "month": "2", "year": "2024"}, date(2024, 2, 29)),
        (fields.MonthYearField(label="M"), {"month": "6", "year": "2020"}, date(2020, 6, 1)),
        (fields.MoneyField(label="M"), "£1,234.5", Decimal("1234.50")),
        (fields.MoneyFrequencyField(label="M"), {"amount": "10", "frequency": "weekly"}, (Decimal("10.00"), "weekly")),
        (fields.NameField(label="N"), {"first": " Ada ", "last": "Byron"}, {"first": "Ada", "last": "Byron"}),
    ],
)
def test_clean_values(field, typed, expected):
    assert field.clean(typed) == expected


def test_address_and_bank_are_tidied():
    typed = {"line1": "1 High Street", "town": "Calderbrook", "postcode": "sw1a1aa"}
    assert fields.AddressField(label="A").clean(typed)["postcode"] == "SW1A 1AA"
    account = {"name": "A Byron", "sort_code": "08-99-99", "account_number": "66374958"}
    assert fields.BankAccountField(label="B").clean(account)["sort_code"] == "089999"


@pytest.mark.parametrize(
    ("field", "typed", "parts"),
    [
        (fields.DateField(label="D"), {"day": "31", "month": "6", "year": "2020"}, ("day", "month", "year")),
        (fields.DateField(label="D"), {"day": "1", "month": "13", "year": "2020"}, ("month",)),
        (fields.DateField(label="D"), {}, ("day", "month", "year")),
        (fields.MoneyFrequencyField(label="M"), {"amount": "10", "frequency": "daily"}, ("frequency",)),
        (fields.MoneyFrequencyField(label="M"), {"amount": "lots", "frequency": "weekly"}, ("amount",)),
        (fields.NameField(label="N"), {"first": "Ada"}, ("last",)),
        (fields.AddressField(label="A"), {"line1": "1", "town": "T", "postcode": "nowhere"}, ("postcode",)),
        (fields.AddressField(label="A"), {"line1": "1", "postcode": "SW1A 1AA"}, ("town",)),
        (
            fields.BankAccountField(label="B"),
            {"name": "A", "sort_code": "12", "account_number": "66374958"},
            ("sort_code",),
        ),
        (
            fields.BankAccountField(label="B"),
            {"name": "A", "sort_code": "089999", "account_number": "66374959"},
            ("sort_code", "account_number"),
        ),
    ],
)
def test_wrong_parts_are_named(field, typed, parts):
    with pytest.raises(forms.ValidationError) as caught:
        field.clean(typed)
    assert caught.value.params["parts"] == parts or list(caught.value.params["parts"]) == list(parts)


def test_not_required_and_empty_is_none():
    for field in (fields.DateField, fields.MoneyFrequencyField, fields.AddressField, fields.BankAccountField):
        assert field(label="X", required=False).clean({}) is None
    assert fields.MoneyField(label="X", required=False).clean("") is None


class Grouped(forms.Form):
    place = forms.ChoiceField(
        label="Place",
        choices=[("", "Choose"), ("Home & <b>", [("home", "Home"), ("home#rent", "Rent <i>")]), ("x", "Elsewhere")],
        widget=forms.Select({"data-quick": "1"}),
    )


def test_groups_of_a_select_are_drawn_as_groups():
    select = page(Grouped({"place": "home#rent"})).by_id("id_place")
    assert select.attrs["data-quick"] == "1"
    [group] = select.all("optgroup")
    assert group.attrs["label"] == "Home & <b>"
    assert [(each.attrs["value"], each.text.strip()) for each in group.all("option")] == [
        ("home", "Home"), ("home#rent", "Rent <i>"),
    ]  # fmt: skip
    options = select.all("option")
    assert [each.attrs["value"] for each in options] == ["", "home", "home#rent", "x"]
    assert [each.attrs["value"] for each in options if "selected" in each.attrs] == ["home#rent"]


class GroupedRadios(forms.Form):
    place = forms.ChoiceField(choices=[("Home", [("home", "Home")])], widget=forms.RadioSelect)


def test_groups_of_anything_else_are_refused_rather_than_drawn_as_code():
    with pytest.raises(TypeError, match="group"):
        page(GroupedRadios())


class Long(forms.Form):
    words = forms.CharField(max_length=7, widget=fields.LongText(attrs={"rows": 3}))


@pytest.mark.parametrize("typed", ["one\r\ntwo", "one\rtwo", "one\ntwo", " one\r\ntwo \r\n"])
def test_the_end_of_a_line_is_one_letter_however_it_is_sent(typed):
    form = Long({"words": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["words"] == "one\ntwo"
    assert not Long({"words": "one\r\ntwo."}).is_valid()


@pytest.mark.parametrize("typed", ["\u200b", "\u200b\u2060\ufeff \r\n", "\u202e\u202c", "\u3164", "\u2800\u00ad"])
def test_what_nobody_could_see_is_nothing(typed):
    assert Long({"words": typed}).errors.as_data()["words"][0].code == "required"


def test_a_mark_that_nobody_sees_stays_among_what_they_do():
    assert Long({"words": "a\u200db"}).is_valid()
    assert Long({}).errors.as_data()["words"][0].code == "required"


def test_every_box_for_several_lines_is_cleaned_so():
    own = {BASE_DIR / "core/govuk/forms.py", BASE_DIR / "core/govuk/fields.py"}
    plain = [path for path in python_files() if path not in own and "Textarea" in path.read_text()]
    assert [path for path in plain if path.relative_to(BASE_DIR).parts[0] not in ("bench", "tests")] == []
