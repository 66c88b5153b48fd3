"""The advisor's desk: the work list, one claim, its status and its notes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.actors import Actor
from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from casework.actions import progress
from casework.actions.presence import note_open
from casework.actions.writing import ThreadMoved
from casework.forms.claim import NoteForm, StatusForm
from casework.forms.work_list import WorkListForm
from casework.presenters import claim as claim_content
from casework.presenters import work_list as list_content
from casework.presenters.filters import kept_lists
from casework.presenters.owning import worker_words
from casework.presenters.papers import paper_rows
from casework.presenters.verifying import with_verified
from casework.presenters.writing import desk_thread, news_content
from casework.readers import claims as claim_readers
from casework.readers import work_list as list_readers
from casework.readers.attention import news_since, seen_of
from casework.readers.notes import read_notes
from casework.readers.own_desk import own_desk
from casework.readers.owning import Whose, count_by_whose, of_whom, read_assignments, workers_of, works_on
from casework.readers.presence import others_at
from casework.readers.timeline import newest_events, timeline_of
from casework.readers.urgency import latest_urgency_change, safe_way
from casework.views.place import keep_place, keep_search, kept_place, kept_search, list_url
from claims.models import Claim, ClaimPdf, ClaimStatus, StatusChange
from claims.papers.readers import papers_of
from claims.presenters import submission as submission_view
from claims.readers.acts import needs_read
from claims.readers.answer_store import not_asked_in, spec_of
from claims.readers.files import read_files
from estimates.models import Estimate
from estimates.presenters.scenarios import comparison_content
from estimates.readers.estimates import latest_estimate
from estimates.readers.scenarios import shared_comparison
from notifications.models import Message
from notifications.readers import reaches

A_PAGE = 25
CONFLICT, UNPROCESSABLE = 409, 422


@staff_required
@require_http_methods(["GET", "POST"])
def work_list(request: HttpRequest) -> HttpResponse:
    """The council's claims by stage, searched and filtered."""
    require(request.actor, Permission.CLAIM_VIEW)
    if request.method == "POST":
        keep_search(request)
        return redirect("casework:work_list")
    statuses = claim_readers.council_statuses()
    form, wanted, found = _searched(request, statuses)
    whose = _whose(request.GET)
    claims = of_whom(found, whose, request.actor)
    is_filtered = wanted != list_readers.WorkListFilter()
    counts = list_readers.count_by_stage(claims, statuses, everything=not (is_filtered or whose))
    _record_search(request, wanted, counts[list_readers.ALL])
    stage = _stage(request, counts, is_filtered=is_filtered or bool(whose))
    possible, sort = _sort(request.GET, stage, counts[stage])
    page = _page(request, list_readers.in_stage(claims, stage, statuses, sort), counts[stage])
    keep_place(request, stage=stage, whose=whose, sort=sort, page=str(page.number))
    context = {
        "form": form,
        "whose_links": list_content.whose_links(count_by_whose(found, statuses, request.actor), whose, request.GET),
        "tabs": list_content.tabs(counts, stage, request.GET),
        "page": page,
        **_table(request.actor, list(page.object_list)),
        "columns": list_content.claim_columns(possible, sort, request.GET),
        "query": list_content.query_without(request.GET, "page", stage=stage) + "&",
        "is_filtered": is_filtered,
        "more_open": _asks_for_more(wanted) or bool(form.errors),
        **_own_desk(request.actor, statuses, form),
    }
    return render(request, "casework/work_list.html", context)


def _asks_for_more(wanted: list_readers.WorkListFilter) -> bool:
    """Whether more was asked for than the one box says."""
    return wanted != list_readers.WorkListFilter(text=wanted.text, sounding=wanted.sounding)


def _own_desk(actor: Actor, statuses: list[ClaimStatus], form: WorkListForm) -> dict[str, Any]:
    desk = own_desk(actor)
    kept = kept_lists(desk.kept, actor, statuses, form.titles)
    return {"waiting_notes": desk.waiting, "kept": kept, "nav": "work"}


