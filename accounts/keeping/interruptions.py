"""A form was posted and the person for whom it was drawn is not here any more: keep it, and ask them to sign in.

Each kind of person signs in where they do: staff with password and second factor, residents with a code; visitors, who
have no account, get their way back. What this says is so: where nothing could be kept, it says that instead.
"""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from accounts.keeping import kiosk, leaving, resubmission, way_back
from accounts.keeping.begun import begun_by
from accounts.keeping.for_scripts import refused, signed_out
from accounts.keeping.form_owners import RESIDENT, STAFF, FormOwner, is_same_person, owner_in, owner_of
from accounts.sessions import NEXT, has_second_factor
from accounts.throttling import too_often
from core.bodies import wants_json

PER_NETWORK = "120/10m"
SIGN_IN = {STAFF: "account_login", RESIDENT: "accounts:sign_in"}


def interruption(request: HttpRequest, view) -> HttpResponse | None:
    """The answer to a post of somebody who is not here; None when it may go on to its view."""
    owner = owner_in(request) if request.method == "POST" else None
    if owner is None or not owner.is_somebody or getattr(view, "for_anybody", False):
        return None
    if not is_same_person(request, owner):
        if kiosk.is_kiosk(request) and not owner_of(request).is_somebody:
            return end_visit(request)
        return somebody_else(request) if owner_of(request).is_somebody else sign_in_again(request, owner)
    if getattr(view, "for_staff", False) and not has_second_factor(request):
        if wants_json(request):
            return signed_out(request)
        # The view asks for the second factor, and this brings them back.
        _keep(request, owner)
        request.session[NEXT] = resubmission.form_page(request)
    else:
        resubmission.forget(request, request.path)
    return None


def sign_in_again(request: HttpRequest, owner: FormOwner) -> HttpResponse:
    """Keep the post, and lead to where this kind of person signs in. A script has kept it on its page."""
    if wants_json(request):
        return signed_out(request)
    if _keep(request, owner):
        text = _("You have been signed out. What you typed is kept: sign in and you can go on where you were.")
    else:
        text = _(
            "You have been signed out. What you typed could not be kept: "
            "go back in your browser and copy it, then sign in."
        )
    if owner.kind in SIGN_IN:
        messages.warning(request, text)
    return redirect_to_login(resubmission.form_page(request), SIGN_IN.get(owner.kind, "accounts:come_back"))


def sign_in_first(request: HttpRequest, view) -> HttpResponse:
    """Where somebody signs in who asked for what needs it; afterwards they come back to a page, not to an action."""
    target = resubmission.form_page(request) if request.method == "POST" else request.get_full_path()
    # On the platform's own host there are only operators.
    works = request.council is None or getattr(view, "for_staff", False)
    return redirect_to_login(target, SIGN_IN[STAFF if works else RESIDENT])


def end_staff_session(request: HttpRequest) -> HttpResponse:
    """Sign staff out who were silent too long; what they posted stays with this browser, for them."""
    if wants_json(request):
        resubmission.sign_out_keeping(request)
        return signed_out(request)
    posted = request.method == "POST" and not getattr(request.resolver_match.func, "for_anybody", False)
    drawn_for = owner_in(request)
    # A form that was drawn before they signed in says nobody: what they typed is theirs all the same.
    owner = drawn_for if drawn_for is not None and drawn_for.is_somebody else owner_of(request)
    kept = resubmission.keep(request, owner) if posted and is_same_person(request, owner) else None
    target = resubmission.form_page(request) if posted else request.get_full_path()
    resubmission.sign_out_keeping(request)
    if kept is not None:
        resubmission.put(request, kept)
    if request.method in ("GET", "POST"):
        request.session[NEXT] = target
    return redirect("accounts:staff_session_ended")


def end_visit(request: HttpRequest) -> HttpResponse:
    """End the session of somebody who has gone from a public computer. What was posted is not kept: it may be the next
    person who pressed.
    """
    leaving.end_what_goes_on(request.actor)
    logout(request)
    return signed_out(request) if wants_json(request) else redirect("accounts:visit_ended")


def somebody_else(request: HttpRequest) -> HttpResponse:
    """The form was drawn for one person and posted by another: nothing is taken."""
    return render(request, "accounts/somebody_else.html", status=409)


def old_token(request: HttpRequest, owner: FormOwner | None) -> HttpResponse:
    """The token of a form is old, as when the person signed in again in another tab, or there is none, as when no
    cookies are kept. What was posted is kept, nothing is done.

    Only a form of ours says for whom it was drawn, so what another site made a browser post is never kept.
    """
    if owner is not None and owner.is_somebody and not is_same_person(request, owner):
        return somebody_else(request) if owner_of(request).is_somebody else sign_in_again(request, owner)
    signed_in = request.user.is_authenticated
    if wants_json(request):
        again = _("You have signed in again since this page was drawn. Load it anew.")
        unknown = _("Nothing was saved: this page is too old, or your browser keeps no cookies of ours. Load it anew.")
        return refused(again if signed_in else unknown, state="old_token")
    page = {"back_to": _kept_at(request, owner) if owner is not None else "", "signed_in": signed_in}
    return render(request, "403_csrf.html", page, status=403)


def wrong_method(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """405, which Django leaves empty: for somebody who opens the address of an action, the nearest page above it; for
    what was sent to a page that takes nothing, a page or JSON that says so. Other programs get it as it is.
    """
    if response.content:
        return response
    if wants_json(request):
        words = _("Nothing was saved: this page takes no answers.")
        told: HttpResponse = JsonResponse({"state": "refused", "error": words})
    elif "text/html" not in request.headers.get("Accept", ""):
        return response
    elif request.method == "GET":
        return _page_instead(request) or response
    else:
        told = render(request, "405.html")
    told.status_code, told["Allow"] = response.status_code, response["Allow"]
    return told


def _page_instead(request: HttpRequest) -> HttpResponse | None:
    path = request.path
    while path != "/":
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            resolve(path)
        except Resolver404:
            continue
        return redirect(path)
    return None


def come_back_instead(request: HttpRequest) -> HttpResponse | None:
    """For a visitor who opens what they began in a session that has ended: the page that asks whether it is theirs."""
    if request.method != "GET" or request.user.is_authenticated:
        return None
    begun = [each for resident in way_back.records_behind(request) for each in begun_by(resident)]
    if not any(str(each.public_id) in request.path for each in begun):
        return None
    return redirect_to_login(request.get_full_path(), "accounts:come_back")


def _kept_at(request: HttpRequest, owner: FormOwner) -> str:
    """The address at which the post is put back; "" when it is not kept. What nobody in particular typed is for who has
    this page before them, not for the next person who comes to the form in this browser.
    """
    kept = _worth_keeping(request, owner)
    if kept is None:
        return ""
    address = kept.page
    if not owner.is_somebody:
        kept, address = resubmission.with_ticket(kept)
    resubmission.put(request, kept)
    return address


def _keep(request: HttpRequest, owner: FormOwner) -> bool:
    kept = _worth_keeping(request, owner)
    if kept is not None:
        resubmission.put(request, kept)
    return kept is not None


def _worth_keeping(request: HttpRequest, owner: FormOwner) -> resubmission.Kept | None:
    """What of this post can be kept; None where it is too long, or too many are kept from this address."""
    return None if too_often(request, group="resubmission", rate=PER_NETWORK) else resubmission.keep(request, owner)
