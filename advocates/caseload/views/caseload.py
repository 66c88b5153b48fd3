"""The lists of the caseload, and whether its daily e-mail comes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.sessions import staff_required
from advocates.caseload.actions.telling import want_digest
from advocates.caseload.forms import SearchForm
from advocates.caseload.presenters import caseload as presenters
from advocates.caseload.presenters.for_you import for_you
from advocates.caseload.readers import caseload as readers
from advocates.caseload.readers.cases import manages_cases, require_caseload
from advocates.caseload.readers.wishes import wishes_and_news
from advocates.models import CaseTask
from core.crypto import CannotDecrypt, decrypt, encrypt

# The name that is looked for is kept in the session, encrypted: no address has one.
KEPT = "caseload_name"
UNPROCESSABLE = 422


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def caseload(request: HttpRequest) -> HttpResponse:
    """Whom the reader, their team and everybody work with, what waits, and since when."""
    require_caseload(request.actor)
    form = SearchForm(request.POST) if request.method == "POST" else SearchForm(initial=_kept(request))
    if request.method == "POST" and form.is_valid():
        name = "" if "clear" in request.POST else form.cleaned_data["name"]
        request.session[KEPT] = encrypt(name, context=KEPT).hex()
        return redirect(f"{reverse('advocates:caseload')}?{presenters.query_of(wanted_in(request, request.GET))}")
    return render(request, "caseload/list.html", _page(request, form), status=UNPROCESSABLE if form.errors else 200)


def _kept(request: HttpRequest) -> dict[str, str]:
    try:
        return {"name": decrypt(bytes.fromhex(request.session.get(KEPT, "")), context=KEPT)}
    except (CannotDecrypt, ValueError):
        return {"name": ""}


def wanted_in(request: HttpRequest, asked: QueryDict) -> readers.CaseloadFilter:
    """What is asked for in an address or a form, and the name that is kept."""
    tabs = readers.tabs_for(request.actor)
    first = readers.Tab.ALL if manages_cases(request.actor) else readers.Tab.MINE
    tab, waits, sort = asked.get("tab", ""), asked.get("waits", ""), asked.get("sort", "")
    return readers.CaseloadFilter(
        tab=tab if tab in tabs else first.value,
        waits=waits if waits in CaseTask.Kind.values else "",
        sort=sort if sort in readers.Sort.values else readers.Sort.WAITING.value,
        name=_kept(request)["name"],
    )


def _page(request: HttpRequest, form: SearchForm) -> dict[str, Any]:
    actor, wanted, now = request.actor, wanted_in(request, request.GET), timezone.localtime()
    near = readers.near(actor)
    counts = readers.count_by_tab(actor, near)
    found = readers.caseload(actor, wanted, near)
    pages = Paginator(found, readers.ROWS)
    if not (wanted.waits or wanted.name):
        # As many as the list says: they need not be counted again.
        pages.count = counts[wanted.tab]
    page = pages.get_page(request.GET.get("page"))
    cases = list(page.object_list)
    wants_digest, has_steps, is_back = wishes_and_news(actor, now)
    is_whole = not (wanted.waits or wanted.name) and page.number == 1
    return {
        "form": form,
        "tabs": presenters.tab_links(counts, wanted, actor),
        "waits": presenters.waits_links(wanted),
        "sorts": presenters.sort_links(wanted),
        "columns": presenters.columns(),
        "rows": presenters.rows(cases, readers.tasks_shown(actor, cases), now),
        "page": page,
        "query": presenters.query_of(wanted) + "&",
        "empty": presenters.empty_words(wanted),
        "is_searched": bool(wanted.name),
        "is_filtered": bool(wanted.waits) or wanted.sort != readers.Sort.WAITING,
        "manages": manages_cases(actor),
        "sets_teams": actor.manages_organisation,
        "wants_digest": wants_digest,
        **(for_you(actor.membership, now, has_steps=has_steps, is_back=is_back) if is_whole else {}),
        "nav": "caseload",
    }


@staff_required
@require_POST
def digest(request: HttpRequest) -> HttpResponse:
    """Have the daily e-mail, or not."""
    wanted = request.POST.get("wanted") == "yes"
    want_digest(wanted=wanted, by=request.actor)
    messages.success(
        request, _("You get the daily e-mail.") if wanted else _("You do not get the daily e-mail any more.")
    )
    return redirect("advocates:caseload")
