"""The council's calculator: which one, the connection to it, and how the last exchanges went."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.sessions import staff_required
from accounts.throttling import throttled
from estimates.actions import engines
from estimates.actions.engine_choice import EMBEDDED
from estimates.forms.engines import EngineForm
from estimates.models import EngineAccount
from estimates.presenters import engines as engine_content
from estimates.readers import engines as engine_readers

UNPROCESSABLE = 422


@staff_required
@require_http_methods(["GET", "POST"])
def engine_settings(request: HttpRequest) -> HttpResponse:
    """Choose the calculator; see how it did."""
    account = engine_readers.account_for(request.actor)
    if request.method == "GET":
        return _draw(request, EngineForm(account=account, initial=_initial(account)))
    form = EngineForm(request.POST, account=account)
    if not form.is_valid():
        return _draw(request, form, status=UNPROCESSABLE)
    engines.choose_engine(**form.cleaned_data, by=request.actor)
    messages.success(request, _("The calculator is set. Estimates that are asked for from now on use it."))
    return redirect("estimates:engine_settings")


@staff_required
@throttled(group="try-engine", rate="10/m")
@require_POST
def try_engine(request: HttpRequest) -> HttpResponse:
    """Ask the service about a household that does not exist, and show how it went."""
    try:
        trial = engines.try_connection(by=request.actor)
    except engines.NoAccount:
        messages.error(request, _("There is no service to try yet. Save its address and key first."))
        return redirect("estimates:engine_settings")
    account = engine_readers.account_for(request.actor)
    form = EngineForm(account=account, initial=_initial(account))
    return _draw(request, form, trial=engine_content.trial_content(trial))


def _initial(account: EngineAccount | None) -> dict[str, Any]:
    if account is None:
        return {"engine": EMBEDDED}
    return {"engine": account.engine if account.is_active else EMBEDDED, "base_url": account.base_url}


def _draw(
    request: HttpRequest, form: EngineForm, *, trial: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    state = engine_readers.engine_state(request.actor)
    context = {
        "form": form,
        "account": state.account,
        "trial": trial,
        "table": engine_content.exchange_table(state),
        "counts": engine_content.outcome_counts(state),
        "nav": "settings",
    }
    return render(request, "estimates/engine_settings.html", context, status=status)
