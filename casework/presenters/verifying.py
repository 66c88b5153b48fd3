"""What is said beside an answer that staff verified."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.models import Verification
from casework.readers.verifying import Place, verified_in
from claims.models import Claim
from claims.presenters.submission import AnswerRow, AnswerSection, Entry


def verified_words(verification: Verification) -> str:
    """Against what, when and by whom."""
    return _("Verified on %(day)s by %(name)s. %(against)s: %(words)s") % {
        "day": date_format(timezone.localtime(verification.at), "j F Y"),
        "name": verification.by_label,
        "against": verification.get_against_display(),
        "words": verification.words,
    }


def with_verified(claim: Claim, sections: list[AnswerSection]) -> list[AnswerSection]:
    """These sections, each answer that is verified with the words of that."""
    found = {place: verified_words(each) for place, each in verified_in(claim).items()}
    if not found:
        return sections
    return [replace(section, rows=_rows(section.rows, found)) for section in sections]


def _rows(rows: list[AnswerRow], found: Mapping[Place, str], entry: int = 0) -> list[AnswerRow]:
    return [
        replace(row, verified=found.get((row.key, entry), ""), entries=_entries(row.entries, found)) for row in rows
    ]


def _entries(entries: list[Entry], found: Mapping[Place, str]) -> list[Entry]:
    return [replace(each, rows=_rows(each.rows, found, number)) for number, each in enumerate(entries, start=1)]
