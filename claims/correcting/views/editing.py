"""The two pages of a correction, for whoever makes it: the questions, and everything once more before it is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.keeping.switching import is_switch
from claims.correcting import presenters as content
from claims.correcting.actions.saving import CorrectionMoved, CorrectionOver, LockAsk, Typed, save_typed, with_typed
from claims.correcting.actions.sending import CorrectionIncomplete, NothingChanged, WantsClaimant, send_correction
from claims.correcting.readers import Case, case_of, entries_of, is_over
from claims.correcting.rules import Place
from claims.models import Claim, CorrectionAsk
from claims.readers.answer_store import localised_spec
from claims.readers.where_it_goes import Closed
from core.asking import ask_first, is_sure
from core.rules.numbers import whole_number
from formspec.rules.answer_types import type_of

CONFLICT, UNPROCESSABLE = 409, 422


@dataclass(frozen=True)
class Pages:
    """Whose correction it is: how it is found, and locked by whoever types and whoever sends; the addresses of its
    pages and where they lead back; what is said once it is sent.
    """

    find: LockAsk
    edit_url: str
    check_url: str
    done_url: str
    back_url: str
    lock_to_type: LockAsk
    lock_to_send: LockAsk
    sent_words: str
    for_staff: bool = False
    # The questions of a claim that whoever makes it may not answer.
    closed: Callable[[Claim], Closed] = lambda claim: {}


def edit_page(request: HttpRequest, pages: Pages) -> HttpResponse:
    """The questions that may be changed, their answers kept as they are typed, right or wrong."""
    if request.method == "GET":
        case = case_of(pages.find())
        return _draw(request, pages, case, case.typed)
    try:
        case = save_typed(lock=pages.lock_to_type, read=lambda case: _typed(request, pages, case))
    except (CorrectionMoved, CorrectionOver) as stale:
        now = case_of(stale.ask)
        has_moved = isinstance(stale, CorrectionMoved)
        return _draw(
            request, pages, now, with_typed(now, _typed(request, pages, now)), has_moved=has_moved, status=CONFLICT
        )  # fmt: skip
    if is_switch(request) or content.ADD in request.POST or is_sure(request):
        return redirect(pages.edit_url)
    if content.REMOVE in request.POST:
        return _ask_about_entry(request, pages, case, request.POST[content.REMOVE])
    return _after(request, pages, case)


def _typed(request: HttpRequest, pages: Pages, case: Case) -> Typed:
    """What the page posts of questions that are open to whoever posts; an entry goes only when the person is sure."""
    closed = pages.closed(case.ask.claim)
    groups = [key for key in case.worked_out().keys if type_of(case.spec.questions[key]).is_group]
    typed = content.typed_from(request.POST, case.spec, {key: entries_of(case, case.typed, key) for key in groups})
    typed = replace(typed, answers={place: raw for place, raw in typed.answers.items() if place[0] not in closed})
    return typed if is_sure(request) else replace(typed, remove="")


def _after(request: HttpRequest, pages: Pages, case: Case) -> HttpResponse:
    """On to the last look, or the page again: with what the answers brought up, or what is wrong."""
    worked, closed = case.worked_out(), pages.closed(case.ask.claim)
    posted = _typed(request, pages, case).answers
    if any(place not in posted for place in _boxes(case) if place[0] not in closed):
        messages.info(request, _("Because of your answer we need to know a little more. Your answers are saved."))
        return _draw(request, pages, case, case.typed)
    if worked.problems:
        return _draw(request, pages, case, case.typed, show_errors=True, status=UNPROCESSABLE)
    return redirect(pages.check_url)


def _boxes(case: Case) -> list[Place]:
    """Every box of the page."""
    worked, boxes = case.worked_out(), []
    for question in (case.spec.questions[key] for key in worked.keys):
        if not type_of(question).is_group:
            boxes.append((question["key"], ""))
            continue
        for row in entries_of(case, case.typed, question["key"]):
            fields = [part["key"] for part in question["fields"]]
            boxes += [(key, row) for key in fields if worked.state.is_visible(key, row)]
    return [place for place in boxes if type_of(case.spec.question(*place) or {}).by_hand]


def _ask_about_entry(request: HttpRequest, pages: Pages, case: Case, row: str) -> HttpResponse:
    drawn, _errors = content.edit_content(case, case.typed)
    for entry in (entry for one in drawn for entry in one.entries if entry.id == row):
        return ask_first(
            request, question=_("Remove “%(name)s”?") % {"name": entry.title}, keep_url=pages.edit_url,
            words=_("Everything that you said about it goes too."),
            hidden={content.REMOVE: row, content.REVISION: str(case.ask.revision)},
        )  # fmt: skip
    return redirect(pages.edit_url)


def _draw(
    request: HttpRequest, pages: Pages, case: Case, typed: Mapping[Place, Any], *, show_errors: bool = False,
    has_moved: bool = False, status: int = 200,
) -> HttpResponse:  # fmt: skip
    closed = pages.closed(case.ask.claim)
    drawn, errors = content.edit_content(case, typed, show_errors=show_errors, closed=closed)
    context = _context(pages, case.ask) | {
        "drawn": drawn,
        "errors": errors,
        "has_errors": bool(errors),
        "has_moved": has_moved,
        "back_url": pages.back_url,
    }
    return render(request, "claims/correcting/correct.html", context, status=status)


def _context(pages: Pages, ask: CorrectionAsk) -> dict[str, Any]:
    return {
        "claim": ask.claim,
        "title": localised_spec(ask.claim).title,
        "ask": ask,
        "asked": content.ask_words(ask),
        "is_over": is_over(ask.claim),
        "pages": pages,
        "for_staff": pages.for_staff,
        "nav": "work" if pages.for_staff else "claims",
    }


def check_page(request: HttpRequest, pages: Pages, *, by) -> HttpResponse:
    """Each answer as it was and as it would be, and the button that sends it. Sent twice, it is sent once."""
    if request.method == "GET":
        return _draw_check(request, pages, case_of(pages.find()))
    revision = whole_number(request.POST.get(content.REVISION, ""), most=10**9) or 0
    try:
        send_correction(lock=pages.lock_to_send, revision=revision, by=by)
    except CorrectionIncomplete:
        return redirect(pages.edit_url)
    except (CorrectionMoved, CorrectionOver) as stale:
        has_moved = isinstance(stale, CorrectionMoved)
        return _draw_check(request, pages, case_of(stale.ask), has_moved=has_moved, status=CONFLICT)
    except WantsClaimant:
        messages.warning(request, _words_for_helper())
        return redirect(pages.edit_url)
    except NothingChanged:
        return _draw_check(request, pages, case_of(pages.find()), status=UNPROCESSABLE)
    messages.success(request, pages.sent_words)
    return redirect(pages.done_url)


def _words_for_helper() -> str:
    return _("It says where their money or letters go, so they have to send it themselves. What you typed is kept.")


def _draw_check(request: HttpRequest, pages: Pages, case: Case, *, has_moved=False, status: int = 200) -> HttpResponse:
    unseen = [key for key, sees in pages.closed(case.ask.claim).items() if not sees]
    worked, changes = content.check_content(case, unseen)
    if worked.problems and case.ask.is_open and not is_over(case.ask.claim):
        return _draw(request, pages, case, case.typed, show_errors=True, status=UNPROCESSABLE)
    context = _context(pages, case.ask) | {
        "changes": changes,
        "has_moved": has_moved,
        "may_send": bool(changes) and case.ask.is_open and not is_over(case.ask.claim),
        "back_url": pages.edit_url,
    }
    return render(request, "claims/correcting/check.html", context, status=status)
