"""Whether a partner signs a form too."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.sessions import staff_required
from studio.actions.editing import Clash, Seen
from studio.forms.signature import SignatureForm
from studio.readers.drafts import draft_for
from studio.rules.finding import digest, part_of
from studio.views.doing import CONFLICT, UNPROCESSABLE, may_do

KIND = "signature"


@staff_required
@require_http_methods(["GET", "POST"])
def partner_signature(request: HttpRequest, slug: str) -> HttpResponse:
    """Whether a partner signs, with which answer, and what they see."""
    draft = draft_for(request.actor, slug)
    page = {"draft": draft, "title": _("A partner’s signature"), "nav": "settings"}
    page |= {"back_url": reverse("studio:form_settings", args=[slug])}
    if request.method == "GET":
        initial = SignatureForm.initial_of(draft.source) | {"seen": digest(part_of(draft.source, KIND, ""))}
        return render(request, "studio/edit.html", page | {"form": SignatureForm(source=draft.source, initial=initial)})
    form, status = SignatureForm(request.POST, source=draft.source), UNPROCESSABLE
    if form.is_valid():
        wanted, seen = form.cleaned_data["wanted"] == "yes", Seen(KIND, "", form.cleaned_data["seen"])
        operation, parameters = ("set_signature", form.parameters) if wanted else ("remove_signature", {})
        try:
            if may_do(request, form, slug, operation, parameters, seen) is not None:
                return redirect("studio:form_settings", slug)
        except Clash as clash:
            name = {"name": clash.draft.edited_by_label}
            form.add_error(None, _("%(name)s changed this meanwhile. Nothing of yours was saved.") % name)
            status = CONFLICT
    return render(request, "studio/edit.html", page | {"form": form}, status=status)
