"""From the list of forms to a draft, and the list of a person's own claims."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.actors import Actor
from accounts.sessions import VISITOR
from accounts.throttling import throttled, wait_words
from claims.actions import retention
from claims.actions.answering import start_claim
from claims.actions.opening import FormClosed, may_start_form
from claims.actions.setting_up import NotSetUp
from claims.models import Claim, ForWhom
from claims.presenters.links import page_address, task_list_address, where_it_goes_on
from claims.presenters.statuses import status_name
from claims.readers import claims as readers
from claims.readers.answer_store import localised_spec
from claims.readers.following import can_be_followed
from claims.views.after_sending import sent_leads_to_receipt
from claims.views.drawing import UNPROCESSABLE
from core.asking import ask_first, is_sure
from core.bodies import wants_json
from core.languages.reading import reading_language
from formspec.models import Form
from formspec.presenters.opening import opening_words
from formspec.readers import published_version
from formspec.rules.form_spec import FormSpec
from formspec.rules.translation import in_language

# Of visitors behind one network address, which may be a library's: then one a minute; of one person when signed in.
GONE = 410
DRAFTS, THEN = "60/h", "1/m"


def too_many_drafts(request: HttpRequest, seconds: int) -> HttpResponse:
    """What somebody reads who starts more forms than one address, or one person, may: what is kept, what to do."""
    page = {"happened": too_many_started(), "what_then": what_then(request, seconds)}
    if wants_json(request):
        response: HttpResponse = JsonResponse({"detail": " ".join(page.values())}, status=429)
    else:
        response = render(request, "claims/too_many_drafts.html", page, status=429)
    response["Retry-After"] = str(seconds)
    return response


def too_many_started() -> str:
    """What happened."""
    return _("Many forms were started from here in the last hour, so this one was not.")


def what_then(request: HttpRequest, seconds: int) -> str:
    """What is kept, and what to do: whoever signs in is counted by themselves."""
    wait = {"wait": wait_words(seconds)}
    if request.user.is_authenticated:
        return _("What you have started is kept. Wait %(wait)s, then try again.") % wait
    return _("What you have started is kept. Sign in to start this form now, or wait %(wait)s and try again.") % wait


limited_drafts = throttled(group="drafts", rate=DRAFTS, then=THEN, by_person=True, refused=too_many_drafts)


@login_not_required
@require_http_methods(["GET", "POST"])
@limited_drafts
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """The first page of a form: who it is for and what to have at hand; POST begins a draft.

    Whoever has begun this form already is asked first whether to go on with that one.
    """
    version = published_version(slug)
    spec = in_language(FormSpec(version.spec), reading_language())
    for_whom = request.POST.get("for_whom", "")
    if request.method == "GET" or not can_start(version.form, request.actor):
        return _draw_start(request, version.form, spec, status=200 if request.method == "GET" else GONE)
    if for_whom not in ForWhom.values and readers.sends_for_others(request.actor):
        return _draw_start(request, version.form, spec, status=UNPROCESSABLE)
    begun = readers.own_drafts(request.actor, version.form)
    if begun and "_new" not in request.POST:
        listed = [{"claim": claim, "url": where_it_goes_on(claim, spec.kind)} for claim in begun]
        page = {"form_spec": spec.data, "begun": listed, "for_whom": for_whom}
        return render(request, "claims/go_on.html", page | {"back_url": reverse("claims:start", args=[slug])})
    try:
        claim = start_claim(slug=slug, language=get_language(), by=request.actor, for_whom=for_whom)
    except FormClosed:
        return redirect("claims:start", slug)
    except NotSetUp:
        return not_set_up(request)
    remember_visitor(request, claim)
    return redirect(first_address(claim, spec))


def _draw_start(request: HttpRequest, form: Form, spec: FormSpec, *, status: int) -> HttpResponse:
    """Whoever sent somebody else's form from their account must say whose this one is; others may."""
    now = timezone.now()
    context = {
        "form_spec": spec.data,
        "form_model": form,
        "is_open": form.opening.is_open(now),
        "can_start": can_start(form, request.actor),
        "opening": opening_words(form.opening, now),
        "because": form.opening.reason_in(get_language() or ""),
        "must_say": readers.sends_for_others(request.actor),
        "has_errors": status == UNPROCESSABLE,
        "known_as": request.actor.resident.name if request.actor.user and request.actor.resident else "",
    }
    return render(request, "claims/start.html", context, status=status)


def can_start(form: Form, actor: Actor) -> bool:
    """Whether this person can start the form at this moment."""
    return form.opening.is_open(timezone.now()) and may_start_form(form, actor)


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
    listed = [
        {
            **each,
            "url": where_it_goes_on(each["claim"], each["kind"]),
            "is_own": readers.is_own(request.actor, each["claim"]),
            "can_change": readers.is_in_record(request.actor, each["claim"]) and can_be_followed(each["claim"]),
            "status": "" if each["claim"].is_draft else status_name(each["claim"].status),
            "is_other": not readers.is_of(request.actor, each["claim"]),
        }
        for each in summaries
    ]
    return render(request, "claims/my_claims.html", {"claims": listed, "nav": "claims"})


@login_not_required
@require_http_methods(["GET", "POST"])
@sent_leads_to_receipt
def delete_draft(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask once, then delete a draft of one's own."""
    claim = readers.own_draft_for(request.actor, public_id)
    title = localised_spec(claim).title
    if request.method == "GET" or not is_sure(request):
        return ask_first(
            request, question=_("Delete “%(title)s”?") % {"title": title}, keep_url=reverse("claims:my_claims"),
            button=_("Delete it"),
            words=_("Everything that you typed and the files that you added to it are deleted. This cannot be undone."),
        )  # fmt: skip
    retention.delete_draft(public_id=public_id, by=request.actor)
    messages.success(request, _("“%(title)s” is deleted.") % {"title": title})
    return redirect("claims:my_claims")
