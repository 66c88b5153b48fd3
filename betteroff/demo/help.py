"""Live help of the demo: one person waits, one talks with an adviser, one was helped; all by the real actions."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Council, Membership, Resident
from accounts.permissions import Role
from claims.actions.answering import AnswerChange, start_claim
from cobrowse.actions.asking import HelpWanted, ask_for_help
from cobrowse.actions.duty import change_duty
from cobrowse.actions.ending import end_conversation, rate, wrap_up
from cobrowse.actions.queueing import accept
from cobrowse.actions.settings import remove_opening_time, save_opening_time
from cobrowse.actions.talking import add_note, say
from cobrowse.actions.teams import save_team
from cobrowse.models import About, Access, Duty, HelpRequest, OpeningTime, Topic, Urgency, Way
from cobrowse.rules.hours import MIDNIGHT
from cobrowse.sharing.actions.editing import save_shared_answer
from cobrowse.sharing.actions.sharing import share_form, stop_sharing

# The demo's people have no screens open. Their pages count as open for this long after loading; otherwise those who
# wait would be taken for gone after half an hour, and those who talk would be back in the queue after a minute.
SCREENS_OPEN = dt.timedelta(hours=12)
# Open day and night, so that the demo can be tried at any hour; any other council keeps its hours.
ALWAYS_OPEN = "calderbrook"
BUSY_ADVISER = "ben@calderbrook.example"


def show_live_help(council: Council) -> None:
    """What the demo of a council shows of live help; on a second load only the screens are open again."""
    if council.slug != ALWAYS_OPEN:
        return
    if not HelpRequest.objects.exists():
        _open_always(_staff(council, "omar@calderbrook.example"))
        advisers = [_staff(council, email) for email in ("aisha@calderbrook.example", BUSY_ADVISER)]
        for adviser in advisers:
            change_duty(state=Duty.State.HERE, most_people=3, by=adviser)
        save_team(
            name="Rent and housing", members=[each.membership.pk for each in advisers],
            by=_staff(council, "omar@calderbrook.example"),
        )  # fmt: skip
        _helped(_resident(council, "maria@example.org"), advisers[0])
        _talks(_resident(council, "derek@example.org"), advisers[1])
        _ask(
            _resident(council, "nasreen@example.org"), "My landlord has given me notice. Can I still claim?",
            urgencies=[Urgency.NO_ROOF],
        )  # fmt: skip
        # Left off duty: people trying the demo sign in as Aisha and go on duty themselves.
        change_duty(state=Duty.State.OFF, by=advisers[0])
    _keep_screens_open()


def _keep_screens_open() -> None:
    until = timezone.now() + SCREENS_OPEN
    busy = Duty.objects.filter(membership__user__email=BUSY_ADVISER).exclude(state=Duty.State.OFF)
    busy.update(seen_at=until)
    HelpRequest.objects.filter(state__in=HelpRequest.OPEN).update(resident_here_at=until, resident_asks=True)


def _open_always(admin: Actor) -> None:
    for time in OpeningTime.objects.all():
        remove_opening_time(key=time.pk, by=admin)
    for weekday in range(7):
        save_opening_time(weekday=weekday, opens=dt.time(0), closes=MIDNIGHT, by=admin)


def _staff(council: Council, email: str) -> Actor:
    membership = Membership.objects.select_related("user").get(
        user__email=email, roles__overlap=[Role.ADVISOR, Role.ADMIN]
    )
    return Actor(council=council, user=membership.user, membership=membership, second_factor=True)


def _resident(council: Council, email: str) -> Actor:
    resident = Resident.objects.select_related("user").get(user__email=email)
    return Actor(council=council, user=resident.user, resident=resident)


def _ask(by: Actor, words: str, **more) -> HelpRequest:
    wanted = {"about": About.OTHER, "way": Way.CHAT, "language": "en-gb", "words": words, **more}
    return ask_for_help(wanted=HelpWanted(**wanted), by=by)


def _say(request: HelpRequest, words: str, by: Actor) -> None:
    say(request=request, words=words, client_id=uuid.uuid4(), by=by)


def _talks(resident: Actor, adviser: Actor) -> None:
    request = _ask(resident, "Do I have to count my daughter who is at university?", about=About.CLAIM)
    accept(public_id=request.public_id, by=adviser)
    _say(request, "Hello, I work for the council and I am here to help.", adviser)
    _say(request, "Does she come home in the holidays?", adviser)
    _say(request, "Yes, every one.", resident)


def _fill_in_together(request: HelpRequest, resident: Actor, adviser: Actor) -> None:
    """She lets the adviser fill in an answer of her form, and stops; what was changed is listed on her page."""
    draft = start_claim(slug="hb-ctr-combined", language="en-gb", by=resident)
    share_form(public_id=request.public_id, claim_id=draft.public_id, access=Access.EDIT, by=resident)
    words = "My hours change from week to week. The October and November payslips show both kinds of week."
    change = AnswerChange("anything_else", "", words, 0)
    save_shared_answer(public_id=request.public_id, change=change, by=adviser)
    stop_sharing(public_id=request.public_id, by=resident)
    _say(request, "I wrote it under “Anything else”. Change it if it is not right.", adviser)


def _topic() -> int | None:
    return Topic.objects.filter(name="Papers and proof").values_list("pk", flat=True).first()


def _helped(resident: Actor, adviser: Actor) -> None:
    request = _ask(resident, "Which payslips do you need?")
    accept(public_id=request.public_id, by=adviser)
    _say(request, "The last two, if you are paid each month. A photo is fine.", adviser)
    _say(request, "Thank you! And what do I write at the end?", resident)
    _fill_in_together(request, resident, adviser)
    add_note(public_id=request.public_id, words="She sends October and November.", client_id=uuid.uuid4(), by=adviser)
    end_conversation(request=request, by=resident)
    wrap_up(
        public_id=request.public_id, outcome=HelpRequest.Outcome.ANSWERED, resolved=True, topic=_topic(), by=adviser
    )
    rate(public_id=request.public_id, rating=5, sorted_out=HelpRequest.SortedOut.YES, by=resident)
