"""Live help in the access matrix: the owner waits, talks and was helped; a council's hours and ready words."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from accounts.actors import Actor, system_actor
from claims.actions.answering import AnswerChange
from claims.models import Claim
from cobrowse.actions.asking import HelpWanted, ask_for_help
from cobrowse.actions.duty import change_duty
from cobrowse.actions.ending import end_conversation
from cobrowse.actions.queueing import accept
from cobrowse.actions.settings import set_up_help
from cobrowse.models import About, Access, CannedReply, ClosedDay, Duty, HelpRequest, OpeningTime, Way
from cobrowse.sharing.actions.editing import save_shared_answer
from cobrowse.sharing.actions.sharing import share_form


def help_things(owner: Actor, advisor: Actor, sent: Claim | None) -> dict[str, list[str]]:
    """By the words of the table, what addresses of live help name."""
    set_up_help(by=system_actor(owner.council, "tests"))
    # Open whenever the tests run.
    OpeningTime.objects.all().delete()
    # Numbers that stand nowhere else on a page, so that pages can be compared without them.
    number = 700_000 + 10 * owner.council.pk
    for weekday in range(7):
        time = OpeningTime.objects.create(pk=number + weekday, weekday=weekday, opens=dt.time(0), closes=dt.time.max)
    day = ClosedDay.objects.create(pk=number, day=timezone.localdate() + dt.timedelta(days=60), name="Training")
    change_duty(state=Duty.State.HERE, by=advisor)
    finished = accept(public_id=_asked(owner, Way.CHAT).public_id, by=advisor)
    end_conversation(request=finished, by=owner)
    talking = accept(public_id=_asked(owner, Way.CHAT, sent).public_id, by=advisor)
    return {
        "help": [str(talking.public_id)],
        "help edit": _edited(talking, owner, advisor),
        "help left": [str(_asked(owner, Way.MESSAGE).public_id)],
        "help ended": [str(finished.public_id)],
        "help step": ["about"],
        "opening time": [str(time.pk)],
        "closed day": [str(day.pk)],
        "reply": [CannedReply.objects.first().code],
    }


def _edited(talking: HelpRequest, owner: Actor, advisor: Actor) -> list[str]:
    """The adviser has changed an answer of the draft that the owner shares."""
    draft = Claim.objects.filter(resident=owner.resident, submitted_at__isnull=True).order_by("pk").first()
    share = share_form(public_id=talking.public_id, claim_id=draft.public_id, access=Access.EDIT, by=owner)
    row = draft.answers.get(key="pets").value[0]
    change = AnswerChange("pet_born", row, {"day": "1", "month": "2", "year": "2020"}, 0)
    save_shared_answer(public_id=talking.public_id, change=change, by=advisor)
    return [str(talking.public_id), str(share.changes.get().public_id)]


def _asked(owner: Actor, way: str, claim: Claim | None = None) -> HelpRequest:
    wanted = HelpWanted(about=About.OTHER, way=way, language="en-gb", words="What is a non-dependant?", claim=claim)
    return ask_for_help(wanted=wanted, by=owner)
