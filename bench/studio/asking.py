"""`python -m bench.studio.asking NUMBER`: the largest form in the studio, published while so many are part-way."""

from __future__ import annotations

import contextlib
import json
import logging
import sys
import time
from collections import defaultdict
from typing import Any

import django

django.setup()
# The requests made here would be logged one by one.
logging.disable(logging.INFO)

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.actors import Actor  # noqa: E402
from accounts.models import Council, Membership, Resident  # noqa: E402
from accounts.permissions import Role  # noqa: E402
from bench.desk.asking import CONTROL, staff_of  # noqa: E402
from betteroff.demo.claims import answer_everything  # noqa: E402
from claims.actions.answering import start_claim  # noqa: E402
from claims.models import Claim  # noqa: E402
from claims.moving.actions import open_draft  # noqa: E402
from claims.readers.answer_store import spec_of  # noqa: E402
from claims.readers.claims import form_state_of  # noqa: E402
from core.tenancy import council_scope  # noqa: E402
from formspec.actions.publishing import Change  # noqa: E402
from formspec.models import FormVersion  # noqa: E402
from formspec.rules.conditions import holds  # noqa: E402
from studio.actions.drafts import begin_draft  # noqa: E402
from studio.actions.editing import edit_draft  # noqa: E402
from studio.models import FormDraft  # noqa: E402
from studio.publishing.actions import publish_draft  # noqa: E402
from studio.rules.refusals import InUse, Refused  # noqa: E402

SLUG, FORM, ROUNDS, PUBLISHED = "calderbrook", "hb-ctr-combined", 20, 5
# So many of the drafts hold every answer; all of them would be some ten million rows.
WITH_ANSWERS, MOVED = 5000, 30
_ANSWERS = """
INSERT INTO claims_answer (council_id, claim_id, key, row, value, secret, provenance, source, revision, written_from,
                           merged, by_id, saved_at)
SELECT answer.council_id, draft.id, answer.key, answer.row, answer.value, answer.secret, answer.provenance,
       answer.source, answer.revision, '', answer.merged, answer.by_id, answer.saved_at
  FROM claims_answer answer, claims_claim draft
 WHERE answer.claim_id = %(filled)s AND draft.id = ANY(%(drafts)s)
"""


def seed(number: int, council: Council) -> FormVersion:
    """So many drafts of the published form, of which those that were begun last hold every answer."""
    version = FormVersion.objects.get(form__slug=FORM, state=FormVersion.State.PUBLISHED)
    people = Resident.objects.bulk_create((Resident(name=f"Person {n}") for n in range(number)), batch_size=1000)
    begun = (Claim(resident=each, form_version=version, started_at=timezone.now()) for each in people)
    drafts = Claim.objects.bulk_create(begun, batch_size=1000)
    filled = start_claim(slug=FORM, language="en-gb", by=Actor(council=council))
    answer_everything(filled, Actor(council=council, resident=filled.resident))
    with connection.cursor() as cursor:
        keys = [draft.pk for draft in drafts[-WITH_ANSWERS:]]
        cursor.execute(_ANSWERS, {"filled": filled.pk, "drafts": keys})
    return version


def remove_one(draft: FormDraft, by: Actor) -> FormDraft:
    """The draft without a question: before publishing, the page counts who has answered what goes."""
    for section in reversed(draft.source["sections"]):
        for question in section["questions"]:
            with contextlib.suppress(InUse, Refused):
                return edit_draft(slug=FORM, operation="remove_question", parameters={"key": question["key"]}, by=by)
    raise RuntimeError("every question is used by another")


