"""A form with every kind of answer that the council's pages treat specially, sent by the real actions."""

from __future__ import annotations

import io
import zlib
from functools import lru_cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.actors import Actor
from claims.actions.answering import AnswerChange, add_row, save_answers, start_claim
from claims.actions.sending import submit_claim
from claims.actions.uploading import add_files
from claims.models import Claim
from core.uploading.words import Taken
from formspec.actions.publishing import publish_spec
from formspec.models import Form
from formspec.rules.compile import compile_form
from tests.claims.making import make_statuses

NINO = "AB123456C"
ACCOUNT = "00733445"
GUIDANCE = "Sign only what is **true**."

SOURCE: dict[str, Any] = {
    "slug": "full-form",
    "kind": "claim",
    "title": "A full form",
    "short_title": "Full",
    "status": "live",
    "nation": "England",
    "after_you_send": ["We tell you the decision in writing."],
    "sections": [
        {
            "key": "you",
            "title": "About you",
            "questions": [
                {"key": "name", "label": "Your full name", "type": "name", "fact": "person.name", "required": True},
                {"key": "dob", "label": "Your date of birth", "type": "date", "fact": "person.dob", "required": True},
                {"key": "nino", "label": "Your National Insurance number", "type": "nino", "fact": "person.nino",
                 "required": True},
                {"key": "account", "label": "Which account?", "type": "bank_account", "fact": "bank.account",
                 "required": False},
            ],
        },
        {
            "key": "home",
            "title": "Your home",
            "questions": [
                {"key": "has_pets", "label": "Do you have pets?", "type": "yes_no", "required": True,
                 "adviser": "show"},
                {"key": "pets", "label": "Your pets", "type": "repeating_group", "fact": "pets.each", "required": True,
                 "adviser": "show", "rows": {"min": 1, "max": 3, "row_title": "{pet_name}"},
                 "show_if": {"q": "has_pets", "op": "equals", "value": "yes"},
                 "fields": [{"key": "pet_name", "label": "Its name", "type": "text", "fact": "pet.name",
                             "adviser": "show", "required": True},
                            {"key": "pet_born", "label": "Born on", "type": "date", "fact": "pet.born",
                             "adviser": "show", "required": False}]},
                {"key": "photo", "label": "A photo of your home", "type": "file_upload", "required": False,
                 "adviser": "show"},
                {"key": "story", "label": "Anything else?", "type": "long_text", "required": False,
                 "adviser": "show"},
            ],
        },
        {
            "key": "declare",
            "title": "Check and sign",
            "questions": [
                {"key": "declaration", "label": "Declaration", "type": "declaration", "required": True,
                 "statements": ["My answers are true."]},
                {"key": "signed_name", "label": "Type your full name", "type": "text", "validation": "signature",
                 "adviser": "show", "required": True},
            ],
        },
    ],
}  # fmt: skip

EVIDENCE = [
    {"id": "identity", "name": "Proof of who you are", "asked_by": ["name"]},
    {"id": "nino_proof", "name": "Proof of National Insurance number", "asked_by": ["nino"]},
    {"id": "pet_proof", "name": "Vaccination card", "asked_by": ["pet_name"]},
    {"id": "home_photo", "name": "Photo of the home", "asked_by": ["photo"]},
    {"id": "no_pets_proof", "name": "Letter about pets", "asked_by": ["has_pets"]},
]

ANSWERS: dict[str, Any] = {
    "name": {"first": "Gŵyneth", "last": "Tŷ-Ŵyn"},
    "dob": {"day": "3", "month": "5", "year": "1985"},
    "nino": "ab 12 34 56 c",
    "account": {"name": "G Ty-Wyn", "sort_code": "309430", "account_number": ACCOUNT, "roll_number": ""},
    "has_pets": "yes",
    "declaration": "agreed",
    "signed_name": "Gŵyneth Tŷ-Ŵyn",
}


@lru_cache(maxsize=1)
def _compiled() -> dict[str, Any]:
    return compile_form(SOURCE, guidance={})


def full_document(guidance: str = GUIDANCE) -> dict[str, Any]:
    """The form, compiled, with evidence and with guidance at its declaration."""
    spec = {**_compiled(), "evidence": EVIDENCE}
    *before, last = spec["sections"]
    questions = [q | {"guidance": guidance} if q["type"] == "declaration" else q for q in last["questions"]]
    return {**spec, "sections": [*before, {**last, "questions": questions}]}


def full_draft(by: Actor, spec: dict[str, Any] | None = None) -> Claim:
    """A fresh draft of the form."""
    make_statuses()
    form, _ = Form.objects.get_or_create(slug="full-form")
    publish_spec(form=form, spec=spec or full_document(), by=by)
    return start_claim(slug="full-form", language="en-gb", by=by)


def answer(claim: Claim, by: Actor, answers: dict[str, Any]) -> None:
    """Give answers to a fresh draft."""
    known = {answer.key: answer.revision for answer in claim.answers.all()}
    changes = [AnswerChange(key, "", raw, known.get(key, 0)) for key, raw in answers.items()]
    assert not save_answers(public_id=claim.public_id, changes=changes, by=by).conflicts


def sent_claim(by: Actor, *, spec: dict[str, Any] | None = None, pets: tuple[str, ...] = ("Rex", "Mog"), **given):
    """The form, filled in with ANSWERS and what is given, and sent."""
    claim = full_draft(by, spec)
    answer(claim, by, ANSWERS | given)
    for pet in pets if given.get("has_pets", "yes") == "yes" else ():
        row = add_row(public_id=claim.public_id, group="pets", by=by)
        save_answers(public_id=claim.public_id, changes=[AnswerChange("pet_name", row, pet, 0)], by=by)
    return submit_claim(public_id=claim.public_id, by=by, for_whom="self")


def photo(name: str = "home.jpg", size: tuple[int, int] = (60, 40)) -> SimpleUploadedFile:
    """A small picture as a browser sends it; each name has a colour of its own."""
    out, colour = io.BytesIO(), tuple(zlib.crc32(name.encode()).to_bytes(4)[:3])
    Image.new("RGB", size, colour).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def give_photo(claim: Claim, by: Actor, name: str = "home.jpg") -> None:
    """Add a picture to the draft."""
    assert add_files(public_id=claim.public_id, key="photo", uploads=[photo(name)], by=by) == Taken()
