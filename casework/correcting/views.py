"""Asking for a correction, correcting for the claimant, and taking back what was asked."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.keeping.switching import saves_what_is_typed
from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from casework.correcting import actions
from casework.correcting.forms import CorrectionForm
from casework.correcting.presenters import questions_content
from casework.readers.claims import staff_claim_for
from claims.correcting.presenters import ask_words
from claims.correcting.readers import CLAIMANT, OFFICER, any_ask_of, askable
from claims.correcting.views.editing import Pages, check_page, edit_page
from claims.models import Claim, CorrectionAsk
from claims.papers.rules import due_on
from core.asking import ask_first, is_sure

CONFLICT, UNPROCESSABLE = 409, 422
# What follows, by who was to answer.
_TAKEN_BACK = {
    CLAIMANT: gettext_lazy("The claimant reads that it is not needed any more. Your words stay in the record."),
    OFFICER: gettext_lazy("Nothing of it is saved in the claim. The words of why it was begun stay in the record."),
}


@staff_required
@require_http_methods(["GET", "POST"])
def ask_for_correction(request: HttpRequest, reference: str) -> HttpResponse:
    """Pick answers and say why; see what the claimant reads; then it goes."""
    require(request.actor, Permission.CLAIM_PROGRESS)
    claim = staff_claim_for(request.actor, reference)
    known = {"askable": askable(claim), "usual_day": due_on(timezone.localdate())}
    if request.method == "GET":
        first = {"asked_with": uuid.uuid4(), "based_on": claim.corrected, "whose": CLAIMANT}
        first["keys"] = request.GET.getlist("keys")
        return _draw(request, claim, CorrectionForm(initial=first, **known))
    form = CorrectionForm(request.POST, **known)
    if not form.is_valid():
        return _draw(request, claim, form, status=UNPROCESSABLE)
    if form.cleaned_data["whose"] == CLAIMANT and "confirm" not in request.POST:
        if "change" in request.POST:
            return _draw(request, claim, CorrectionForm(initial=form.cleaned_data, **known))
        return _preview(request, claim, form)
    try:
        ask = actions.ask_for_correction(reference=reference, wanted=form.wanted, by=request.actor)
    except actions.ClaimMoved as moved:
        again = form.cleaned_data | {"based_on": moved.claim.corrected}
        return _draw(request, claim, CorrectionForm(initial=again, **known), has_moved=True, status=CONFLICT)
    except actions.TooManyAsks:
        form.add_error(None, _("So much waits for the claimant already. Take something back first, or wait for it."))
        return _draw(request, claim, form, status=UNPROCESSABLE)
    if ask.whose == OFFICER:
        return redirect("casework:correct_answers", reference, ask.public_id)
    messages.success(request, _told(claim))
    return redirect("casework:staff_claim", reference)


def _told(claim: Claim) -> str:
    if claim.resident.safe_to_contact:
        return _("The claimant is asked to correct it.")
    return _("It is not safe to contact this person, so no message goes out. They read it when they sign in.")


def _draw(
    request: HttpRequest, claim: Claim, form: CorrectionForm, *, has_moved: bool = False, status: int = 200
) -> HttpResponse:
    context = {
        "claim": claim,
        "form": form,
        "sections": questions_content(claim, form.askable, form.ticked),
        "has_moved": has_moved,
        "back_url": reverse("casework:staff_claim", args=[claim.reference]),
        "nav": "work",
    }
    return render(request, "casework/correcting/ask.html", context, status=status)


def _preview(request: HttpRequest, claim: Claim, form: CorrectionForm) -> HttpResponse:
    """What the claimant will read."""
    said = form.cleaned_data
    ask = CorrectionAsk(claim=claim, **{name: said[name] for name in ("keys", "reason", "words", "due_on")})
    context = {
        "claim": claim,
        "asked": ask_words(ask),
        "posted": [pair for pair in _posted(request) if pair[0].partition("-")[0] in {"keys", *form.fields}],
        "back_url": reverse("casework:staff_claim", args=[claim.reference]),
        "nav": "work",
    }
    return render(request, "casework/correcting/preview.html", context)


def _posted(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.POST.lists() for value in values]


@staff_required
@require_http_methods(["GET", "POST"])
def cancel_correction(request: HttpRequest, reference: str, ask_id: uuid.UUID) -> HttpResponse:
    """Ask once, then take back what was asked of the claimant, or what an officer began."""
    require(request.actor, Permission.CLAIM_PROGRESS)
    claim = staff_claim_for(request.actor, reference)
    ask = any_ask_of(claim, ask_id)
    back = reverse("casework:staff_claim", args=[reference])
    if request.method == "GET" or not is_sure(request):
        return ask_first(
            request, question=_("Take back what you asked?"), keep_url=back, button=_("Take it back"),
            words=_TAKEN_BACK[ask.whose],
        )  # fmt: skip
    try:
        actions.cancel_ask(reference=reference, ask_id=ask_id, by=request.actor)
    except actions.ClaimMoved:
        messages.warning(request, _("It was sent meanwhile, so it was not taken back."))
        return redirect(back)
    messages.success(request, _("It is taken back."))
    return redirect(back)


@staff_required
@saves_what_is_typed
@require_http_methods(["GET", "POST"])
def correct_answers(request: HttpRequest, reference: str, ask_id: uuid.UUID) -> HttpResponse:
    """Correct answers for the claimant."""
    return edit_page(request, _pages(request, reference, ask_id))


@staff_required
@require_http_methods(["GET", "POST"])
def check_corrected(request: HttpRequest, reference: str, ask_id: uuid.UUID) -> HttpResponse:
    """Look once more at what is corrected for the claimant, and save it."""
    return check_page(request, _pages(request, reference, ask_id), by=request.actor)


def _pages(request: HttpRequest, reference: str, ask_id: uuid.UUID) -> Pages:
    require(request.actor, Permission.CLAIM_PROGRESS)
    back = reverse("casework:staff_claim", args=[reference])
    return Pages(
        find=lambda: actions.ask_of_officer(staff_claim_for(request.actor, reference), ask_id, request.actor),
        edit_url=reverse("casework:correct_answers", args=[reference, ask_id]),
        check_url=reverse("casework:check_corrected", args=[reference, ask_id]),
        done_url=back,
        back_url=back,
        lock_to_type=lambda: actions.lock_for_officer(reference, ask_id, request.actor),
        lock_to_send=lambda: actions.lock_for_officer(reference, ask_id, request.actor),
        sent_words=_("The correction is saved. What the claimant said first is kept beside it."),
        for_staff=True,
    )
