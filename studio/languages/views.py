"""The languages of a form, and the translations of one part of it beside its English."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.sessions import staff_required
from core.languages.rules import direction_of
from studio.languages import presenters
from studio.languages.actions import Saved, save_translations
from studio.languages.forms import BOX, SEEN, AnotherForm, SheetForm, TranslationsForm, strays
from studio.languages.rules import OFFERED, TextsOfPart, languages_of, missing_in, seen_of, texts_of
from studio.languages.rules.sheet import sheet_of
from studio.models import FormDraft
from studio.presenters.words import said
from studio.readers.drafts import draft_for
from studio.rules.refusals import Refused
from studio.views.doing import CONFLICT, UNPROCESSABLE


@staff_required
@require_GET
def languages(request: HttpRequest, slug: str) -> HttpResponse:
    """The languages of a form with what lacks, and the way to another."""
    draft = draft_for(request.actor, slug)
    another = AnotherForm(request.GET if "language" in request.GET else None)
    if another.is_valid():
        return redirect("studio:language", slug, another.cleaned_data["language"])
    missing = missing_in(draft.source, languages_of(draft.source))
    rows = [
        {"code": code, "name": presenters.name_of(code), "missing": count, "spoken": presenters.is_spoken(code)}
        for code, count in missing.items()
    ]
    page = {"draft": draft, "rows": rows, "another": another, "nav": "settings"}
    back = {"back_url": reverse("studio:map", args=[slug])}
    return render(request, "studio/languages/languages.html", page | back)


@staff_required
@require_GET
def language(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """The parts of a form with what lacks in a language."""
    draft = draft_for(request.actor, slug)
    _known(draft, language)
    names = presenters.part_names(draft.source)
    parts = [presenters.counted(part, names[part.key]) for part in texts_of(draft.source, language)]
    page = {"parts": parts, "back_url": reverse("studio:languages", args=[slug])}
    return render(request, "studio/languages/language.html", _about(draft, language) | page)


@staff_required
@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, slug: str, language: str, part: str) -> HttpResponse:
    """Translate one part: the English, and a box beside it."""
    draft = draft_for(request.actor, slug)
    _known(draft, language)
    found = next((each for each in texts_of(draft.source, language) if each.key == part), None)
    if found is None:
        raise Http404
    if request.method == "GET":
        only = "missing" in request.GET
        texts = [text for text in found.texts if not (only and text.translation)]
        return _draw(request, draft, found, language, TranslationsForm(texts=texts, language=language))
    texts = [text for text in found.texts if BOX + text.key in request.POST]
    form = TranslationsForm(request.POST, texts=texts, language=language)
    if not form.is_valid():
        return _draw(request, draft, found, language, form)
    typed = form.typed | strays(request.POST.dict(), texts)
    try:
        saved = save_translations(slug=slug, language=language, typed=typed, by=request.actor)
    except Refused as refused:
        form.add_error(None, " ".join(said(reason) for reason in refused.reasons))
        return _draw(request, draft, found, language, form)
    if saved.theirs or saved.gone:
        again = TranslationsForm(_seen_now(request.POST, form, saved), texts=texts, language=language)
        return _draw(request, draft, found, language, again, saved)
    words = ngettext("%(count)d translation is saved.", "%(count)d translations are saved.", saved.count)
    messages.success(request, words % {"count": saved.count})
    return redirect("studio:language", slug, language)


@staff_required
@require_GET
def sheet(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """What has no translation, or one that is out of date, as CSV for a translator."""
    draft = draft_for(request.actor, slug)
    _known(draft, language)
    names = {kind: str(name) for kind, name in presenters.KINDS.items()}
    text = sheet_of(texts_of(draft.source, language), names, language)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{slug}-{language}.csv")
    return response


@staff_required
@require_http_methods(["GET", "POST"])
@transaction.non_atomic_requests
def bring_sheet(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """A sheet that comes back filled in: all of it is saved but what somebody else wrote meanwhile."""
    draft = draft_for(request.actor, slug)
    _known(draft, language)
    texts = {text.key: text for part in texts_of(draft.source, language) for text in part.texts}
    is_posted = request.method == "POST"
    given = (request.POST, request.FILES) if is_posted else ()
    form = SheetForm(*given, texts=texts, language=language)
    saved, typed = None, {}
    if form.is_valid():
        typed = form.cleaned_data["file"]
        try:
            saved = save_translations(slug=slug, language=language, typed=typed, by=request.actor)
        except Refused as refused:
            form.add_error("file", [said(reason) for reason in refused.reasons])
    if saved and not (saved.theirs or saved.gone):
        words = ngettext("%(count)d translation is saved.", "%(count)d translations are saved.", saved.count)
        messages.success(request, words % {"count": saved.count})
        return redirect("studio:language", slug, language)
    theirs = saved.theirs if saved else {}
    page = {
        "form": form, "saved": saved, "back_url": reverse("studio:language", args=[slug, language]),
        "theirs": [(texts[key].english, words, typed[key].words) for key, words in theirs.items() if key in texts],
    }  # fmt: skip
    status = CONFLICT if saved else UNPROCESSABLE if form.errors else 200
    return render(request, "studio/languages/sheet.html", _about(draft, language) | page, status=status)


def _seen_now(posted: QueryDict, form: TranslationsForm, saved: Saved) -> QueryDict:
    """What was posted, as of what is there now: saving it again puts it in place of theirs."""
    data = posted.copy()
    for key, box in form.typed.items():
        data[SEEN + key] = seen_of(saved.theirs.get(key, box.words))
    return data


def _known(draft: FormDraft, language: str) -> None:
    """Raises Http404 for what is no language that a form can have."""
    if language not in OFFERED and language not in languages_of(draft.source):
        raise Http404


def _about(draft: FormDraft, language: str) -> dict[str, Any]:
    return {
        "draft": draft,
        "into": {
            "code": language,
            "name": presenters.name_of(language),
            "spoken": presenters.is_spoken(language),
            "direction": direction_of(language),
        },
        "nav": "settings",
    }


def _draw(
    request: HttpRequest, draft: FormDraft, part: TextsOfPart, language: str, form: TranslationsForm,
    saved: Saved | None = None,
) -> HttpResponse:  # fmt: skip
    rows = form.showing(saved.theirs if saved else {})
    page = {
        "form": form, "saved": saved, "part": part, "title": presenters.part_names(draft.source)[part.key],
        "rows": [{**row, "kind": presenters.KINDS[row["text"].kind]} for row in rows],
        "is_only_missing": "missing" in request.GET,
        "back_url": reverse("studio:language", args=[draft.form.slug, language]),
    }  # fmt: skip
    status = CONFLICT if saved else UNPROCESSABLE if form.errors else 200
    return render(request, "studio/languages/part.html", _about(draft, language) | page, status=status)
