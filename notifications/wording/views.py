"""The admin's pages of the words of messages: every kind, and one kind in one language."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.history import last_change
from accounts.models import SettingChange
from accounts.sessions import staff_required
from accounts.throttling import seconds_to_wait, slow_down
from core.rules.numbers import whole_number
from notifications.texts import Text
from notifications.wording import readers
from notifications.wording.actions import CODE, LETTERS, WordedMeanwhile, code_of, drop_words, set_words, subject_of
from notifications.wording.forms import LetterForm, WordsForm, form_of
from notifications.wording.presenters import groups_shown, headings, letters_shown, placeholders_of, preview, said_after

UNPROCESSABLE = 422
MOST_SEEN = 2**62
# A PDF is half a second of work.
DRAWN = "20/m"


@never_cache
@staff_required
@require_GET
def kinds(request: HttpRequest) -> HttpResponse:
    """Every kind of message, and in whose words it is in each language."""
    own = readers.own_languages(request.actor)
    page = {
        "groups": groups_shown(own, request.council),
        "letters": letters_shown(own, request.council),
        "history_of_letters": f"{reverse('council:history')}?of={LETTERS}",
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
    holds = own or kind.platform_words(language)
    if request.method == "GET":
        initial = {"subject": holds.subject, "body": holds.body, **holds.more}
        form = form_of(kind, language, initial=initial)
        return _draw(request, form, language, holds, own is not None)
    if request.POST.get("put") in kind.allowed:
        return _draw(request, _with_placeholder(request, kind, language), language, holds, own is not None)
    form = form_of(kind, language, request.POST)
    if not form.is_valid():
        return _draw(request, form, language, holds, own is not None)
    if request.POST.get("preview") == "pdf" and isinstance(kind, readers.LetterKind):
        return _drawn(request, kind, form, language)
    if "preview" in request.POST:
        return _draw(request, form, language, form.said, own is not None, is_tried=True)
    seen = whole_number(request.POST.get("seen", ""), most=MOST_SEEN) or 0
    try:
        set_words(template=template, language=language, **form.cleaned_data, by=request.actor, seen=seen)
    except WordedMeanwhile as meanwhile:
        return _draw(request, form, language, holds, own is not None, meanwhile=meanwhile.changes)
    messages.success(request, said_after(kind, saved=True))
    return redirect("messages:words", template, language)


def _with_placeholder(request: HttpRequest, kind: readers.Kind, language: str) -> WordsForm | LetterForm:
    typed = request.POST.dict()
    typed["body"] = f"{typed.get('body', '').rstrip()} {{{typed['put']}}}"
    return form_of(kind, language, initial=typed)


def _drawn(request: HttpRequest, kind: readers.LetterKind, form: WordsForm | LetterForm, language: str) -> HttpResponse:
    """The letter with what was typed, as a PDF."""
    wait = seconds_to_wait(group="letter-preview", rate=DRAWN, value=str(request.user.pk), council=request.council.pk)
    if wait:
        return slow_down(request, wait)
    answer = HttpResponse(kind.drawn(form.said, language, request.council), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{kind.template.replace("_", "-")}-{language}.pdf"'
    return answer


def _draw(
    request: HttpRequest, form: WordsForm | LetterForm, language: str, holds: Text, is_own: bool, *,
    is_tried: bool = False, meanwhile: list[SettingChange] | None = None,
) -> HttpResponse:  # fmt: skip
    """The page. After a clash it shows what the other saved, and saving again writes over that."""
    kind, template = form.kind, form.kind.template
    subject = subject_of(template, language)
    keeps = request.method == "POST" and not meanwhile
    page = {
        "form": form,
        **headings(kind),
        "template": template,
        "language": language,
        "language_name": dict(settings.LANGUAGES)[language],
        "placeholders": placeholders_of(kind),
        "preview": preview(kind, language, holds, request.council),
        "is_tried": is_tried,
        "is_own": is_own,
        "meanwhile": meanwhile,
        "seen": request.POST.get("seen", "") if keeps else last_change(code_of(kind), subject),
        "history": f"{reverse('council:history')}?of={code_of(kind)}",
        "back_url": reverse("messages:kinds"),
        "nav": "settings",
    }
    status = 409 if meanwhile else UNPROCESSABLE if form.errors else 200
    return render(request, "notifications/wording/words.html", page, status=status)


@staff_required
@require_POST
def drop(request: HttpRequest, template: str, language: str) -> HttpResponse:
    """The platform's words again, by one press: the council's own stay in the history."""
    kind = readers.kind_for(request.actor, template, language)
    drop_words(template=template, language=language, by=request.actor)
    messages.success(request, said_after(kind, saved=False))
    return redirect("messages:words", template, language)
