"""The council's activities and sentences: bringing in the starter content, and what admins change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from accounts import audit
from accounts.actors import Actor
from accounts.history import Setting, add_setting, keep_change
from accounts.models import Council
from accounts.permissions import Permission, require
from jobjournal.library import starter_activities, starter_sentences
from jobjournal.models import Activity, SentenceTemplate
from jobjournal.readers import library as library_readers
from jobjournal.rules.pieces import readable
from jobjournal.rules.sentences import Template, check_template

LANGUAGES = {
    "en": gettext_lazy("English"),
    "cy": gettext_lazy("Welsh"),
    "pl": gettext_lazy("Polish"),
    "ur": gettext_lazy("Urdu"),
}
ACTIVITY = {
    "words": gettext_lazy("Words by language"),
    "icon": gettext_lazy("Picture"),
    "counts_as": gettext_lazy("Counts as"),
    "counts": gettext_lazy("How far does it count?"),
    "position": gettext_lazy("Place in the list"),
    "is_active": gettext_lazy("In use"),
}
SENTENCE: dict[str, Promise] = {
    "text": gettext_lazy("Sentence"),
    "labels": gettext_lazy("What people choose it by"),
    "position": gettext_lazy("Place in the list"),
    "is_active": gettext_lazy("In use"),
}
# The questions of its gaps come back with it, but are not shown: the gaps in the sentence say which there are.
SENTENCE_KEPT = (*SENTENCE, "questions")


@transaction.atomic
def set_up_journal(*, by: Actor) -> tuple[int, int]:
    """Give a council the starter activities and sentences it has not got; safe to run again: what is there stays.

    Returns how many activities and sentences were added.
    """
    known = set(Activity.objects.values_list("key", flat=True))
    new = [
        Activity(
            key=source["key"], icon=source["icon"], counts_as=source["counts_as"], counts=source["counts"],
            words=source["words"], position=position * 10,
        )
        for position, source in enumerate(starter_activities(), 1)
        if source["key"] not in known
    ]  # fmt: skip
    Activity.objects.bulk_create(new)
    added = _add_sentences()
    if new or added:
        audit.record("jobjournal.library.imported", by=by, detail={"activities": len(new), "sentences": added})
    return len(new), added


def _add_sentences() -> int:
    activities = library_readers.activities_by_key()
    known = set(SentenceTemplate.objects.values_list("key", flat=True))
    new = [
        SentenceTemplate(
            activity=activities.get(source["activity"]), key=source["key"], use=source["use"], text=source["text"],
            questions=source["questions"], labels=source["labels"], position=position * 10,
        )
        for position, source in enumerate(starter_sentences(), 1)
        if source["key"] not in known
    ]  # fmt: skip
    SentenceTemplate.objects.bulk_create(new)
    return len(new)


@transaction.atomic
def save_activity(*, key: str, fields: dict[str, Any], by: Actor) -> Activity:
    """Add an activity, or change the one with this key; `fields` are columns: icon, counts_as, counts, words,
    position, is_active. A hidden activity stays on the entries made with it. Raises Http404, PermissionDenied.
    """
    require(by, Permission.COUNCIL_MANAGE)
    before = _said(Activity.objects.filter(key=key).first(), ACTIVITY)
    activity, is_new = Activity.objects.update_or_create(key=key, defaults=fields)
    after = _said(activity, ACTIVITY)
    keep_change("jobjournal.activities", before=before, after=after, subject=key, name=key, by=by)
    code = "jobjournal.activity.added" if is_new else "jobjournal.activity.changed"
    audit.record(code, by=by, subject=f"activity {key}", detail={"is_active": activity.is_active})
    return activity


@transaction.atomic
def save_sentence(*, key: str, activity: Activity | None, fields: dict[str, Any], by: Actor) -> SentenceTemplate:
    """Add a sentence, or change the one with this key; `fields` are columns: use, text, questions, labels, position,
    is_active. Entries keep the text they were made with. Raises GrammarProblem, Http404, PermissionDenied.
    """
    require(by, Permission.COUNCIL_MANAGE)
    types = {question["name"]: question["type"] for question in fields["questions"]}
    check_template(Template(fields["text"], types))
    before = _said(SentenceTemplate.objects.filter(key=key).first(), SENTENCE_KEPT)
    sentence, is_new = SentenceTemplate.objects.update_or_create(key=key, defaults={**fields, "activity": activity})
    after = _said(sentence, SENTENCE_KEPT)
    keep_change("jobjournal.sentences", before=before, after=after, subject=key, name=key, by=by)
    code = "jobjournal.sentence.added" if is_new else "jobjournal.sentence.changed"
    audit.record(code, by=by, subject=f"sentence {key}", detail={"is_active": sentence.is_active})
    return sentence


def _said(row: Activity | SentenceTemplate | None, fields: Iterable[str]) -> dict[str, Any] | None:
    return None if row is None else {name: getattr(row, name) for name in fields}


def _activity_now(_council: Council, subject: str) -> dict[str, Any] | None:
    return _said(Activity.objects.filter(key=subject).first(), ACTIVITY)


def _put_activity_back(subject: str, values: dict[str, Any], by: Actor) -> None:
    save_activity(key=subject, fields=values, by=by)


def _sentence_now(_council: Council, subject: str) -> dict[str, Any] | None:
    return _said(SentenceTemplate.objects.filter(key=subject).first(), SENTENCE_KEPT)


def _put_sentence_back(subject: str, values: dict[str, Any], by: Actor) -> None:
    sentence = SentenceTemplate.objects.get(key=subject)
    save_sentence(key=subject, activity=sentence.activity, fields={**values, "use": sentence.use}, by=by)


def _labels(words: dict[str, Any]) -> str:
    return "\n".join(
        f"{LANGUAGES.get(code, code)}: {'; '.join(filter(None, each.values())) if isinstance(each, dict) else each}"
        for code, each in words.items()
    )


add_setting(
    Setting(
        code="jobjournal.activities", title=gettext_lazy("Activities of the job journal"), page="jobjournal:library",
        fields=ACTIVITY,
        in_words={
            "words": _labels,
            "counts_as": lambda code: gettext(Activity.CountsAs(code).label),
            "counts": lambda code: gettext(Activity.Counts(code).label),
        },
        now=_activity_now, put_back=_put_activity_back,
    )
)  # fmt: skip
add_setting(
    Setting(
        code="jobjournal.sentences", title=gettext_lazy("Sentences of the job journal"), page="jobjournal:library",
        fields=SENTENCE, in_words={"labels": _labels, "text": readable}, now=_sentence_now, put_back=_put_sentence_back,
    )
)  # fmt: skip
