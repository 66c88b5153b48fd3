"""An old tab after sending: the pages of a draft lead to its receipt, and say when it was sent."""

from __future__ import annotations

from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims.readers import claims as readers


def sent_leads_to_receipt(view):
    """A view of one draft: where it says 404 because the claim has been sent, whoever may see it gets the receipt."""

    @wraps(view)
    def guarded(request: HttpRequest, public_id: str, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, public_id, *args, **kwargs)
        except Http404:
            claim = readers.claim_for(request.actor, public_id)
            if claim.is_draft:
                raise
        on = date_format(timezone.localtime(claim.submitted_at), "j F Y")
        text = _("This was sent on %(on)s.") % {"on": on}
        if request.method == "POST":
            text += " " + _("What you typed after that was not added to it.")
        messages.info(request, text)
        return redirect("claims:sent", claim.public_id)

    return guarded
