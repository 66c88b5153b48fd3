"""The admin's pages of live help: opening times, closed days, ready words."""

from __future__ import annotations

from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from cobrowse.actions import settings as actions
from cobrowse.forms.settings import ClosedDayForm, OpeningTimeForm, ReplyForm, RulesForm, TopicForm
from cobrowse.presenters.settings import settings_content
from cobrowse.readers import settings as readers
from cobrowse.rules.hours import clock
from cobrowse.views.settings_pages import form_page, posted, removed, saved
from core.asking import ask_first, is_sure

OVERVIEW, DAYS = "cobrowse:settings", "cobrowse:days"


@staff_required
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Everything that can be set."""
    found = readers.help_settings(request.actor)
    return render(request, "cobrowse/settings.html", {**settings_content(found), "nav": "settings"})


@staff_required
@require_http_methods(["GET", "POST"])
def add_time(request: HttpRequest) -> HttpResponse:
    """A new span of the week."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    return _time(request, OpeningTimeForm(posted(request)), None, _("Add an opening time"))


@staff_required
@require_http_methods(["GET", "POST"])
def change_time(request: HttpRequest, key: int) -> HttpResponse:
    """Another day or other times."""
    found = readers.opening_time_for(request.actor, key)
    known = {"weekday": found.weekday, "opens": found.opens, "closes": found.closes}
    return _time(request, OpeningTimeForm(posted(request), initial=known), key, _("Change an opening time"))


def _time(request: HttpRequest, form: OpeningTimeForm, key: int | None, title: str) -> HttpResponse:
    if form.is_valid():
        try:
            actions.save_opening_time(**form.cleaned_data, key=key, by=request.actor)
            return saved(request, OVERVIEW)
        except actions.TimesOverlap:
            form.add_error("opens", _("You are open at a part of that time already. Nothing was saved"))
    return form_page(request, form, title, OVERVIEW)


@staff_required
@require_POST
def remove_time(request: HttpRequest, key: int) -> HttpResponse:
    """Not open then any more."""
    found = readers.opening_time_for(request.actor, key)
    if not is_sure(request):
        day = {"day": WEEKDAYS[found.weekday], "opens": clock(found.opens), "closes": clock(found.closes)}
        question = _("Remove %(day)s, %(opens)s to %(closes)s?") % day
        words = _("Nobody new can chat with you in that time. Conversations that are going on go on.")
        return ask_first(request, question=question, words=words, keep_url=reverse(OVERVIEW))
    actions.remove_opening_time(key=key, by=request.actor)
    return removed(request, OVERVIEW)


@staff_required
@require_GET
def days(request: HttpRequest) -> HttpResponse:
    """The council's own closed days and the bank holidays that are coming."""
    closed_days, bank_holidays = readers.closed_days_for(request.actor, timezone.localdate())
    page = {
        "closed_days": closed_days,
        "bank_holidays": bank_holidays,
        "history": f"{reverse('council:history')}?of=cobrowse.closed_days",
        "back_url": reverse("council_settings"),
        "nav": "settings",
    }
    return render(request, "cobrowse/days.html", page)


@staff_required
@require_http_methods(["GET", "POST"])
def add_day(request: HttpRequest) -> HttpResponse:
    """A day on which nobody helps live."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    form = ClosedDayForm(posted(request))
    if form.is_valid():
        try:
            actions.add_closed_day(**form.cleaned_data, by=request.actor)
            return saved(request, DAYS)
        except actions.AlreadyThere:
            form.add_error("day", _("This day is in the list already"))
    return form_page(request, form, _("Add a closed day"), DAYS)


@staff_required
@require_POST
def remove_day(request: HttpRequest, key: int) -> HttpResponse:
    """Open on that day after all."""
    found = readers.closed_day_for(request.actor, key)
    if not is_sure(request):
        question = _("Remove the closed day “%(name)s”?") % {"name": found.name}
        words = _("People can chat with you on that day at your usual times.")
        return ask_first(request, question=question, words=words, keep_url=reverse(DAYS))
    actions.remove_closed_day(key=key, by=request.actor)
    return removed(request, DAYS)


@staff_required
@require_http_methods(["GET", "POST"])
def change_rules(request: HttpRequest) -> HttpResponse:
    """What holds for all conversations."""
    form = RulesForm(posted(request), initial=model_to_dict(readers.rules_for(request.actor)))
    if form.is_valid():
        actions.save_rules(**form.cleaned_data, by=request.actor)
        return saved(request, OVERVIEW)
    return form_page(request, form, _("Rules for all conversations"), OVERVIEW)


@staff_required
@require_http_methods(["GET", "POST"])
def add_topic(request: HttpRequest) -> HttpResponse:
    """A new topic."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    return _topic(request, TopicForm(posted(request)), None, _("Add a topic"))