def pages(client: Client, draft: FormDraft) -> dict[str, Any]:
    """By page of the studio the seconds that it took each time, and the most queries."""
    times: dict[str, list[float]] = defaultdict(list)
    queries: dict[str, int] = defaultdict(int)
    question = draft.source["sections"][1]["questions"][0]["key"]
    page = draft.source["sections"][1]["pages"][0]["key"]
    asked = {"map": [], "question": [question], "bank": [page], "condition": ["question", question], "publish": []}
    for _round in range(ROUNDS):
        for name, more in asked.items():
            with CaptureQueriesContext(connection) as counted:
                began = time.perf_counter()
                answer = client.get(reverse(f"studio:{name}", args=[FORM, *more]))
                times[name].append(time.perf_counter() - began)
            if answer.status_code != 200:
                raise RuntimeError(f"{name} answered {answer.status_code}")
            number = sum(query["sql"].split()[0] not in CONTROL for query in counted)
            queries[name] = max(queries[name], number)
    return {"times": times, "queries": queries}


def publish(draft: FormDraft, by: Actor) -> list[float]:
    """The seconds that each of several publishings took: what must apply, and everybody is part-way."""
    took = []
    question = draft.source["sections"][1]["questions"][0]["key"]
    for turn in range(PUBLISHED):
        parameters = {"key": question, "settings": {"hint": f"Hint {turn}", "required": bool(turn % 2)}}
        draft = edit_draft(slug=FORM, operation="change_question", parameters=parameters, by=by)
        draft.refresh_from_db()
        began = time.perf_counter()
        change = Change(FormVersion.Applies.MUST, "The law changed.")
        publish_draft(slug=FORM, number=draft.number, onto=draft.based_on_id, change=change, by=by)
        took.append(time.perf_counter() - began)
    return took


def moved(version: FormVersion) -> list[float]:
    """The seconds that opening a draft with every answer took, which moves to what was published meanwhile."""
    took = []
    for draft in Claim.objects.filter(form_version=version).select_related("resident").order_by("-pk")[1 : MOVED + 1]:
        with council_scope(draft.council_id):
            by = Actor(council=Council.objects.get(pk=draft.council_id), resident=draft.resident)
            began = time.perf_counter()
            claim = open_draft(public_id=draft.public_id, by=by)
            took.append(time.perf_counter() - began)
        if claim.form_version_id == version.pk:
            raise RuntimeError("the draft did not move")
    return took


def evaluations(council: Council) -> list[float]:
    """The seconds that every condition of a form that is filled in took, of sections, questions, choices and rows."""
    claim = start_claim(slug=FORM, language="en-gb", by=Actor(council=council))
    answer_everything(claim, Actor(council=council, resident=claim.resident))
    spec, state = spec_of(claim), form_state_of(claim)
    parts = [*spec.sections.values(), *spec.questions.values(), *spec.fields.values()]
    parts += [option for question in spec.questions.values() for option in question.get("options", ())]
    conditions = [part["show_if"] for part in parts if "show_if" in part]
    derived = {name: state.derived.get(name, False) for name in spec.data["derived"]}
    took = []
    for _turn in range(ROUNDS * 5):
        began = time.perf_counter()
        for condition in conditions:
            holds(condition, state.values, derived)
        took.append(time.perf_counter() - began)
    return took


def main(number: int) -> dict[str, Any]:
    """Everything that is measured."""
    council = Council.objects.get(slug=SLUG)
    client = staff_of(council, Role.ADMIN)
    with council_scope(council.pk):
        version = seed(number, council)
        member = Membership.objects.filter(roles__contains=[Role.ADMIN]).select_related("user").order_by("pk").first()
        by = Actor(council=council, user=member.user, membership=member, second_factor=True)
        draft = FormDraft.objects.filter(form=version.form).first() or begin_draft(slug=FORM, by=by)
        draft = remove_one(draft, by)
    with council_scope(council.pk), connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    figures = {"drafts": number, "with_answers": min(number, WITH_ANSWERS), **pages(client, draft)}
    with council_scope(council.pk):
        figures |= {"evaluated": evaluations(council), "published": publish(draft, by), "moved": moved(version)}
    return figures


if __name__ == "__main__":
    json.dump(main(int(sys.argv[1])), sys.stdout)
