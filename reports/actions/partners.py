"""Writing down that figures of partners left the platform."""

from __future__ import annotations

from django.db import transaction

from accounts import audit
from accounts.actors import Actor
from reports.readers.partners import PartnersFilter, PartnersReport, partners_report


@transaction.atomic
def download_partners(*, wanted: PartnersFilter, by: Actor) -> PartnersReport:
    """The figures for a download, written down: of which period, by what. Raises Http404, PermissionDenied."""
    report = partners_report(by, wanted)
    detail = {"by": wanted.by, "first": wanted.first.isoformat(), "last": wanted.last.isoformat()}
    audit.record("advocates.figures.downloaded", by=by, detail=detail)
    return report
