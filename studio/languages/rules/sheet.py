"""Translations of a form as a sheet: CSV that a translator fills in with any program, and that comes back as it was.

A program for sheets takes a cell that begins with certain letters for a formula: such a cell begins with an apostrophe
in the file, and that one goes again when the file is read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.rules.messages import Phrase, say
from core.rules.typed import inert, read_inert
from studio.languages.rules import Text, TextsOfPart
from studio.rules.operations.words import placeholders

MEGA = 1024 * 1024
MOST_BYTES, MOST_ROWS, LONGEST = 2 * MEGA, 5000, 6000
# A few more than are written: each row is put beside every name of the first line, however many those are.
MOST_COLUMNS = 50
ID, ENGLISH, OLD, WORDS, SEEN, LANGUAGE = "id", "english", "out of date", "translation", "seen", "language"
COLUMNS = (ID, "what", ENGLISH, OLD, WORDS, SEEN, LANGUAGE)


@dataclass(frozen=True)
class Row:
    """One line with a translation: the key of its text, and the digest of what was there when the file was made."""

    line: int
    key: str
    words: str
    seen: str


class SheetRefused(ValueError):
    """The file is no such sheet; `why` has a sentence for each line that is wrong."""

    def __init__(self, *why: Phrase) -> None:
        super().__init__("\n".join(map(str, why)))
        self.why = why


def sheet_of(parts: Iterable[TextsOfPart], names: Mapping[str, str], language: str) -> str:
    """The texts without a translation, each once, and the one that is out of date. names: of what a text is by kind."""
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    texts = {text.key: text for part in parts for text in part.texts if not text.translation}
    for text in texts.values():
        cells = (text.key, names[text.kind], text.english, text.outdated, "", text.seen, language)
        writer.writerow(map(inert, cells))
    # Without the mark, a program for sheets does not take it for UTF-8.
    return "\ufeff" + written.getvalue()


def read_sheet(data: bytes, language: str) -> list[Row]:
    """The lines that have a translation. Raises SheetRefused, also for a sheet of another language."""
    if len(data) > MOST_BYTES:
        raise SheetRefused(say("The file is larger than %(most)s MB.", most=MOST_BYTES // MEGA))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SheetRefused(say("The file is no text in UTF-8. Save it as “CSV UTF-8”.")) from error
    if "\0" in text:
        raise SheetRefused(say("The file is no sheet."))
    first = re.split(r"[\r\n]", text, maxsplit=1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return list(_rows(reader, language))
    except csv.Error as error:
        raise SheetRefused(say("Line %(line)s cannot be read.", line=reader.reader.line_num)) from error


def _rows(reader: csv.DictReader[str], language: str) -> Iterable[Row]:
    columns = reader.fieldnames or ()
    if len(columns) > MOST_COLUMNS:
        raise SheetRefused(say("The file has more than %(most)s columns.", most=MOST_COLUMNS))
    missing = [name for name in (ID, WORDS, SEEN, LANGUAGE) if name not in columns]
    if missing:
        raise SheetRefused(say("The first line names no column “%(name)s”.", name=missing[0]))
    for number, cells in enumerate(reader):
        if number >= MOST_ROWS:
            raise SheetRefused(say("The file has more than %(most)s lines.", most=MOST_ROWS))
        key, words, seen, of = (read_inert(cells.get(name) or "") for name in (ID, WORDS, SEEN, LANGUAGE))
        if not words.strip():
            continue
        if of.strip() != language:
            names = {"line": reader.line_num, "theirs": of.strip()[:20], "ours": language}
            why = say("Line %(line)s: the sheet is for the language “%(theirs)s”, this page for “%(ours)s”.", **names)
            raise SheetRefused(why)
        yield Row(reader.line_num, key.strip(), words, seen.strip())


def problems_of(rows: Iterable[Row], texts: Mapping[str, Text]) -> list[Phrase]:
    """What is wrong with the words of lines, each by its number."""
    found: list[Phrase] = []
    seen: set[str] = set()
    for row in rows:
        text = texts.get(row.key)
        if row.key in seen:
            found.append(say("Line %(line)s: its text is in the file twice.", line=row.line))
        seen.add(row.key)
        if len(row.words) > LONGEST:
            found.append(say("Line %(line)s: shorten this to %(most)s letters.", line=row.line, most=LONGEST))
        if text is None or placeholders(row.words) == placeholders(text.english):
            continue
        names = ", ".join(sorted(placeholders(text.english)))
        if names:
            found.append(say("Line %(line)s: keep %(names)s as it is.", line=row.line, names=names))
        else:
            found.append(say("Line %(line)s: leave out what is in { }.", line=row.line))
    return found
