"""Publishing a draft."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.sessions import staff_required
from formspec.rules.compile import FormProblems
from studio.actions.editing import Clash
from studio.actions.publishing import publish_draft
from studio.readers.drafts import draft_for

CONFLICT, UNPROCESSABLE = 409, 422


@staff_required
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish the draft as it is shown."""
    draft, problems, status = draft_for(request.actor, slug), [], 200
    if request.method == "POST":
        number = request.POST.get("number", "")
        try:
            publish_draft(
                slug=slug, number=int(number) if number.isdecimal() and len(number) < 10 else -1, by=request.actor
            )
        except FormProblems as wrong:
            problems, status = wrong.problems, UNPROCESSABLE
        except Clash as clash:
            words = _("%(name)s changed the draft meanwhile. Nothing was published: look at it again.")
            problems, status = [words % {"name": clash.draft.edited_by_label}], CONFLICT
        else:
            messages.success(request, _("Published. Everybody who starts this form from now on gets this version."))
            return redirect("studio:forms")
    page = {"draft": draft, "problems": problems, "back_url": reverse("studio:map", args=[slug]), "nav": "settings"}
    return render(request, "studio/publish.html", page, status=status)
