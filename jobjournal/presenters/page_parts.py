"""What the journal's pages show: whose journal it is, entries by day, the week against what was agreed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from jobjournal.library import LANGUAGES, RIGHT_TO_LEFT, page_words
from jobjournal.models import Activity, Entry, EntryFile
from jobjournal.readers import journal as readers
from jobjournal.readers.entry_words import words_beside
from jobjournal.readers.journal import EntryView, JournalAccess
from jobjournal.readers.library import Offer, in_language
from jobjournal.rules.hints import missing_details
from jobjournal.rules.progress import Spent, Week, week_of, week_start

LANGUAGE = "journal_language"
WEEKS = 12


def access_of(request: HttpRequest) -> JournalAccess:
    """The journal that a request is about: `?of=` names a person who lets the actor see theirs. 404 for others."""
    return readers.journal_of(request.actor, request.GET.get("of") or request.POST.get("of") or None)


def address(name: str, access: JournalAccess, *arguments: Any, **query: str) -> str:
    """The address of a page of this journal; it stays in somebody else's."""
    path = reverse(f"jobjournal:{name}", args=arguments)
    parts = [f"{key}={value}" for key, value in query.items() if value]
    if not access.is_own:
        parts.append(f"of={access.resident.public_id}")
    return f"{path}?{'&'.join(parts)}" if parts else path


def asked_language(request: HttpRequest, kept: Callable[[], str] = str) -> str:
    """The language of the questions: of the form posted, else of this session, of last time, or the page's."""
    chosen = request.POST.get("asked_in") or request.session.get(LANGUAGE) or kept() or (get_language() or "en")[:2]
    return chosen if chosen in LANGUAGES else "en"


def ask_in(request: HttpRequest, language: str) -> None:
    """Ask the questions of this session in a language from now on; nothing if there is none such."""
    if language in LANGUAGES:
        request.session[LANGUAGE] = language


def last_language(access: JournalAccess) -> Callable[[], str]:
    """The language that the journal's owner answered in last, asked for only when it is needed."""

    def found() -> str:
        journal = readers.settings_of(access.resident)
        return journal.language if journal else ""

    return found


def language_parts(language: str) -> dict[str, Any]:
    """What a page of questions needs to be in a language."""
    return {
        "asked_in": language,
        "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
        "words": page_words(language),
        "languages": [
            {"code": code, "name": page_words(code)["language"], "dir": "rtl" if code in RIGHT_TO_LEFT else "ltr"}
            for code in LANGUAGES
        ],
    }


def site_language() -> str:
    """The language of the site's own pages, as the library names it."""
    return (get_language() or "en")[:2]


def hours_words(minutes: int) -> str:
    """ "17 hours 30 minutes", in the page's language."""
    hours, rest = divmod(minutes, 60)
    said = []
    if hours or not rest:
        said.append(ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours})
    if rest:
        said.append(ngettext("%(number)s minute", "%(number)s minutes", rest) % {"number": rest})
    return " ".join(said)


@dataclass(frozen=True)
class Item:
    """An entry as a list shows it."""

    entry: Entry
    sentence: str
    own_words: str
    label: str
    icon: str
    time: str
    files: list[EntryFile]

    @property
    def is_translated(self) -> bool:
        """Did the person answer in another language?"""
        return self.entry.language != "en"

    @property
    def direction(self) -> str:
        """The direction of the person's own words."""
        return "rtl" if self.entry.language in RIGHT_TO_LEFT else "ltr"


def items_of(views: list[EntryView], activities: dict[str, Activity], *, with_files: bool = True) -> list[Item]:
    """The entries as lists show them."""
    files = readers.files_of([view.entry for view in views]) if with_files else {}
    return [item_of(view, activities, files.get(view.entry.pk, [])) for view in views]


