"""What the pages of an act on many cases show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from advocates.caseload.presenters.caseload import name_of
from advocates.caseload.readers.batches import counts_of, left_in
from advocates.models import Case, CaseBatch, CaseBatchRow, WhyCaseLeft


def in_words(batch: CaseBatch) -> str:
    """What is done with each of its cases."""
    if batch.act == CaseBatch.Act.MESSAGE:
        return _("A message that they read in their account")
    return _("Their contact: %(name)s") % {"name": batch.to_label or _("nobody for now")}


def preview(batch: CaseBatch, cases: list[Case], why: Mapping[int, str]) -> dict[str, Any]:
    """How many cases would change, and of the others how many for each reason, and which."""
    reasons = [
        {"why": WhyCaseLeft(each).label, "number": number} for each, number in Counter(why.values()).most_common()
    ]
    left = [_left(case, WhyCaseLeft(why[case.pk]).label) for case in cases if case.pk in why]
    return {"what": in_words(batch), "would": batch.rows.count() - len(why), "reasons": reasons, "left": left}


def progress(batch: CaseBatch, actor: Actor) -> dict[str, Any]:
    """How far it is, and which cases were left as they were, with why."""
    counts = counts_of(batch)
    to_do = counts[CaseBatchRow.Result.TO_DO]
    left = [_left(row.case, row.get_why_display()) for row in left_in(batch, actor)]
    return {
        "what": in_words(batch),
        "all": sum(counts.values()),
        "done": counts[CaseBatchRow.Result.DONE],
        "to_do": to_do,
        "left": left,
        # Of whom they may read nothing any more.
        "over": counts[CaseBatchRow.Result.LEFT] - len(left),
        "is_over": to_do == 0 or batch.state == CaseBatch.State.FAILED,
    }


def _left(case: Case, why: str) -> dict[str, str]:
    return {"name": name_of(case), "url": reverse("advocates:case", args=[case.public_id]), "why": str(why)}
