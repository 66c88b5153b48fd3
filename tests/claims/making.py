"""Forms and claims for tests, made by the real actions."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from accounts.actors import Actor
from betteroff.demo.claims import answer_everything
from claims.actions.answering import start_claim
from claims.actions.setting_up import STARTER_STATUSES
from claims.models import Claim, ClaimStatus
from formspec.actions.publishing import import_form, publish_spec
from formspec.models import Form, FormVersion
from formspec.rules.compile import compile_form

SMALL_SOURCE: dict[str, Any] = {
    "slug": "small-form",
    "kind": "claim",
    "title": "A small form",
    "short_title": "Small",
    "status": "live",
    "nation": "England",
    "sections": [
        {
            "key": "you",
            "title": "You",
            "pages": [
                {"title": "Who you are", "questions": ["name", "dob", "nino"]},
                {"title": "Your pets", "questions": ["has_pets", "pet_kind"]},
                {"title": "Each pet", "questions": ["pets"]},
                {"title": "Paying you", "questions": ["account", "anything_else"]},
            ],
            "questions": [
                {"key": "name", "label": "Your full name", "type": "name", "fact": "person.name", "required": True},
                {"key": "dob", "label": "Your date of birth", "type": "date", "fact": "person.dob", "required": True,
                 "validation": "past_date_16"},
                {"key": "nino", "label": "Your National Insurance number", "type": "nino", "fact": "person.nino",
                 "required": False},
                {"key": "has_pets", "label": "Do you have pets?", "type": "yes_no", "fact": "pets.any",
                 "required": True, "adviser": "show"},
                {"key": "pet_kind", "label": "What kind?", "type": "text", "fact": "pets.kind", "required": True,
                 "adviser": "show",
                 "show_if": {"q": "has_pets", "op": "equals", "value": "yes"}},
                {"key": "pets", "label": "Tell us about each pet", "type": "repeating_group", "fact": "pets.each",
                 "adviser": "show", "required": True,
                 "rows": {"min": 1, "max": 3, "row_title": "{pet_name}", "called": "Pet"},
                 "show_if": {"q": "has_pets", "op": "equals", "value": "yes"},
                 "fields": [{"key": "pet_name", "label": "Its name", "type": "text", "fact": "pet.name",
                             "adviser": "show", "required": True}]},
                {"key": "account", "label": "Which account should we pay into?", "type": "bank_account",
                 "fact": "bank.account", "required": False},
                {"key": "anything_else", "label": "Anything else?", "type": "long_text", "required": False,
                 "adviser": "show"},
            ],
        }
    ],
}  # fmt: skip


def make_statuses() -> None:
    """The statuses that a new council starts with."""
    ClaimStatus.objects.bulk_create(
        (
            ClaimStatus(code=code, name=name, message=message, stage=stage, position=position)
            for position, (code, name, message, stage) in enumerate(STARTER_STATUSES)
        ),
        ignore_conflicts=True,
    )


@lru_cache(maxsize=1)
def small_document() -> dict[str, Any]:
    """The small form, compiled."""
    return compile_form(SMALL_SOURCE, guidance={})


def publish_small(by: Actor) -> FormVersion:
    """The small form, published in the current council."""
    make_statuses()
    form, _ = Form.objects.get_or_create(slug="small-form")
    return publish_spec(form=form, spec=small_document(), by=by)


def small_draft(by: Actor) -> Claim:
    """A fresh draft of the small form."""
    if not Form.objects.filter(slug="small-form").exists():
        publish_small(by)
    return start_claim(slug="small-form", language="en-gb", by=by)


def library_draft(slug: str, by: Actor) -> Claim:
    """A fresh draft of a library form."""
    make_statuses()
    form = import_form(slug=slug, by=by).form
    if not form.is_open:
        form.is_open = True
        form.save()
    return start_claim(slug=slug, language="en-gb", by=by)


def fill(claim: Claim, by: Actor, given: dict[str, Any] | None = None) -> Claim:
    """Answer everything, through the real action."""
    return answer_everything(claim, by, given)
