"""Films in sign language: which letters wait for one, and where each is watched."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.sessions import staff_required
from casework.filming import actions
from casework.filming.forms import FilmForm
from casework.filming.readers import film_hosts, film_of, letter_to_film, number_of_films_waiting, waiting_films
from casework.models import Decision
from core.asking import ask_first, is_sure
from core.rules.numbers import whole_number

CONFLICT, UNPROCESSABLE = 409, 422
MOST_VERSIONS = 100_000


@staff_required
@require_GET
def films(request: HttpRequest) -> HttpResponse:
    """The letters that are asked for in sign language and have no film, the oldest first."""
    waiting = waiting_films(request.actor)
    page = {"films": waiting, "more": number_of_films_waiting() - len(waiting), "nav": "work"}
    return render(request, "casework/filming/list.html", page)


@staff_required
@require_http_methods(["GET", "POST"])
def film(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    """Say where the film of a letter is. Whoever comes second is told what stands there now."""
    decision = letter_to_film(request.actor, reference, public_id)
    if request.method == "GET":
        found = film_of(decision)
        initial = {"address": found.address if found else "", "version": found.version if found else 0}
        return _draw(request, decision, FilmForm(hosts=film_hosts(), initial=initial))
    form = FilmForm(request.POST, hosts=film_hosts())
    if not form.is_valid():
        return _draw(request, decision, form, status=UNPROCESSABLE)
    try:
        actions.save_film(reference=reference, public_id=public_id, **form.cleaned_data, by=request.actor)
    except actions.FilmMoved:
        now = film_of(decision)
        initial = form.cleaned_data | {"version": now.version if now else 0}
        again = FilmForm(hosts=form.hosts, initial=initial)
        return _draw(request, decision, again, has_moved=True, status=CONFLICT)
    messages.success(request, _("The film is on the letter, and the claimant is told."))
    return redirect("casework:decision", reference, public_id)


@staff_required
@require_POST
def remove(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    """Take a film off its letter, after asking."""
    letter_to_film(request.actor, reference, public_id)
    version = request.POST.get("version", "")
    if not is_sure(request):
        return ask_first(
            request, question=_("Take the film off this letter?"), button=_("Take it off"), hidden={"version": version},
            words=_("The claimant cannot reach it from here any more. The letter waits for another film."),
            keep_url=reverse("casework:film", args=[reference, public_id]),
        )  # fmt: skip
    try:
        known = whole_number(version, most=MOST_VERSIONS)
        actions.remove_film(
            reference=reference, public_id=public_id, version=-1 if known is None else known, by=request.actor
        )
    except actions.FilmMoved:
        messages.warning(request, _("Somebody else has changed this film meanwhile. Nothing was taken off."))
        return redirect("casework:film", reference, public_id)
    messages.success(request, _("The film is taken off. The letter waits for another one."))
    return redirect("casework:film", reference, public_id)


def _draw(
    request: HttpRequest, decision: Decision, form: FilmForm, *, has_moved: bool = False, status: int = 200
) -> HttpResponse:
    page = {
        "claim": decision.claim,
        "decision": decision,
        "film": film_of(decision),
        "form": form,
        "has_moved": has_moved,
        "hosts": form.hosts,
        "back_url": reverse("casework:decision", args=[decision.claim.reference, decision.public_id]),
        "nav": "work",
    }
    return render(request, "casework/filming/film.html", page, status=status)
