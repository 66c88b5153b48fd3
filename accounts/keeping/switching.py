"""Pressing a button above the page in the middle of a form, to change the language or (apps above) to stop sharing:
what was typed is in the boxes of the page that comes.

The buttons are tied to the form that somebody types into (core/rules/tying.py), so that pressing one posts it, with
scripts or without, to where the form goes; with scripts what is typed into other forms of the page goes along. The
middleware does what was pressed. A view that saves drafts (`@saves_what_is_typed`) saves what was typed; for any other
form it is kept, and put into the boxes once. Without scripts each form of several has buttons of its own for the
language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy

from accounts.keeping import resubmission
from accounts.keeping.form_owners import owner_of
from accounts.throttling import too_often
from core.asking import SURE
from core.rules.tying import MARK, tie

PER_NETWORK = "300/10m"
LANGUAGE_ONLY = gettext_lazy(
    "The language is changed, but nothing of what you typed is saved: it is too long, or the language was changed too "
    "often."
)
ABOVE = gettext_lazy("Language")
OWN = gettext_lazy(
    "Change the language here. What you typed in this part of the page is kept. What you typed in other parts is not."
)


@dataclass(frozen=True)
class Switch:
    """A language that can be changed, or what else is done above the page. `apply` takes what was pressed; `drops` are
    fields that say the old one; `lost` says what was done when what was typed could not be kept.
    """

    apply: Callable[[HttpRequest, str], None]
    drops: frozenset[str]
    lost: str


_switches: dict[str, Switch] = {}


def add_switch(
    name: str, apply: Callable[[HttpRequest, str], None], drops: Iterable[str] = (), lost: str = LANGUAGE_ONLY
) -> None:
    """Add a button's name. `apply` ignores what is no language, or whatever the button is for."""
    _switches[name] = Switch(apply, frozenset(drops), lost)


def saves_what_is_typed(view):
    """Mark a view that saves what is posted when the language is changed (`is_switch`), and draws its page again."""
    view.saves_what_is_typed = True
    return view


def is_switch(request: HttpRequest) -> bool:
    """True when such a button was pressed: nothing is to be sent, and nobody goes on."""
    return _pressed(request) is not None


def _pressed(request: HttpRequest) -> str | None:
    return next((name for name in _switches if name in request.POST), None) if request.method == "POST" else None


def switched(request: HttpRequest, view) -> HttpResponse | None:
    """Do what was pressed, if that was a switch. The answer, or None when the view is to save what was typed."""
    name = _pressed(request)
    if name is None:
        return None
    switch = _switches[name]
    switch.apply(request, request.POST[name])
    is_saved = getattr(view, "saves_what_is_typed", False) and SURE not in request.POST
    if is_saved and resubmission.BESIDE not in request.POST:
        return None
    kept = None if too_often(request, group="language", rate=PER_NETWORK) else _kept(request, switch, is_saved=is_saved)
    if kept is None:
        page = {"page": resubmission.form_page(request), "words": switch.lost}
        return render(request, "accounts/language_only.html", page, status=413)
    resubmission.put(request, *kept)
    return None if is_saved else redirect(resubmission.form_page(request))


def _kept(request: HttpRequest, switch: Switch, *, is_saved: bool) -> list[resubmission.Kept] | None:
    """The words to put back into the page's forms, except where the view saves its own. None: over the limit."""
    owner, without = owner_of(request), {*_switches, SURE, *switch.drops}
    beside = resubmission.keep_beside(request, owner, without=without)
    if is_saved or beside is None:
        return beside
    posted = resubmission.keep(request, owner, without=without, once=True)
    return None if posted is None else [*beside, posted]


def speak(request: HttpRequest, language: str) -> None:
    """Have the pages of this browser in a language from the answer to this request on (`tell_browser`)."""
    request.spoken = language


def tell_browser(request: HttpRequest, response: HttpResponse) -> None:
    """The cookie by which the language is known, where it was just changed."""
    if hasattr(request, "spoken"):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            request.spoken,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            path=settings.LANGUAGE_COOKIE_PATH,
            domain=settings.LANGUAGE_COOKIE_DOMAIN,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )


def tie_buttons(request: HttpRequest, response: HttpResponse) -> None:
    """Give the buttons above the page to the form of this page that holds words."""
    if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
        return
    if MARK.encode() not in response.content:
        return
    html = response.content.decode(response.charset)
    tied = tie(html, from_post=request.method == "POST", above=str(ABOVE), own=str(OWN))
    if tied is not html:
        response.content = tied.encode(response.charset)
