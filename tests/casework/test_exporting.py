"""The list as a file: what was shown, nothing that is masked, nothing that a spreadsheet works out, and it is known."""

import csv
import io
import json

import pytest

from accounts.models import AuditEvent
from casework.presenters.exporting import COLUMNS, as_csv, inert
from tests.casework.test_claims import sent_by
from tests.people import browser_of

LIST = "/staff/claims/"


def rows_of(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.slow
def test_the_list_that_was_shown_as_csv_and_as_json(calderbrook, aisha):
    rhian, tomos = sent_by(calderbrook, "Rhian Oakley", nino="JG103759A"), sent_by(calderbrook, "Tomos Ash")
    browser = browser_of(aisha)
    assert "/staff/claims/list.csv" in browser.get(LIST).content.decode()
    whole = browser.get(f"{LIST}list.csv")
    assert [row["reference"] for row in rows_of(whole)] == [rhian.reference, tomos.reference]
    assert "attachment" in whole["Content-Disposition"]
    for masked in ("JG103759A", "759A", "00733445"):
        assert masked not in whole.content.decode()
    browser.post(LIST, {"text": "oakley"})
    browser.get(LIST)
    found = json.loads(browser.get(f"{LIST}list.json").content)
    assert [(row["name"], row["status"], row["safe_to_contact"]) for row in found] == [
        ("Rhian Oakley", "Received", "yes")
    ]
    details = [event.detail for event in AuditEvent.objects.filter(code="claims.work_list.exported").order_by("number")]
    assert details == [{"as": "csv", "by": [], "claims": 2}, {"as": "json", "by": ["text"], "claims": 1}]
    assert browser.get(f"{LIST}list.xls").status_code == 404


def test_what_somebody_typed_is_no_formula():
    row = dict.fromkeys(COLUMNS, "") | {"name": '=HYPERLINK("http://x","y")', "reference": "CAL-7F3K-92QX"}
    (read,) = csv.DictReader(io.StringIO(as_csv([row]).removeprefix("\ufeff")))
    assert read["name"] == "'" + row["name"]
    assert read["reference"] == row["reference"]


@pytest.mark.parametrize("text", ["=1+1", "+44 7700", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1+1", "＝1"])
def test_what_could_be_a_formula_is_words(text):
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Rhian Oakley", "Anne-Marie", "3 = 3", "CAL-7F3K-92QX", "'=1"])
def test_other_words_stay_as_they_are(text):
    assert inert(text) == text
