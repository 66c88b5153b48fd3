"""What is typed of an entry before it is saved: kept by the page's script, and by each post without scripts."""

from __future__ import annotations

import contextlib
import re
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.asking import ask_first, is_sure
from core.bodies import body_of, read_json
from core.rules.numbers import whole_number
from jobjournal.actions import drafting
from jobjournal.actions.drafting import AlreadySaved, BoxChange, DraftOf, can_be_kept, is_late
from jobjournal.actions.retention import DRAFT_DAYS
from jobjournal.forms.entries import EntryForm
from jobjournal.models import EntryDraft, Job
from jobjournal.presenters.drafting import begun_content
from jobjournal.presenters.page_parts import new_client_id
from jobjournal.readers import journal as readers
from jobjournal.readers.drafts import OWN, Typed, draft_of, typed_in
from jobjournal.readers.journal import JournalAccess
from jobjournal.readers.library import Offer

MOST = 2**31 - 1
PAGE_ID = re.compile(r"[\w-]{1,40}", re.ASCII)


@dataclass
class PageDraft:
    """What is kept of the entry on one page. `begun` is what the person has begun, be it this or another."""

    journal: JournalAccess
    of: DraftOf
    save_url: str
    begun: EntryDraft | None

    @property
    def typed(self) -> dict[str, Typed]:
        """What is kept of this entry."""
        return typed_in(self.begun) if self._is_this() else {}

    def _is_this(self) -> bool:
        return self.begun is not None and self.begun.client_id == self.of.client_id

    def content(self) -> dict[str, Any]:
        """What the page shows of it."""
        return {
            "client_id": str(self.of.client_id), "save_url": self.save_url, "kept_days": DRAFT_DAYS,
            "kept_at": self.begun.saved_at if self._is_this() else None,
            "begun": begun_content(self.begun, on_page=self.of.client_id, goes=True),
        }  # fmt: skip

    def others(self, request: HttpRequest, form: EntryForm) -> dict[str, Typed]:
        """What somebody else wrote since the posted page was drawn, by box."""
        typed = self.typed
        found = {change.name: typed[change.name] for change in _posted(request, form) if is_late(typed, change)}
        form.typed = typed
        return found

    def keep(self, request: HttpRequest, form: EntryForm, offer: Offer) -> None:
        """Keep what was posted, but for what somebody else wrote meanwhile."""
        with contextlib.suppress(AlreadySaved):
            drafting.save_draft(of=self.of, changes=_posted(request, form), by=request.actor, offer=offer)
        self.begun = draft_of(self.journal.resident.pk)
        form.typed = self.typed


def _posted(request: HttpRequest, form: EntryForm) -> list[BoxChange]:
    named = request.POST.get("_page_id", "")
    page = named if PAGE_ID.fullmatch(named) else ""
    return [
        BoxChange(name, request.POST[name], whole_number(request.POST.get(f"_base-{name}", ""), most=MOST) or 0, page)
        for name in form.fields
        if name in request.POST
    ]


def page_draft(
    request: HttpRequest, journal: JournalAccess, activity: str, how: str, job: Job | None
) -> PageDraft | None:  # fmt: skip
    """What is kept of the entry that is typed on this page: in one's own journal only."""
    if not journal.is_own:
        return None
    begun, template = draft_of(journal.resident.pk), "" if how == OWN else how
    client_id = _posted_id(request)
    if client_id is None and begun is not None and _is_of(begun, activity, template, job):
        client_id = begun.client_id
    of = DraftOf(client_id or uuid.UUID(new_client_id()), activity, template, job)
    # The page's own address says no way where there is only one.
    query = {"how": how, "job": request.GET.get("job", "")}
    path = reverse("jobjournal:save_draft", args=[activity, of.client_id])
    return PageDraft(journal, of, f"{path}?{urlencode(query)}", begun)


def _posted_id(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("client_id", ""))
    except ValueError:
        return None


def _is_of(draft: EntryDraft, activity: str, template: str, job: Job | None) -> bool:
    asked = activity, template, job.pk if job is not None else None
    return (draft.activity_key, draft.template_key, draft.job_id) == asked


@require_POST
def save_draft(request: HttpRequest, activity: str, client_id: uuid.UUID) -> JsonResponse:
    """One box as it is typed (JSON from claim.js): kept, or why not. Never writes over what the page has not seen."""
    change = _change_in(body_of(request))
    if change is None:
        return JsonResponse({"state": "refused"}, status=400)
    how = request.GET.get("how", OWN)
    of = DraftOf(client_id, activity, "" if how == OWN else how, job_in(request))
    try:
        kept = drafting.save_draft(of=of, changes=[change], by=request.actor)
    except AlreadySaved:
        return JsonResponse({"state": "refused"}, status=400)
    other = kept.conflicts.get(change.name)
    if other is not None:
        told = {"state": "conflict", "saved_display": other.raw, "revision": other.revision}
        return JsonResponse(told, status=409)
    if change.name not in kept.revisions:
        return JsonResponse({"state": "refused"}, status=400)
    return JsonResponse({"state": "saved", "revision": kept.revisions[change.name]})


def _change_in(body: bytes) -> BoxChange | None:
    """The change that a script asks for, or None when it is not one; anybody may send anything here."""
    try:
        asked = read_json(body)
        name, raw, base, named = (
            asked["question"],
            asked["raw"],
            int(asked.get("base") or 0),
            str(asked.get("id") or ""),
        )
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError):
        return None
    if not isinstance(name, str) or not can_be_kept(raw):
        return None
    page = named.partition(".")[0]
    return BoxChange(name, raw, base, page if PAGE_ID.fullmatch(page) else "")


def job_in(request: HttpRequest) -> Job | None:
    """The job of one's list that an address names, if any. 404 for none of the actor's to see."""
    asked = request.GET.get("job")
    return readers.job_for(request.actor, readers.as_uuid(asked)) if asked else None


@require_POST
def remove_draft(request: HttpRequest) -> HttpResponse:
    """Throw away what was begun, once the person is sure."""
    if not is_sure(request):
        question = _("Throw away the entry that you began?")
        return ask_first(request, question=question, keep_url=reverse("jobjournal:journal"), button=_("Throw it away"))
    drafting.remove_draft(by=request.actor)
    messages.success(request, _("The entry that you began is thrown away. Nothing of it is kept."))
    return redirect("jobjournal:journal")
