"""Forms that ask how to reach the claimant, begun and sent by the real actions."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from accounts.actors import Actor
from claims.actions.answering import AnswerChange, save_answers, start_claim
from claims.actions.sending import submit_claim
from claims.models import Claim
from formspec.actions.publishing import publish_spec
from formspec.models import Form
from formspec.rules.compile import compile_form
from tests.claims.making import make_statuses

WAYS = [{"value": way, "label": way} for way in ("email", "sms", "phone", "post", "portal")]
SOURCE: dict[str, Any] = {
    "slug": "reached-form",
    "kind": "claim",
    "title": "A form that asks for contacts",
    "short_title": "Contacts",
    "status": "live",
    "nation": "England",
    "sections": [
        {
            "key": "you",
            "title": "You",
            "questions": [
                {"key": "name", "label": "Your full name", "type": "name", "fact": "person.name", "required": True},
                {"key": "dob", "label": "Your date of birth", "type": "date", "fact": "person.dob", "required": False},
                {"key": "nino", "label": "Your number", "type": "nino", "fact": "person.nino", "required": False},
                {"key": "email", "label": "Email", "type": "email", "fact": "person.email", "required": False},
                {"key": "phone", "label": "Phone", "type": "phone", "fact": "person.phone", "required": False},
                {"key": "ways", "label": "How?", "type": "multi_choice", "fact": "person.contact_preference",
                 "required": False, "options": WAYS},
                {"key": "safe", "label": "Is it safe?", "type": "yes_no", "fact": "person.safe_contact",
                 "required": False},
            ],
        }
    ],
}  # fmt: skip


@lru_cache(maxsize=1)
def _compiled() -> dict[str, Any]:
    return compile_form(SOURCE, guidance={})


def begun(by: Actor, name: str = "Maria Nowak", *, for_whom: str = "", **answers: Any) -> Claim:
    """A draft of the form with these answers; a visitor without a record gets one (`claim.resident`)."""
    if not Form.objects.filter(slug="reached-form").exists():
        make_statuses()
        publish_spec(form=Form.objects.create(slug="reached-form"), spec=_compiled(), by=by)
    claim = start_claim(slug="reached-form", language="en-gb", by=by, for_whom=for_whom)
    by = replace(by, resident=claim.resident)
    first, _, last = name.partition(" ")
    known = {answer.key: answer.revision for answer in claim.answers.all()}
    raw = {"name": {"first": first, "last": last}, **answers}
    changes = [AnswerChange(key, "", value, known.get(key, 0)) for key, value in raw.items()]
    assert not save_answers(public_id=claim.public_id, changes=changes, by=by).conflicts
    return claim


def sent_as(by: Actor, name: str = "Maria Nowak", *, for_whom: str = "self", **answers: Any) -> Claim:
    """The form, filled in with these answers and sent."""
    claim = begun(by, name, **answers)
    return submit_claim(public_id=claim.public_id, by=replace(by, resident=claim.resident), for_whom=for_whom)
