"""What an adviser's pages show of people: who they are, what it is about, how long they wait."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import AccessNeed
from claims.readers.answer_store import localised_spec
from cobrowse.models import About, Duty, HelpRequest, Urgency, Way
from cobrowse.readers.changes import HERE
from cobrowse.readers.desk import Desk
from cobrowse.readers.hearing import heard_of
from cobrowse.readers.queue import away_since
from cobrowse.readers.settings import help_rules

ABOUT = {
    About.QUESTION: gettext_lazy("A question in a form"),
    About.CLAIM: gettext_lazy("Their claim"),
    About.SOMEBODY: gettext_lazy("Somebody else’s claim"),
    About.OTHER: gettext_lazy("Something else"),
}
URGENT = {
    Urgency.NO_FOOD: gettext_lazy("No food"),
    Urgency.NO_ROOF: gettext_lazy("Nowhere to stay"),
    Urgency.NO_ENERGY: gettext_lazy("No gas or electricity"),
    Urgency.UNSAFE: gettext_lazy("Not safe"),
    Urgency.DEADLINE: gettext_lazy("Deadline today or tomorrow"),
}
STATES = {
    Duty.State.HERE: gettext_lazy("You are on duty."),
    Duty.State.AWAY: gettext_lazy("You are away: nobody new comes to you."),
    Duty.State.OFF: gettext_lazy("You are off duty."),
}


@dataclass(frozen=True)
class Person:
    """Somebody on the desk. `unread`: they wrote what their adviser has not seen; `presence`: whether
    their page is open, as far as that can be known; `answered_by`: the adviser who has it; `team`: for which
    they wait, `for_me`: it is one of the adviser's, `note`: who noted what for it; `away`: since when
    who waits is away.
    """

    asked: HelpRequest
    name: str
    about: str
    urgent: list[str]
    needs: str
    language: str
    waited: str
    unread: bool
    presence: str
    answered_by: str
    team: str
    for_me: bool
    note: tuple[str, str]
    away: str


def name_of(asked: HelpRequest) -> str:
    """How whoever asked is called."""
    return asked.resident.name or _("A visitor")


def person_of(
    asked: HelpRequest, now: dt.datetime, *, my_teams: Collection[int] = (), note: tuple[str, str] = ("", "")
) -> Person:
    """One request as a desk or the top of its page shows it."""
    here_at, asks = heard_of(asked)
    here = here_at is not None and now - here_at < HERE
    return Person(
        asked=asked,
        name=name_of(asked),
        about=str(ABOUT[asked.about]),
        urgent=[str(URGENT[each]) for each in asked.urgencies],
        needs=", ".join(str(AccessNeed(each).label) for each in asked.access_needs),
        language=str(dict(settings.LANGUAGES).get(asked.language, asked.language)),
        waited=duration_words(now - asked.asked_at),
        unread=getattr(asked, "unread", False),
        presence=presence_words(here=here, asks=asks, looked=here_at),
        answered_by=asked.adviser.display_name if asked.adviser else "",
        team=asked.team.name if asked.team else "",
        for_me=asked.team_id in my_teams,
        note=note,
        away=_away_words(asked, now),
    )


def _away_words(asked: HelpRequest, now: dt.datetime) -> str:
    since = away_since(asked, now) if asked.way == Way.CHAT else None
    if since is None:
        return ""
    at = timezone.localtime(since)
    when = date_format(at, "H:i" if at.date() == timezone.localdate() else "j F Y, H:i")
    return _("Away since %(when)s. They keep their place, and “Take next” passes over them.") % {"when": when}


def presence_words(*, here: bool, asks: bool, looked: dt.datetime | None) -> str:
    """Whether their page is open. One that does not `asks` for news by itself, without scripts, says only when they
    `looked` at it.
    """
    if not asks and looked is not None:
        at = timezone.localtime(looked)
        when = date_format(at, "H:i" if at.date() == timezone.localdate() else "j F Y, H:i")
        return _("Their page tells us only when they look at it: last at %(when)s.") % {"when": when}
    return _("Their page is open.") if here else _("Their page was not heard of lately.")


def duration_words(span: dt.timedelta) -> str:
    """How long something took so far: minutes, from an hour on hours, from a day on days."""
    minutes = max(int(span.total_seconds() // 60), 0)
    if minutes < 1:
        return _("less than a minute")
    if minutes < 60:
        return ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": minutes}
    if minutes < 24 * 60:
        return ngettext("%(number)s hour", "%(number)s hours", minutes // 60) % {"number": minutes // 60}
    return ngettext("%(days)s day", "%(days)s days", minutes // 1440) % {"days": minutes // 1440}


def desk_content(desk: Desk, now: dt.datetime) -> dict[str, Any]:
    """What the desk's template shows."""
    state = desk.duty.state if desk.duty else Duty.State.OFF
    return {
        "state": str(state),
        "state_words": str(STATES[state]),
        "most_people": desk.duty.most_people if desk.duty else 0,
        "sounds": desk.duty is not None and desk.duty.sounds,
        "waiting": [_waits(each, desk, now) for each in desk.waiting],
        "mine": [person_of(each, now) for each in desk.mine],
        "messages_left": [_waits(each, desk, now) for each in desk.messages],
        "to_wrap_up": [person_of(each, now) for each in desk.to_wrap_up],
        "left_open": [person_of(each, now) for each in desk.left_open],
        "colleagues": [
            (each.membership.display_name, _("up to %(number)s people at once") % {"number": each.most_people})
            for each in desk.colleagues
        ],
    }


