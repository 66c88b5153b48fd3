"""What is said beside an answer that staff verified."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.forms.verifying import VerifyForm
from casework.models import Against, Verification
from casework.readers.verifying import places_to_verify, verified_in
from claims.models import Claim
from claims.presenters.submission import AnswerRow, AnswerSection


def verified_words(verification: Verification) -> str:
    """Against what, when and by whom."""
    return _("Verified on %(day)s by %(name)s. %(against)s: %(words)s") % {
        "day": date_format(timezone.localtime(verification.at), "j F Y"),
        "name": verification.by_label,
        "against": verification.get_against_display(),
        "words": verification.words,
    }


def typed_words(form: VerifyForm) -> str:
    """What somebody typed into a form that was right and not saved: against what, and which; else ""."""
    if not form.is_bound or form.errors:
        return ""
    return f"{Against(form.cleaned_data['against']).label}: {form.cleaned_data['words']}"


def with_verified(claim: Claim, sections: list[AnswerSection]) -> list[AnswerSection]:
    """These sections, each answer with the words of its verification, and with whether it can be verified."""
    found = {place: verified_words(each) for place, each in verified_in(claim).items()}
    places = places_to_verify(claim)

    def rows(of: list[AnswerRow], entry: int = 0) -> list[AnswerRow]:
        return [
            replace(
                row,
                verified=found.get((row.key, entry), ""),
                can_verify=(row.key, entry) in places,
                entries=[replace(each, rows=rows(each.rows, number)) for number, each in enumerate(row.entries, 1)],
            )
            for row in of
        ]

    return [replace(section, rows=rows(section.rows)) for section in sections]