def item_of(view: EntryView, activities: dict[str, Activity], files: list[EntryFile]) -> Item:
    """One entry as a list shows it."""
    entry, activity = view.entry, activities.get(view.entry.activity_key)
    return Item(
        entry=entry,
        sentence=view.words.sentence,
        own_words=words_beside(view.words, entry.language),
        label=in_language(activity.words, site_language())["label"] if activity else entry.activity_key,
        icon=activity.icon if activity else "other",
        time=hours_words(entry.minutes) if entry.minutes else "",
        files=files,
    )


def by_day(items: list[Item]) -> list[tuple[str, list[Item]]]:
    """Items under the day they are about; the day in the page's words."""
    return [(day_title(day), list(group)) for day, group in groupby(items, key=lambda item: item.entry.happened_on)]


def day_title(day: dt.date) -> str:
    """ "Tuesday 17 November 2026", in the page's language."""
    return date_format(day, "l j F Y")


def spent_of(times: list[tuple[dt.date, int, str]], activities: dict[str, Activity]) -> list[Spent]:
    """Minutes of entries (day, minutes, key of the activity) with how they count."""
    return [
        Spent(day, minutes, activity.counts_as, activity.counts)
        for day, minutes, key in times
        if (activity := activities.get(key))
    ]


def week_figures(week: Week) -> dict[str, Any]:
    """One week in words, and the shares of its picture."""
    agreed = week.agreed
    return {
        "title": _("%(first)s to %(last)s")
        % {"first": date_format(week.first_day, "j M"), "last": date_format(week.last_day, "j M")},
        "counted": week.counted,
        "done": hours_words(week.counted),
        "agreed": hours_words(agreed) if agreed else "",
        "agreed_minutes": agreed or 0,
        "left": hours_words(week.left) if week.left else "",
        "is_met": agreed is not None and week.left == 0,
        "rows": [
            {"key": name, "value": hours_words(value)}
            for name, value in (
                (_("Looking for work and getting ready"), week.search),
                (_("Paid work"), week.paid),
                (_("Voluntary work"), week.voluntary),
            )
            if value
        ],
    }


def weeks_back(
    access: JournalAccess, activities: dict[str, Activity], today: dt.date, *, number: int = WEEKS
) -> list[Week]:
    """The last weeks, this one first, each against the plan that was in force on its last day. Two queries."""
    plans = readers.plans_of(access.resident)
    now = readers.plan_on(plans, today)
    first = week_start(today, now.week_starts if now else 0)
    days = [first - dt.timedelta(weeks=back) for back in range(number)]
    times = readers.times_between(access.resident, days[-1], first + dt.timedelta(days=6))
    spent = spent_of(times, activities)
    weeks = []
    for day in days:
        plan = readers.plan_on(plans, day + dt.timedelta(days=6))
        weeks.append(week_of(spent, day, plan.minutes_a_week if plan else None))
    return weeks


def hints_for(offer: Offer, entry_like: Any, words: dict[str, str], language: str) -> list[str]:
    """What would make an entry stronger, as sentences in the language of the questions.

    `entry_like` has minutes, template_key and words (EntryWords).
    """
    composed = offer.composed(entry_like.template_key) if entry_like.template_key else None
    codes = missing_details(
        activity=offer.activity.key, values=entry_like.words.slots,
        types=composed.template.types if composed else {}, minutes=entry_like.minutes,
        own_words=entry_like.words.own_words, language=entry_like.language,
    )  # fmt: skip
    proof = in_language(offer.activity.words, language).get("proof", "")
    said = [words[f"hint_{code}"] for code in codes]
    return said + ([f"{words['hint_proof']}: {proof}."] if proof else [])


def posted(request: HttpRequest) -> QueryDict | None:
    """What was posted, be it nothing; None on any other request."""
    return request.POST if request.method == "POST" else None


def new_client_id() -> str:
    """An id for what a page will send, drawn with the page."""
    return str(uuid.uuid4())


def client_id_in(request: HttpRequest) -> uuid.UUID:
    """The id that the page was drawn with, or 404."""
    return readers.as_uuid(request.POST.get("client_id", ""))


def day_in(text: str) -> dt.date:
    """A day from an address, or 404."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
