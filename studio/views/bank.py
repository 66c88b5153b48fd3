"""Adding a question from the bank."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.sessions import staff_required
from studio.actions.editing import edit_draft
from studio.forms.parts import BankForm
from studio.presenters.words import TYPES, said
from studio.readers.bank import bank, banked
from studio.readers.drafts import draft_for
from studio.rules.bank import alike, found, words_of
from studio.rules.refusals import Refused
from studio.views.parts import found_page, map_url


@staff_required
@require_http_methods(["GET", "POST"])
def from_bank(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Look for a question in all forms, and copy one to the end of a page."""
    draft = draft_for(request.actor, slug)
    page = found_page(draft, key)
    if request.method == "POST":
        form, _sep, name = request.POST.get("copy", "").partition(":")
        original = banked(request.actor, form, name)
        words, copied = words_of(original.question), original.question
        parameters = {"page": key, "question": copied, "form": form, "words": words}
        try:
            edit_draft(slug=slug, operation="copy_question", parameters=parameters, by=request.actor)
        except Refused as refused:
            messages.warning(request, " ".join(said(reason) for reason in refused.reasons))
        else:
            messages.success(request, _("Added to “%(page)s”.") % {"page": page["title"]})
            return redirect(map_url(draft, "page", key))
    asked = BankForm(request.GET)
    wanted = asked.cleaned_data["q"] if asked.is_valid() else ""
    rows = [
        {
            "banked": each,
            "type": TYPES[each.question["type"]],
            "alike": next(iter(alike(draft.source, each.question["label"], each.question.get("fact", ""))), None),
        }
        for each in (found(bank(request.actor), wanted) if wanted else ())
    ]
    context = {"draft": draft, "page": page, "asked": asked, "wanted": wanted, "rows": rows, "nav": "settings"}
    return render(request, "studio/bank.html", context | {"back_url": map_url(draft, "page", key)})
