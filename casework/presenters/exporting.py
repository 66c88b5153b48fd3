"""The work list as a file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

from django.utils import timezone

from casework.presenters.claim import urgent_tags, waiting
from casework.presenters.owning import worker_words
from casework.presenters.writing import needs_words
from casework.readers.owning import workers_of
from claims.models import Claim
from claims.readers.acts import needs_read
from claims.readers.answer_store import spec_of
from core.rules.typed import inert

COLUMNS = (
    "reference", "name", "born_on", "form", "status", "who_works_on_it", "needs_us", "cannot_wait", "safe_to_contact",
    "sent_on", "waiting",
)  # fmt: skip


def exported(pages: Iterable[list[Claim]]) -> Iterator[dict[str, str]]:
    """A row for each claim of these pages (`claims_of_page`), of COLUMNS. Neither National Insurance numbers nor bank
    details are in it, nor any other answer.
    """
    for claims in pages:
        workers, needs = workers_of(claims), needs_read(claims)
        for claim in claims:
            sent = claim.submission
            cells = (
                claim.reference,
                sent.name,
                sent.born_on.isoformat() if sent.born_on else "",
                spec_of(claim).data["short_title"],
                claim.status.name,
                worker_words(workers.get(claim.pk)),
                needs_words(needs.get(claim.pk)),
                ", ".join(tag["text"] for tag in urgent_tags(claim)),
                "yes" if claim.resident.safe_to_contact else "no",
                timezone.localdate(claim.submitted_at).isoformat(),
                waiting(claim),
            )
            yield dict(zip(COLUMNS, cells, strict=True))


def as_csv(rows: Iterable[dict[str, str]]) -> str:
    """The rows as CSV with a header, for a spreadsheet: nothing in it is worked out as a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([inert(row[name]) for name in COLUMNS] for row in rows)
    # So that spreadsheets read it as UTF-8.
    return "\ufeff" + out.getvalue()


def as_json(rows: Iterable[dict[str, str]]) -> str:
    """The rows as a JSON list of objects."""
    return json.dumps(list(rows), ensure_ascii=False, indent=1)
