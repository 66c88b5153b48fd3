"""Working together in the demo: Derek's plan, shared with a housing association, which refers him to the council; and a
councillor who asks about Nasreen.
"""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Council, Delegation, Membership, Organisation, Resident
from advocates.enquiring.actions import record_enquiry
from advocates.models import PlanAction
from advocates.planning.actions.handing_over import HandOverInput, send_hand_over
from advocates.planning.actions.plan import ActionInput, add_action, go_on_with_action
from advocates.planning.actions.sharing import share_plan
from advocates.planning.presenters.plan import share_wording
from advocates.planning.readers.hand_overs import Receiver
from advocates.planning.readers.parties import Viewer, council_viewer, own_viewer, partner_viewer
from advocates.planning.rules import Party
from advocates.rules.terms import last_day, scopes_of
from betteroff.demo.deciding import staff_of

COUNCIL, PERSON, ASKED_ABOUT = "calderbrook", "derek@example.org", "nasreen@example.org"
ADVISER, PARTNER = "aisha@calderbrook.example", "pia@calderhomes.example"
A_WEEK = dt.timedelta(days=7)
NOTE = (
    "Derek has rent arrears of £480 and was sent a letter about them. He would like to pay £10 a week. Please look at "
    "whether his Housing Benefit is right. He hears badly on the phone: letters are better."
)


def show_planning(council: Council) -> None:
    """What the demo of a council shows of plans, hand-overs and enquiries; nothing on a second load."""
    if council.slug != COUNCIL or PlanAction.objects.exists():
        return
    derek = _resident(council, PERSON)
    adviser, partner = staff_of(council, ADVISER), staff_of(council, PARTNER)
    homes = Membership.objects.select_related("organisation").get(user=partner.user).organisation
    grant = _grant(derek.resident, homes)
    wording = share_wording(homes, last_day("half_year", timezone.localdate()))
    share_plan(organisation=homes, period="half_year", wording=wording, by=derek)
    helped = partner_viewer(partner, grant.public_id)
    _plan(derek, adviser, partner, helped)
    said = HandOverInput(
        Receiver(None, member=adviser.membership), "referral", NOTE, "nothing", "month",
        f"{homes.name} asks {council.name}: Aisha Khan to help me as well, and they read the note about me.",
    )  # fmt: skip
    send_hand_over(viewer=helped, said=said, client_id=uuid.uuid4(), by=partner)
    about = Resident.objects.get(user__email=ASKED_ABOUT)
    record_enquiry(
        resident_id=about.public_id, councillor="Cllr Mary Todd, Canal Ward", client_id=uuid.uuid4(), by=adviser,
        question="She has waited for a decision since the spring. When can she expect it?",
        received_on=timezone.localdate() - A_WEEK,
    )  # fmt: skip


def _plan(derek: Actor, adviser: Actor, partner: Actor, helped: Viewer) -> None:
    today, own, homes = timezone.localdate(), own_viewer(derek), helped.party
    council = council_viewer(adviser, derek.resident.public_id)

    def add(viewer: Viewer, by: Actor, what: str, owner: Party, due_on: dt.date | None = None) -> PlanAction:
        said = ActionInput(what, owner, due_on=due_on)
        return add_action(viewer=viewer, said=said, client_id=uuid.uuid4(), by=by)

    letter = add(helped, partner, "Bring the letter about the rent to the office", own.party)
    add(helped, partner, "Agree with Derek on how the arrears are paid", homes, today + A_WEEK)
    add(council, adviser, "Look at whether the Housing Benefit is right", council.party, today + 2 * A_WEEK)
    add(own, derek, "Ask Irene for her pension letter", own.party, today + A_WEEK)
    go_on_with_action(
        viewer=own, public_id=letter.public_id, state="done", words="Pia made a copy.", revision=0, by=derek
    )


def _grant(resident: Resident, organisation: Organisation) -> Delegation:
    today = timezone.localdate()
    return Delegation.objects.create(
        resident=resident, organisation=organisation,
        scopes=scopes_of({"claims": "fill", "papers": "fill", "money": "view", "reach": "view"}),
        starts_on=today, ends_on=last_day("half_year", today), why="Help with the rent",
    )  # fmt: skip


def _resident(council: Council, email: str) -> Actor:
    resident = Resident.objects.select_related("user").get(user__email=email)
    return Actor(council=council, user=resident.user, resident=resident)
