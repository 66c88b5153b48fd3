"""A partner's signature: when a form wants one, and which answers the partner sees before they sign.

`when` and `never_when` are conditions on clean answers; `shows` lists questions about the partner; of the repeating
groups in `entries` only what is the partner's is shown. docs/decisions/0024-second-signature.md says what and why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from core.rules.messages import Phrase, say
from formspec.rules.answer_types import is_sensitive, type_of
from formspec.rules.conditions import holds

Spec = dict[str, Any]


def compiled(source: Spec) -> Spec:
    """The part as documents have it: a question that became one for each option is named by all of them."""
    wanted, questions = source["second_signature"], _questions(source)
    made = (name for key in wanted["shows"] for name in _made_of(key, questions))
    return {"entries": {}, **wanted, "shows": list(dict.fromkeys(made))}


def _questions(source: Spec) -> dict[str, Spec]:
    return {question["key"]: question for section in source["sections"] for question in section["questions"]}


def _made_of(key: str, questions: Mapping[str, Spec]) -> list[str]:
    return [key] if key in questions else [name for name in questions if name.startswith(f"{key}_")]


def second_signature_problems(source: Spec) -> Iterator[Phrase]:
    """What is wrong with it; conditions are looked at with all others (conditions.py)."""
    wanted = source.get("second_signature")
    if wanted is None:
        return
    questions = _questions(source)
    for key in wanted["shows"]:
        made = _made_of(key, questions)
        if not made:
            yield say("second_signature: there is no question %(key)s", key=key)
        elif any(is_sensitive(questions[name]) or type_of(questions[name]).is_group for name in made):
            yield say("second_signature: %(key)s is not for another person's eyes", key=key)
    for key, entry in wanted.get("entries", {}).items():
        fields = {field["key"]: field for field in questions.get(key, {}).get("fields", ())}
        if entry["field"] not in fields:
            yield say("second_signature: there is no field %(field)s in %(key)s", field=entry["field"], key=key)
        if any(is_sensitive(field) for field in fields.values()):
            yield say("second_signature: %(key)s is not for another person's eyes", key=key)


def is_wanted(wanted: Spec, values: Mapping[str, Any]) -> bool:
    """Whether these clean answers call for it."""
    return holds(wanted["when"], values, {})


def is_never(wanted: Spec, values: Mapping[str, Any]) -> bool:
    """Whether these clean answers say that nothing may reach the partner."""
    return "never_when" in wanted and holds(wanted["never_when"], values, {})


def part_of_partner(wanted: Spec, values: Mapping[str, Any]) -> dict[str, Any]:
    """The clean answers that the partner sees, by question key; of a group the partner's entries only."""
    part = {key: values[key] for key in wanted["shows"] if values.get(key) is not None}
    for key, entry in wanted["entries"].items():
        theirs = [row for row in values.get(key) or () if row.get(entry["field"]) in entry["in"]]
        part |= {key: theirs} if theirs else {}
    return part
