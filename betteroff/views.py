"""The home page, branding styles and the pages that every council needs."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from accounts import devices
from accounts import readers as accounts_readers
from accounts.keeping import not_open, way_back
from accounts.keeping.form_owners import owner_in
from accounts.keeping.interruptions import old_token
from betteroff.demo.sign_ins import authenticator_code, demo_people
from core.govuk import branding
from estimates.readers.engines import has_external_engine
from formspec.readers import form_titles, published_forms


@login_not_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What a person can do here."""
    return render(request, "home.html", {"forms": form_titles(published_forms())})


@login_not_required
@require_GET
def choose_council(request: HttpRequest) -> HttpResponse:
    """The platform's own address: which council are you with? Closed ones are not on the list."""
    demo = {"demo_people": demo_people(), "demo_code": authenticator_code()} if settings.DEMO else {}
    return render(request, "choose_council.html", {"councils": accounts_readers.councils(), **demo})


@login_not_required
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "accessibility.html")


@login_not_required
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """How answers are used, kept and shared."""
    page = {
        "calculates_elsewhere": has_external_engine(),
        "session_hours": settings.SESSION_COOKIE_AGE // 3600,
        "own_device_days": settings.OWN_DEVICE_DAYS,
        "device_days": devices.SECONDS // 86_400,
        "way_back_hours": way_back.SECONDS // 3600,
    }
    return render(request, "privacy.html", page)


@login_not_required
@require_GET
def contact(request: HttpRequest) -> HttpResponse:
    """How to reach the council, and when."""
    return render(request, "contact.html")


@login_not_required
@require_GET
def council_css(request: HttpRequest) -> HttpResponse:
    """The council's colours as custom properties: a style sheet, because inline styles are not allowed."""
    response = HttpResponse(
        branding.council_css(request.council.colour, request.council.colour_text), content_type="text/css"
    )
    patch_cache_control(response, public=True, max_age=300)
    return response


@login_not_required
@require_GET
def council_logo(request: HttpRequest) -> HttpResponse:
    """The council's logo."""
    if not request.council.logo:
        raise Http404
    response = HttpResponse(bytes(request.council.logo), content_type=request.council.logo_type)
    patch_cache_control(response, public=True, max_age=3600)
    return response


@login_not_required
@require_GET
def try_council(request: HttpRequest, token: str) -> HttpResponse:
    """A link with which somebody sees a council that is not open yet as a resident will."""
    if not (request.council.is_open or not_open.begin_to_try(request, token)):
        raise Http404
    return redirect("home")


@csrf_exempt
@login_not_required
def closed(request: HttpRequest) -> HttpResponse:
    """Every address of a closed council: what happened, what is kept, where to go. 410 for people and programs."""
    if request.user.is_authenticated:
        logout(request)
    if request.path.startswith("/api/"):
        response: HttpResponse = JsonResponse({"detail": "This council's service is closed."}, status=410)
    else:
        response = render(request, "closed.html", {"was_posting": request.method == "POST"}, status=410)
    # It may open again: nobody's browser is to remember this.
    patch_cache_control(response, no_store=True)
    return response


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent with an old or missing token: say what happened, what is kept, and what to do."""
    return old_token(request, owner_in(request))
