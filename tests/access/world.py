"""A council with something behind every address, and a session of every kind of person in it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.test.client import ClientHandler
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from accounts.actions.incoming import begin_file
from accounts.actors import Actor, system_actor
from accounts.keeping.kiosk import link_token
from accounts.keeping.not_open import make_try_token
from accounts.keeping.session_life import RENEWED, STAFF_SEEN, STAFF_STARTED
from accounts.models import Council
from accounts.permissions import Role
from accounts.sessions import VISITOR
from betteroff.demo.schemes import PERCENTAGE
from calculator.ctr.council_tax import scheme_year
from calculator.estimate import estimate_of
from calculator.household.as_json import household_json
from calculator.household.parsing import parse_household
from casework.actions.setting_up import add_starter_ready_words
from claims.actions.answering import AnswerChange, add_row, save_answers
from claims.actions.resuming import send_resume_link
from claims.actions.sending import submit_claim
from claims.models import Claim
from claims.papers.actions.sending import send_paper
from claims.papers.readers import papers_of
from claims.readers.answer_store import spec_of
from core.tenancy import council_scope
from estimates.actions.estimating import ask_estimate_for_household
from estimates.actions.schemes import save_draft
from estimates.api.schema import EXAMPLE
from estimates.models import CouncilTaxScheme, Estimate, EstimatePdf, Scenario
from formspec.actions.publishing import import_form
from jobjournal.sharing.views.viewer_sessions import COOKIE
from notifications.models import Message
from notifications.texts import decrypted_context
from tests.access.advocates import advocates_things, caseload_things
from tests.access.correcting import correcting_things
from tests.access.deciding import deciding_things
from tests.access.handover import handover_things
from tests.access.help import help_things
from tests.access.journal import journal_things
from tests.access.people import people_things
from tests.access.planning import planning_things
from tests.access.records import records_things
from tests.access.shares import keep_share, share_things, viewers_cookie
from tests.access.signing import signing_things
from tests.access.studio import studio_things
from tests.access.thread import council_messages
from tests.calculator.simple_engine import SimpleEngine
from tests.claims.sent import ANSWERS, answer, full_draft, give_photo, photo
from tests.drawing import draw
from tests.jobjournal.sharing import coach
from tests.people import Browser, browser_of, make_council, make_operator, make_resident, make_staff

PERSONAS = [
    "nobody", "visitor", "owner", "other", "one_factor", "advisor", "admin", "foreign", "operator", "pin", "jobcentre",
]  # fmt: skip

HOUR = 60 * 60


def make_things(council: Council, owner: Actor, passkey: Authenticator) -> dict[str, list[str]]:
    """The owner's draft and sent claim with files, an estimate, a link, and a passkey of somebody's.

    By the words of the table, what addresses name: the arguments of reverse().
    """
    with council_scope(council.pk):
        draft, sent = _draft(owner), _draft(owner)
        submit_claim(public_id=sent.public_id, by=owner, for_whom="self")
        sent.refresh_from_db()
        draw(sent.pdf)
        names, pets = spec_of(draft).page_of["name"], spec_of(draft).page_of["pets"]
        row = draft.answers.get(key="pets").value[0]
        scheme = _scheme(council)
        estimate = ask_estimate_for_household(household_json=EXAMPLE, by=owner)
        _finished_estimate(draft)
        ids = str(draft.public_id), str(sent.public_id)
        return {
            "": [],
            **journal_things(owner),
            **share_things(owner),
            "form": ["full-form"],
            "library form": [import_form(slug="housing-benefit", by=system_actor(council, "tests")).form.slug],
            "draft": [ids[0]],
            "draft page": [ids[0], names],
            "draft row": [ids[0], pets, row],
            "draft photo": [ids[0], str(draft.files.get().public_id)],
            "draft photos": [ids[0], "photo"],
            "draft form": [ids[0], "full-form"],
            "draft kind": [ids[0], "job"],
            "draft scenario": [ids[0], _scenario(draft)],
            "sent": [ids[1]],
            "sent page": [ids[1], names],
            "sent photo": [ids[1], str(sent.files.get(key="photo").public_id)],
            **_papers(draft, sent, owner),
            "reference": [sent.reference],
            "reference nino": [sent.reference, "nino", "0"],
            "reference message": [sent.reference, council_messages(council, sent)],
            "reference photo": [sent.reference, str(sent.files.get(key="photo").public_id)],
            "estimate": [str(estimate.public_id)],
            "token": [_token(draft, owner)],
            "incoming": [str(begin_file(size=5, sent_hash="a" * 64, by=owner).public_id)],
            "phone words": ["amber-river-teapot-maple"],
            "kiosk": [link_token(owner.council)],
            "try token": [make_try_token(owner.council.pk)],
            "passkey": [str(passkey.pk)],
            "gain table": ["claims"],
            "scheme": [str(scheme.tax_year), str(scheme.number)],
            "scheme year": [str(scheme.tax_year)],
        }


def _papers(draft: Claim, sent: Claim, owner: Actor) -> dict[str, list[str]]:
    """A paper that is wanted with the draft, and one that was sent after the claim."""
    wanted, given = papers_of(draft)[0], papers_of(sent)[0]
    send_paper(claim_id=sent.public_id, paper=given.public_id, uploads=[photo()], by=owner)
    return {
        "draft paper": [str(draft.public_id), str(wanted.public_id)],
        "sent paper": [str(sent.public_id), str(given.public_id)],
        "sent paper file": [str(sent.public_id), str(given.files.get().public_id)],
        "reference paper": [sent.reference, str(given.public_id)],
    }


def _finished_estimate(claim: Claim) -> None:
    """An estimate of a claim and its PDF. The claim's form makes no household, so no action would make one."""
    household, today, now = parse_household(EXAMPLE), timezone.localdate(), timezone.now()
    result = estimate_of(household, SimpleEngine().estimate(household), today=today).to_dict()
    estimate = Estimate.objects.create(
        claim=claim, resident=claim.resident, household=household_json(household), result=result, engine="simple",
        engine_version="1", state=Estimate.State.READY, due_at=now, made_at=now,
    )  # fmt: skip
    EstimatePdf.objects.create(
        estimate=estimate,
        language="en-gb",
        state=EstimatePdf.State.READY,
        content=b"%PDF-",
        due_at=now,
        made_at=now,
    )


