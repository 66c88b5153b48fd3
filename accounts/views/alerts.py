"""Alerts of a council, for its admins."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts import readers
from accounts.alerts import KEPT
from accounts.presenters.alerts import alert_shown
from accounts.sessions import staff_required


@never_cache
@staff_required
@require_GET
def alerts(request: HttpRequest) -> HttpResponse:
    """What somebody should look at, newest first: what happened, when, how often, what to do. It names nobody."""
    found = [alert_shown(alert) for alert in readers.alerts_for(request.actor)]
    return render(request, "accounts/alerts.html", {"alerts": found, "days": KEPT.days, "nav": "settings"})
