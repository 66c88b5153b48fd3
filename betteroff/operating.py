"""The operator's pages on the platform's own host: councils, health, what waits and what failed, in numbers only."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.actions.councils import close_council, reopen_council
from accounts.models import Council
from accounts.sessions import operator_required
from betteroff import presenters, readers
from betteroff.actions import retry_failed_work
from betteroff.forms import CloseForm
from betteroff.health import look
from core.tenancy import council_scope


@never_cache
@require_GET
@operator_required
def home(request: HttpRequest) -> HttpResponse:
    """Every council in numbers, the health checks with their age, work that waits and work that was given up."""
    figures, now = [readers.figures_of(each) for each in readers.every_council()], timezone.now()
    context = {
        "councils": figures,
        "checks": presenters.checks_shown(look()),
        "waiting": presenters.work_shown(figures, "waiting", now),
        "failed": presenters.work_shown(figures, "failed", now),
        "now": now,
        "nav": "operator",
    }
    return render(request, "operator/home.html", context)


def _council_or_404(slug: str) -> Council:
    found = next((each for each in readers.every_council() if each.slug == slug), None)
    if found is None:
        raise Http404
    return found


@never_cache
@require_GET
@operator_required
def council(request: HttpRequest, slug: str) -> HttpResponse:
    """One council: its numbers, what it lacks, and how to close it or open it again."""
    return _draw_council(request, _council_or_404(slug), CloseForm())


def _draw_council(request: HttpRequest, shown: Council, form: CloseForm) -> HttpResponse:
    gaps = readers.gaps_of(shown, timezone.localdate())
    context = {
        "shown": shown,
        "figures": readers.figures_of(shown),
        "gaps": presenters.gaps_shown(gaps),
        "form": form,
        "back_url": reverse("operator:home"),
        "nav": "operator",
    }
    return render(request, "operator/council.html", context, status=422 if form.errors else 200)


@require_POST
@operator_required
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Close a council, with what people are told."""
    found, form = _council_or_404(slug), CloseForm(request.POST)
    if not form.is_valid():
        return _draw_council(request, found, form)
    texts = {name: form.cleaned_data[name] for name in ("message", "message_cy")}
    close_council(council_id=found.pk, by=request.actor.acting_on(found), **texts)
    messages.success(request, _("%(council)s is closed.") % {"council": found.name})
    return redirect("operator:council", slug)


@require_POST
@operator_required
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a closed council again."""
    found = _council_or_404(slug)
    reopen_council(council_id=found.pk, by=request.actor.acting_on(found))
    messages.success(request, _("%(council)s is open.") % {"council": found.name})
    return redirect("operator:council", slug)


@require_POST
@operator_required
def retry(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Try again what was given up of one kind in one council."""
    found = _council_or_404(slug)
    if kind not in readers.due_work_kinds():
        raise Http404
    with council_scope(found.pk):
        number = retry_failed_work(kind=kind, by=request.actor.acting_on(found))
    told = ngettext("%(number)s piece of work is tried again.", "%(number)s pieces of work are tried again.", number)
    messages.success(request, told % {"number": number})
    return redirect("operator:home")
