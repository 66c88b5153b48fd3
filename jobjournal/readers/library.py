"""Reads of what a council offers to record: activities, sentences, and the questions of a choice of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Permission, require
from jobjournal.models import Activity, SentenceTemplate
from jobjournal.rules.composing import Composed, Piece, compose


@dataclass(frozen=True)
class Offer:
    """An activity, the sentences it can be told with, and what can be added to each."""

    activity: Activity
    sentences: list[SentenceTemplate]
    add_ons: list[SentenceTemplate]

    def sentence(self, key: str) -> SentenceTemplate:
        """One of the sentences, or 404."""
        found = next((each for each in self.sentences if each.key == key), None)
        if found is None:
            raise Http404
        return found

    def composed(self, key: str) -> Composed:
        """One of the sentences with everything that can follow it, or 404."""
        add_ons = [piece_of(each) for each in self.add_ons]
        activity = self.activity
        return compose(piece_of(self.sentence(key)), add_ons, activity=activity.key, counts_as=activity.counts_as)


def piece_of(template: SentenceTemplate) -> Piece:
    """A stored sentence as the rules take it."""
    return Piece(template.key, template.text, template.questions)


def active_activities() -> list[Activity]:
    """What this council offers, in its order."""
    return list(Activity.objects.filter(is_active=True))


def activities_by_key() -> dict[str, Activity]:
    """Every activity, hidden ones too: old entries name them."""
    return {activity.key: activity for activity in Activity.objects.all()}


def offer_of(key: str, *, hidden_too: bool = False) -> Offer:
    """An activity with its sentences, or 404. `hidden_too`: for an entry made before they were hidden. Two queries."""
    activity = Activity.objects.filter(key=key).first()
    if activity is None or not (activity.is_active or hidden_too):
        raise Http404
    entry, add_on = SentenceTemplate.Use.ENTRY, SentenceTemplate.Use.ADD_ON
    rows = SentenceTemplate.objects.exclude(use=SentenceTemplate.Use.WEEKLY)
    rows = [row for row in rows if row.is_active or hidden_too]
    own = [row for row in rows if row.use == entry and row.activity_id == activity.pk]
    return Offer(activity, own, [row for row in rows if row.use == add_on])


def week_sentence() -> SentenceTemplate | None:
    """The sentence that sums up a week, if the council has one."""
    return SentenceTemplate.objects.filter(use=SentenceTemplate.Use.WEEKLY, is_active=True).first()


def in_language(words: dict[str, Any], language: str) -> Any:
    """One of the texts by language: in this one, else in English."""
    return words.get(language) or words.get("en") or ""


def activities_for_editor(actor: Actor) -> list[Activity]:
    """Every activity with its sentences, for admins."""
    require(actor, Permission.COUNCIL_MANAGE)
    return list(Activity.objects.prefetch_related("templates"))


def loose_sentences(actor: Actor) -> list[SentenceTemplate]:
    """Sentences of no activity, for admins."""
    require(actor, Permission.COUNCIL_MANAGE)
    return list(SentenceTemplate.objects.filter(activity__isnull=True))


def activity_for_editor(actor: Actor, key: str) -> Activity:
    """One activity, for admins, or 404."""
    require(actor, Permission.COUNCIL_MANAGE)
    activity = Activity.objects.filter(key=key).first()
    if activity is None:
        raise Http404
    return activity


def sentence_for_editor(actor: Actor, key: str) -> SentenceTemplate:
    """One sentence, for admins, or 404."""
    require(actor, Permission.COUNCIL_MANAGE)
    sentence = SentenceTemplate.objects.filter(key=key).select_related("activity").first()
    if sentence is None:
        raise Http404
    return sentence


def has_sentence(key: str) -> bool:
    """Is there a sentence of this key?"""
    return SentenceTemplate.objects.filter(key=key).exists()
