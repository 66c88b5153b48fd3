"""One check of a claim as a page: the answers, papers and figures beside it, and what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from accounts.sessions import staff_required
from casework.actions.progress import record_opening
from casework.deciding.actions.checking import IsDecided, NotSigned, TaskMoved, save_finding
from casework.deciding.forms.checking import CheckForm, as_typed
from casework.deciding.presenters import case as content
from casework.deciding.readers.case import Case, case_for
from casework.models import Task
from casework.presenters.claim import estimate_summary
from estimates.models import Estimate
from estimates.readers.estimates import latest_estimate

CONFLICT, UNPROCESSABLE = 409, 422


@staff_required
@require_http_methods(["GET", "POST"])
def check_claim(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Say what came of one check, then go to the next that is open. Whoever comes second is told who was first."""
    case = case_for(request.actor, reference)
    check = case.check(key)
    if request.method == "GET":
        record_opening(claim=case.claim, by=request.actor)
        initial = as_typed(case.tasks.get(key)) | {"claim": case.claim.public_id}
        return _draw(request, case, check, CheckForm(check=check, initial=initial))
    form = CheckForm(request.POST, check=check)
    if not form.is_valid():
        return _draw(request, case, check, form, status=UNPROCESSABLE)
    if form.cleaned_data["claim"] != case.claim.public_id:
        raise Http404
    based_on = form.cleaned_data["based_on"]
    try:
        save_finding(reference=reference, key=key, finding=form.finding, based_on=based_on, by=request.actor)
    except TaskMoved as moved:
        typed = request.POST.copy()
        typed["based_on"] = str(moved.task.version)
        return _draw(request, case, check, CheckForm(typed, check=check), moved=moved.task, status=CONFLICT)
    except NotSigned:
        form.add_error("result", _("The partner has not signed. Write the signature down first, on the claim’s page."))
        return _draw(request, case, check, form, status=UNPROCESSABLE)
    except IsDecided:
        return _draw(request, case, check, form, status=CONFLICT)
    messages.success(request, _("“%(check)s” is saved.") % {"check": check["title"]})
    return redirect(_next(case_for(request.actor, reference), key))


def _next(case: Case, key: str) -> str:
    """The next check that is open, or the decision when none is."""
    following = case.open_after(key)
    if following is None:
        return reverse("casework:decide", args=[case.claim.reference])
    return reverse("casework:check_claim", args=[case.claim.reference, following])


def _draw(
    request: HttpRequest, case: Case, check: dict[str, Any], form: CheckForm, *, moved: Task | None = None, status=200
) -> HttpResponse:
    claim = case.claim
    estimate = latest_estimate(claim) if check["about_money"] else None
    is_ready = estimate is not None and estimate.state == Estimate.State.READY
    context = {
        "claim": claim,
        "check": check,
        "rows": content.check_rows(case),
        "task": case.tasks.get(check["key"]),
        "live": case.live,
        "form": form,
        "moved": moved,
        "moved_why": content.reasons_of(check, moved) if moved else "",
        "sections": content.answers_beside(claim, check),
        "papers": content.papers_beside(claim, check),
        "may_verify": request.actor.may(Permission.CLAIM_PROGRESS),
        "may_show": request.actor.may(Permission.CLAIM_SHOW_HIDDEN),
        "estimate": estimate,
        "estimate_summary": estimate_summary(estimate) if is_ready else None,
        "back_url": reverse("casework:staff_claim", args=[claim.reference]),
        "nav": "work",
    }
    return render(request, "casework/deciding/check_claim.html", context, status=status)
