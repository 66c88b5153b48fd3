"""A row of a group that is not there any more: removed in another tab, or by somebody helping."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from claims.models import Claim
from claims.presenters.links import page_address
from formspec.rules.answers import raw_from_post
from formspec.rules.display import display_raw
from formspec.rules.form_spec import Question

GONE = 409


def vanished_row(request: HttpRequest, claim: Claim, page: str, group: Question) -> HttpResponse:
    """Say so. What was typed for it is shown, and can be added again as a new row by one button."""
    address = page_address(claim, page)
    if request.method == "GET":
        messages.info(request, _("That entry has been removed, perhaps in another tab."))
        return redirect(address)
    raws = [(part, raw_from_post(part, request.POST)) for part in group["fields"]]
    typed = [
        {"key": part["label"], "value": words} for part, raw in raws if (words := display_raw(part, raw, translate=_))
    ]
    names = {part["key"] for part in group["fields"]}
    hidden = [
        (name, value)
        for name, values in request.POST.lists()
        if name in names or name.rpartition("-")[0] in names
        for value in values
    ]
    hidden += [(f"_base-{name}", "0") for name in sorted(names)]
    context = {"claim": claim, "typed": typed, "hidden": hidden, "address": address, "back_url": address}
    return render(request, "claims/vanished_row.html", context, status=GONE)
