"""What every page of trying has in common."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_sameorigin

from accounts.sessions import staff_required
from formspec.rules.compile import FormProblems
from studio.languages.presenters import is_spoken
from studio.trying.presenters.ways import ENGLISH, Ways, languages_to_try, personas_to_try, ways_in
from studio.trying.readers.trials import Trial, trial_for

UNPROCESSABLE = 422


def tries(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a view of (request, trial, ways, …): the draft as it is tried, in the language that the address names; where
    pages do not speak it, around it is English, as for residents. Pages of this site may show it in a frame. A draft
    that does not compile leads to what is wrong with it.
    """

    @staff_required
    @xframe_options_sameorigin
    @csp_replace({"frame-ancestors": ["'self'"]})
    @wraps(view)
    def tried(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
        ways = ways_in(request, slug)
        with translation.override(ways.language if is_spoken(ways.language) else ENGLISH):
            try:
                trial = trial_for(request.actor, slug, ways.language)
            except FormProblems:
                return redirect("studio:publish", slug)
            return view(request, trial, ways, **kwargs)

    return tried


def draw(
    request: HttpRequest, template: str, trial: Trial, ways: Ways, page: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of trying; claim: "", because there is none."""
    about = {
        "claim": "", "ways": ways, "spec": trial.spec.data, "draft": trial.draft, "has_errors": status != 200,
        "languages": languages_to_try(trial.draft, ways, request), "personas": personas_to_try(ways, request),
        "try_url": ways.to("try"), "check_url": ways.to("try_check"), "beside_url": ways.to("try_beside"),
    }  # fmt: skip
    return render(request, template, about | page, status=status)
