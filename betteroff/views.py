"""The home page, health, branding styles and the pages that every council needs."""

from __future__ import annotations

import shutil

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET

from accounts import readers as accounts_readers
from accounts.keeping.form_owners import owner_in
from accounts.keeping.interruptions import old_token
from betteroff.celery import heartbeat_key
from betteroff.demo.sign_ins import authenticator_code, demo_people
from core.govuk import branding
from formspec.readers import form_titles, published_forms

FREE_DISK_BYTES = 200 * 1024 * 1024


@login_not_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What a person can do here."""
    return render(request, "home.html", {"forms": form_titles(published_forms())})


@login_not_required
@require_GET
def choose_council(request: HttpRequest) -> HttpResponse:
    """The platform's own address: which council are you with?"""
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
    return render(request, "privacy.html")


@login_not_required
@require_GET
def contact(request: HttpRequest) -> HttpResponse:
    """How to reach the council, and when."""
    return render(request, "contact.html")


@login_not_required
@require_GET
def council_css(request: HttpRequest) -> HttpResponse:
    """The council's colours as custom properties: a style sheet, because inline styles are not allowed."""
    response = HttpResponse(branding.council_css(request.council.colour), content_type="text/css")
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
def health(request: HttpRequest) -> JsonResponse:
    """Database, Redis, each worker queue and disk; 503 when one of them fails."""
    checks = {"database": _database_answers(), "redis": _redis_answers(), "disk": _disk_has_room()}
    checks |= {f"queue:{queue}": checks["redis"] and _worker_alive(queue) for queue in settings.QUEUES}
    healthy = all(checks.values())
    body = {"status": "ok" if healthy else "failing", "checks": checks}
    return JsonResponse(body, status=200 if healthy else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except OperationalError:
        return False


def _redis_answers() -> bool:
    try:
        cache.set("health", True, 5)
        return bool(cache.get("health"))
    except OSError:
        return False
    except cache._cache._lib.exceptions.RedisError:  # the client's own errors do not derive from OSError
        return False


def _worker_alive(queue: str) -> bool:
    return bool(cache.get(heartbeat_key(queue)))


def _disk_has_room() -> bool:
    return shutil.disk_usage(settings.VAR_DIR).free > FREE_DISK_BYTES


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent with an old or missing token: say what happened, what is kept, and what to do."""
    if request.council is None:
        return render(request, "403_csrf.html", status=403)
    return old_token(request, owner_in(request))
