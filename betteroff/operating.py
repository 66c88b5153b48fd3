"""The operator's pages on the platform's own host: councils, health, what waits and what failed, in numbers only."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.actions.councils import close_council, reopen_council
from accounts.door import TooManyMessages
from accounts.models import Council
from accounts.permissions import Role
from accounts.sessions import operator_required
from accounts.staffing.actions.factor_resets import agree_factor_reset
from accounts.staffing.actions.inviting import WorksHere, invite_staff
from accounts.staffing.presenters import why_not_invited
from accounts.staffing.readers import resets_for_operator
from betteroff import presenters, readers
from betteroff.actions import found_council, retry_failed_work
from betteroff.forms import AdminForm, CloseForm, CouncilForm
from betteroff.health import look
from core.mail import MessageNotSent
from core.tenancy import council_scope


@never_cache
@require_GET
@operator_required
def home(request: HttpRequest) -> HttpResponse:
    """Every council in numbers, health checks with their age, alerts, work that waits and work that was given up."""
    figures, now = [readers.figures_of(each) for each in readers.every_council()], timezone.now()
    context = {
        "councils": figures,
        "checks": presenters.checks_shown(look()),
        "alerts": presenters.alerts_shown(readers.alerts()),
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


def _draw_council(
    request: HttpRequest, shown: Council, form: CloseForm, invite: AdminForm | None = None
) -> HttpResponse:
    invite = invite or AdminForm()
    with council_scope(shown.pk):
        resets = resets_for_operator()
    gaps = readers.gaps_of(shown, timezone.localdate())
    context = {
        "shown": shown,
        "figures": readers.figures_of(shown),
        "gaps": presenters.gaps_shown(gaps),
        "form": form,
        "invite_form": invite,
        "resets": resets,
        "outside": [] if shown.is_open else presenters.address_needs(shown),
        "back_url": reverse("operator:home"),
        "nav": "operator",
    }
    return render(request, "operator/council.html", context, status=422 if form.errors or invite.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@operator_required
def add(request: HttpRequest) -> HttpResponse:
    """A council that joins: what only the operator knows of it, and its first admin, who sets up the rest."""
    form = CouncilForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            added = found_council(**form.cleaned_data, operator=request.actor)
        except ValidationError as error:
            for name, texts in error.message_dict.items():
                form.add_error(name if name in form.fields else None, texts)
        except (WorksHere, TooManyMessages, MessageNotSent) as refusal:
            form.add_error("email", why_not_invited(refusal))
        else:
            messages.success(request, _("%(council)s is added. Its admin got a link.") % {"council": added.name})
            return redirect("operator:council", added.slug)
    context = {"form": form, "back_url": reverse("operator:home"), "nav": "operator"}
    return render(request, "operator/add.html", context, status=422 if form.errors else 200)


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
def invite_admin(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask somebody by e-mail to be an admin of a council."""
    found, form = _council_or_404(slug), AdminForm(request.POST)
    if form.is_valid():
        try:
            with council_scope(found.pk):
                invite_staff(**form.cleaned_data, roles=[Role.ADMIN], by=request.actor.acting_on(found))
        except (WorksHere, TooManyMessages, MessageNotSent) as refusal:
            form.add_error("email", why_not_invited(refusal))
        else:
            messages.success(request, _("We sent a link to %(email)s.") % {"email": form.cleaned_data["email"]})
            return redirect("operator:council", slug)
    return _draw_council(request, found, CloseForm(), form)


@require_POST
@operator_required
def agree_reset(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Agree, as the second person, that somebody at a council with one admin gets a new second factor."""
    found = _council_or_404(slug)
    try:
        with council_scope(found.pk):
            agree_factor_reset(public_id=public_id, by=request.actor.acting_on(found))
    except (MessageNotSent, TooManyMessages):
        messages.warning(
            request, _("We could not send the link just now. Nothing changed. Try again in a few minutes.")
        )
    else:
        messages.success(request, _("Agreed. They got a link by email and set up a new second step."))
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
