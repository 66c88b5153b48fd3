"""Translations as a sheet: what lacks goes out, what was filled in comes back, no formula, and nothing lost."""

from __future__ import annotations

import csv
import io
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.rules.typed import FORMULA_STARTS, inert, read_inert
from studio.actions.editing import edit_draft
from studio.languages.rules import texts_of
from studio.languages.rules.sheet import (
    COLUMNS,
    LONGEST,
    MOST_BYTES,
    MOST_ROWS,
    SheetRefused,
    problems_of,
    read_sheet,
    sheet_of,
)
from studio.models import FormDraft
from tests.people import browser_of
from tests.studio.making import FSM, draft_of, small_form

LABEL, HINT = "=HYPERLINK(1)", "How much, {amount}?"


def form():
    source = small_form(outdated={"cy": {"Home": "Cartre"}})
    first = source["sections"][0]["questions"][1]
    first["label"], first["hint"] = LABEL, HINT
    return source


def rows_of(sheet: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sheet.removeprefix("\ufeff"), newline="")))


class Names(dict):
    def __missing__(self, kind):
        return kind


def sheet_with(*filled: tuple[str, str], delimiter=",", **more: str) -> bytes:
    """The sheet of the form as a translator gives it back."""
    out = io.StringIO()
    rows = rows_of(sheet_of(texts_of(form(), "cy"), Names(), "cy"))
    writer = csv.DictWriter(out, COLUMNS, delimiter=delimiter)
    writer.writeheader()
    words = dict(filled)
    for row in rows:
        english = read_inert(row["english"])
        writer.writerow(row | {"translation": words.get(english, "")} | more)
    return out.getvalue().encode()


def test_what_lacks_goes_out_once_each_and_no_cell_is_a_formula():
    rows = rows_of(sheet_of(texts_of(form(), "cy"), Names(), "cy"))
    english = [row["english"] for row in rows]
    assert "Do you rent?" not in english, "it has its Welsh"
    assert len(english) == len(set(english))
    assert f"'{LABEL}" in english
    assert [row["out of date"] for row in rows if row["english"] == "Home"] == ["Cartre"]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(FORMULA_STARTS)]
    for start in FORMULA_STARTS:
        assert read_inert(inert(f"{start}1")) == f"{start}1"
    assert [read_inert(cell) for cell in ("'Sgwrs", "", "'", "Ie")] == ["'Sgwrs", "", "'", "Ie"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_was_filled_in_comes_back_from_any_program(delimiter):
    filled = ((LABEL, "'=HYPERLINK(2)"), ("Home", 'Llinell\r\narall; "ie", na'))
    (label, home) = sorted(read_sheet(sheet_with(*filled, delimiter=delimiter), "cy"), key=lambda row: row.words)[::1]
    assert (label.words, home.words) == ("=HYPERLINK(2)", filled[1][1])
    texts = {text.key: text for part in texts_of(form(), "cy") for text in part.texts}
    assert (texts[label.key].english, texts[home.key].english) == (LABEL, "Home")
    assert problems_of([label, home], texts) == []


def test_what_is_no_sheet_is_refused_and_what_is_wrong_is_said_by_its_line():
    header = ",".join(COLUMNS)
    for data, words in (
        (b"x" * (MOST_BYTES + 1), "larger than 2 MB"),
        ("Tŷ".encode("latin-1", "replace") + b"\xff", "no text in UTF-8"),
        (b"a,b\n1,2\n", "names no column “id”"),
        (b"", "names no column “id”"),
        (f'{header}\n"open'.encode(), "Line 2 cannot be read"),
        (f"{header}\na\0b".encode(), "no sheet"),
        (header.encode("utf-16"), "no text in UTF-8"),
        (f"{header}{',' * 1_000_000}\n".encode() + b"a\n" * MOST_ROWS, "more than 50 columns"),
        (f"{header}\na,b,c,d,e,f".encode(), "Line 2: the sheet is for the language “”, this page for “cy”"),
        (sheet_with(("Home", "Dom"), language="pl"), "the sheet is for the language “pl”, this page for “cy”"),
        (f"{header}\n{'x' * 200_000}".encode(), "cannot be read"),
        (f"{header}\n{'a,b,c,d,e,f,cy' + chr(10)}".encode() + b"a,b,c,d,e,f,cy\n" * MOST_ROWS, "more than 5,000 lines"),
    ):
        begun = time.thread_time()
        with pytest.raises(SheetRefused, match=words):
            read_sheet(data, "cy")
        assert time.thread_time() - begun < 1, words
    texts = {text.key: text for part in texts_of(form(), "cy") for text in part.texts}
    filled = ((HINT, "Faint?"), ("Home", "{x}"), ("The rest", "y" * (LONGEST + 1)))
    rows = read_sheet(sheet_with(*filled), "cy")
    assert sorted(str(each).partition(": ")[2] for each in problems_of([*rows, rows[0]], texts)) == sorted(
        [
            "keep {amount} as it is.", "leave out what is in { }.", "shorten this to 6,000 letters.",
            "its text is in the file twice.", str(problems_of(rows[:1], texts)[0]).partition(": ")[2],
        ]
    )  # fmt: skip


@pytest.fixture
def browser(omar):
    draft_of(omar)
    return browser_of(omar)


def bring(browser, rows: list[dict[str, str]]):
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return browser.post(
        reverse("studio:bring_translations", args=[FSM, "pl"]),
        {"file": SimpleUploadedFile("pl.csv", out.getvalue().encode())},
    )


def test_a_sheet_goes_out_and_back_and_what_somebody_wrote_meanwhile_stays(browser, omar):
    page = browser.get(reverse("studio:language", args=[FSM, "pl"])).content.decode()
    assert reverse("studio:bring_translations", args=[FSM, "pl"]) in page
    answer = browser.get(reverse("studio:translations", args=[FSM, "pl"]))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = rows_of(answer.content.decode())
    one, two, three = (rows[place] | {"translation": f"Po polsku {place}"} for place in range(3))
    english = [read_inert(row["english"]) for row in (one, two, three)]

    wrong = bring(browser, [one, two | {"translation": "{nobody}"}])
    assert wrong.status_code == 422
    assert "Line 3: " in wrong.content.decode()
    assert "pl" not in FormDraft.objects.get().source.get("translations", {}), "all of it or none"

    parameters = {"language": "pl", "translations": {english[1]: "Inne"}}
    edit_draft(slug=FSM, operation="set_translations", parameters=parameters, by=omar)
    mixed = bring(browser, [one, two, three | {"id": "0" * 24, "translation": "Nieznane"}, rows[3]])
    said = mixed.content.decode()
    assert mixed.status_code == 409
    for words in ("1 translation is saved", "Inne", "Po polsku 1", "Nieznane"):
        assert words in said
    known = FormDraft.objects.get().source["translations"]["pl"]
    assert known == {english[0]: "Po polsku 0", english[1]: "Inne"}
    assert bring(browser, [three]).url == reverse("studio:language", args=[FSM, "pl"])
    assert FormDraft.objects.get().source["translations"]["pl"][english[2]] == "Po polsku 2"
    assert browser.get(reverse("studio:bring_translations", args=[FSM, "xx"])).status_code == 404
