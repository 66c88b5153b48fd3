"""`python -m bench.seed PEOPLE [COUNCIL]`: visitors with a filled-in draft of the longest form, by the real actions.

JSON out.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import django

django.setup()

from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.urls import reverse  # noqa: E402

from accounts.actors import Actor  # noqa: E402
from accounts.models import Council  # noqa: E402
from accounts.sessions import VISITOR  # noqa: E402
from bench.wizard.forms import FORM, sent, wizard_steps  # noqa: E402
from bench.wizard.views import PREFIX  # noqa: E402
from betteroff.demo.claims import answer_everything  # noqa: E402
from claims.actions.answering import start_claim  # noqa: E402
from claims.models import Claim  # noqa: E402
from claims.presenters.links import page_address, task_list_address  # noqa: E402
from claims.readers.answer_store import raw_answers, spec_of, stored_answers  # noqa: E402
from claims.readers.claims import form_state_of  # noqa: E402
from core.tenancy import council_scope  # noqa: E402

# Answers of these types can be changed a little and stay right: the part to change, and what to write there.
VARIED = {
    "text": ("", "As agreed {{}}"),
    "long_text": ("", "It changed on day {{}}."),
    "address": ("line1", "{{}} Weaver Court"),
    "money": ("", "{answer}.{{:02d}}"),
    "money_frequency": ("amount", "{answer}.{{:02d}}"),
}


def seed(people: int, slug: str = "calderbrook") -> dict[str, Any]:
    """What the load needs to know: sessions, addresses, and for each page what its form sends."""
    council = Council.objects.get(slug=slug)
    with council_scope(council.pk):
        drafts = [_draft(council) for _ in range(people)]
        spec = spec_of(drafts[0][0])
        return {
            "host": council.host,
            "form": FORM,
            "questions": len(spec.questions),
            "people": [_person(claim, session) for claim, session in drafts],
        }


def _draft(council: Council) -> tuple[Claim, str]:
    claim = start_claim(slug=FORM, language="en-gb", by=Actor(council=council))
    answer_everything(claim, Actor(council=council, resident=claim.resident))
    session = SessionStore()
    session[VISITOR] = str(claim.resident.public_id)
    session.save()
    return claim, session.session_key


def _person(claim: Claim, session: str) -> dict[str, Any]:
    spec, answers, form_state = spec_of(claim), raw_answers(stored_answers(claim)), form_state_of(claim)
    pages = []
    for key in spec.pages:
        questions = spec.questions_on(key)
        if spec.group_on(key) is None and any(form_state.is_visible(question["key"]) for question in questions):
            shown = [question for question in questions if form_state.is_visible(question["key"])]
            varied = next((q for q in shown if can_vary(q) and (q["key"], "") in answers), None)
            pages.append({
                "address": page_address(claim, key),
                "fields": [pair for question in shown for pair in _fields(question, answers)],
                "varied": varied and variation(varied, answers[varied["key"], ""]),
            })  # fmt: skip
    tasks = task_list_address(claim)
    addresses = {"tasks": tasks, "autosave": f"{tasks}answers/", "check": f"{tasks}check/"}
    return {"session": session, "pages": pages, "wizard": _wizard(spec, answers, form_state), **addresses}


def _wizard(spec, answers: dict, form_state) -> dict[str, Any]:
    """The same person in the wizard: a session that holds every answer, and what each page's form sends."""
    pages, kept = [], {}
    for step, _ in wizard_steps():
        shown = [q for q in spec.questions_on(step) if form_state.is_visible(q["key"]) and (q["key"], "") in answers]
        fields = [pair for q in shown for pair in sent(q, answers[q["key"], ""], step)]
        kept[step] = {}
        for name, value in fields:
            kept[step].setdefault(name, []).append(value)
        varied = next((q for q in shown if can_vary(q)), None)
        if varied:
            change = variation(varied, answers[varied["key"], ""])
            own = [(f"{PREFIX}-current_step", step)]
            pages.append({
                "address": reverse("wizard", args=[step]), "fields": own + fields,
                "varied": {**change, "field": f"{step}-{change['field']}"},
            })  # fmt: skip
    session = SessionStore()
    session[f"wizard_{PREFIX}"] = {"step": None, "step_data": kept, "step_files": {}, "extra_data": {}}
    session.save()
    return {"session": session.session_key, "pages": pages}


def can_vary(question: dict[str, Any]) -> bool:
    """Whether an answer to it can be changed a little and stays right."""
    return question["type"] in VARIED and question.get("validation") in {None, "uk_address"}


def variation(question: dict[str, Any], raw: Any) -> dict[str, Any]:
    """How to change this answer: the part of it, and the text to put there with a number in its hole."""
    part, text = VARIED[question["type"]]
    answer = str(raw[part] if part else raw).partition(".")[0]
    field = f"{question['key']}-{part}" if part else question["key"]
    return {"key": question["key"], "part": part, "field": field, "raw": raw, "text": text.format(answer=answer)}


def _fields(question: dict[str, Any], answers: dict) -> list[tuple[str, str]]:
    """The name-value pairs with which a browser would send this answer."""
    key, raw = question["key"], answers.get((question["key"], ""), "")
    if isinstance(raw, dict):
        return [(f"{key}-{part}", text) for part, text in raw.items()]
    return [(key, text) for text in raw] if isinstance(raw, list) else [(key, raw)]


if __name__ == "__main__":
    json.dump(seed(int(sys.argv[1]), *sys.argv[2:]), sys.stdout)
