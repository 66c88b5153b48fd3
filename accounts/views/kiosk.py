"""Public computers: setting one up by a link of its council, saying that this is one, and the page after a visit."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.actions.kiosks import make_kiosk_link
from accounts.devices import clear_device
from accounts.keeping import interruptions, kiosk
from accounts.keeping.form_owners import for_anybody
from accounts.keeping.session_life import end_with_browser, knows_somebody, only_asks
from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from accounts.views.sign_in import safe_next


@staff_required
@never_cache
@require_http_methods(["GET", "POST"])
def kiosk_settings(request: HttpRequest) -> HttpResponse:
    """How a council sets its machines up; POST makes a link for today."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    page = {"nav": "settings", "minutes": settings.KIOSK_IDLE_MINUTES, "hours": kiosk.LINK_SECONDS // 3600}
    if request.method == "POST":
        make_kiosk_link(by=request.actor)
        token = kiosk.link_token(request.council)
        page["link"] = request.build_absolute_uri(reverse("accounts:set_up_kiosk", args=[token]))
    return render(request, "accounts/kiosk_settings.html", page)


@login_not_required
@for_anybody
@never_cache
@require_http_methods(["GET", "POST"])
def set_up_kiosk(request: HttpRequest, token: str) -> HttpResponse:
    """The link, opened on the machine itself: a button that makes it a public computer, or an ordinary one again."""
    if not kiosk.opens_link(request, token):
        raise Http404
    if request.method == "GET":
        page = {"is_one": kiosk.kind_of(request) == kiosk.COUNCILS, "minutes": settings.KIOSK_IDLE_MINUTES}
        return render(request, "accounts/kiosk_link.html", page)
    logout(request)
    response = redirect("home")
    clear_device(request, response)
    kiosk.forget_others(request, response)
    if "stop" in request.POST:
        kiosk.take_off(response)
        messages.success(request, _("This is an ordinary computer again."))
    else:
        kiosk.set_up(request, response, kiosk.COUNCILS)
        messages.success(request, _("This is a public computer from now on."))
    return response


@login_not_required
@for_anybody
@require_POST
def say_public(request: HttpRequest) -> HttpResponse:
    """Somebody says that other people use this computer too."""
    response = HttpResponseRedirect(safe_next(request) or reverse("home"))
    if not kiosk.kind_of(request):
        if knows_somebody(request):
            end_with_browser(request)
        kiosk.set_up(request, response, kiosk.CHOSEN)
    return response


@login_not_required
@never_cache
@require_GET
@only_asks
def visit_ended(request: HttpRequest) -> HttpResponse:
    """The page that stays on a public computer when somebody has gone: it is about nobody."""
    left = kiosk.seconds_left(request)
    if left is not None and left > kiosk.NEARLY_OVER:
        # They are still here.
        return redirect("home")
    if left is not None:
        return interruptions.end_visit(request)
    response = render(request, "accounts/visit_ended.html", {"minutes": settings.KIOSK_IDLE_MINUTES})
    clear_device(request, response)
    return response