def _scenario(claim: Claim) -> str:
    """A change of life kept with a claim. Its form makes no household, so no action would keep one."""
    values = {"hours": 20, "hourly_rate": 13, "who": "claimant"}
    scenario = Scenario.objects.create(
        claim=claim, resident=claim.resident, name="A job", kind="job", change=values, position=1
    )
    return str(scenario.public_id)


def _draft(owner: Actor) -> Claim:
    claim = full_draft(owner)
    answer(claim, owner, ANSWERS)
    row = add_row(public_id=claim.public_id, group="pets", by=owner)
    save_answers(public_id=claim.public_id, changes=[AnswerChange("pet_name", row, "Rex", 0)], by=owner)
    give_photo(claim, owner)
    claim.refresh_from_db()
    return claim


def _scheme(council: Council) -> CouncilTaxScheme:
    """A draft of this year's Council Tax Reduction."""
    by, year = system_actor(council, "tests"), scheme_year(timezone.localdate())
    return save_draft(tax_year=year, name="Draft scheme", rules=PERCENTAGE, based_on="", by=by)


def _token(draft: Claim, owner: Actor) -> str:
    send_resume_link(
        public_id=draft.public_id, channel="email", contact=owner.resident.email, by=owner, address="{token}"
    )
    return decrypted_context(Message.objects.get(template="resume_link"))["url"]


def passkey_of(actor: Actor) -> Authenticator:
    """A passkey of this person, as allauth stores what a browser sent."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    credential = AttestedCredentialData.create(Aaguid(bytes(16)), secrets.token_bytes(16), key)
    proof = AuthenticatorData.create(bytes(32), AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT, 0, credential)
    client = CollectedClientData.create("webauthn.create", b"challenge", "http://calderbrook.localhost")
    key_id = websafe_encode(credential.credential_id)
    response = {
        "clientDataJSON": websafe_encode(client),
        "attestationObject": websafe_encode(AttestationObject.create("none", proof, {})),
    }
    data = {"id": key_id, "rawId": key_id, "type": "public-key", "response": response, "clientExtensionResults": {}}
    return Authenticator.objects.create(
        user=actor.user, type=Authenticator.Type.WEBAUTHN, data={"name": "My phone", "credential": data}
    )


@pytest.fixture(scope="module")
def standing_world(django_db_setup, django_db_blocker, tmp_path_factory):
    """A world for all tests of a file, each of which undoes what it writes. The file's own `world` opens it.

    No test of such a file may commit, or make a council of its own by the same name.
    """
    everything = transaction.atomic()
    with django_db_blocker.unblock(), override_settings(MAILBOX_DIR=tmp_path_factory.mktemp("mailbox")):
        everything.__enter__()
        calderbrook, southmere = make_council("calderbrook"), make_council("southmere")
        with council_scope(calderbrook.pk):
            world = World(calderbrook, southmere, make_operator(calderbrook))
    yield world
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        everything.__exit__(None, None, None)


@contextmanager
def opened(world: World) -> Iterator[World]:
    """A standing world for one test: its council's scope is open, and its people have just signed in."""
    with council_scope(world.council.pk):
        world.sign_in()
        yield world


def just_used() -> dict[str, float]:
    """What a session knows of its use, for no request of these walks to write it down again."""
    now = time.time()
    return {RENEWED: now, STAFF_STARTED: now, STAFF_SEEN: now + HOUR}


