"""The editor of schemes, box by box as a browser sends it: six councils' grids, what it keeps, shows and says."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.permissions import Role
from betteroff.demo.schemes import BANDED, PERCENTAGE
from calculator.ctr.council_tax import scheme_year
from calculator.ctr.reduction import reduction
from calculator.ctr.scheme import parse_scheme
from estimates.actions.schemes import publish, save_draft
from estimates.models import CouncilTaxScheme
from tests.calculator.test_ctr_councils import COUNCILS, home_of
from tests.calculator.test_ctr_examples import result
from tests.estimates.scheme_editor import ADDRESS, Editor
from tests.people import browser_of, make_staff

YEAR = scheme_year(timezone.localdate())


@pytest.fixture
def admin(calderbrook):
    return make_staff(calderbrook, "Adam Admin", "adam@calderbrook.example", Role.ADMIN)


@pytest.mark.slow
@pytest.mark.parametrize("name", COUNCILS)
def test_a_councils_grid_is_entered_published_and_gives_what_it_should(admin, name):
    council, browser = COUNCILS[name], browser_of(admin)
    editor = Editor(browser, YEAR, "banded")
    entered = editor.enter(council["scheme"], council["council"])
    assert entered.status_code == 302, [each.text for each in editor.page.all(class_="govuk-error-summary")]
    kept = CouncilTaxScheme.objects.get()
    assert kept.rules == council["scheme"]
    browser.post(f"{ADDRESS}{YEAR}/1/publish/", {"confirm": "1", "seen": kept.sha256})
    kept.refresh_from_db()
    assert kept.state == "published"
    for each in council["examples"]:
        found = reduction(parse_scheme(kept.rules), home_of(each), result(each["result"]))
        assert found.per_year == each["per_year"], each["name"]
    again = Editor(browser, YEAR)
    assert again.press(again.boxes).status_code == 302
    assert CouncilTaxScheme.objects.get(state="draft").rules == kept.rules


@pytest.mark.slow
@pytest.mark.parametrize("rules", [PERCENTAGE, BANDED], ids=["percentage", "banded"])
def test_a_published_scheme_opens_in_its_editor_and_is_saved_unchanged(admin, rules):
    # A document may leave out which earnings count: net ones.
    save_draft(tax_year=YEAR, name="In force", rules=rules, based_on="", by=admin)
    editor = Editor(browser_of(admin), YEAR)
    assert editor.press(editor.boxes).status_code == 302
    draft = CouncilTaxScheme.objects.get()
    assert draft.rules == {"earnings": "net", **rules}
    publish(tax_year=YEAR, number=1, sha256=draft.sha256, by=admin)
    editor = Editor(browser_of(admin), YEAR)
    assert editor.press(editor.boxes).status_code == 302
    kept = CouncilTaxScheme.objects.get(number=2)
    assert (kept.name, kept.rules, kept.sha256) == ("In force", draft.rules, draft.sha256)


def test_only_what_belongs_to_the_shape_is_shown(admin):
    browser = browser_of(admin)
    names = {shape: Editor(browser, YEAR, shape).names for shape in ("percentage", "banded")}
    assert {"taper_percent", "allowances-single", "allowances-disabled_child"} <= names["percentage"] - names["banded"]
    assert {"bands-0-percent", "bands-0-couple_4", "passported_bands-0-single"} <= names["banded"] - names["percentage"]
    assert {"childcare-one", "income_floor-pounds", "protected-disabled-income_ignored", "hardship"} <= (
        names["percentage"] & names["banded"]
    )


def test_another_kind_leaves_out_what_belongs_to_the_first_only(admin):
    save_draft(tax_year=YEAR, name="Ours", rules=PERCENTAGE, based_on="", by=admin)
    editor = Editor(browser_of(admin), YEAR, "banded")
    bands = {f"bands-0-{column}": "100" for column in ("percent", "single", "couple", "lone_parent_1", "couple_1")}
    assert editor.press({**editor.boxes, **bands}).status_code == 302
    kept = CouncilTaxScheme.objects.get().rules
    assert kept["shape"] == "banded"
    assert not {"allowances", "taper_percent"} & set(kept)
    assert kept["protected"] == PERCENTAGE["protected"]


def test_every_mistake_is_said_at_once_each_beside_its_box(admin):
    editor = Editor(browser_of(admin), YEAR, "banded")
    sent = {
        **editor.boxes,
        "most_percent": "lots",
        "childcare-one": "175",
        "bands-0-percent": "80",
        "bands-0-single": "x",
    }
    sent |= {"others-deductions-0-from": "5", "others-deductions-0-pounds": "5", "protected-carer-most_percent": "120"}
    sent["uc_parts_ignored"] = ["children", "disabled_children"]
    assert editor.press(sent).status_code == 422
    told = [each.attrs["href"] for each in editor.page.one(class_="govuk-error-summary").all("a")]
    assert {each.removeprefix("#id_") for each in told} >= {
        "name", "most_percent", "childcare-more", "bands-0-single", "bands-0-couple", "bands-0-couple_1",
        "others-deductions-0-from", "protected-carer-most_percent",
    }  # fmt: skip
    assert len(told) == len(set(told))
    assert any("uc_parts_ignored" in each for each in told)
    assert editor.boxes["bands-0-single"] == "x"
    assert not CouncilTaxScheme.objects.exists()


def test_more_rows_keep_what_was_typed_and_judge_nothing(admin):
    editor = Editor(browser_of(admin), YEAR, "banded")
    typed = {
        **editor.boxes,
        "name": "Half",
        "most_percent": "lots",
        "bands-0-single": "x",
        "protected-carer-is_protected": "on",
    }
    typed["incomes_ignored"] = ["cb", "war"]
    assert editor.press(typed, more="bands").status_code == 200
    assert "bands-9-percent" in editor.names
    assert not editor.page.all(class_="govuk-error-summary")
    assert {key: editor.boxes[key] for key in ("name", "most_percent", "bands-0-single")} == {
        "name": "Half", "most_percent": "lots", "bands-0-single": "x",
    }  # fmt: skip
    assert editor.boxes["incomes_ignored"] == ["cb", "war"]
    assert editor.boxes["protected-carer-is_protected"] == ["on"]
    assert not CouncilTaxScheme.objects.exists()


@pytest.mark.slow
@pytest.mark.parametrize("more", ["", "nothing", "group_bands-9-bands", "bands-99-single"])
def test_a_press_for_no_table_draws_the_page_as_it_was(admin, more):
    editor = Editor(browser_of(admin), YEAR, "banded")
    names = editor.names
    assert editor.press(editor.boxes, more=more).status_code == 200
    assert {each for each in editor.names if each.startswith("bands-")} == {
        each for each in names if each.startswith("bands-")
    }


def test_last_years_scheme_is_copied_into_a_draft(admin):
    browser = browser_of(admin)
    assert "Copy last year" not in browser.get(ADDRESS).content.decode()
    assert browser.post(f"{ADDRESS}{YEAR + 1}/copy/").status_code == 404
    draft = save_draft(tax_year=YEAR, name="Ours", rules=BANDED, based_on="", by=admin)
    publish(tax_year=YEAR, number=1, sha256=draft.sha256, by=admin)
    save_draft(tax_year=YEAR, name="Not yet", rules=PERCENTAGE, based_on="", by=admin)
    assert f"{ADDRESS}{YEAR + 1}/copy/" in browser.get(ADDRESS).content.decode()
    assert browser.post(f"{ADDRESS}{YEAR + 1}/copy/")["Location"] == f"{ADDRESS}{YEAR + 1}/edit/"
    copied = CouncilTaxScheme.objects.get(tax_year=YEAR + 1)
    assert (copied.name, copied.rules, copied.state) == ("Ours", BANDED, "draft")
    assert f"{ADDRESS}{YEAR + 1}/copy/" not in browser.get(ADDRESS).content.decode()
    assert browser.post(f"{ADDRESS}{YEAR + 1}/copy/")["Location"] == ADDRESS
    assert CouncilTaxScheme.objects.filter(tax_year=YEAR + 1).count() == 1