@staff_required
@require_http_methods(["GET", "POST"])
def change_topic(request: HttpRequest, key: int) -> HttpResponse:
    """Other words for the same."""
    found = readers.topic_for(request.actor, key)
    return _topic(request, TopicForm(posted(request), initial={"name": found.name}), key, _("Change a topic"))


def _topic(request: HttpRequest, form: TopicForm, key: int | None, title: str) -> HttpResponse:
    if form.is_valid():
        try:
            actions.save_topic(name=form.cleaned_data["name"], key=key, by=request.actor)
            return saved(request, OVERVIEW)
        except actions.AlreadyThere:
            form.add_error("name", _("There is a topic with this name already"))
    return form_page(request, form, title, OVERVIEW)


@staff_required
@require_POST
def remove_topic(request: HttpRequest, key: int) -> HttpResponse:
    """A topic that is offered no more."""
    found = readers.topic_for(request.actor, key)
    if not is_sure(request):
        question = _("Remove the topic “%(name)s”?") % {"name": found.name}
        words = _("Conversations that have it keep it, and it stays in the figures.")
        return ask_first(request, question=question, words=words, keep_url=reverse(OVERVIEW))
    actions.remove_topic(key=key, by=request.actor)
    return removed(request, OVERVIEW)


@staff_required
@require_http_methods(["GET", "POST"])
def add_reply(request: HttpRequest) -> HttpResponse:
    """New ready words."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    form = ReplyForm(posted(request), languages=request.council.languages)
    if form.is_valid():
        texts = form.texts()
        code = slugify(texts[form.languages[0]][0])[:40].strip("-")
        if code:
            try:
                actions.save_reply(code=code, texts=texts, by=request.actor, is_new=True)
                return saved(request, OVERVIEW)
            except actions.AlreadyThere:
                form.add_error(f"title_{form.languages[0]}", _("There are ready words with this title already"))
        else:
            form.add_error(f"title_{form.languages[0]}", _("The title needs a letter or a number"))
    return form_page(request, form, _("Add ready words"), OVERVIEW)


@staff_required
@require_http_methods(["GET", "POST"])
def change_reply(request: HttpRequest, code: str) -> HttpResponse:
    """Other words, or words in another language."""
    found = readers.reply_for(request.actor, code)
    known = {f"title_{each.language}": each.title for each in found.values()}
    known |= {f"words_{each.language}": each.words for each in found.values()}
    form = ReplyForm(posted(request), languages=request.council.languages, initial=known)
    if form.is_valid():
        actions.save_reply(code=code, texts=form.texts(), by=request.actor, is_new=False)
        return saved(request, OVERVIEW)
    return form_page(request, form, _("Change ready words"), OVERVIEW)


@staff_required
@require_POST
def remove_reply(request: HttpRequest, code: str) -> HttpResponse:
    """Ready words that nobody needs."""
    found = readers.reply_for(request.actor, code)
    if not is_sure(request):
        question = _("Remove the ready words “%(title)s”?") % {"title": next(iter(found.values())).title}
        words = _("They go in every language. What was said with them stays in the conversations.")
        return ask_first(request, question=question, words=words, keep_url=reverse(OVERVIEW))
    actions.remove_reply(code=code, by=request.actor)
    return removed(request, OVERVIEW)
