"""Figures for monitoring systems."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET
from django_prometheus.exports import ExportToDjangoView


@login_not_required
@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus metrics for whoever holds METRICS_TOKEN as a bearer token; a 404 for everybody else."""
    given = request.headers.get("Authorization", "")
    # As bytes: comparing text fails when it is not ASCII.
    expected = f"Bearer {settings.METRICS_TOKEN}"
    if not settings.METRICS_TOKEN or not hmac.compare_digest(given.encode(), expected.encode()):
        raise Http404
    return ExportToDjangoView(request)
