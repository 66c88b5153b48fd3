"""The admin's pages of the words of messages: every kind, and one kind in one language."""

from __future__ import annotations

from dataclasses import dataclass

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
from accounts.throttling import seconds_to_wait, slow_down
from core.rules.numbers import whole_number
from notifications.texts import Text
from notifications.wording import readers
from notifications.wording.actions import CODE, LETTERS, WordedMeanwhile, code_of, drop_words, set_words, subject_of
from notifications.wording.forms import LetterForm, WordsForm, form_of
from notifications.wording.presenters import (
    forms_shown,
    groups_shown,
    headings,
    letters_shown,
    placeholders_of,
    preview,
    said_after,
)

UNPROCESSABLE = 422
MOST_SEEN = 2**62
# A PDF is half a second of work.
DRAWN = "20/m"


@dataclass(frozen=True)
class Where:
    """Whose words a page is about: in a language, of a form by its slug, or "" of the council."""

    language: str
    form: str

    @property
    def back_url(self) -> str:
        """The list that the page belongs to."""
        return reverse("messages:form_kinds", args=[self.form]) if self.form else reverse("messages:kinds")

    def url(self, template: str) -> str:
        """The page of a kind."""
        return f"{self.back_url}{template}/{self.language}/"

    def drop_url(self, template: str) -> str:
        """Where own words are given up."""
        return self.url(template) + ("council/" if self.form else "platform/")


@never_cache
@staff_required
@require_GET
def kinds(request: HttpRequest) -> HttpResponse:
    """Every kind of message, and in whose words it is in each language."""
    own = readers.own_languages(request.actor)
    page = {
        "groups": groups_shown(own, request.council),
        "letters": letters_shown(own, request.council),
        "forms": forms_shown(readers.forms(), readers.worded_forms(request.actor)),
        "history_of_letters": f"{reverse('council:history')}?of={LETTERS}",
        "history": f"{reverse('council:history')}?of={CODE}",
        "back_url": reverse("council_settings"),
        "nav": "settings",
    }
    return render(request, "notifications/wording/kinds.html", page)


@never_cache
@staff_required
@require_GET
def form_kinds(request: HttpRequest, form: str) -> HttpResponse:
    """Every kind of message and letter about one form, and in whose words it is in each language."""
    title = readers.title_for(request.actor, form)
    own, whole = readers.own_languages(request.actor, form), readers.own_languages(request.actor)
    page = {
        "title": title,
        "letters": letters_shown(own, request.council, form=form, whole=whole),
        "groups": groups_shown(own, request.council, form=form, whole=whole),
        "form_slug": form,
        "history": f"{reverse('council:history')}?of={CODE}",
        "history_of_letters": f"{reverse('council:history')}?of={LETTERS}",
        "back_url": reverse("messages:kinds"),
        "nav": "settings",
    }
    return render(request, "notifications/wording/form_kinds.html", page)


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, template: str, language: str, form: str = "") -> HttpResponse:
    """One kind in one language, of the council or a form: saving it, trying it, or putting a placeholder at its end."""
    kind = readers.kind_for(request.actor, template, language, form)
    where = Where(language, form)
    own = readers.own_words(template, language, form)
    holds = own or readers.own_words(template, language) or kind.platform_words(language)
    if request.method == "GET":
        typed = form_of(kind, language, initial={"subject": holds.subject, "body": holds.body, **holds.more})
        return _draw(request, typed, where, holds, own is not None)
    if request.POST.get("put") in kind.allowed:
        return _draw(request, _with_placeholder(request, kind, language), where, holds, own is not None)
    typed = form_of(kind, language, request.POST)
    if not typed.is_valid():
        return _draw(request, typed, where, holds, own is not None)
    if request.POST.get("preview") == "pdf" and isinstance(kind, readers.LetterKind):
        return _drawn(request, kind, typed, language)
    if "preview" in request.POST:
        return _draw(request, typed, where, typed.said, own is not None, is_tried=True)
    given = {"template": template, "language": language, "form": form, **typed.cleaned_data}
    try:
        set_words(**given, by=request.actor, seen=_seen(request))
    except WordedMeanwhile as meanwhile:
        return _draw(request, typed, where, holds, own is not None, meanwhile=meanwhile.changes)
    messages.success(request, said_after(kind, saved=True, form=form))
    return redirect(where.url(kind.template))


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
    request: HttpRequest, form: WordsForm | LetterForm, where: Where, holds: Text, is_own: bool, *,
    is_tried: bool = False, meanwhile: list[SettingChange] | None = None,
) -> HttpResponse:  # fmt: skip
    """The page. After a clash it shows what the other saved, and saving again writes over that."""
    kind, language = form.kind, where.language
    subject = subject_of(kind.template, language, where.form)
    form_title = readers.title_for(request.actor, where.form)
    keeps = request.method == "POST" and not meanwhile
    page = {
        "form": form,
        **headings(kind),
        "form_title": form_title,
        "drop_url": where.drop_url(kind.template),
        "language_name": dict(settings.LANGUAGES)[language],
        "placeholders": placeholders_of(kind),
        "preview": preview(kind, language, holds, request.council, form_title),
        "is_tried": is_tried,
        "is_own": is_own,
        "meanwhile": meanwhile,
        "seen": request.POST.get("seen", "") if keeps else last_change(code_of(kind), subject),
        "history": f"{reverse('council:history')}?of={code_of(kind)}",
        "back_url": where.back_url,
        "nav": "settings",
    }
    status = 409 if meanwhile else UNPROCESSABLE if form.errors else 200
    return render(request, "notifications/wording/words.html", page, status=status)


@staff_required
@require_POST
def drop(request: HttpRequest, template: str, language: str, form: str = "") -> HttpResponse:
    """The platform's words again, or of a form the council's, by one press: its own stay in the history."""
    kind = readers.kind_for(request.actor, template, language, form)
    try:
        drop_words(template=template, language=language, form=form, by=request.actor, seen=_seen(request))
    except WordedMeanwhile:
        words = _("Somebody saved other words after your page was drawn. They are below, and nothing was changed.")
        messages.warning(request, words)
    else:
        messages.success(request, said_after(kind, saved=False, form=form))
    return redirect(Where(language, form).url(template))


def _seen(request: HttpRequest) -> int:
    """The last change that the page showed."""
    return whole_number(request.POST.get("seen", ""), most=MOST_SEEN) or 0
