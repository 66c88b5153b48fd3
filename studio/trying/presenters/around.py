"""What of a try-out is not a page of the form: its list of pages, its papers, and what the calculator is given."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.languages.rules import joined
from formspec.rules.display import display_answer
from formspec.rules.facts import facts_of
from formspec.rules.form_spec import FormSpec, Question
from studio.trying.presenters.ways import Ways
from studio.trying.readers.examples import papers_of
from studio.trying.readers.trials import Trial

STATUSES = {
    "not started": gettext_lazy("Not started"),
    "in progress": gettext_lazy("In progress"),
    "done": gettext_lazy("Done"),
    "not needed": gettext_lazy("Not shown"),
}


def sections_to_try(trial: Trial, ways: Ways) -> list[dict[str, Any]]:
    """The sections with their pages: each page's title, how far it is, and its address."""
    return [
        {
            "title": section["title"],
            "pages": [
                {
                    "title": page["title"],
                    "status": STATUSES[trial.form_state.page_status[page["key"]]],
                    "url": ways.page(page["key"]),
                }
                for page in trial.spec.pages_of(section["key"])
            ],
        }
        for section in trial.spec.data["sections"]
    ]


def papers_asked(trial: Trial) -> list[str]:
    """The papers that the answers call for, by name."""
    names = {item["id"]: item["name"] for item in trial.spec.data["evidence"]}
    return [names[kind] for kind in papers_of(trial.spec, trial.form_state.values)]


def facts_given(trial: Trial) -> list[dict[str, str]]:
    """What the answers say for the calculator: the fact, and the question and the answer as people read them."""
    given = []
    for fact, value in facts_of(trial.spec.data, trial.form_state).items():
        question = _question_of(trial, fact, value)
        label = question["label"] if question else fact
        given.append({"fact": fact, "label": label, "value": _said(question, value)})
    return given


def _question_of(trial: Trial, fact: str, value: Any) -> Question | None:
    """The question whose answer is just what is given, or None."""
    values = trial.form_state.values
    asking = (each for each in trial.spec.questions.values() if each.get("fact") == fact)
    return next((each for each in asking if values.get(each["key"]) == value and "fields" not in each), None)


def _said(question: Question | None, value: Any) -> str:
    if question is not None:
        return display_answer(question, value, translate=_)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def label_of(spec: FormSpec, key: str) -> str:
    """What a question asks, a field with its group."""
    if key in spec.questions:
        return spec.questions[key]["label"]
    return joined(": ", (spec.questions[spec.group_of[key]]["label"], spec.fields[key]["label"]))