def _record_search(request: HttpRequest, wanted: list_readers.WorkListFilter, found: int) -> None:
    if wanted.searched_by:
        progress.record_search(searched_by=wanted.searched_by, found=found, by=request.actor)


def _table(actor: Actor, keys: list[int]) -> dict[str, Any]:
    shown = list_readers.claims_of_page(actor, keys)
    rows = list_content.claim_rows(shown, workers_of(shown), needs_read(shown), others_at(shown, actor))
    return {
        "rows": rows,
        "may_progress": actor.may(Permission.CLAIM_PROGRESS),
        "most_rows": list_readers.MOST_ROWS,
    }


def _page(request: HttpRequest, claims: QuerySet[Claim], number: int) -> Page:
    """The asked page of the keys of so many claims."""
    pages = Paginator(claims.values_list("pk", flat=True), A_PAGE)
    # Counted already.
    pages.count = number
    return pages.get_page(request.GET.get("page"))


def _searched(
    request: HttpRequest, statuses: list[ClaimStatus]
) -> tuple[WorkListForm, list_readers.WorkListFilter, QuerySet[Claim]]:
    """The search that is kept, what it asks for, and the claims that fit it."""
    form = WorkListForm(kept_search(request), statuses=statuses, titles=list_readers.council_forms())
    form.is_valid()
    wanted = form.wanted()
    return form, wanted, list_readers.work_list(request.actor, wanted)


@staff_required
@require_GET
def next_claim(request: HttpRequest, reference: str) -> HttpResponse:
    """The claim below this one in the list as it was last shown, or the list when this was the last."""
    return _neighbour(request, reference) or _past_the_end(request, _("That was the last claim of this list."))


@staff_required
@require_GET
def previous_claim(request: HttpRequest, reference: str) -> HttpResponse:
    """The claim above this one in the list as it was last shown, or the list when this was the first."""
    above = _neighbour(request, reference, above=True)
    return above or _past_the_end(request, _("That was the first claim of this list."))


def _neighbour(request: HttpRequest, reference: str, *, above: bool = False) -> HttpResponse | None:
    claim = claim_readers.staff_claim_for(request.actor, reference)
    found = list_readers.next_after(*kept_list(request), above=above, claim=claim)
    return redirect("casework:staff_claim", found.reference) if found else None


def _past_the_end(request: HttpRequest, words: str) -> HttpResponse:
    messages.info(request, words)
    return redirect(list_url(request))


def kept_list(request: HttpRequest) -> tuple[QuerySet[Claim], str, list[ClaimStatus], str]:
    """The list as it was last shown, by its search and place that are kept: its claims of every stage, its stage, the
    council's statuses, and by what it is sorted.
    """
    place, statuses = kept_place(request), claim_readers.council_statuses()
    _form, _wanted, found = _searched(request, statuses)
    claims = of_whom(found, _whose(place), request.actor)
    return claims, place.get("stage", ClaimStatus.Stage.NEW.value), statuses, place.get("sort", "")


def kept_search_kinds(request: HttpRequest) -> list[str]:
    """Which searches for a person the kept list was found by, by name, for the audit trail."""
    return _searched(request, claim_readers.council_statuses())[1].searched_by


def _stage(request: HttpRequest, counts: dict[str, int], *, is_filtered: bool) -> str:
    """The stage to show. A search looks everywhere unless a stage was picked."""
    asked = request.GET.get("stage", "")
    if asked in counts:
        return asked
    return list_readers.ALL if is_filtered else ClaimStatus.Stage.NEW.value


def _whose(place: QueryDict) -> str:
    asked = place.get("whose", "")
    return asked if asked in Whose.values else Whose.ANYBODYS.value


def _sort(place: QueryDict, stage: str, number: int) -> tuple[tuple[str, ...], str]:
    """By what a list of so many claims can be sorted, and by which of that it is."""
    possible, asked = list_readers.sorts_of(stage, number), place.get("sort", "")
    return possible, asked if asked in list_readers.SORTS and asked.lstrip("-") in possible else ""


