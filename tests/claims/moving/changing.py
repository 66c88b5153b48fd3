"""Later versions of the small form."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from accounts.actors import Actor
from claims.models import Claim
from formspec.actions.publishing import Change, publish_spec
from formspec.models import Form, FormVersion
from formspec.rules.compile import compile_form
from tests.claims.making import SMALL_SOURCE, fill, small_draft

WHY = "the law has asked for it since 1 December."
NEW = {"key": "rent_paid", "label": "Do you pay rent?", "type": "yes_no", "required": True}
MUST = Change(FormVersion.Applies.MUST, WHY, "mae'r gyfraith yn gofyn amdano.")
WAITS = Change(FormVersion.Applies.MAY_WAIT)
WORDS = Change(FormVersion.Applies.WORDS)
Edit = Callable[[dict[str, Any]], None]


GIVEN = {
    "name": {"first": "Alice", "last": "Ashworth"}, "has_pets": "yes", "pet_kind": "Tortoise", "anything_else": "No",
}  # fmt: skip


def whole_draft(by: Actor) -> Claim:
    """A draft of the small form as it is published, with every answer in it."""
    return fill(small_draft(by), by, GIVEN)


def with_question(source: dict[str, Any], question: dict[str, Any] | None = None) -> None:
    """Ask one question more, on the first page."""
    question = copy.deepcopy(question or NEW)
    source["sections"][0]["questions"].insert(3, question)
    source["sections"][0]["pages"][0]["questions"].append(question["key"])


def without_pet_kind(source: dict[str, Any]) -> None:
    """Ask for no kind of pet any more."""
    section = source["sections"][0]
    section["questions"] = [each for each in section["questions"] if each["key"] != "pet_kind"]
    section["pages"][1]["questions"].remove("pet_kind")


def without_page_of_pets(source: dict[str, Any]) -> None:
    """The pets are asked about on the page that asks who somebody is."""
    section = source["sections"][0]
    section["pages"][0]["questions"] += section["pages"].pop(1)["questions"]


def in_other_words(source: dict[str, Any]) -> None:
    """Only a label."""
    pets = next(each for each in source["sections"][0]["questions"] if each["key"] == "has_pets")
    pets["label"] = "Are there pets at home?"


def changed(*edits: Edit) -> dict[str, Any]:
    """The small form's source with these edits."""
    source = copy.deepcopy(SMALL_SOURCE)
    for edit in edits:
        edit(source)
    return source


def publish(by: Actor, change: Change, *edits: Edit) -> FormVersion:
    """The small form as it is with these edits, published."""
    source = changed(*edits)
    form = Form.objects.get(slug="small-form")
    return publish_spec(form=form, spec=compile_form(source, guidance={}), source=source, by=by, change=change)
