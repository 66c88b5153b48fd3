"""The mailbox of a demo."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from notifications import readers


@login_not_required
@never_cache
@require_GET
def mailbox(request: HttpRequest) -> HttpResponse:
    """What this council sent, for anybody to read: in a demo only."""
    if not settings.DEMO:
        raise Http404
    return render(request, "notifications/mailbox.html", {"letters": readers.mailbox()})
