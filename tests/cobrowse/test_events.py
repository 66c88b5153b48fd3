"""Whatever happens, what a screen has and what it is told next is what a fresh one is drawn with."""

from __future__ import annotations

import datetime as dt
import inspect
import pkgutil
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.db.models import Q
from django.utils import timezone

from accounts.actors import Actor, system_actor
from accounts.models import Team, TeamMember
from claims.models import Claim
from cobrowse import actions
from cobrowse.actions.asking import leave_queue
from cobrowse.actions.duty import change_duty, end_absent_duties, end_help_by
from cobrowse.actions.ending import end_abandoned, end_conversation, leave_for_good, rate, wrap_up
from cobrowse.actions.giving import give_files
from cobrowse.actions.looking import look
from cobrowse.actions.queueing import accept, pass_on, pass_on_to_team, put_back, take_next
from cobrowse.actions.supervising import record_reading
from cobrowse.actions.talking import add_note, mark, say
from cobrowse.models import Access, Duty, HelpRequest, SharedForm
from cobrowse.readers.changes import changes_since
from cobrowse.sharing import actions as sharing_actions
from cobrowse.sharing.actions.codes import agree_to_code, make_code, type_code
from cobrowse.sharing.actions.sharing import (
    end_abandoned_shares,
    end_shares,
    end_shares_given_by,
    end_shares_of,
    end_shares_of_drafts,
    share_form,
    stop_editing,
    stop_sharing,
)
from tests.claims.making import small_draft
from tests.claims.sent import photo
from tests.cobrowse.conftest import ask, new_id

SIDES = ("resident", "adviser")
# What happens to no request that somebody has on a screen.
NOT_SEEN = {
    "note_refusal": "nothing was saved",
    "ask_for_help": "there is no screen yet",
    "delete_old_requests": "ended long ago",
    "move_all": "the person's own, under another record", "move_about": "the same for some of it",
    "note_desk_open": "about the desk", "glance": "that they are there",
    "send_transcript": "a message, and nothing in the conversation", "still_there": "asked of a message",
    "ask_how_it_was": "a message", "still_unsaid": "asked of a message",
    "set_up_help": "settings", "save_opening_time": "settings", "remove_opening_time": "settings",
    "note_place": "of the form", "note_beat": "of the form", "follow_answers": "of the form", "point_at": "in passing",
    "point_to_page": "of the form: tests/cobrowse/sharing/test_screen.py", "say_where": "in passing",
    "say_at": "the same",
    "save_in_share": "as save_shared_answer, which is this",
    "save_shared_answer": "of the form: tests/cobrowse/sharing/test_screen.py", "undo_edit": "the same",
    "make_code": "nobody talks yet", "type_code": "the same", "refuse_code": "nothing came of it",
    "end_codes_of": "the same", "move_codes": "the same", "delete_old_codes": "over long ago",
    "count_try": "limits", "note_mistake": "limits",
    "add_closed_day": "settings", "remove_closed_day": "settings", "save_reply": "settings", "remove_reply": "settings",
    "save_rules": "settings", "save_topic": "settings", "remove_topic": "settings",
    "save_team": "settings", "remove_team": "settings",
}  # fmt: skip
# Shared by actions, each of which is here.
SHARED = {
    # As those of a form: the journal's entries, in tests/cobrowse/sharing/test_entry.py.
    "end_shares_of_page",
    "end_shares_of_sent",
    "follow_page",
    "add_event",
    "limit_asking",
    "locked_own",
    "own_locked",
    "locked_for_staff",
    "side_of",
    "topic_of",
    "desk_topic",
    "adviser_topic",
    "have_screens_asked",
    "end",
    "end_share_of",
    "return_to_queue",
    "tell_who_is_away",
    "lock_settings",
    "record_setting",
}


class Cast:
    """Who there is, and the request that is looked at."""

    def __init__(self, alice: Actor, aisha: Actor, sam: Actor) -> None:
        self.alice, self.aisha, self.sam = alice, aisha, sam
        self.platform = system_actor(alice.council, "live help")
        self.asked = ask(alice)

    @property
    def fresh(self) -> HelpRequest:
        return HelpRequest.objects.get(pk=self.asked.pk)

    def talk(self) -> None:
        accept(public_id=self.asked.public_id, by=self.aisha)

    def team(self) -> int:
        team = Team.objects.create(name="Housing")
        TeamMember.objects.create(team=team, membership=self.sam.membership)
        return team.pk

    def end(self) -> None:
        self.talk()
        end_conversation(request=self.fresh, by=self.alice)

    def share(self, *, talk: bool = True) -> None:
        if talk:
            self.talk()
        draft = small_draft(self.alice)
        share_form(public_id=self.asked.public_id, claim_id=draft.public_id, access=Access.EDIT, by=self.alice)

    def read_out_code(self) -> None:
        draft = small_draft(self.alice)
        self.code, digits = make_code(claim_id=draft.public_id, by=self.alice)
        assert type_code(digits=digits, by=self.aisha) == self.code

    def share_long_ago(self) -> None:
        self.share()
        SharedForm.objects.update(resident_here_at=timezone.now() - dt.timedelta(hours=3))

    def leaves(self) -> None:
        self.aisha.membership.is_active = False
        self.aisha.membership.save()
        end_help_by(membership=self.aisha.membership, by=self.platform)

    def long_ago(self) -> None:
        HelpRequest.objects.update(resident_here_at=timezone.now() - dt.timedelta(hours=3))
        Duty.objects.update(seen_at=timezone.now() - dt.timedelta(hours=3))


