"""Two people whom Calder Homes registered for the demo: one is not online yet, the other has taken the record over."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils import timezone

from accounts.actions.sign_in import sign_in_resident
from accounts.actors import Actor
from accounts.models import Council, Membership, Resident, SignInCode
from accounts.permissions import Role
from advocates.models import Registration
from advocates.registering.actions.registering import GivenConsent, NewPerson, register_person
from advocates.registering.actions.taking_over import make_code, take_over
from advocates.registering.readers.wording import Terms, words_of_consent
from advocates.registering.rules import read_code, sha256_of
from advocates.rules.terms import scopes_of
from claims.actions.answering import AnswerChange, save_answers, start_claim

EDNA = NewPerson(
    uuid.UUID("5e0c9d1c-97a9-4d57-9a77-3f7a4c3b1f01"), "Edna Clough", dt.date(1941, 11, 8), "OL16 1AB", "en-gb",
    address="4 Weavers Row\nCalderbrook", phone="+441632960117", access_needs=["large_print"],
)  # fmt: skip
STAN = NewPerson(
    uuid.UUID("5e0c9d1c-97a9-4d57-9a77-3f7a4c3b1f02"), "Stan Ogden", dt.date(1957, 2, 21), "OL16 1AB", "en-gb"
)
STANS_EMAIL = "stan@example.org"


def show_registered(council: Council) -> None:
    """Both, with a form that was begun for each; once."""
    adviser = _adviser(council)
    if adviser is None or Registration.objects.exists():
        return
    _register(EDNA, adviser, kind="signed", kept_at="Mill Street office, cabinet C", why="Her eyes are bad")
    stan = _register(STAN, adviser, kind="witnessed", witness="Pia Lund", why="No computer at home")
    code = make_code(grant_id=stan.delegation.public_id, by=adviser)
    user = sign_in_resident(proof=SignInCode(channel="email", contact=STANS_EMAIL), by=Actor(council=council))
    person = Actor(council=council, user=user, resident=Resident.objects.get(user=user))
    take_over(code=read_code(code) or "", born_on=STAN.born_on, by=person)


def _adviser(council: Council) -> Actor | None:
    partners = Membership.objects.filter(roles__contains=[Role.PARTNER]).select_related("user", "organisation")
    membership = partners.order_by("pk").first()
    if membership is None:
        return None
    return Actor(council=council, user=membership.user, membership=membership, second_factor=True)


def _register(person: NewPerson, by: Actor, *, kind: str, why: str, **evidence: str) -> Registration:
    scopes = scopes_of({"claims": "send", "papers": "fill", "messages": "view", "money": "fill", "reach": "fill"})
    terms = Terms(person.name, person.born_on, scopes, "year", why, person.language)
    shown = sha256_of(words_of_consent(terms, today=timezone.localdate(), by=by))
    consent = GivenConsent(kind=kind, scopes=scopes, period="year", why=why, sha256=shown, **evidence)
    registration = register_person(person=person, consent=consent, by=by)
    draft = start_claim(slug="blue-badge", language="en-gb", by=by, record=registration.resident)
    first, _space, last = person.name.partition(" ")
    name = AnswerChange("name", "", {"first": first, "last": last}, 0)
    save_answers(public_id=draft.public_id, changes=[name], by=by)
    return registration
