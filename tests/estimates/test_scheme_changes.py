"""Who changed what in a scheme, and what differs between two versions, on the pages of a council's admins."""

from urllib.parse import quote

import pytest
from django.utils import timezone

from accounts.permissions import Role
from betteroff.demo.schemes import BANDED, PERCENTAGE
from calculator.ctr.council_tax import scheme_year
from core.tenancy import council_scope
from estimates.actions.schemes import publish, save_draft
from estimates.models import SchemeChange
from tests.core.html_tree import tree
from tests.people import browser_of, make_staff

LIST = "/staff/settings/council-tax/"
YEAR = scheme_year(timezone.localdate())


@pytest.fixture
def admin(calderbrook):
    return make_staff(calderbrook, "Adam Admin", "adam@calderbrook.example", Role.ADMIN)


@pytest.fixture
def other_admin(calderbrook):
    return make_staff(calderbrook, "Olga Other", "olga@calderbrook.example", Role.ADMIN)


def rows_of(page, caption):
    """The tables with this caption: lists of their rows, each the texts of its cells."""
    tables = [each for each in page.all("table") if each.one("caption").text == caption]
    return [
        [[cell.text for cell in [*row.all("th"), *row.all("td")]] for row in table.one("tbody").all("tr")]
        for table in tables
    ]


def test_a_version_tells_who_changed_what(admin, other_admin):
    draft = save_draft(tax_year=YEAR, name="Ours", rules=PERCENTAGE, based_on="", by=admin)
    changed = {**PERCENTAGE, "most_percent": 75, "hardship": "Ask us."}
    draft = save_draft(tax_year=YEAR, name="Ours", rules=changed, based_on=draft.sha256, by=other_admin)
    draft = save_draft(tax_year=YEAR, name="Ours", rules=changed, based_on=draft.sha256, by=other_admin)
    publish(tax_year=YEAR, number=1, sha256=draft.sha256, by=admin)
    page = tree(browser_of(admin).get(f"{LIST}{YEAR}/1/").content.decode())
    told = [each.text for each in page.all("h3") if "Admin" in each.text or "Other" in each.text]
    assert [each.split(" (")[0] for each in told] == [
        "Put in force: Adam Admin", "Saved as a draft: Olga Other", "Begun as a draft: Adam Admin",
    ]  # fmt: skip
    assert rows_of(page, "What it changed") == [
        [["The most that it pays, % of the bill", "80", "75"], ["Words on hardship help", "Nothing", "Ask us."]]
    ]


def test_two_versions_are_compared_rule_by_rule(admin):
    first = save_draft(tax_year=YEAR, name="Ours", rules=BANDED, based_on="", by=admin)
    publish(tax_year=YEAR, number=1, sha256=first.sha256, by=admin)
    second = {**BANDED, "bands": [*BANDED["bands"][:2], {**BANDED["bands"][2], "couple": 300}]}
    save_draft(tax_year=YEAR, name="Ours, new", rules=second, based_on="", by=admin)
    browser = browser_of(admin)
    page = tree(browser.get(f"{LIST}{YEAR}/2/").content.decode())
    assert [each.attrs["value"] for each in page.by_id("id_with").all("option")] == [f"{YEAR}-1"]
    page = tree(browser.get(f"{LIST}{YEAR}/2/compare/?with={YEAR}-1").content.decode())
    assert rows_of(page, "What differs") == [
        [["Name of the scheme", "Ours", "Ours, new"], ["Band 3: Couple", "280", "300"]]
    ]


def test_a_version_of_another_kind_differs_in_all_that_is_its_own(admin):
    first = save_draft(tax_year=YEAR, name="Ours", rules=PERCENTAGE, based_on="", by=admin)
    publish(tax_year=YEAR, number=1, sha256=first.sha256, by=admin)
    save_draft(tax_year=YEAR, name="Ours", rules=BANDED, based_on="", by=admin)
    page = tree(browser_of(admin).get(f"{LIST}{YEAR}/2/compare/?with={YEAR}-1").content.decode())
    (rows,) = rows_of(page, "What differs")
    named = {row[0]: row[1:] for row in rows}
    assert named["Band 1: Single"] == ["Nothing", "115"]
    assert named["Taper: taken off for income above the allowance, %"] == ["20", "Nothing"]


def test_the_same_is_said_to_be_the_same(admin):
    first = save_draft(tax_year=YEAR, name="Ours", rules=BANDED, based_on="", by=admin)
    publish(tax_year=YEAR, number=1, sha256=first.sha256, by=admin)
    save_draft(tax_year=YEAR + 1, name="Ours", rules=BANDED, based_on="", by=admin)
    page = browser_of(admin).get(f"{LIST}{YEAR + 1}/1/compare/?with={YEAR}-1").content.decode()
    assert "They say the same." in page


@pytest.mark.slow
@pytest.mark.parametrize("other", ["", "2026", "2026-99", "1-1", f"{YEAR}-1", "x" * 99, "2026-1/../.."])
def test_what_is_no_other_version_is_not_there(admin, other):
    save_draft(tax_year=YEAR, name="Ours", rules=BANDED, based_on="", by=admin)
    assert browser_of(admin).get(f"{LIST}{YEAR}/1/compare/?with={quote(other)}").status_code == 404


def test_changes_stay_with_their_council(admin, southmere):
    save_draft(tax_year=YEAR, name="Ours", rules=BANDED, based_on="", by=admin)
    assert SchemeChange.objects.count() == 1
    with council_scope(southmere.pk):
        assert not SchemeChange.objects.exists()
