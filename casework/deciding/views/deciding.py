"""Deciding a claim: what, the letter as it will be, then yes; and what can be done with a decision afterwards."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.keeping.form_owners import FIELD as FORM_OWNER
from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from casework.deciding.actions import deciding as actions
from casework.deciding.actions.checking import IsDecided
from casework.deciding.forms.deciding import DecisionForm, UndoForm
from casework.deciding.presenters import case as content
from casework.deciding.readers.case import Case, case_for, case_of, decision_for, handed_over, wants_second_person
from casework.deciding.readers.letters import letter_of
from casework.deciding.rules.letter import RECALL_FOR
from casework.models import Decision

CONFLICT, UNPROCESSABLE = 409, 422
OVERVIEW = "casework:decision"


@staff_required
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what is decided, see the letter exactly as it will be, then decide."""
    case = case_for(request.actor, reference)
    if request.method == "GET":
        if case.live is not None:
            return redirect(OVERVIEW, reference, case.live.public_id)
        initial = {"claim": case.claim.public_id, "based_on": case.version}
        return _draw(request, case, DecisionForm(case=case, initial=initial))
    form = DecisionForm(request.POST, case=case)
    if not form.is_valid():
        return _draw(request, case, form, status=UNPROCESSABLE)
    if form.cleaned_data["claim"] != case.claim.public_id:
        raise Http404
    # The same decision may come twice: its action knows it again.
    if form.cleaned_data["based_on"] != case.version and not (case.live and "confirm" in request.POST):
        return _draw_moved(request, case)
    if "change" in request.POST:
        return _draw(request, case, form)
    if "confirm" not in request.POST:
        return _draw_preview(request, case, form)
    return _confirm(request, case, form)


def _confirm(request: HttpRequest, case: Case, form: DecisionForm) -> HttpResponse:
    reference, given = case.claim.reference, request.POST.get("sha256", "")
    said = {"proposal": form.proposal, "based_on": form.cleaned_data["based_on"], "sha256": given}
    try:
        decision = actions.make_decision(reference=reference, **said, by=request.actor)
    except (actions.CaseMoved, IsDecided):
        return _draw_moved(request, case)
    except actions.LetterNotReady:
        return _draw_preview(request, case, form, status=CONFLICT)
    if decision.state == Decision.State.REVIEW:
        messages.success(request, _("It is decided, and drawn for a quality check. Nothing is sent before that."))
    elif decision.needs_check:
        messages.success(request, _("It is decided, and waits for a second person. Nothing is sent before they agree."))
    else:
        messages.success(request, _("It is decided. The letter goes soon; until then you can recall it."))
    return redirect(OVERVIEW, reference, decision.public_id)


def _draw_moved(request: HttpRequest, case: Case) -> HttpResponse:
    """The claim has changed meanwhile: say so, keep what was typed, go on from how it is now."""
    typed = request.POST.copy()
    typed["based_on"] = str(case.version)
    return _draw(request, case, DecisionForm(typed, case=case), moved=True, status=CONFLICT)


def _draw(request: HttpRequest, case: Case, form: DecisionForm, *, moved=False, status: int = 200) -> HttpResponse:
    context = {
        "claim": case.claim,
        "form": form,
        "rows": content.check_rows(case),
        "moved": moved,
        "live": case.live,
        "reopened": case.reopened,
        "back_url": reverse("casework:staff_claim", args=[case.claim.reference]),
        "nav": "work",
    }
    return render(request, "casework/deciding/decide.html", context, status=status)


