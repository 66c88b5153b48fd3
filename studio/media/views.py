"""The pages of a question's sound and film, and of all that a council has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.sessions import staff_required
from core.asking import ask_first, is_sure
from formspec.actions.keeping_media import MOST_OF_A_COUNCIL
from formspec.actions.speaking import can_speak
from formspec.presenters.spoken import name_of
from formspec.readers import bytes_of_media, media_of_council
from formspec.rules.media import MediumRefused
from studio.actions.editing import edit_draft
from studio.media import actions
from studio.media.forms import LANGUAGES, MEGA, FilmForm, SoundForm
from studio.media.presenters import film_row, pieces_said, sound_rows, transcript_of, why_refused
from studio.media.readers import media_in_use
from studio.models import FormDraft
from studio.presenters.words import said
from studio.readers.drafts import draft_for
from studio.rules.finding import Part
from studio.rules.refusals import Refused
from studio.views.doing import UNPROCESSABLE
from studio.views.questions import found_question


@staff_required
@require_GET
def question_media(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """What can be heard and watched of a question, and adding to it."""
    draft = draft_for(request.actor, slug)
    return _draw(request, draft, found_question(draft, key)[0])


def _draw(request: HttpRequest, draft: FormDraft, question: Part, **forms: Any) -> HttpResponse:
    page = {
        "draft": draft, "question": question, "sounds": sound_rows(draft.source, question),
        "film": film_row(question), "sound_form": forms.get("sound") or SoundForm(auto_id="sound_%s"),
        "film_form": forms.get("film") or FilmForm(auto_id="film_%s"), "can_speak": can_speak(),
        "languages": LANGUAGES.items(), "has_errors": bool(forms), "nav": "settings",
        "errors": [error for form in forms.values() for error in _errors(form)],
        "back_url": reverse("studio:question", args=[draft.form.slug, question["key"]]),
    }  # fmt: skip
    return render(request, "studio/media/question.html", page, status=UNPROCESSABLE if forms else 200)


def _errors(form: Any) -> list[tuple[str, str | None]]:
    return [
        (message, form[name].id_for_label if name in form.fields else None)
        for name, found in form.errors.items()
        for message in found
    ]


def _added(form: Any, add: Callable[[], None], field: str) -> bool:
    """Whether it was added; otherwise the form says why not."""
    try:
        add()
    except MediumRefused as refused:
        form.add_error("captions" if refused.code.startswith("captions") else field, why_refused(refused.code))
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(None, said(reason))
    return not form.errors


@staff_required
@require_POST
@transaction.non_atomic_requests
def add_sound(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A recording that somebody made."""
    draft = draft_for(request.actor, slug)
    question = found_question(draft, key)[0]
    form = SoundForm(request.POST, request.FILES, auto_id="sound_%s")
    if form.is_valid():
        typed = form.cleaned_data

        def add() -> None:
            actions.add_sound(
                slug=slug, key=key, language=typed["language"], data=typed["sound"].read(),
                transcript=typed["transcript"], by=request.actor,
            )  # fmt: skip

        if _added(form, add, "sound"):
            messages.success(request, _("Added to the draft."))
            return redirect("studio:question_media", slug, key)
    return _draw(request, draft, question, sound=form)


@staff_required
@require_POST
@transaction.non_atomic_requests
def speak(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Have the speech program say the question and its guidance in a language."""
    draft = draft_for(request.actor, slug)
    found_question(draft, key)
    language = request.POST.get("language", "")
    if language not in LANGUAGES or not can_speak():
        raise Http404
    pieces = pieces_said(draft.source, key, language)
    try:
        actions.speak_question(
            slug=slug, key=key, language=language, pieces=[(piece.language, piece.words) for piece in pieces],
            of=name_of(pieces), transcript=transcript_of(pieces), by=request.actor,
        )  # fmt: skip
    except MediumRefused as refused:
        messages.warning(request, why_refused(refused.code))
    except Refused as refused:
        messages.warning(request, " ".join(said(reason) for reason in refused.reasons))
    else:
        messages.success(request, _("Added to the draft. Listen to it before you publish."))
    return redirect("studio:question_media", slug, key)


@staff_required
@require_POST
@transaction.non_atomic_requests
def add_film(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A film with its captions."""
    draft = draft_for(request.actor, slug)
    question = found_question(draft, key)[0]
    form = FilmForm(request.POST, request.FILES, auto_id="film_%s")
    if form.is_valid():
        typed = form.cleaned_data

        def add() -> None:
            actions.add_film(
                slug=slug, key=key, film=typed["film"].read(), captions=typed["captions"].read(),
                transcript=typed["transcript"], by=request.actor,
            )  # fmt: skip

        if _added(form, add, "film"):
            messages.success(request, _("Added to the draft."))
            return redirect("studio:question_media", slug, key)
    return _draw(request, draft, question, film=form)


@staff_required
@require_http_methods(["GET", "POST"])
def remove_media(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Take the sound of a language, or the film, from the question; asks first."""
    draft = draft_for(request.actor, slug)
    found_question(draft, key)
    what = (request.POST if request.method == "POST" else request.GET).get("what", "")
    url = reverse("studio:question_media", args=[slug, key])
    if what != "film" and what not in LANGUAGES:
        raise Http404
    if not is_sure(request):
        question = _("Remove the film?") if what == "film" else _("Remove the recording?")
        words = _("It goes from the draft. Versions that are published keep it.")
        return ask_first(request, question=question, words=words, keep_url=url, hidden={"what": what})
    operation = "remove_film" if what == "film" else "remove_sound"
    parameters = {"key": key} | ({} if what == "film" else {"language": what})
    try:
        edit_draft(slug=slug, operation=operation, parameters=parameters, by=request.actor)
    except Refused as refused:
        messages.warning(request, " ".join(said(reason) for reason in refused.reasons))
    else:
        messages.success(request, _("Removed from the draft."))
    return redirect(url)


@staff_required
@require_GET
def media(request: HttpRequest) -> HttpResponse:
    """Every recording, film and caption file of the council, and the room that they take."""
    files, used = media_of_council(request.actor), media_in_use(request.actor)
    rows = [{"file": file, "url": reverse("formspec:medium", args=[file.name]), "used": file.name in used,
             "kilobytes": -(-file.size // 1000)} for file in files]  # fmt: skip
    page = {
        "rows": rows, "has_unused": any(not row["used"] for row in rows), "nav": "settings",
        "taken": f"{bytes_of_media() / MEGA:.1f}", "most": MOST_OF_A_COUNCIL // MEGA,
        "back_url": reverse("studio:forms"),
    }  # fmt: skip
    return render(request, "studio/media/media.html", page)


@staff_required
@require_POST
def remove_unused(request: HttpRequest) -> HttpResponse:
    """Delete what nothing names; asks first."""
    media_in_use(request.actor)
    if not is_sure(request):
        words = _("No version, no draft and no change that can be undone uses them.")
        return ask_first(
            request, question=_("Delete the files that no form uses?"), words=words, keep_url=reverse("studio:media")
        )
    number = actions.remove_unused_media(by=request.actor)
    sentence = ngettext("%(number)s file is deleted.", "%(number)s files are deleted.", number)
    messages.success(request, sentence % {"number": number})
    return redirect("studio:media")
