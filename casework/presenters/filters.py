"""The lists that somebody keeps, above the work list."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from accounts.actors import Actor
from casework.forms.work_list import WorkListForm
from casework.models import SavedFilter
from casework.readers.filters import COUNTED, MOST_COUNTED, count_lists
from casework.readers.owning import Whose, of_whom
from casework.readers.work_list import in_stage, work_list
from claims.models import Claim, ClaimStatus
from core.crypto import CannotDecrypt


def kept_lists(
    kept: list[SavedFilter], actor: Actor, statuses: list[ClaimStatus], titles: list[tuple[str, str]]
) -> list[dict[str, Any]]:
    """The name and address of each, the first few with the number of their claims. One query, none without lists."""
    counts: list[int | None] = [
        *count_lists([_claims(each, actor, statuses, titles) for each in kept[:COUNTED]], actor)
    ]
    counts += [None] * (len(kept) - len(counts))
    return [
        {
            "name": each.name,
            "url": reverse("casework:open_filter", args=[each.public_id]),
            "count": f"{MOST_COUNTED}+" if count == MOST_COUNTED else count,
        }
        for each, count in zip(kept, counts, strict=True)
    ]


def _claims(
    kept: SavedFilter, actor: Actor, statuses: list[ClaimStatus], titles: list[tuple[str, str]]
) -> QuerySet[Claim]:
    try:
        search = QueryDict(kept.search())
    except CannotDecrypt:
        return Claim.objects.none()
    form, place = WorkListForm(search, statuses=statuses, titles=titles), QueryDict(kept.place)
    form.is_valid()
    whose = place.get("whose", "")
    claims = of_whom(work_list(actor, form.wanted()), whose if whose in Whose.values else Whose.ANYBODYS.value, actor)
    return in_stage(claims, place.get("stage", ClaimStatus.Stage.NEW.value), statuses)
