"""`manage.py load_demo`: two fictional councils with forms, staff, residents and claims, made by the real actions."""

from __future__ import annotations

from django.core.management import BaseCommand

from accounts.actions.sign_in import sign_in_resident
from accounts.actions.staff import add_operator, add_staff
from accounts.actors import Actor, system_actor
from accounts.models import Council, Resident, SignInCode
from betteroff.actions import set_up_council
from betteroff.demo.bookings import show_bookings
from betteroff.demo.changing import show_changes
from betteroff.demo.claim_threads import show_threads
from betteroff.demo.claims import answer_everything
from betteroff.demo.clocks import show_clocks
from betteroff.demo.correcting import show_corrections
from betteroff.demo.deciding import show_deciding
from betteroff.demo.handover import show_handover
from betteroff.demo.help import show_live_help
from betteroff.demo.helping import show_helping
from betteroff.demo.journal import KEEPERS, write_journal
from betteroff.demo.papers import show_papers
from betteroff.demo.partners.caseload import show_caseload
from betteroff.demo.partners.legal import show_legal
from betteroff.demo.partners.planning import show_planning
from betteroff.demo.partners.registering import show_registered
from betteroff.demo.past_work import show_past_work
from betteroff.demo.people import COUNCILS, OPERATOR, ORGANISATIONS, PASSWORD, RESIDENTS, STAFF, TOTP_SECRET
from betteroff.demo.reviewing import show_reviews
from betteroff.demo.schemes import add_schemes
from betteroff.demo.signing import show_signing
from betteroff.demo.studio import show_settings, show_studio
from claims.actions.answering import AnswerChange, save_answers, start_claim
from claims.actions.sending import submit_claim
from claims.models import Claim
from core.tenancy import council_scope


class Command(BaseCommand):
    """Safe to run again: what is there stays."""

    help = __doc__

    def handle(self, *args, **options):
        for details in COUNCILS:
            council = set_up_council(**details).council
            with council_scope(council.pk):
                self._fill(council)
        add_operator(email=OPERATOR, password=PASSWORD, totp_secret=TOTP_SECRET)
        self.stdout.write("The demo councils are ready. To sign in:")
        for line in sign_ins():
            self.stdout.write(f"  {line}")

    def _fill(self, council: Council) -> None:
        by = system_actor(council, "demo data")
        add_schemes(by=by)
        for email, name, role in STAFF[council.slug]:
            add_staff(
                email=email, display_name=name, role=role, password=PASSWORD, totp_secret=TOTP_SECRET, by=by,
                organisation=ORGANISATIONS.get(role, ""),
            )  # fmt: skip
        for person in RESIDENTS[council.slug]:
            add_demo_resident(council, person)
        show_caseload(council)
        show_live_help(council)
        show_bookings(council)
        show_papers(council)
        show_corrections(council)
        show_signing(council)
        show_threads(council)
        show_reviews(council)
        show_deciding(council)
        show_handover(council)
        show_past_work(council)
        show_clocks(council)
        show_changes(council)
        show_helping(council)
        show_registered(council)
        show_legal(council)
        show_planning(council)
        show_studio(council)
        show_settings(council)


def add_demo_resident(council: Council, person: dict) -> None:
    """A resident who signed in once and, on the first run, began or sent what the demo says."""
    proof = SignInCode(channel="email", contact=person["email"])
    visitor = Actor(council=council)
    if Resident.objects.filter(user__email=person["email"]).exists():
        return
    user = sign_in_resident(proof=proof, by=visitor)
    actor = Actor(council=council, user=user, resident=Resident.objects.get(user=user))
    for slug, given, sent in person["forms"]:
        claim = start_claim(slug=slug, language="en-gb", by=actor)
        if sent:
            answer_everything(claim, actor, given)
            submit_claim(public_id=claim.public_id, by=actor)
        else:
            begin(claim, actor, given)
    if person["email"] in KEEPERS:
        write_journal(actor, KEEPERS[person["email"]])


def begin(claim: Claim, actor: Actor, given: dict) -> None:
    """Only the given answers: a draft somebody left half-way."""
    changes = [AnswerChange(key, "", raw, 0) for key, raw in given.items()]
    save_answers(public_id=claim.public_id, changes=changes, by=actor)


def sign_ins() -> list[str]:
    """Who can sign in to the demo, and how, a line each."""
    residents = ", ".join(person["email"] for people in RESIDENTS.values() for person in people)
    staff = [f"{email} ({role} at {slug})" for slug, people in STAFF.items() for email, _, role in people]
    return [
        f"residents, by a code that lands in /mailbox/: {residents}, or any address of your own",
        f"staff, with the password {PASSWORD} and an authenticator set to {TOTP_SECRET}:",
        *(f"  {line}" for line in [*staff, f"{OPERATOR} (operator, at the platform's own address)"]),
    ]