@staff_required
@require_GET
def staff_claim(request: HttpRequest, reference: str) -> HttpResponse:
    """One claim with everything that staff need to decide; opening it is written down."""
    claim = claim_readers.staff_claim_for(request.actor, reference)
    progress.record_opening(claim=claim, by=request.actor)
    note_open(claim=claim, by=request.actor)
    return _draw_claim(request, claim, NoteForm())


def _read_once(request: HttpRequest, claim: Claim) -> None:
    """What several parts of a claim's page show."""
    parts = ("tasks", "decisions__film", "papers__reviews", "status_changes__status", "work_holds", "acts")
    prefetch_related_objects([claim], *parts, "verifications", "urgency_changes")
    read_files(claim)
    read_notes(claim, request.actor)


def _timeline(request: HttpRequest, claim: Claim) -> tuple[list[dict[str, Any]], bool]:
    """What happened, all of it where that is asked for, and whether there is more."""
    if "all" in request.GET:
        return timeline_of(claim, request.actor), False
    return newest_events(claim, request.actor)


def _draw_claim(request: HttpRequest, claim: Claim, note_form: NoteForm, *, status: int = 200) -> HttpResponse:
    _read_once(request, claim)
    estimate, assignment = latest_estimate(claim), read_assignments(claim)
    timeline, has_earlier = _timeline(request, claim)
    context = {
        "claim": claim,
        "title": spec_of(claim).title,
        "tag_colour": claim_content.STAGE_COLOURS[claim.status.stage],
        "waiting": claim_content.waiting(claim),
        "wishes": claim_content.preferences_of(claim.resident),
        "urgent": claim_content.urgent_tags(claim),
        "bounced": claim_content.bounced_contacts(claim),
        "urgent_because": latest_urgency_change(claim),
        "safe_way": safe_way(claim),
        "sections": with_verified(claim, submission_view.sections_of(claim)),
        "not_asked": not_asked_in(claim),
        "signature": submission_view.signature_of(claim),
        "papers": paper_rows(papers_of(claim)),
        "estimate": estimate,
        "estimate_summary": claim_content.estimate_summary(estimate) if _is_ready(estimate) else None,
        "shared": _shared_content(claim),
        "pdf_state": claim.pdf.state,
        "PdfState": ClaimPdf.State,
        "timeline": timeline,
        "has_earlier": has_earlier,
        "desk": desk_thread(claim),
        "form": note_form,
        "may_progress": request.actor.may(Permission.CLAIM_PROGRESS),
        "worker": worker_words(works_on(assignment)),
        "is_nobodys": works_on(assignment) is None,
        "based_on": assignment.pk if assignment else 0,
        "others": others_at([claim], request.actor).get(claim.pk, []),
        "may_show": request.actor.may(Permission.CLAIM_SHOW_HIDDEN),
        "may_note": request.actor.may(Permission.CLAIM_NOTE),
        "back_url": list_url(request, claim),
        "nav": "work",
    }
    return render(request, "casework/staff_claim.html", context, status=status)


def _shared_content(claim: Claim) -> dict[str, Any] | None:
    """The changes of life that the claimant shows to advisers, or None."""
    shared = shared_comparison(claim.resident)
    return comparison_content(*shared) if shared else None


def _is_ready(estimate: Estimate | None) -> bool:
    return estimate is not None and estimate.state == Estimate.State.READY


