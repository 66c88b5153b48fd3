"""Adding to the journal: pick what you did, answer its questions, read the sentence, save."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.keeping.form_owners import FIELD as FORM_OWNER
from jobjournal.actions.recording import EntryInput, EntryRefused, change_entry, record_entry, told
from jobjournal.forms.entries import EntryForm
from jobjournal.library import LANGUAGES, page_words
from jobjournal.models import Entry, Job
from jobjournal.presenters.drafting import own_begun, start_of
from jobjournal.presenters.page_parts import (
    access_of,
    address,
    ask_in,
    asked_language,
    client_id_in,
    hints_for,
    language_parts,
    last_language,
    new_client_id,
)
from jobjournal.readers import journal as readers
from jobjournal.readers.drafts import OWN, Typed, composed_of
from jobjournal.readers.entry_words import words_of
from jobjournal.readers.journal import JournalAccess
from jobjournal.readers.library import Offer, active_activities, in_language, offer_of
from jobjournal.rules.slot_words import day_words
from jobjournal.views.drafting import PageDraft, job_in, page_draft

UNPROCESSABLE = 422


def writable(request: HttpRequest) -> JournalAccess:
    """The journal that a request is about, if the actor may write in it. 404, PermissionDenied."""
    found = access_of(request)
    if not found.may_fill:
        raise PermissionDenied
    return found


@require_GET
def add(request: HttpRequest) -> HttpResponse:
    """What did you do? The council's activities, by picture and word."""
    journal = writable(request)
    parts = language_parts(asked_language(request, last_language(journal)))
    choices = [
        {
            "words": in_language(activity.words, parts["asked_in"]),
            "icon": activity.icon,
            "url": address("add_entry", journal, activity.key, job=request.GET.get("job", "")),
        }
        for activity in active_activities()
    ]
    page = {**parts, "choices": choices, "journal": journal, "back_url": address("journal", journal), "nav": "journal"}
    page["begun"] = own_begun(journal)
    return render(request, "jobjournal/add.html", page)


@require_http_methods(["GET", "POST"])
def add_entry(request: HttpRequest, activity: str) -> HttpResponse:
    """The questions of one activity; POST shows the sentence to check, or saves it."""
    journal, offer = writable(request), offer_of(activity)
    language = asked_language(request, last_language(journal))
    job = _job(request, journal)
    how = request.GET.get("how") or (offer.sentences[0].key if len(offer.sentences) == 1 else "")
    page = {
        **language_parts(language), "journal": journal, "offer": offer, "job": job, "nav": "journal",
        "title": in_language(offer.activity.words, language)["label"], "back_url": address("add", journal),
    }  # fmt: skip
    if not how:
        return render(request, "jobjournal/which.html", {**page, "choices": _ways(offer, journal, language, job)})
    draft = page_draft(request, journal, activity, how, job)
    form = _form(request, offer, how, language, start_of(job), typed=draft.typed if draft else None)
    page |= {"form": form, "own_url": address("add_entry", journal, activity, how=OWN, job=request.GET.get("job", ""))}
    if request.method == "GET":
        kept = draft.content() if draft else {"client_id": new_client_id()}
        return render(request, "jobjournal/questions.html", {**page, **kept, **_live(form)})

    def save(given: EntryInput) -> HttpResponse:
        sent = {"resident": journal.resident, "client_id": client_id_in(request), "given": given, "offer": offer}
        record_entry(**sent, by=request.actor)
        messages.success(request, _("Saved in your journal."))
        return redirect(address("journal", journal))

    return _answered(request, page, _given(form, offer, how, language, job), save, draft)


def _ways(offer: Offer, journal: JournalAccess, language: str, job: Job | None) -> list[dict[str, str]]:
    linked = str(job.public_id) if job else ""
    ways = [
        {
            "label": in_language(sentence.labels, language) or in_language(offer.activity.words, language)["label"],
            "url": address("add_entry", journal, offer.activity.key, how=sentence.key, job=linked),
        }
        for sentence in offer.sentences
    ]
    own = address("add_entry", journal, offer.activity.key, how=OWN, job=linked)
    return [*ways, {"label": page_words(language)[OWN], "url": own}]


def _job(request: HttpRequest, journal: JournalAccess) -> Job | None:
    job = job_in(request)
    if job is not None and job.resident_id != journal.resident.pk:
        raise Http404
    return job


