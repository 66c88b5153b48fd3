"""The admin's pages of the words of messages: every kind, and one kind in one language."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.history import last_change
from accounts.models import SettingChange
from accounts.sessions import staff_required
from core.rules.numbers import whole_number
from notifications.texts import Text
from notifications.wording import readers
from notifications.wording.actions import CODE, WordedMeanwhile, drop_words, set_words, subject_of
from notifications.wording.forms import WordsForm
from notifications.wording.presenters import groups_shown, placeholder_words, preview

UNPROCESSABLE = 422
MOST_SEEN = 2**62


@never_cache
@staff_required
@require_GET
def kinds(request: HttpRequest) -> HttpResponse:
    """Every kind of message, and in whose words it is in each language."""
    own = readers.own_languages(request.actor)
    page = {
        "groups": groups_shown(own, request.council),
        "history": f"{reverse('council:history')}?of={CODE}",
        "back_url": reverse("council_settings"),
        "nav": "settings",
    }
    return render(request, "notifications/wording/kinds.html", page)


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, template: str, language: str) -> HttpResponse:
    """One kind in one language: saving it, trying it, or putting a placeholder at its end."""
    kind = readers.kind_for(request.actor, template, language)
    own = readers.own_words(template, language)
    holds = own or readers.words_of_platform(template, language)
    if request.method == "GET":
        form = WordsForm(kind=kind, language=language, initial={"subject": holds.subject, "body": holds.body})
        return _draw(request, form, language, holds, own is not None)
    if request.POST.get("put") in kind.allowed:
        return _draw(request, _with_placeholder(request, kind, language), language, holds, own is not None)
    form = WordsForm(request.POST, kind=kind, language=language)
    if not form.is_valid():
        return _draw(request, form, language, holds, own is not None)
    said = Text(form.cleaned_data["subject"], form.cleaned_data["body"])
    if "preview" in request.POST:
        return _draw(request, form, language, said, own is not None, is_tried=True)
    seen = whole_number(request.POST.get("seen", ""), most=MOST_SEEN) or 0
    try:
        set_words(
            template=template, language=language, subject=said.subject, body=said.body, by=request.actor, seen=seen
        )
    except WordedMeanwhile as meanwhile:
        return _draw(request, form, language, holds, own is not None, meanwhile=meanwhile.changes)
    messages.success(request, _("Saved. Messages that are written from now on say this."))
    return redirect("messages:words", template, language)


def _with_placeholder(request: HttpRequest, kind: readers.Kind, language: str) -> WordsForm:
    body = f"{request.POST.get('body', '').rstrip()} {{{request.POST['put']}}}"
    return WordsForm(kind=kind, language=language, initial={"subject": request.POST.get("subject", ""), "body": body})


def _draw(
    request: HttpRequest, form: WordsForm, language: str, holds: Text, is_own: bool, *, is_tried: bool = False,
    meanwhile: list[SettingChange] | None = None,
) -> HttpResponse:  # fmt: skip
    """The page. After a clash it shows what the other saved, and saving again writes over that."""
    template, said = form.kind.template, placeholder_words()
    subject = subject_of(template, language)
    keeps = request.method == "POST" and not meanwhile
    page = {
        "form": form,
        "title": readers.words_of_platform(template, settings.LANGUAGE_CODE).subject,
        "template": template,
        "language": language,
        "language_name": dict(settings.LANGUAGES)[language],
        "placeholders": [(name, said[name]) for name in form.kind.allowed],
        "preview": preview(form.kind, language, holds, request.council),
        "is_tried": is_tried,
        "is_own": is_own,
        "meanwhile": meanwhile,
        "seen": request.POST.get("seen", "") if keeps else last_change(CODE, subject),
        "history": f"{reverse('council:history')}?of={CODE}",
        "back_url": reverse("messages:kinds"),
        "nav": "settings",
    }
    status = 409 if meanwhile else UNPROCESSABLE if form.errors else 200
    return render(request, "notifications/wording/words.html", page, status=status)


@staff_required
@require_POST
def drop(request: HttpRequest, template: str, language: str) -> HttpResponse:
    """The platform's words again, by one press: the council's own stay in the history."""
    readers.kind_for(request.actor, template, language)
    drop_words(template=template, language=language, by=request.actor)
    messages.success(request, _("Messages that are written from now on are in the platform’s words."))
    return redirect("messages:words", template, language)