@staff_required
@require_POST
def add_note(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep a note on a claim."""
    require(request.actor, Permission.CLAIM_NOTE)
    claim = claim_readers.staff_claim_for(request.actor, reference)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _draw_claim(request, claim, form, status=UNPROCESSABLE)
    progress.add_note(reference=reference, text=form.cleaned_data["text"], by=request.actor)
    messages.success(request, _("The note is saved."))
    return redirect("casework:staff_claim", reference)


@staff_required
@require_http_methods(["GET", "POST"])
def set_status(request: HttpRequest, reference: str) -> HttpResponse:
    """Pick a status and a message, see what the claimant will read, then send it."""
    require(request.actor, Permission.CLAIM_PROGRESS)
    claim = claim_readers.staff_claim_for(request.actor, reference)
    latest, statuses = claim_readers.latest_change(claim), claim_readers.statuses_by_hand(claim)
    if not statuses:
        return _by_decision(request, claim)
    if request.method == "GET":
        initial = {"based_on": latest.pk, "seen": seen_of(claim)}
        return _draw_status(request, claim, StatusForm(statuses=statuses, initial=initial))
    form = StatusForm(request.POST, statuses=statuses)
    if not form.is_valid():
        return _draw_status(request, claim, form, status=UNPROCESSABLE)
    if "confirm" not in request.POST:
        if "change" in request.POST:
            return _draw_status(request, claim, StatusForm(statuses=statuses, initial=form.cleaned_data))
        return _draw_preview_or_moved(request, claim, form, latest)
    try:
        progress.change_status(reference=reference, **form.cleaned_data, by=request.actor)
    except progress.StatusMoved as moved:
        return _draw_moved(request, claim, form, moved.change)
    except ThreadMoved:
        return _draw_preview_or_moved(request, claim, form, latest)
    except progress.OnlyByDecision:
        return _by_decision(request, claim)
    messages.success(request, _("The status is changed, and the claimant is told."))
    return redirect("casework:staff_claim", reference)


def _by_decision(request: HttpRequest, claim: Claim) -> HttpResponse:
    messages.warning(
        request, _("This claim is decided. Undo the decision first: until then its status stays. Nothing was sent.")
    )
    return redirect("casework:staff_claim", claim.reference)


def _draw_status(request: HttpRequest, claim: Claim, form: StatusForm, *, moved=None, news=None, status: int = 200):
    wishes = claim_content.preferences_of(claim.resident)
    context = {
        "claim": claim,
        "form": form,
        "moved": moved,
        "news": news,
        "statuses": form.statuses.values(),
        "wishes": wishes,
        "has_wishes": any(wishes.values()),
        "back_url": reverse("casework:staff_claim", args=[claim.reference]),
        "nav": "work",
    }
    return render(request, "casework/set_status.html", context, status=status)


def _draw_preview_or_moved(request: HttpRequest, claim: Claim, form: StatusForm, latest: StatusChange) -> HttpResponse:
    """What the claimant will read, if the claim is still as the page had it."""
    if form.cleaned_data["based_on"] != latest.pk:
        return _draw_moved(request, claim, form, latest)
    if form.cleaned_data["seen"] == seen_of(claim):
        return _draw_preview(request, claim, form)
    news = news_content(news_since(claim, form.cleaned_data["seen"]))
    return _draw_status(request, claim, _again(claim, form, latest), news=news, status=CONFLICT)


def _draw_moved(request: HttpRequest, claim: Claim, form: StatusForm, change: StatusChange) -> HttpResponse:
    """Somebody else was first: say so, keep what was typed, and go on from where the claim is now."""
    return _draw_status(request, claim, _again(claim, form, change), moved=change, status=CONFLICT)


def _again(claim: Claim, form: StatusForm, latest: StatusChange) -> StatusForm:
    now = {"based_on": latest.pk, "seen": seen_of(claim)}
    return StatusForm(statuses=list(form.statuses.values()), initial={**form.cleaned_data, **now})


def _draw_preview(request: HttpRequest, claim: Claim, form: StatusForm) -> HttpResponse:
    chosen: ClaimStatus = form.chosen
    context = {
        "claim": claim,
        "chosen": chosen,
        "values": form.cleaned_data,
        "words": progress.what_claimant_reads(claim, chosen, form.cleaned_data["message"]),
        "by_email": reaches(claim.resident, Message.Channel.EMAIL),
        "by_text": reaches(claim.resident, Message.Channel.SMS),
        "letter": progress.message_preview(claim=claim, status=chosen, by=request.actor),
        "back_url": reverse("casework:set_status", args=[claim.reference]),
        "nav": "work",
    }
    return render(request, "claims/check_status.html", context)
