"""What answers say as facts, and which facts a question speaks of (pure).

Most questions have one `fact`. A question whose options have facts of their own says yes or no of each that it
offers. With `says`, an answer or an option says values of other facts: "Neither of us" of two people at once. One with
`in_list` is a row of a list: what the row says besides its own `fact` is fixed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from formspec.rules.answer_types import type_of
from formspec.rules.wording import options_shown

Question = dict[str, Any]
YES, NO = "yes", "no"
SAFE_CONTACT = "person.safe_contact"
# How a person is reached: where they live, where letters go, their number and address, what they want and need of it.
CONTACT_FACTS = frozenset({
    "person.email", "person.phone", "person.contact_preference", "person.access_needs", SAFE_CONTACT,
    "person.safe_contact_how", "address.current", "address.previous", "address.has_correspondence",
    "address.correspondence", "dhp.new_address",
})  # fmt: skip
# What is so when one of several questions says it: not safe is not safe, whatever another answer says.
CAREFUL = {SAFE_CONTACT: NO}


def facts_in(question: Question) -> list[str]:
    """The facts outside rows that a question's answer says."""
    if "in_list" in question:
        return [question["in_list"]["fact"]]
    own = [question["fact"]] if "fact" in question else []
    options = question.get("options", ())
    said = [fact for each in (question, *options) for fact in each.get("says", ())]
    return [*own, *(option["fact"] for option in options if "fact" in option), *dict.fromkeys(said)]


def said_alone(question: Question, fact: str, raw: Any) -> Any:
    """What one answer says of a fact, in shape but not yet cleaned, whatever else is answered; None for nothing."""
    picked = raw if isinstance(raw, list) else [raw]
    said = [option.get("says", {}) for option in question.get("options", ()) if option["value"] in picked]
    return next((each[fact] for each in said if fact in each), raw if question.get("fact") == fact else None)


def facts_of(spec: dict[str, Any], form_state: Any) -> dict[str, Any]:
    """Return what the answers say as facts: fact -> clean value, a repeating group as a list of {field fact: value}.

    `form_state` is a formspec.rules.visibility.FormState. Where two questions of a form hold one fact, the first
    answered one counts, but the careful answer wins (CAREFUL); rows of one list that are questions of their own are
    all in it.
    """
    facts: dict[str, Any] = {}
    for section in spec["sections"]:
        for question in section["questions"]:
            value = form_state.values.get(question["key"])
            if value is None:
                continue
            if "in_list" in question:
                listed = question["in_list"]
                facts.setdefault(listed["fact"], []).append({**listed["row"], question["fact"]: value})
                continue
            for fact, said in _said(question, value, form_state).items():
                facts.setdefault(fact, said)
                if said == CAREFUL.get(fact):
                    facts[fact] = said
    return facts


def _said(question: Question, value: Any, form_state: Any) -> dict[str, Any]:
    """What one answer says, by fact."""
    picked = value if isinstance(value, list) else [value]
    said: dict[str, Any] = dict(question.get("says", {}))
    for option in options_shown(question, form_state.values, form_state.derived):
        is_picked = option["value"] in picked
        said |= option.get("says", {}) if is_picked else {}
        said |= {option["fact"]: YES if is_picked else NO} if "fact" in option else {}
    if "fact" in question:
        is_group = type_of(question).is_group
        said[question["fact"]] = [_row_facts(question, row) for row in value] if is_group else value
    return said


def _row_facts(group: Question, values: dict[str, Any]) -> dict[str, Any]:
    named = [(field["fact"], values.get(field["key"])) for field in group["fields"] if "fact" in field]
    return {fact: value for fact, value in named if value is not None}


def known_answer(question: Question, facts: Mapping[str, Any]) -> Any:
    """The clean value that known facts give a question, None where they give none."""
    if "in_list" in question:
        rows = facts.get(question["in_list"]["fact"])
        fixed = question["in_list"]["row"].items()
        for row in rows if isinstance(rows, list) else ():
            # Somebody alone was never asked whose it is.
            if isinstance(row, dict) and all(row.get(key, value) == value for key, value in fixed):
                return row.get(question.get("fact", ""))
        return None
    if "fact" in question:
        return facts.get(question["fact"])
    if any("says" in option for option in question.get("options", ())):
        return _known_option(question["options"], facts)
    told = {option["value"]: facts.get(option["fact"]) for option in question.get("options", ()) if "fact" in option}
    ticked = [value for value, said in told.items() if said == YES]
    none = [option["value"] for option in question.get("options", ()) if option["value"] in type_of(question).exclusive]
    return ticked or (none[:1] if told and all(said == NO for said in told.values()) else None) or None


def _known_option(options: list[dict[str, Any]], facts: Mapping[str, Any]) -> str | None:
    """The option that says what is known, the one that says most of several; None while one of their facts is unknown.

    Where one is away and the other is not, that only the other is not fits, and so it would if the first were not told.
    """
    if any(fact not in facts for option in options for fact in option.get("says", ())):
        return None
    fitting = [
        option for option in options if all(facts[fact] == value for fact, value in option.get("says", {}).items())
    ]
    return max(fitting, key=lambda option: len(option.get("says", ())))["value"] if fitting else None
