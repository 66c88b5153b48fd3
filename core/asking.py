"""Asking once before something is taken away: a page with one question, for every view that removes."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

SURE = "_sure"


def is_sure(request: HttpRequest) -> bool:
    """True when the person has answered the question of this page."""
    return request.POST.get(SURE) == "yes"


def ask_first(
    request: HttpRequest, *, question: str, keep_url: str, words: str = "", button: str = "",
    keep: str = "", hidden: Mapping[str, str] | None = None,
) -> HttpResponse:  # fmt: skip
    """The page that asks. Its button posts `hidden` to the same address, and that the person is sure; the link
    `keep` leads to `keep_url`.
    """
    page = {"question": question, "words": words, "keep_url": keep_url, "button": button or _("Remove it")}
    page["keep"] = keep or _("Keep it")
    page["hidden"] = {**(hidden or {}), SURE: "yes"}
    return render(request, "are_you_sure.html", page)
