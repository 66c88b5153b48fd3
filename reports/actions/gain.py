"""Writing down that figures of monetary gain left the platform."""

from __future__ import annotations

from django.db import transaction

from accounts import audit
from accounts.actors import Actor
from reports.readers.gain import GainFilter, GainReport, gain_report, may_download


@transaction.atomic
def download_gain(*, table: str, wanted: GainFilter, by: Actor) -> GainReport:
    """The report for a download of one of its tables, written down: which table, of which period, by whom.

    Raises Http404, PermissionDenied.
    """
    may_download(by, table)
    report = gain_report(by, wanted)
    period = {name: day.isoformat() for name in ("sent_from", "sent_to") if (day := getattr(wanted, name))}
    audit.record("claims.gain.downloaded", by=by, detail={"table": table, "count": wanted.count, **period})
    return report
