"""A compiled form document with look-ups by key: what every page, action and export asks of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from formspec.rules.answer_types import is_sensitive, type_of
from formspec.rules.facts import facts_in

Question = dict[str, Any]


class FormSpec:
    """A compiled document (formspec/rules/compile.py) and its questions, pages and sections by key."""

    def __init__(self, spec: dict[str, Any]):
        self.data = spec
        self.title: str = spec["title"]
        self.kind: str = spec["kind"]
        # The same document in other languages, made when first asked for (formspec/rules/translation.py).
        self.translated: dict[str, FormSpec] = {}
        # Worked out when first asked for (formspec/rules/dependence.py).
        self.leading: frozenset[str] | None = None
        self.pages: dict[str, dict[str, Any]] = {page["key"]: page for page in spec["pages"]}
        self.sections: dict[str, dict[str, Any]] = {section["key"]: section for section in spec["sections"]}

    @property
    def checks(self) -> list[dict[str, Any]]:
        """What officers check before it is decided, in order; none in documents made before there were any."""
        return self.data.get("checks", [])

    @property
    def awards(self) -> list[dict[str, Any]]:
        """What can be awarded."""
        return self.data.get("awards", [])

    @property
    def decide_within(self) -> dict[str, Any] | None:
        """The days that the law gives to decide it: days, unit ("days", "working_days"), begins ("complete": with the
        day on which all that was asked for has come; "sent": when it was sent), law. None where no law says.
        """
        return self.data.get("decide_within")

    @property
    def eligibility(self) -> dict[str, Any] | None:
        """The questions before it begins (formspec/rules/eligibility); None where there are none."""
        return self.data.get("eligibility")

    @property
    def second_signature(self) -> dict[str, Any] | None:
        """How a partner signs too (formspec/rules/partner/second_signature.py); None where only the claimant does."""
        return self.data.get("second_signature")

    @cached_property
    def digest(self) -> str:
        """What tells this document from every other, translations of it included; equal for equal documents."""
        return hashlib.sha256(json.dumps(self.data, sort_keys=True).encode()).hexdigest()

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question outside a group's rows, by key."""
        return {q["key"]: q for section in self.data["sections"] for q in section["questions"]}

    @cached_property
    def fields(self) -> dict[str, Question]:
        """Every question inside a group's rows, by key."""
        return {f["key"]: f for q in self.questions.values() for f in q.get("fields", ())}

    @cached_property
    def group_of(self) -> dict[str, str]:
        """Field key → key of its repeating group."""
        return {f["key"]: q["key"] for q in self.questions.values() for f in q.get("fields", ())}

    @cached_property
    def page_of(self) -> dict[str, str]:
        """Question key → key of the page it is on; a field is on its group's page."""
        top = {key: page["key"] for page in self.data["pages"] for key in page["questions"]}
        return top | {field: top[group] for field, group in self.group_of.items()}

    @cached_property
    def facts(self) -> set[str]:
        """Every fact that the form asks for, outside groups' rows."""
        return {fact for question in self.questions.values() for fact in facts_in(question)}

    @cached_property
    def sensitive_facts(self) -> set[str]:
        """The facts whose answers must be encrypted and masked."""
        return {
            question["fact"] for question in self.questions.values() if "fact" in question and is_sensitive(question)
        }

    def question(self, key: str, row: str = "") -> Question | None:
        """The question (row "") or the field of a group (row given), or None."""
        return self.fields.get(key) if row else self.questions.get(key)

    def questions_on(self, page_key: str) -> list[Question]:
        """The top-level questions of a page, in order."""
        return [self.questions[key] for key in self.pages[page_key]["questions"]]

    def group_on(self, page_key: str) -> Question | None:
        """The repeating group that a page holds, or None."""
        for question in self.questions_on(page_key):
            if type_of(question).is_group:
                return question
        return None

    def pages_of(self, section_key: str) -> Iterator[dict[str, Any]]:
        """The pages of a section, in order."""
        return iter(self._pages_by_section.get(section_key, ()))

    @cached_property
    def _pages_by_section(self) -> dict[str, list[dict[str, Any]]]:
        by_section: dict[str, list[dict[str, Any]]] = {}
        for page in self.data["pages"]:
            by_section.setdefault(page["section"], []).append(page)
        return by_section
