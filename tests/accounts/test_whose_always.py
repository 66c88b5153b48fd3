"""Whatever people do, in whatever order, at two devices that they share: a sent claim is opened only where it was sent,
by the account that sent it, or by somebody who proved a contact given in it; and what is not safe stays not safe.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts.actors import Actor
from accounts.models import Council, Resident, SignInCode, User
from accounts.readers import resident_by_public_id
from accounts.sessions import VISITOR
from claims.actions.resuming import send_resume_link
from claims.models import Claim
from notifications.models import Message
from notifications.readers import mailbox
from notifications.texts import decrypted_context
from tests.claims.reached import begun, sent_as
from tests.people import Browser

NAMES = ["Anna Alder", "Bo Birch"]
# Two of their own, and one that both of them can read.
CONTACTS = ["anna@example.org", "+447700900123", "shared@example.org"]
DEVICES = [0, 1]


@dataclass
class Sent:
    """What the test knows of a claim: who sent it, from where, with what in it, and whether it must stay unsafe."""

    claim: Claim
    sender: int | None
    record: str
    contacts: set[str]
    unsafe: bool


@dataclass
class Town:
    """Two devices, the accounts that were made at them, and what each of those proved."""

    council: Council
    devices: list[Browser]
    sent: list[Sent] = field(default_factory=list)
    proven: dict[int, set[str]] = field(default_factory=dict)
    # The records that somebody signed out began at a device, or was given by a link, and has not left since.
    begun_at: dict[int, set[str]] = field(default_factory=lambda: {device: set() for device in DEVICES})
    # The newest link that was sent, and the draft it opens.
    link: tuple[str, Claim] | None = None

    def user(self, device: int) -> int | None:
        pk = self.devices[device].client.session.get(SESSION_KEY)
        return int(pk) if pk is not None and User.objects.filter(pk=pk, is_active=True).exists() else None

    def actor(self, device: int) -> Actor:
        pk = self.user(device)
        if pk is not None:
            return Actor(self.council, User.objects.get(pk=pk), Resident.objects.filter(user=pk).first())
        visitor = self.devices[device].client.session.get(VISITOR)
        return Actor(self.council, resident=resident_by_public_id(visitor) if visitor else None)

    # --- what people do ---

    def begin(self, device: int, name: str, safe: str | None = None) -> Claim:
        by = self.actor(device)
        claim = begun(by, name, **({"safe": safe} if safe else {}))
        self.remember(device, claim)
        record = Resident.objects.get(pk=claim.resident_id)
        if safe == "no":
            assert not record.safe_to_contact, "before it is sent"
            for known in self.sent:
                known.unsafe = known.unsafe or self.now(known).resident_id == record.pk
        elif by.resident is not None:
            assert record.safe_to_contact == by.resident.safe_to_contact, "a draft widens nothing"
        return claim

    def remember(self, device: int, claim: Claim) -> None:
        if self.user(device) is None:
            session = self.devices[device].client.session
            session[VISITOR] = str(claim.resident.public_id)
            session.save()
            self.begun_at[device].add(str(claim.resident.public_id))

    def send(self, device: int, name: str, contact: str | None, safe: str | None, for_whom: str) -> None:
        by, answers = self.actor(device), {"email": "", "phone": ""}
        if contact:
            answers["email" if "@" in contact else "phone"] = contact
        claim = sent_as(by, name, for_whom=for_whom, **answers, **({"safe": safe} if safe else {}))
        self.remember(device, claim)
        frozen = {claim.submission.email, claim.submission.phone} - {""}
        assert contact is None or contact in frozen
        self.sent.append(Sent(claim, self.user(device), str(claim.resident.public_id), frozen, safe == "no"))
        # It is said of the person, whichever of their forms says it.
        of_the_record = [known for known in self.sent if self.now(known).resident_id == claim.resident_id]
        is_unsafe = any(known.unsafe for known in of_the_record)
        if safe == "yes" and by.user is not None and claim.for_whom != "other":
            is_unsafe = False
        for known in of_the_record:
            known.unsafe = is_unsafe

    def now(self, known: Sent) -> Claim:
        return Claim.objects.select_related("resident", "submission").get(pk=known.claim.pk)

    def code(self) -> str:
        return re.search(r"\b\d{6}\b", mailbox()[0].text)[0]

    def sign_in(self, device: int, contact: str) -> None:
        browser = self.devices[device]
        if self.user(device) is not None:
            return
        before = {known.claim.pk: self.now(known).resident.user_id for known in self.sent}
        browser.post(reverse("accounts:sign_in"), {"contact": contact})
        browser.post(reverse("accounts:enter_code"), {"code": self.code()})
        user = self.user(device)
        self.proven.setdefault(user, set()).add(contact)
        self.begun_at[device].clear()
        after = [self.now(known) for known in self.sent]
        moved = [claim for claim in after if claim.resident.user_id == user != before[claim.pk]]
        names = {claim.submission.name for claim in moved}
        assert names in (set(), {claim.resident.name for claim in moved}), "of one person only without a question"

    def answer(self, device: int, said: str) -> None:
        browser = self.devices[device]
        page = browser.get(reverse("accounts:is_this_yours"))
        for record in re.findall(r'name="record" value="([^"]+)"', page.content.decode()):
            references = [
                claim.reference for claim in map(self.now, self.sent) if str(claim.resident.public_id) == record
            ]
            fields = {"record": record, "answer": said, "reference": next(iter(references), "")}
            browser.post(reverse("accounts:is_this_yours"), fields)

    def leave(self, device: int, how: str) -> None:
        self.devices[device].post(reverse(f"accounts:{how}"), {"sure": "1"})
        self.begun_at[device].clear()

    def change_contact(self, device: int, contact: str) -> None:
        """Prove another contact; where it has an account, that is joined."""
        mine, browser = self.user(device), self.devices[device]
        if mine is None:
            return
        other = User.objects.filter(**{"email" if "@" in contact else "phone": contact}).first()
        browser.post(reverse("accounts:change_contact"), {"contact": contact})
        browser.post(reverse("accounts:confirm_contact"), {"code": self.code()})
        browser.post(reverse("accounts:join_accounts"), {"answer": "yes"})
        self.proven[mine] |= {contact} | (self.proven[other.pk] if other else set())
        for known in self.sent:
            if other is not None and known.sender == other.pk:
                known.sender = mine

    def send_link(self, device: int, contact: str) -> None:
        """Somebody begins a form at this device and has a link sent to an address of their own."""
        draft = self.begin(device, NAMES[1])
        by = replace(self.actor(device), resident=draft.resident)
        channel = "email" if "@" in contact else "sms"
        send_resume_link(public_id=draft.public_id, channel=channel, contact=contact, address="{token}", by=by)
        self.link = decrypted_context(Message.objects.filter(template="resume_link").latest("pk"))["url"], draft

    def open_link(self, device: int) -> None:
        """Whoever has the newest link opens it here: it gives its draft, and the record if nothing was sent from it."""
        if self.link is None:
            return
        token, draft = self.link
        actor, record = self.actor(device), draft.resident
        sent_from = Claim.objects.filter(resident=record, submitted_at__isnull=False).exists()
        self.devices[device].post(reverse("claims:resume", args=[token]))
        if actor.user is None and actor.resident is None and not sent_from:
            self.begun_at[device].add(str(record.public_id))

    # --- what must hold ---

    def may_open(self, device: int, known: Sent) -> bool:
        user = self.user(device)
        if user is None:
            return self.devices[device].client.session.get(VISITOR) == known.record in self.begun_at[device]
        return known.sender == user or bool(self.proven[user] & known.contacts)

    def check(self) -> None:
        for known in self.sent:
            for device in DEVICES:
                page = self.devices[device].get(reverse("claims:sent", args=[known.claim.public_id]))
                assert page.status_code != 200 or self.may_open(device, known), (device, known)
            resident = self.now(known).resident
            assert not (known.unsafe and resident.safe_to_contact), known
            assert resident.joined_into is None

    def check_found_again(self) -> None:
        """Whoever comes with a contact of theirs and says yes has all that was sent with it and is in no account."""
        for contact in CONTACTS:
            self.devices[0] = Browser(Client(), self.council.host)
            cache.clear()
            SignInCode.objects.all().delete()
            self.sign_in(0, contact)
            self.answer(0, "yes")
            for known in self.sent:
                owner = Claim.objects.get(pk=known.claim.pk).resident.user_id
                refused = known.claim.resident.public_id in self.actor(0).resident.not_mine
                assert owner is not None or refused or contact not in known.contacts, known


DEVICE, CONTACT = st.sampled_from(DEVICES), st.sampled_from(CONTACTS)
STEPS = st.one_of(
    st.tuples(
        st.just("send"), DEVICE, st.sampled_from(NAMES), st.none() | CONTACT, st.sampled_from([None, "yes", "no"]),
        st.sampled_from(["self", "other"]),
    ),
    st.tuples(st.just("begin"), DEVICE, st.sampled_from(NAMES), st.sampled_from([None, "yes", "no"])),
    st.tuples(st.just("sign_in"), DEVICE, CONTACT),
    st.tuples(st.just("answer"), DEVICE, st.sampled_from(["yes", "no"])),
    st.tuples(st.just("leave"), DEVICE, st.sampled_from(["finish", "sign_out"])),
    st.tuples(st.just("change_contact"), DEVICE, CONTACT),
    st.tuples(st.just("send_link"), DEVICE, CONTACT),
    st.tuples(st.just("open_link"), DEVICE),
)  # fmt: skip
A, P, S = CONTACTS


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(STEPS, min_size=2, max_size=9))
@example([("send", 0, NAMES[0], A, "no", "self"), ("sign_in", 0, S), ("answer", 0, "yes"), ("leave", 0, "finish")])
@example([("send", 0, NAMES[0], None, None, "self"), ("send_link", 0, P), ("sign_in", 0, P), ("answer", 0, "yes")])
@example([("sign_in", 1, A), ("send", 0, NAMES[0], A, "no", "self"), ("sign_in", 0, A), ("answer", 0, "yes")])
@example([("sign_in", 0, A), ("send", 0, NAMES[0], P, "no", "self"), ("sign_in", 1, S), ("change_contact", 1, A)])
@example([("send", 0, NAMES[0], S, "no", "self"), ("send", 1, NAMES[1], S, None, "self"), ("sign_in", 1, S)])
@example([("send", 0, NAMES[0], A, "no", "self"), ("send", 0, NAMES[0], A, "yes", "self")])
@example([("send", 0, NAMES[0], A, None, "self"), ("send_link", 0, P), ("open_link", 1)])
@example([("sign_in", 0, A), ("send", 0, NAMES[0], A, None, "self"), ("send", 0, NAMES[1], S, "no", "other")])
@example([("sign_in", 0, A), ("send", 0, NAMES[0], A, None, "self"), ("begin", 0, NAMES[0], "no")])
@example([("send", 0, NAMES[0], A, "no", "self"), ("begin", 0, NAMES[0], "yes"), ("sign_in", 0, A)])
@example(
    [
        ("send", 0, NAMES[0], S, None, "self"),
        ("send", 0, NAMES[0], A, "no", "self"),
        ("sign_in", 1, S),
        ("answer", 1, "yes"),
    ]
)
@example(
    [
        ("sign_in", 1, S),
        ("send", 1, NAMES[0], S, None, "self"),
        ("leave", 1, "sign_out"),
        ("send", 0, NAMES[1], S, None, "self"),
        ("leave", 0, "finish"),
        ("sign_in", 0, S),
    ]
)
def test_a_claim_is_nobody_elses_and_safety_never_weakens(calderbrook, settings, tmp_path, steps):
    settings.MAILBOX_DIR = tmp_path
    with transaction.atomic():
        town = Town(calderbrook, [Browser(Client(), calderbrook.host) for _ in DEVICES])
        for action, *arguments in steps:
            cache.clear()
            SignInCode.objects.all().delete()
            getattr(town, action)(*arguments)
            town.check()
        town.check_found_again()
        transaction.set_rollback(True)
