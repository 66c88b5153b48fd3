"""The entry form as a page that an adviser can be let see, or fill in too (formspec/rules/shared_pages.py)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from formspec.rules.shared_pages import SavedBoxes, SharedAnswer
from jobjournal.actions.drafting import BoxChange, can_be_kept, locked_draft, write_boxes
from jobjournal.actions.retention import DRAFT_DAYS
from jobjournal.forms.entries import OTHER, EntryForm
from jobjournal.library import is_shown_to_advisers, known_questions, page_words
from jobjournal.models import EntryDraft
from jobjournal.presenters.drafting import own_url, start_of
from jobjournal.presenters.page_parts import site_language
from jobjournal.readers.drafts import Typed, boxes_of, composed_of, draft_by_id, drafts_of, title_of, typed_in
from jobjournal.readers.library import in_language, offer_of
from jobjournal.rules.composing import DAY
from jobjournal.rules.entry_answers import read_day

DATES = ("date", "day")


class SharedEntry:
    """What is typed of an entry. Boxes of its form are the questions; the own words, which may be about anything, and
    what is not declared to be seen are masked.
    """

    name = "entry"

    def draft(self, public_id: uuid.UUID, *, lock: bool = False) -> EntryDraft | None:
        """The draft, None where it is gone."""
        return locked_draft(public_id) if lock else draft_by_id(public_id)

    def drafts_of(self, resident_id: int) -> list[EntryDraft]:
        """What the person has begun: one at the most."""
        return [draft for draft in drafts_of(resident_id) if _form(draft) is not None]

    def title(self, draft: EntryDraft | None) -> str:
        """What the entry is about."""
        if draft is None:
            return _("An entry of the journal")
        try:
            activity = title_of(offer_of(draft.activity_key, hidden_too=True), site_language())
        except Http404:
            return _("An entry of the journal")
        return _("An entry of the journal: %(activity)s") % {"activity": activity}

    def kept_words(self) -> str:
        """It says so on their own page too (templates/jobjournal/questions.html)."""
        kept = _("What is typed here is kept for %(days)s days after somebody last wrote in it, or until they save it.")
        return kept % {"days": DRAFT_DAYS}

    def address(self, draft: EntryDraft) -> str:
        """The page on which it is typed."""
        return own_url(draft)

    def is_at(
        self, draft: EntryDraft, view_name: str, kwargs: Mapping[str, Any], query: Mapping[str, Any]
    ) -> bool:  # fmt: skip
        """Whether a request is for the page on which it is typed: of one's own, in this way of telling it."""
        is_of = kwargs.get("activity") == draft.activity_key and self.is_typed_at(view_name, query)
        return is_of and _is_way(draft, query.get("how"))

    def is_typed_at(self, view_name: str, query: Mapping[str, Any]) -> bool:
        """Whether a request is for the page of an entry of one's own."""
        return view_name == "jobjournal:add_entry" and query.get("of") is None

    def mark(self, draft: EntryDraft) -> str:
        """Its id is in the address to which the page's script saves."""
        return str(draft.client_id)

    def questions(self, draft: EntryDraft) -> dict[str, dict[str, Any]]:
        """The boxes by name, in the order of the form."""
        form = _form(draft)
        if form is None:
            return {}
        asked = {box: question for question in form.asked() for box in boxes_of(question)}
        return {name: _declared(name, field.label, asked.get(name)) for name, field in form.fields.items()}

    def question(self, key: str) -> dict[str, Any] | None:
        """A box of an entry that is saved or gone; an adviser changes none that the library does not have."""
        known = known_questions()
        # A second day in a sentence is named after what it follows.
        other_day = [{**known[DAY], "name": key}] if key.endswith(f"_{DAY}") else []
        for question in [*known.values(), {**known["duration"], "name": "minutes"}, *other_day]:
            if key in boxes_of(question):
                label, units = in_language(question["prompts"], site_language()), page_words(site_language())
                unit = {"h": units["hours"], "m": units["minutes"]}.get(key.rpartition("-")[2])
                return _declared(key, f"{label}: {unit}" if unit else label, question)
        return None

    def answers(self, draft: EntryDraft) -> dict[str, SharedAnswer]:
        """What is in the boxes, with what stands in them before anybody types."""
        return {name: SharedAnswer(each.raw, each.revision, each.by_helper) for name, each in typed_in(draft).items()}

    def display(self, key: str, raw: Any) -> str:
        """A day in words, anything else as it was typed."""
        question = known_questions().get(key)
        if question is not None and question["type"] in DATES:
            day = read_day(raw) if isinstance(raw, str) else None
            return date_format(day, "j F Y") if isinstance(day, dt.date) else str(raw or "")
        if question is not None and question["type"] == "choice":
            return dict(_choices(question)).get(raw, str(raw or ""))
        return str(raw or "")

    def markup(
        self, draft: EntryDraft, typed: Mapping[str, Any], conflicts: Mapping[str, SharedAnswer]
    ) -> dict[str, SafeString]:  # fmt: skip
        """Each box that may be seen, as the person's own page draws it."""
        form = _form(draft, typed)
        if form is None:
            return {}
        for name, other in conflicts.items():
            form.typed[name] = Typed(other.raw, other.revision)
        drawn, declared = {}, self.questions(draft)
        for field, base in [*form.parts()[0], *form.parts()[1]]:
            if declared[field.name]["adviser"] != "show":
                continue
            note = (
                _changed_words(self.display(field.name, conflicts[field.name].raw)) if field.name in conflicts else ""
            )
            drawn[field.name] = render_to_string("jobjournal/_box.html", {"field": field, "base": base, "note": note})
        return drawn

    def save(self, draft: EntryDraft, key: str, raw: Any, *, base: int, page: str, by_helper: bool) -> SavedBoxes:
        """Save one box of a locked draft, by the action that keeps what its person types."""
        if key not in self.questions(draft) or not can_be_kept(raw):
            return SavedBoxes()
        before = self.answers(draft)
        kept = write_boxes(draft, [BoxChange(key, raw, base, page)], by_helper=by_helper)
        conflicts = {
            name: SharedAnswer(each.raw, each.revision, each.by_helper) for name, each in kept.conflicts.items()
        }
        return SavedBoxes(kept.revisions, conflicts, before)


