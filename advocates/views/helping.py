"""The people for whom somebody acts: the list, one of them with what there is to do, and forms in their name."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Scope
from advocates.actions.ending import give_up_grant
from advocates.actions.looking import record_person_opened
from advocates.presenters.person import person_content
from advocates.presenters.sentences import grant_for_helper
from advocates.readers.asks import own_asks
from advocates.readers.grants import grant_to, grants_to
from claims.actions.answering import start_claim
from claims.actions.opening import FormClosed, NotForThem
from claims.actions.setting_up import NotSetUp
from claims.views.starting import first_address, not_set_up
from core.asking import ask_first, is_sure
from formspec.readers import published_version
from formspec.rules.form_spec import FormSpec
from formspec.rules.translation import in_language


@never_cache
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Whom the reader acts for: names and what they may do, never answers."""
    actor = request.actor
    page = {
        "people": [grant_for_helper(grant) for grant in grants_to(actor)],
        "asks": own_asks(actor),
        "nav": "helping",
    }
    page["may_ask"] = actor.user is not None and actor.resident is not None
    return render(request, "advocates/people.html", page)


@never_cache
@require_GET
def person(request: HttpRequest, public_id: str) -> HttpResponse:
    """One of them: their claims and journal, as far as the grant goes, and forms to start for them. Who looks is
    written down.
    """
    grant = grant_to(request.actor, public_id)
    record_person_opened(grant=grant, by=request.actor)
    page = person_content(grant, request.actor, get_language())
    return render(request, "advocates/person.html", {**page, "nav": "helping"})


@require_POST
def start_for(request: HttpRequest, public_id: str, slug: str) -> HttpResponse:
    """A draft in the record of the person for whom the reader may fill claims in."""
    grant = grant_to(request.actor, public_id)
    if Scope.FILL_CLAIMS not in grant.scopes:
        return redirect("advocates:person", public_id)
    spec = in_language(FormSpec(published_version(slug).spec), get_language())
    try:
        claim = start_claim(slug=slug, language=get_language(), by=request.actor, record=grant.resident)
    except NotForThem:
        messages.warning(request, _("You cannot start this form for somebody else. Nothing was started."))
        return redirect("advocates:person", public_id)
    except FormClosed:
        messages.warning(request, _("This form is closed now. Nothing was started."))
        return redirect("advocates:person", public_id)
    except NotSetUp:
        return not_set_up(request)
    return redirect(first_address(claim, spec))


@require_POST
def give_up(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask once, then act for the person no more."""
    grant = grant_to(request.actor, public_id)
    name = grant_for_helper(grant)["name"]
    if not is_sure(request):
        return ask_first(
            request,
            question=_("Do you want to stop acting for %(name)s?") % {"name": name},
            words=_("You then see and change nothing of theirs. They are told."),
            button=_("Stop now"),
            keep_url=reverse("advocates:person", args=[public_id]),
        )
    give_up_grant(public_id=public_id, by=request.actor)
    messages.success(request, _("You do not act for %(name)s any more.") % {"name": name})
    return redirect("advocates:people")
