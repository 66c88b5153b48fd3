"""What a council says of itself, a page for each topic, and the history of everything that it can set."""

from __future__ import annotations

import copy
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.actions.councils import ChangedMeanwhile, change_council, topic_values
from accounts.history import NotUndone, last_change, settings_kept
from accounts.models import Council, SettingChange
from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from accounts.settling import readers
from accounts.settling.actions import NothingToChange, can_undo, undo_change
from accounts.settling.forms import COLOUR, FORMS, TopicForm
from accounts.settling.presenters import change_shown, history_address, history_choices, logo_address
from core.asking import ask_first, is_sure
from core.govuk.branding import council_css
from core.rules.numbers import whole_number

UNPROCESSABLE = 422
CHANGES_PER_PAGE = 25
MOST_SEEN = 2**62


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """One topic: what holds, how people see it, and saving it. "preview" shows what was typed and saves nothing."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    form = _form(request, topic)
    if request.method == "GET" or not form.is_valid():
        return _draw(request, topic, form)
    if "preview" in request.POST:
        return _draw(request, topic, form, is_preview=True)
    seen = whole_number(request.POST.get("seen", ""), most=MOST_SEEN) or 0
    try:
        change_council(topic=topic, values=form.values(), by=request.actor, seen=seen)
    except ChangedMeanwhile as meanwhile:
        return _draw(request, topic, form, meanwhile=meanwhile.changes)
    except ValidationError as error:
        _refuse(form, error)
        return _draw(request, topic, form)
    messages.success(request, _("Saved. People see it from now on."))
    return redirect(settings_kept()[topic].page)


def _form(request: HttpRequest, topic: str) -> TopicForm:
    given: dict[str, Any] = {"initial": topic_values(request.council, topic)}
    if topic == "council.hours":
        given["languages"] = request.council.languages
    if request.method == "POST":
        given |= {"data": request.POST, "files": request.FILES}
    return FORMS[topic](**given)


def _refuse(form: TopicForm, error: ValidationError) -> None:
    for name, texts in error.message_dict.items():
        form.add_error(name if name in form.fields else None, texts)


def _draw(
    request: HttpRequest, topic: str, form: TopicForm, *, meanwhile: list[SettingChange] | None = None,
    is_preview: bool = False,
) -> HttpResponse:  # fmt: skip
    """The page. After a clash it shows what the other saved, and saving again writes over that."""
    setting = settings_kept()[topic]
    values = form.values() if form.is_bound and form.is_valid() else topic_values(request.council, topic)
    seen = request.POST.get("seen", "") if form.is_bound and not meanwhile else last_change(topic)
    context = {
        "form": form,
        "topic": topic,
        "title": setting.title,
        "shown": _as_shown(request.council, values),
        "logo": values.get("logo", ""),
        "logo_address": logo_address(values.get("logo", "")),
        "is_preview": is_preview,
        "meanwhile": [change_shown(each) for each in meanwhile or []],
        "seen": seen,
        "history": history_address(topic),
        "back_url": reverse("council_settings"),
        "nav": "settings",
    }
    status = 409 if meanwhile else UNPROCESSABLE if form.errors else 200
    return render(request, "settling/topic.html", context, status=status)


def _as_shown(council: Council, values: dict[str, Any]) -> Council:
    """The council as people would see it with these values; never saved."""
    shown = copy.copy(council)
    for name, value in values.items():
        if name != "logo":
            setattr(shown, name, value)
    return shown


@never_cache
@staff_required
@require_GET
def colours_css(request: HttpRequest) -> HttpResponse:
    """The style sheet of the preview of two colours. A 404 for what is no colour."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    found = [COLOUR.fullmatch(request.GET.get(name, "")) for name in ("colour", "text")]
    if None in found:
        raise Http404
    colour, text = (f"#{each[1]}" for each in found if each)
    return HttpResponse(council_css(colour, text, where=".bo-preview"), content_type="text/css")


@never_cache
@staff_required
@require_GET
def history(request: HttpRequest) -> HttpResponse:
    """Who changed what and when, newest first; with ?of= only one kind of setting."""
    of = request.GET.get("of", "")
    kept = [each for code, each in settings_kept().items() if of and (code == of or code.startswith(f"{of}."))]
    of = of if kept else ""
    page = Paginator(readers.changes_for(request.actor, of), CHANGES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "changes": [change_shown(each) for each in page],
        "page": page,
        "query": f"of={of}&" if of else "",
        "of": of,
        "setting_page": reverse(kept[0].page) if of else "",
        "choices": history_choices(),
        "back_url": reverse("council_settings"),
        "nav": "settings",
    }
    return render(request, "settling/history.html", context)


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, key: int) -> HttpResponse:
    """Put back what stood before a change, asked first."""
    change = readers.change_for(request.actor, key)
    back = history_address(change.code)
    if not can_undo(change):
        raise Http404
    if not is_sure(request):
        shown = change_shown(change)
        words = "\n".join(f"{name}: {before}" for name, before, _after in shown["rows"])
        return ask_first(
            request, question=_("Put the former value back?"), words=words, keep_url=back, button=_("Put it back"),
            keep=_("Leave it as it is"),
        )  # fmt: skip
    try:
        undo_change(key=key, by=request.actor)
    except NothingToChange:
        messages.warning(request, _("What this was about is not there any more, so nothing was put back."))
    except (NotUndone, ValidationError):
        messages.warning(request, _("It has changed again since, so nothing was put back. Look at the newest change."))
    else:
        messages.success(request, _("The former value is back. People see it from now on."))
    return redirect(back)
