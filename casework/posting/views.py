"""Letters to post: the list, those to print as one PDF, and what became of each."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.sessions import staff_required
from casework.posting.actions import print_letters, record_posted, record_told
from casework.posting.documents import printed_together
from casework.posting.forms import ToldForm
from casework.posting.readers import State, number_waiting, waiting_letter, waiting_letters
from claims.views.files import attachment

UNPROCESSABLE = 422


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def letters_to_post(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first; POST: those that are ticked were posted."""
    letters = waiting_letters(request.actor)
    page = {
        "to_post": [each for each in letters if each.state == State.TO_POST],
        "others": [each for each in letters if each.state != State.TO_POST],
        "more": number_waiting() - len(letters),
        "nav": "work",
    }
    if request.method == "POST":
        ticked = request.POST.getlist("letter")
        asked = {str(each.public_id) for each in page["to_post"]}.intersection(ticked)
        if asked:
            _say(request, record_posted(public_ids=asked, by=request.actor))
            return redirect("casework:letters_to_post")
        page["nothing_ticked"] = True
    return render(
        request, "casework/posting/list.html", page, status=UNPROCESSABLE if "nothing_ticked" in page else 200
    )


def _say(request: HttpRequest, number: int) -> None:
    words = ngettext("%(number)s letter is posted.", "%(number)s letters are posted.", number)
    messages.success(request, words % {"number": number})


@never_cache
@staff_required
@require_GET
def print_together(request: HttpRequest, last: int) -> HttpResponse:
    """One PDF of the letters of a page; those whose own PDF is not drawn yet are in the next one."""
    letters = print_letters(last=last, by=request.actor)
    if not letters:
        words = _("There is nothing to print yet: the letters are still being drawn. Try again in a minute.")
        messages.warning(request, words)
        return redirect("casework:letters_to_post")
    return attachment(printed_together(letters), "application/pdf", f"letters-{timezone.localdate():%Y-%m-%d}.pdf")


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def told_otherwise(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Somebody was told without a letter: how."""
    letter = waiting_letter(request.actor, public_id)
    form = ToldForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        record_told(public_id=public_id, because=form.cleaned_data["because"], by=request.actor)
        messages.success(request, _("Saved. The letter waits no more."))
        return redirect("casework:letters_to_post")
    page = {"letter": letter, "claim": letter.decision.claim, "form": form, "nav": "work"}
    return render(request, "casework/posting/told.html", page, status=UNPROCESSABLE if form.errors else 200)
