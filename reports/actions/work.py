"""Writing down that figures of the council's work left the platform."""

from __future__ import annotations

from django.db import transaction

from accounts import audit
from accounts.actors import Actor
from reports.readers.work import WorkFilter, WorkReport, work_report


@transaction.atomic
def download_work(*, wanted: WorkFilter, by: Actor) -> WorkReport:
    """The figures for a download, written down: of which period, by what. Raises Http404, PermissionDenied."""
    report = work_report(by, wanted)
    detail = {"by": wanted.by, "first": wanted.first.isoformat(), "last": wanted.last.isoformat()}
    audit.record("claims.work.downloaded", by=by, detail=detail)
    return report