class World:
    """Calderbrook seen by everybody. `arguments` name the owner's things, and what the visitor began ("begun")."""

    def __init__(self, calderbrook: Council, southmere: Council, operator: Actor):
        self.council, self.other_council = calderbrook, southmere
        owner = make_resident(calderbrook, "Olwen Owner", "olwen@example.org")
        advisor = make_staff(calderbrook, "Ada Advisor", "ada@calderbrook.example", Role.ADVISOR)
        foreign = make_staff(southmere, "Siân Rees", "sian@southmere.example", Role.ADMIN)
        one_factor = make_staff(calderbrook, "Una Once", "una@calderbrook.example", Role.ADVISOR)
        self.actors = {
            "nobody": Actor(calderbrook),
            "pin": Actor(calderbrook),
            "visitor": Actor(calderbrook),
            "owner": owner,
            "other": make_resident(calderbrook, "Otto Other", "otto@example.org"),
            "one_factor": replace(one_factor, second_factor=False),
            "advisor": advisor,
            "admin": make_staff(calderbrook, "Adam Admin", "adam@calderbrook.example", Role.ADMIN),
            # Their session is one at this council's address, where they are nobody in particular.
            "foreign": replace(foreign, council=calderbrook, membership=None),
            "operator": operator,
            "jobcentre": coach(calderbrook),
        }
        self.arguments = make_things(calderbrook, owner, passkey_of(advisor))
        began = full_draft(self.actors["visitor"])
        self.arguments["begun"] = [str(began.public_id)]
        self.arguments["begun page"] = [str(began.public_id), spec_of(began).page_of["name"]]
        self.visitors_record = str(began.resident.public_id)
        self.cookies: dict[str, str] = {}
        self.handlers: dict[bool, ClientHandler] = {}
        self.sign_in()
        with council_scope(calderbrook.pk):
            sent = Claim.objects.get(reference=self.arguments["reference"][0])
            self.arguments |= help_things(owner, advisor, sent)
            self.arguments |= advocates_things(owner)
            self.arguments |= caseload_things(owner, advisor)
            self.arguments |= planning_things(owner, self.arguments["acted"][0])
            self.arguments |= deciding_things(owner, advisor, sent.reference)
            self.arguments |= correcting_things(advisor, sent)
            self.arguments |= signing_things(owner)
            self.arguments |= records_things(self.actors["admin"], sent.reference)
            self.arguments |= people_things(self.actors["admin"])
            self.arguments |= studio_things(self.actors["admin"])
            self.arguments |= handover_things(sent, self.actors["admin"])
            add_starter_ready_words(by=self.actors["admin"])
            self.arguments |= {"status": ["waiting"], "ready words": ["papers"]}
        keep_share(calderbrook, self.arguments, self.actors["jobcentre"])
        self.viewers_cookie = viewers_cookie(calderbrook, self.arguments)

    def sign_in(self) -> None:
        """Give everybody a session that has just begun."""
        self.cookies = {persona: self._session(persona) for persona in self.actors}
        session = Client().session
        session[VISITOR] = self.visitors_record
        session.update(just_used())
        session.save()
        self.cookies["visitor"] = session.session_key

    def _session(self, persona: str) -> str:
        actor = self.actors[persona]
        if actor.user is None:
            return ""
        client = browser_of(actor).client
        session = client.session
        methods = [{"method": "password", "at": time.time()}]
        if actor.second_factor:
            if not Authenticator.objects.filter(user=actor.user, type=Authenticator.Type.TOTP).exists():
                TOTP.activate(actor.user, generate_totp_secret())
            methods.append({"method": "mfa", "at": time.time(), "type": "totp"})
        if actor.second_factor or persona == "one_factor":
            session["account_authentication_methods"] = methods
            session["account_authentication_methods_user"] = str(actor.user.pk)
        session.update(just_used())
        session.save()
        return session.session_key

    def secrets_from(self, persona: str) -> list[str]:
        """What must be on no page that this person gets: what is the owner's, and for staff the owner's draft."""
        draft, sent, reference = (self.arguments[names][0] for names in ("draft", "sent", "reference"))
        if persona in ("advisor", "admin"):
            return [draft]
        if persona in ("pin", "jobcentre"):
            # Whose journal it is, they are told.
            return [draft, sent, reference, "olwen@example.org"]
        return [] if persona == "owner" else [draft, sent, reference, "olwen@example.org", ANSWERS["name"]["first"]]

    def browser(self, persona: str, **options: Any) -> Browser:
        """A fresh browser with the person's session."""
        client = Client(raise_request_exception=False, **options)
        # Making the chain of middleware takes a few milliseconds: all browsers share it.
        client.handler = self.handlers.setdefault(client.handler.enforce_csrf_checks, client.handler)
        if self.cookies[persona]:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[persona]
        if persona == "pin":
            # Sent everywhere here; a browser sends it to the viewer's pages only.
            client.cookies[COOKIE] = self.viewers_cookie
        return Browser(client, self.council.host)
