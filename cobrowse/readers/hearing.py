"""What was heard of a person: when their pages said last that they are open, and what they said that is not seen."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from cobrowse.models import HelpEvent, HelpRequest


def with_heard(requests: QuerySet[HelpRequest]) -> QuerySet[HelpRequest]:
    """The same with what `heard_of` needs: the pages of a form that is shared are heard of on a line of their own."""
    shared = FilteredRelation("shared_forms", condition=Q(shared_forms__ended_at__isnull=True))
    return requests.annotate(shared=shared).annotate(
        form_here_at=F("shared__resident_here_at"), form_beats=F("shared__resident_beats")
    )


def heard_of(request: HelpRequest) -> tuple[dt.datetime | None, bool]:
    """When any page of the person's was last heard of, None for never, and whether it is one that says by itself that
    it is open. Of a request that was read without `with_heard`, the pages of its conversation only.
    """
    here_at, form_here_at = request.resident_here_at, getattr(request, "form_here_at", None)
    if form_here_at is None or (here_at is not None and here_at > form_here_at):
        return here_at, request.resident_asks
    return form_here_at, request.form_beats


def with_unread(requests: QuerySet[HelpRequest]) -> QuerySet[HelpRequest]:
    """The same with `unread`: whether the person wrote or gave something that their adviser has not seen."""
    wrote = Q(kind__in=HelpEvent.SAID_OR_GIVEN) | Q(kind=HelpEvent.Kind.ASKED, secret__isnull=False)
    events = HelpEvent.objects.filter(
        wrote, request=OuterRef("pk"), by=HelpEvent.By.RESIDENT, number__gt=OuterRef("adviser_saw")
    )
    return requests.annotate(unread=Exists(events))