def _waits(asked: HelpRequest, desk: Desk, now: dt.datetime) -> Person:
    return person_of(asked, now, my_teams=desk.my_teams, note=desk.notes.get(asked.pk, ("", "")))


def place_in_form(asked: HelpRequest) -> dict[str, str]:
    """The form it is about, the page and question they were on, and the address of the claim once it was sent."""
    claim = asked.claim
    if claim is None:
        return {}
    spec = localised_spec(claim)
    question = spec.questions.get(asked.question)
    sent = claim.submitted_at is not None
    return {
        "form": spec.title,
        "page": spec.pages.get(asked.page, {}).get("title", ""),
        "question": question["label"] if question else "",
        "reference": claim.reference if sent else "",
        "url": reverse("casework:staff_claim", args=[claim.reference]) if sent else "",
    }


def interpreter_words(asked: HelpRequest) -> str:
    """For whoever needs an interpreter, or does not write English: of which language, if it is known, and how the
    council's advisers reach one; "" for all others.
    """
    language = asked.resident.interpreter_language
    needs = {AccessNeed.INTERPRETER, AccessNeed.BSL} & set(asked.access_needs)
    if not (language or needs or asked.language != settings.LANGUAGE_CODE):
        return ""
    return ". ".join(filter(None, (language, help_rules().interpreter)))


def staff_standing(now: dict[str, Any], asked: HelpRequest, *, mine: bool) -> str:
    """How things stand, for staff, from what `changes_since` says of now."""
    if now["state"] == HelpRequest.State.ENDED:
        return _ending_words(now["ending"])
    looked = dt.datetime.fromisoformat(now["looked"]) if now["looked"] else None
    presence = presence_words(here=now["here"], asks=now["asks"], looked=looked)
    if now["state"] == HelpRequest.State.WAITING:
        waits = _("They wait for an answer to their message.") if asked.way == Way.MESSAGE else _("They wait.")
        return f"{waits} {presence}"
    if mine:
        return f"{_('You are talking with them.')} {presence}"
    return _("%(name)s is talking with them.") % {"name": now["adviser"]}


def _ending_words(ending: str) -> str:
    return {
        HelpRequest.Ending.LEFT: _("They stopped waiting."),
        HelpRequest.Ending.RESIDENT: _("They ended the conversation."),
        HelpRequest.Ending.ADVISER: _("The conversation was ended by the adviser."),
        HelpRequest.Ending.GONE: _("It has ended because they were gone for long."),
    }[HelpRequest.Ending(ending)]


def seen_words(now: dict[str, Any]) -> str:
    """Whether the person has seen the latest that staff said to them; "" when nothing was said."""
    if not now["said"]:
        return ""
    if now["saw"] >= now["said"]:
        return _("They have seen your last message.")
    if now["got"] >= now["said"]:
        return _("Your last message is on their device. They have not seen it yet.")
    return _("Your last message is sent. They have not seen it yet.")