def _form(
    request: HttpRequest, offer: Offer, how: str, language: str, slots: dict[str, Any],
    typed: dict[str, Typed] | None = None,
) -> EntryForm:  # fmt: skip
    data, words = request.POST if request.method == "POST" else None, page_words(language)
    composed = composed_of(offer, how)
    return EntryForm(data, composed=composed, language=language, words=words, slots=slots, typed=typed)


def _given(form: EntryForm, offer: Offer, how: str, language: str, job: Job | None) -> EntryInput:
    slots = form.raw()
    own = how == OWN
    return EntryInput(
        activity=offer.activity.key, template="" if own else how, slots=slots, language=language, job=job,
        own_words=form.own_words if own else "", minutes=slots.pop("minutes", None) if own else None,
    )  # fmt: skip


def _live(form: EntryForm) -> dict[str, Any]:
    """What the script builds the sentence from while the person types."""
    if form.composed is None:
        return {}
    template = form.composed.template
    return {"live": {"text": template.text, "types": template.types}}


def _answered(
    request: HttpRequest, page: dict[str, Any], given: EntryInput, save: Any, draft: PageDraft | None = None
) -> HttpResponse:  # fmt: skip
    form, step = page["form"], request.POST.get("step")
    page |= {"client_id": request.POST.get("client_id", ""), **_live(form)}
    if draft is not None:
        others = draft.others(request, form)
        if others:
            form.show_others(others)
            return render(request, "jobjournal/questions.html", {**page, **draft.content()}, status=UNPROCESSABLE)
    try:
        if step == "save":
            return save(given)
    except EntryRefused:
        # Said below, beside what is kept of it.
        step = "check"
    if draft is not None:
        draft.keep(request, form, page["offer"])
        page |= draft.content()
    if step == "ask":
        return render(request, "jobjournal/questions.html", page)
    try:
        ready = told(given, today=timezone.localdate(), offer=page["offer"])
    except EntryRefused as refused:
        form.show_problems(refused.problems)
        return render(request, "jobjournal/questions.html", page, status=UNPROCESSABLE)
    words, language = page["words"], page["asked_in"]
    preview = _Preview(ready)
    page |= {"told": ready, "hints": hints_for(page["offer"], preview, words, language), "posted": _posted(request)}
    page["day"] = day_words(ready.columns["happened_on"])
    return render(request, "jobjournal/check.html", page)


class _Preview:
    """An entry that is not saved yet, as hints look at one."""

    def __init__(self, ready: Any) -> None:
        self.words = ready.words
        self.minutes = ready.columns["minutes"]
        self.template_key = ready.columns["template_key"]
        self.language = ready.columns["language"]


def _posted(request: HttpRequest) -> list[tuple[str, str]]:
    own = {"csrfmiddlewaretoken", FORM_OWNER, "step", "client_id", "of", "_page_id"}
    return [(name, value) for name, value in request.POST.items() if name not in own]


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """The questions of an entry again, with its answers; POST shows the sentence to check, or saves the new version."""
    entry = readers.entry_for(request.actor, public_id)
    journal = readers.journal_access(request.actor, entry.resident)
    if not journal.may_fill:
        raise PermissionDenied
    offer = offer_of(entry.activity_key, hidden_too=True)
    language = asked_language(request, lambda: entry.language)
    form = _form(request, offer, entry.template_key or OWN, language, _kept(entry))
    page = {
        **language_parts(language), "journal": journal, "offer": offer, "form": form, "nav": "journal",
        "title": in_language(offer.activity.words, language)["label"], "is_change": True,
        "back_url": address("entry", journal, entry.public_id),
    }  # fmt: skip
    if request.method == "GET":
        return render(request, "jobjournal/questions.html", {**page, **_live(form)})

    def save(given: EntryInput) -> HttpResponse:
        change_entry(public_id=public_id, given=given, by=request.actor)
        messages.success(request, _("Changed. What it said before is kept below."))
        return redirect(address("entry", journal, entry.public_id))

    return _answered(request, page, _given(form, offer, entry.template_key or OWN, language, entry.job), save)


def _kept(entry: Entry) -> dict[str, Any]:
    words = words_of(entry)
    return {**words.slots, OWN: words.own_words, "minutes": entry.minutes}


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Ask the journal's questions in another language from now on."""
    chosen = request.POST.get("language", "")
    if chosen not in LANGUAGES:
        raise Http404
    journal = access_of(request)
    ask_in(request, chosen)
    path = request.POST.get("next", "")
    return redirect(path if path.startswith("/journal/") else address("add", journal))
