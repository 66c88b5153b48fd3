"""The pages of a draft as residents see them: what is typed is kept for whoever tries it, and is no claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims.presenters.page import PageContent, PageState, group_rows, page_content, row_content
from claims.views.brought_up import brought_up, without_errors
from claims.views.onward import may_add
from claims.views.posted import changes_in
from claims.views.rows import group_errors
from claims.views.warning import warn_once
from core.asking import ask_first, is_sure
from formspec.rules.answer_types import type_of
from formspec.rules.answers import is_blank, raw_from_post
from formspec.rules.display import row_title
from formspec.rules.form_spec import Question
from studio.trying.actions.trying import add_row, remove_row, save_typed
from studio.trying.presenters.ways import Ways
from studio.trying.readers.trials import Place, Trial
from studio.trying.views.trying import UNPROCESSABLE, draw, tries


@require_http_methods(["GET", "POST"])
@tries
def page(request: HttpRequest, trial: Trial, ways: Ways, page: str) -> HttpResponse:
    """One page of the form."""
    if page not in trial.spec.pages:
        raise Http404
    group = trial.spec.group_on(page)
    if group is not None:
        return _group_page(request, trial, ways, page, group)
    if request.method == "GET":
        return _draw_page(request, trial, ways, page, page_content(_page_state(trial), page))
    return _save(request, trial, ways, page, trial.spec.questions_on(page))


@require_http_methods(["GET", "POST"])
@tries
def row(request: HttpRequest, trial: Trial, ways: Ways, page: str, row: str) -> HttpResponse:
    """One row of a repeating group."""
    group = trial.spec.group_on(page) if page in trial.spec.pages else None
    if group is None or row not in _ids(trial, group):
        raise Http404
    if request.method == "GET":
        return _draw_row(request, trial, ways, page, group, row, _page_state(trial))
    return _save(request, trial, ways, page, group["fields"], group, row)


def _page_state(trial: Trial, **more: Any) -> PageState:
    return PageState(trial.spec, trial.form_state, trial.stored, **more)


def _ids(trial: Trial, group: Question) -> list[str]:
    return [each.id for each in trial.form_state.rows.get(group["key"], [])]


def _save(
    request: HttpRequest, before: Trial, ways: Ways, page: str, questions: list[Question],
    group: Question | None = None, row: str = "",
) -> HttpResponse:  # fmt: skip
    """Keep what a page posts; on, or the page again with what is wrong, or with what the answers brought up."""
    answers = _posted(request, before, questions, row)
    trial = before.after(save_typed(slug=ways.slug, answers=answers, page=page, by=request.actor))
    form_state = trial.form_state
    new = brought_up(request, questions, form_state, trial.stored, before=lambda: before.form_state, row=row)
    wrong = [each for each in form_state.problems_on(page) if each.row == row and each.question not in new.needed]
    warned = [] if wrong or new else warn_once(request, form_state, questions, row)
    if not (wrong or new or warned):
        return redirect(_after_row(request, trial, ways, page, group) if group else _onward(request, trial, ways, page))
    shown = PageState(trial.spec, without_errors(form_state, new.needed, row), trial.stored, show_errors=True)
    if new and not wrong:
        messages.info(request, new.words)
    if group is not None:
        return _draw_row(request, trial, ways, page, group, row, shown, warned=warned)
    return _draw_page(request, trial, ways, page, page_content(shown, page), warned=warned)


def _posted(request: HttpRequest, trial: Trial, questions: list[Question], row: str) -> dict[Place, Any]:
    """What a page says, of the questions that it had. What is masked stays when its boxes are empty. Of a file its
    name stands for it: nothing is sent.
    """
    typed = {(change.key, row): change.raw for change in changes_in(request, questions, row)}
    for question in questions:
        place = (question["key"], row)
        if type_of(question).is_upload:
            typed[place] = raw_from_post(question, request.POST) or trial.typed.answers.get(place, [])
        elif place in typed and type_of(question).stays_hidden and is_blank(question, typed[place]):
            typed[place] = trial.typed.answers.get(place, typed[place])
    return typed


def _onward(request: HttpRequest, trial: Trial, ways: Ways, page: str) -> str:
    """Back to check-your-answers for who came from there, else the next page, or a first row of its list."""
    following = next((key for key in trial.pages[trial.pages.index(page) + 1 :]), None) if page in trial.pages else None
    if request.GET.get("back") == "check" or following is None:
        return ways.to("try_check")
    group = trial.spec.group_on(following)
    if group is not None and group["rows"]["min"] and not _ids(trial, group):
        return _new_row(request, ways, following, group)
    return ways.page(following)


def _new_row(request: HttpRequest, ways: Ways, page: str, group: Question) -> str:
    """The address of a row more, or of the list where another tab used up the room meanwhile."""
    made = add_row(slug=ways.slug, group=group, by=request.actor)[1]
    return ways.row(page, made) if made else ways.page(page)


def _after_row(request: HttpRequest, trial: Trial, ways: Ways, page: str, group: Question) -> str:
    if "_another" in request.POST and may_add(trial.form_state, group):
        return _new_row(request, ways, page, group)
    return ways.to("try_check") if request.GET.get("back") == "check" else ways.page(page)


def _group_page(request: HttpRequest, trial: Trial, ways: Ways, page: str, group: Question) -> HttpResponse:
    """The rows of a repeating group: add, change, remove, or go on."""
    if "_add" in request.POST and may_add(trial.form_state, group):
        return redirect(_new_row(request, ways, page, group))
    if "_remove" in request.POST:
        return _remove(request, trial, ways, page, group)
    if request.method == "POST":
        trial = trial.after(save_typed(slug=ways.slug, answers={}, page=page, by=request.actor))
        if not trial.form_state.problems_on(page):
            return redirect(_onward(request, trial, ways, page))
    shown = _page_state(trial)
    content = page_content(shown, page)
    if request.method == "POST":
        content.errors = group_errors(shown, page)
    rows = _ids(trial, group)
    return _draw_page(
        request, trial, ways, page, content, group=group, can_add=may_add(trial.form_state, group),
        rows=group_rows(shown, group, {row: ways.row(page, row) for row in rows}),
        add_text=_("Add another") if rows else _("Add the first one"), must_add=not rows and bool(group["rows"]["min"]),
    )  # fmt: skip


def _remove(request: HttpRequest, trial: Trial, ways: Ways, page: str, group: Question) -> HttpResponse:
    """Take out a row, once the person is sure."""
    here, gone = ways.page(page), request.POST["_remove"]
    ids = _ids(trial, group)
    if gone in ids and not is_sure(request):
        number = ids.index(gone)
        title = row_title(group, number + 1, trial.form_state.rows[group["key"]][number].values, translate=_)
        return ask_first(
            request, question=_("Remove “%(name)s”?") % {"name": title}, keep_url=here,
            words=_("Everything that you said about it goes too."), hidden={"_remove": gone},
        )  # fmt: skip
    remove_row(slug=ways.slug, group=group, row=gone, by=request.actor)
    return redirect(here)


def _draw_row(
    request: HttpRequest, trial: Trial, ways: Ways, page: str, group: Question, row: str, shown: PageState,
    warned: Sequence[str] = (),
) -> HttpResponse:  # fmt: skip
    content = row_content(shown, group, row)
    more = {"row_id": row, "can_add": may_add(trial.form_state, group), "back_url": ways.page(page)}
    return _draw_page(request, trial, ways, page, content, warned=warned, **more)


def _draw_page(
    request: HttpRequest, trial: Trial, ways: Ways, page: str, content: PageContent, **more: Any
) -> HttpResponse:
    earlier = trial.pages[: trial.pages.index(page)] if page in trial.pages else []
    about = {
        "content": content, "page_key": page, "back_url": ways.page(earlier[-1]) if earlier else ways.to("try"),
        "autosave_url": "", "has_files": False, "upload_keys": [], "warned": [], "unsaved_days": 0, "ends_on": None,
    }  # fmt: skip
    status = UNPROCESSABLE if content.errors else 200
    return draw(request, "studio/trying/page.html", trial, ways, about | more, status=status)