def _is_way(draft: EntryDraft, how: Any) -> bool:
    if how is None:
        # An activity that can be told in one way only has it in no address.
        return [each.key for each in offer_of(draft.activity_key, hidden_too=True).sentences] == [draft.template_key]
    return how == (draft.template_key or "own_words")


def _form(draft: EntryDraft, written: Mapping[str, Any] | None = None) -> EntryForm | None:
    """The form of an entry in the words of the page; None where the council does not offer it any more."""
    language = site_language()
    try:
        composed = composed_of(offer_of(draft.activity_key), draft.template_key)
    except Http404:
        return None
    typed = typed_in(draft)
    form = EntryForm(
        None, composed=composed, language=language, words=page_words(language), slots=start_of(draft.job), typed=typed
    )
    form.initial |= {name: raw for name, raw in (written or {}).items() if isinstance(raw, str)}
    return form


def _declared(name: str, label: str, question: dict[str, Any] | None) -> dict[str, Any]:
    """A box as an adviser's page asks about it."""
    shown = question is not None and is_shown_to_advisers(_known_name(question), question["prompts"].get("en", ""))
    declared = {
        "key": name,
        "label": label,
        "type": "text",
        "adviser": "show" if shown else "mask",
        "adviser_edit": shown,
    }
    if question is not None and question["type"] == "choice" and name == question["name"]:
        return {
            **declared,
            "type": "choice",
            "options": [{"value": v, "label": text} for v, text in _choices(question)],
        }
    return declared


def _known_name(question: dict[str, Any]) -> str:
    """The library's name of a question: beside one's own words "minutes" asks how long it took, and a second day in one
    sentence has the name of what it follows in front.
    """
    name = question["name"]
    if name == "minutes":
        return "duration"
    return "date" if question["type"] == "date" and name.endswith("_date") and name not in known_questions() else name


def _choices(question: dict[str, Any]) -> list[tuple[str, str]]:
    language = site_language()
    pairs = [(each["value"], each["labels"].get(language, each["value"])) for each in question["choices"]]
    return [*pairs, (OTHER, page_words(language)["other"])]


def _changed_words(saved: str) -> str:
    words = _("They changed this to “%(saved)s” meanwhile. Yours is in the box: save again to keep it, or change it.")
    return words % {"saved": saved or _("no answer")}