def _draw_preview(request: HttpRequest, case: Case, form: DecisionForm, *, status: int = 200) -> HttpResponse:
    """The letter itself: what its hash says on this page is what is sent, or nothing is."""
    letter = letter_of(case, form.proposal, request.council)
    left_out = ("csrfmiddlewaretoken", "confirm", "change", "sha256", FORM_OWNER)
    context = {
        "claim": case.claim,
        "letter": letter,
        "posted": [(name, value) for name, values in request.POST.lists() if name not in left_out for value in values],
        "minutes": int(RECALL_FOR.total_seconds() // 60),
        "second_person": wants_second_person(),
        "has_changed": status == CONFLICT,
        "nav": "work",
    }
    return render(request, "casework/deciding/preview.html", context, status=status)


@staff_required
@require_http_methods(["GET", "POST"])
def decision(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    """One decision with its letter, and what can be done with it: agree, give back, recall, open again."""
    found = decision_for(request.actor, reference, public_id)
    if request.method == "GET":
        return _draw_decision(request, found, _undo_form(request, found, initial={"version": found.version}))
    require(request.actor, Permission.CLAIM_PROGRESS)
    form = _undo_form(request, found, request.POST)
    if "agree" in request.POST:
        form.fields["why"].required = False
    if not form.is_valid():
        return _draw_decision(request, found, form, status=UNPROCESSABLE)
    try:
        done = _act(request, reference, public_id, form)
    except actions.OwnDecision:
        messages.warning(
            request, _("You made or checked this decision, so somebody else must look at it. Nothing has changed.")
        )
        return redirect(OVERVIEW, reference, public_id)
    except actions.BeingHandedOver:
        form.add_error("why", _("It is being handed over at this moment. Wait a minute, then send this again"))
        return _draw_decision(request, found, form, status=CONFLICT)
    except actions.HandedOver:
        return _draw_decision(request, decision_for(request.actor, reference, public_id), form, status=CONFLICT)
    except actions.CaseMoved:
        now = decision_for(request.actor, reference, public_id)
        typed = request.POST.copy()
        typed["version"] = str(now.version)
        return _draw_decision(request, now, _undo_form(request, now, typed), moved=True, status=CONFLICT)
    messages.success(request, done)
    return redirect(OVERVIEW, reference, public_id)


def _is_own(request: HttpRequest, found: Decision) -> bool:
    """Whether somebody had a hand in a decision, so that another has to look at it."""
    return request.user.pk in (found.made_by_id, found.checked_by_id)


def _undo_form(request: HttpRequest, found: Decision, *args, **kwargs) -> UndoForm:
    return UndoForm(*args, state=found.state, is_own=_is_own(request, found), **kwargs)


def _act(request: HttpRequest, reference: str, public_id: uuid.UUID, form: UndoForm) -> str:
    """Do what the pressed button says, and return in words what was done."""
    which = {"reference": reference, "public_id": public_id, "version": form.cleaned_data["version"]}
    if "agree" in request.POST:
        decision = actions.agree(**which, by=request.actor)
        if decision.state == Decision.State.REVIEW:
            return _("You agreed. It is drawn for a quality check, and nothing is sent before that.")
        return _("You agreed. The letter goes soon.")
    why = form.cleaned_data["why"]
    if "give_back" in request.POST:
        actions.give_back(**which, why=why, by=request.actor)
        return _("You gave it back. The checks can be changed again.")
    if "reopen" in request.POST:
        actions.reopen(**which, why=why, by=request.actor)
        return _("The claim is open again. The next letter takes the place of this one.")
    actions.recall(**which, why=why, by=request.actor)
    return _("The decision is recalled. Nothing was sent.")


def _draw_decision(
    request: HttpRequest, found: Decision, form: UndoForm, *, moved=False, status: int = 200
) -> HttpResponse:
    claim = found.claim
    context = {
        "claim": claim,
        "decision": found,
        "outcome": content.BY_OUTCOME[found.outcome],
        "exceptions": content.exceptions_of(case_of(claim), found),
        "letter": found.letter,
        "pdf": getattr(found, "pdf", None),
        "form": form,
        "moved": moved,
        "may_progress": request.actor.may(Permission.CLAIM_PROGRESS),
        "is_own": _is_own(request, found),
        "handed_over": handed_over(found) if found.state == Decision.State.SENT else None,
        "to_look_at": found.state in (Decision.State.TO_CHECK, Decision.State.REVIEW),
        "State": Decision.State,
        "back_url": reverse("casework:staff_claim", args=[claim.reference]),
        "nav": "work",
    }
    return render(request, "casework/deciding/decision.html", context, status=status)
