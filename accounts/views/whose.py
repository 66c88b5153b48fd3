"""Is this yours? What was begun or sent without an account, shown to whoever signed in, before anything moves."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import readers
from accounts.actions.taking_over import WrongReference, refuse_record, take_over_record
from accounts.sessions import LEFT_BEHIND, NEXT, note_taken_over, signed_in_by_code
from accounts.throttling import throttled

YES, NO = "yes", "no"


def offers_to(request: HttpRequest) -> list[readers.Offer]:
    """What the person has to be asked about; staff at work only about what lies in their browser."""
    offers = readers.offers_for(request.actor, request.session.get(LEFT_BEHIND, ""))
    return [offer for offer in offers if offer.on_device] if _at_work(request) else offers


def _at_work(request: HttpRequest) -> bool:
    return readers.takes_nothing_over(request.actor, by_code=signed_in_by_code(request))


@never_cache
@require_http_methods(["GET", "POST"])
@throttled(group="whose", rate="20/10m", by_person=True)
def is_this_yours(request: HttpRequest) -> HttpResponse:
    """Every form on offer with what is in it; yes adds it to the account, no leaves it where it is."""
    offers = offers_to(request)
    if request.method == "GET":
        if not offers:
            return redirect("accounts:after_sign_in")
        context = {"offers": offers, "at_work": _at_work(request), "nav": "account"}
        return render(request, "accounts/is_this_yours.html", context)
    record, answer = request.POST.get("record", ""), request.POST.get("answer")
    offer = next((offer for offer in offers if str(offer.record.public_id) == record), None)
    if offer is None or answer not in (YES, NO):
        raise Http404
    if answer == YES:
        return _take_over(request, offer)
    return _leave(request, offer)


def _take_over(request: HttpRequest, offer: readers.Offer) -> HttpResponse:
    if _at_work(request):
        raise Http404
    left_behind = request.session.get(LEFT_BEHIND, "")
    try:
        is_all = take_over_record(
            public_id=str(offer.record.public_id), left_behind=left_behind, by=request.actor,
            reference=request.POST.get("reference", ""),
        )  # fmt: skip
    except WrongReference:
        messages.warning(
            request, _("This is not the reference of a form in it. Nothing has changed. Check it and try again.")
        )
        return redirect("accounts:is_this_yours")
    if offer.on_device:
        note_taken_over(request)
    if is_all:
        messages.success(request, _("It is in your account now."))
    else:
        request.session.pop(NEXT, None)
        messages.warning(
            request,
            _(
                "What names your email address or phone number, and what was not sent, is in your account now. The"
                " rest names another one: sign in with that, or add it to your account."
            ),
        )
    return redirect("accounts:after_sign_in")


def _leave(request: HttpRequest, offer: readers.Offer) -> HttpResponse:
    left_behind = request.session.get(LEFT_BEHIND, "")
    refuse_record(public_id=str(offer.record.public_id), left_behind=left_behind, by=request.actor)
    # Where the person was going may be a page of what is not theirs.
    request.session.pop(NEXT, None)
    if offer.on_device:
        request.session.pop(LEFT_BEHIND, None)
        messages.success(request, _("It is not in your account, and it cannot be opened on this device any more."))
    else:
        messages.success(request, _("It is not in your account. We will not ask you about it again."))
    response = redirect("accounts:after_sign_in")
    response["Clear-Site-Data"] = '"cache"'
    return response
