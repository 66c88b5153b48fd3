"""Live help in the access matrix: the owner waits, talks and was helped; a council's hours and ready words."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils import timezone

from accounts.actors import Actor, system_actor
from accounts.models import Team
from claims.actions.answering import AnswerChange
from claims.models import Claim
from cobrowse.actions.asking import HelpWanted, ask_for_help
from cobrowse.actions.duty import change_duty
from cobrowse.actions.ending import end_conversation
from cobrowse.actions.giving import give_files
from cobrowse.actions.queueing import accept
from cobrowse.actions.settings import set_up_help
from cobrowse.booking.actions.booking import BookingWanted, TimeWanted, book
from cobrowse.booking.readers.diary import diary_of
from cobrowse.models import (
    About,
    Access,
    BookingTime,
    BookingWay,
    CannedReply,
    ClosedDay,
    Duty,
    HelpFile,
    HelpRequest,
    Leave,
    OpeningTime,
    Place,
    Topic,
    Way,
)
from cobrowse.sharing.actions.codes import make_code, type_code
from cobrowse.sharing.actions.editing import save_shared_answer
from cobrowse.sharing.actions.sharing import share_form
from tests.claims.sent import photo


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
    topic = Topic.objects.create(pk=number, name="Something that no page says")
    team = Team.objects.create(pk=number, name="A team that no page names")
    change_duty(state=Duty.State.HERE, by=advisor)
    finished = accept(public_id=_asked(owner, Way.CHAT).public_id, by=advisor)
    end_conversation(request=finished, by=owner)
    talking = accept(public_id=_asked(owner, Way.CHAT, sent).public_id, by=advisor)
    return booking_things(owner, advisor, number) | {
        "help": [str(talking.public_id)],
        "help file": [str(talking.public_id), _given(talking, owner)],
        "help edit": _edited(talking, owner, advisor),
        "phone code": [_typed(owner, advisor)],
        "help left": [str(_asked(owner, Way.MESSAGE).public_id)],
        "help ended": [str(finished.public_id)],
        "help step": ["about"],
        "opening time": [str(time.pk)],
        "closed day": [str(day.pk)],
        "topic": [str(topic.pk)],
        "team": [str(team.pk)],
        "reply": [CannedReply.objects.first().code],
    }


def booking_things(owner: Actor, advisor: Actor, number: int) -> dict[str, list[str]]:
    """The owner has booked an appointment with the advisor."""
    place = Place.objects.create(pk=number, name="Town Hall", address="1 High Street")
    Place.objects.create(pk=number + 1, name="Library", address="2 Low Road")
    hours = {"opens": dt.time(9), "closes": dt.time(17), "minutes": 60, "notice_hours": 24, "days_ahead": 28}
    for weekday in range(7):
        time = BookingTime.objects.create(
            pk=number + weekday,
            membership=advisor.membership,
            place=place,
            ways=list(BookingWay),
            weekday=weekday,
            **hours,
        )
    far = timezone.localdate() + dt.timedelta(days=100)
    leave = Leave.objects.create(pk=number, membership=advisor.membership, first_on=far, last_on=far)
    slot = diary_of(owner.council, timezone.now()).slots(BookingWay.APPOINTMENT)[0]
    wanted = BookingWanted(
        client_id=uuid.uuid4(), way=BookingWay.APPOINTMENT, time=TimeWanted(slot.starts_at, slot.place),
        about=About.OTHER, language="en-gb",
    )  # fmt: skip
    return {
        "booking": [str(book(wanted=wanted, by=owner).public_id)],
        "booking time": [str(time.pk)],
        "place": [str(number + 1)],
        "leave": [str(leave.pk)],
    }


def _given(talking: HelpRequest, owner: Actor) -> str:
    assert give_files(request=talking, uploads=[photo("payslip.jpg")], client_id=uuid.uuid4(), by=owner) == []
    return str(HelpFile.objects.get(event__request=talking).public_id)


def _edited(talking: HelpRequest, owner: Actor, advisor: Actor) -> list[str]:
    """The adviser has changed an answer of the draft that the owner shares."""
    draft = Claim.objects.filter(resident=owner.resident, submitted_at__isnull=True).order_by("pk").first()
    share = share_form(public_id=talking.public_id, claim_id=draft.public_id, access=Access.EDIT, by=owner)
    row = draft.answers.get(key="pets").value[0]
    change = AnswerChange("pet_born", row, {"day": "1", "month": "2", "year": "2020"}, 0)
    save_shared_answer(public_id=talking.public_id, change=change, by=advisor)
    # A walk through all addresses may take longer on a slow machine than a person may be silent.
    share.resident_here_at += dt.timedelta(hours=1)
    share.save(update_fields=["resident_here_at"])
    return [str(talking.public_id), str(share.changes.get().public_id)]


def _typed(owner: Actor, advisor: Actor) -> str:
    """The owner has read a code out, and the adviser has typed it."""
    code, digits = make_code(claim_id=None, by=owner)
    assert type_code(digits=digits, by=advisor) == code
    return str(code.public_id)


def _asked(owner: Actor, way: str, claim: Claim | None = None) -> HelpRequest:
    wanted = HelpWanted(about=About.OTHER, way=way, language="en-gb", words="What is a non-dependant?", claim=claim)
    return ask_for_help(wanted=wanted, by=owner)
