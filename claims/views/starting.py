"""From the list of forms to a draft, and the list of a person's own claims."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from accounts.sessions import VISITOR
from accounts.throttling import throttled
from claims.actions.answering import FormClosed, start_claim
from claims.actions.setting_up import NotSetUp
from claims.models import Claim
from claims.presenters.links import page_address, task_list_address, where_it_goes_on
from claims.readers import claims as readers
from formspec.readers import published_version
from formspec.rules.form_spec import FormSpec
from formspec.rules.translation import in_language

# Of visitors behind one network address, which may be a library's; of one person when signed in.
DRAFTS_BY_NETWORK = "60/h"


@login_not_required
@require_http_methods(["GET", "POST"])
@throttled(group="drafts", rate=DRAFTS_BY_NETWORK, by_person=True)
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """The first page of a form: who it is for and what to have at hand; POST begins a draft."""
    version = published_version(slug)
    spec = in_language(FormSpec(version.spec), get_language())
    if request.method == "GET" or not version.form.is_open:
        page = {"form_spec": spec.data, "form_model": version.form}
        return render(request, "claims/start.html", page, status=200 if request.method == "GET" else 410)
    try:
        claim = start_claim(slug=slug, language=get_language(), by=request.actor)
    except FormClosed:
        return redirect("claims:start", slug)
    except NotSetUp:
        return not_set_up(request)
    remember_visitor(request, claim)
    return redirect(first_address(claim, spec))


def not_set_up(request: HttpRequest, claim: Claim | None = None) -> HttpResponse:
    """The page of a council that cannot take claims yet: what is kept, and whom to tell."""
    return render(request, "claims/not_set_up.html", {"claim": claim}, status=503)


def remember_visitor(request: HttpRequest, claim: Claim) -> None:
    """Keep a visitor's new record in their session."""
    if request.actor.user is None and claim.resident.user_id is None:
        request.session[VISITOR] = str(claim.resident.public_id)


def first_address(claim: Claim, spec: FormSpec):
    """A claim begins with its task list, a check with its first question."""
    if spec.kind == "check":
        return page_address(claim, next(iter(spec.pages)))
    return task_list_address(claim)


@login_not_required
@require_GET
def my_claims(request: HttpRequest) -> HttpResponse:
    """Everything the person began or sent, or may see for somebody else."""
    summaries = readers.claim_summaries(readers.claims_for(request.actor).order_by("-started_at"))
    listed = [{**each, "url": where_it_goes_on(each["claim"], each["kind"])} for each in summaries]
    return render(request, "claims/my_claims.html", {"claims": listed, "nav": "claims"})
