"""The work list as a file, as it was last shown."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from casework.actions.progress import record_export
from casework.presenters.exporting import as_csv, as_json, exported
from casework.readers.work_list import MOST_ROWS, claims_of_page, in_stage
from casework.views.claims import kept_list, kept_search_kinds

# So many claims are read at a time.
A_READ = 500
WRITERS = {"csv": (as_csv, "text/csv; charset=utf-8"), "json": (as_json, "application/json")}


@staff_required
@require_GET
def export_list(request: HttpRequest, kind: str) -> HttpResponse:
    """The list that was last shown with its search, as CSV or JSON; that it was taken away is written down."""
    require(request.actor, Permission.CLAIM_VIEW)
    if kind not in WRITERS:
        raise Http404
    kept = kept_list(request)
    keys = list(in_stage(*kept).values_list("pk", flat=True)[:MOST_ROWS])
    record_export(kind=kind, searched_by=kept_search_kinds(request), number=len(keys), by=request.actor)
    pages = (claims_of_page(request.actor, keys[at : at + A_READ]) for at in range(0, len(keys), A_READ))
    write, content_type = WRITERS[kind]
    response = HttpResponse(write(exported(pages)), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="claims-{timezone.localdate()}.{kind}"'
    return response