# By the action's name: what has to be before it, and the action.
HAPPENS: dict[str, tuple[Callable[[Cast], Any], Callable[[Cast], Any]]] = {
    "leave_queue": (lambda it: None, lambda it: leave_queue(public_id=it.asked.public_id, by=it.alice)),
    "accept": (lambda it: None, lambda it: accept(public_id=it.asked.public_id, by=it.aisha)),
    "take_next": (lambda it: None, lambda it: take_next(by=it.aisha)),
    "put_back": (Cast.talk, lambda it: put_back(public_id=it.asked.public_id, by=it.aisha)),
    "pass_on": (
        Cast.talk,
        lambda it: pass_on(public_id=it.asked.public_id, to=it.sam.membership.pk, words="Gently", by=it.aisha),
    ),
    "pass_on_to_team": (
        Cast.talk,
        lambda it: pass_on_to_team(public_id=it.asked.public_id, team=it.team(), words="Gently", by=it.aisha),
    ),
    "say": (Cast.talk, lambda it: say(request=it.fresh, words="Hello", client_id=new_id(), by=it.aisha)),
    "add_note": (
        Cast.talk, lambda it: add_note(public_id=it.asked.public_id, words="Note", client_id=new_id(), by=it.aisha),
    ),
    "mark": (Cast.talk, lambda it: mark(request=it.fresh, side="resident", got=2, saw=2)),
    "look": (Cast.talk, lambda it: look(request=it.fresh, side="resident", after=0, saw=None, by=it.alice)),
    "record_reading": (Cast.talk, lambda it: record_reading(request=it.fresh, by=it.sam)),
    "give_files": (
        Cast.talk, lambda it: give_files(request=it.fresh, uploads=[photo("a.jpg")], client_id=new_id(), by=it.aisha),
    ),
    "end_conversation": (Cast.talk, lambda it: end_conversation(request=it.fresh, by=it.aisha)),
    "leave_for_good": (Cast.talk, lambda it: leave_for_good(by=it.alice)),
    "wrap_up": (
        Cast.end, lambda it: wrap_up(public_id=it.asked.public_id, outcome="answered", resolved=True, by=it.aisha),
    ),
    "rate": (Cast.end, lambda it: rate(public_id=it.asked.public_id, rating=5, sorted_out="yes", by=it.alice)),
    "end_abandoned": (Cast.long_ago, lambda it: end_abandoned(by=it.platform)),
    "change_duty": (Cast.talk, lambda it: change_duty(state=Duty.State.OFF, by=it.aisha)),
    "share_form": (Cast.talk, lambda it: it.share(talk=False)),
    "stop_editing": (Cast.share, lambda it: stop_editing(public_id=it.asked.public_id, by=it.alice)),
    "stop_sharing": (Cast.share, lambda it: stop_sharing(public_id=it.asked.public_id, by=it.alice)),
    "agree_to_code": (
        Cast.read_out_code,
        lambda it: agree_to_code(
            public_id=it.code.public_id, claim_id=it.code.claim.public_id, access=Access.EDIT, by=it.alice
        ),
    ),
    "end_shares": (Cast.share, lambda it: end_shares(which=Q(), ending=SharedForm.Ending.GONE, by=it.platform)),
    "end_shares_of": (Cast.share, lambda it: end_shares_of(by=it.aisha)),
    "end_shares_of_drafts": (
        Cast.share,
        lambda it: end_shares_of_drafts(claims=Claim.objects.filter(resident=it.alice.resident), by=it.alice),
    ),
    "end_shares_given_by": (Cast.share, lambda it: end_shares_given_by(resident=it.alice.resident, by=it.alice)),
    "end_abandoned_shares": (Cast.share_long_ago, lambda it: end_abandoned_shares(by=it.platform)),
    "end_help_by": (Cast.talk, Cast.leaves),
    "end_absent_duties": (
        lambda it: (it.talk(), it.long_ago()), lambda it: end_absent_duties(by=it.platform),
    ),
}  # fmt: skip


@pytest.fixture
def cast(alice, on_duty, sam):
    return Cast(alice, on_duty, sam)


@pytest.mark.slow
@pytest.mark.parametrize("name", HAPPENS)
def test_the_old_screen_and_what_it_is_told_make_the_new_one(cast, name):
    before, happens = HAPPENS[name]
    before(cast)
    now = timezone.now()
    old = {side: changes_since(cast.fresh, side, 0, now) for side in SIDES}
    happens(cast)
    now = timezone.now()
    for side in SIDES:
        told = changes_since(cast.fresh, side, old[side]["upto"], now)
        drawn = changes_since(cast.fresh, side, 0, now)
        assert old[side]["events"] + told["events"] == drawn["events"]
        assert (told["now"], told["upto"]) == (drawn["now"], drawn["upto"])
        numbers = [each["number"] for each in drawn["events"]]
        assert numbers == sorted(set(numbers))


def test_every_action_is_told_of_or_says_why_not():
    packages = (actions, sharing_actions)
    modules = [
        import_module(f"{room.__name__}.{each.name}")
        for room in packages
        for each in pkgutil.iter_modules(room.__path__)
    ]
    found = {
        name
        for module in modules
        for name, each in inspect.getmembers(module, inspect.isfunction)
        if each.__module__ == module.__name__ and not name.startswith("_")
    }
    assert found == set(HAPPENS) | set(NOT_SEEN) | SHARED


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in HAPPENS if name not in ("wrap_up", "rate", "look")])
def test_the_screens_are_woken(cast, name, django_capture_on_commit_callbacks):
    before, happens = HAPPENS[name]
    before(cast)
    with django_capture_on_commit_callbacks() as callbacks:
        happens(cast)
    topics = {callback.args[0] for callback in callbacks if getattr(callback, "args", ())}
    assert f"help:{cast.alice.council.pk}:{cast.asked.public_id}" in topics
