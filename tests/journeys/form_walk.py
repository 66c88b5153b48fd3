"""Walking a form from page to page with the answers of a demo person."""

from __future__ import annotations

import datetime as dt
from typing import Any

from betteroff.demo.answers import fill_in
from formspec.rules.compile import compile_library_form
from formspec.rules.form_spec import FormSpec
from tests.journeys.filling import fill_question, visible_keys
from tests.journeys.person import Person

MOST_PAGES = 120


class FormWalk:
    """The answers to one library form, and how to give them on whatever page the person is at."""

    def __init__(self, slug: str, given: dict[str, Any] | None = None):
        self.spec = FormSpec(compile_library_form(slug))
        self.answers = fill_in(self.spec.data, today=dt.date.today(), given=given)

    def page_key(self, person: Person) -> str | None:
        """The key of the page the person is at, or None when it is no page of a form."""
        parts = person.page.url.partition("?")[0].split("/page/")
        return parts[1].split("/")[0] if len(parts) == 2 else None

    def answer_page(self, person: Person) -> None:
        """Answer what the page shows; what appears because of an answer, too."""
        # Three rounds: an answer may bring up a question, which may bring up another.
        for _ in range(3):
            for key in visible_keys(person.page):
                raw = self.answers.get((key, ""))
                if raw not in (None, "", []):
                    fill_question(person.page, self.spec.questions[key], raw)

    def answer_group(self, person: Person, group: dict[str, Any]) -> None:
        """Go on from a list that is complete or may stay empty, or add what it needs: its row leads past the list."""
        if person.page.locator("[name=_remove]").count() or not group["rows"]["min"]:
            person.press("Save and continue")
            return
        person.press("Add")
        self.step_row(person, group)

    def answer_row(self, person: Person, group: dict[str, Any], row: str) -> None:
        """Answer the fields of one row."""
        for _ in range(2):
            shown = visible_keys(person.page)
            for part in group["fields"]:
                if part["key"] in shown and (part["key"], row) in self.answers:
                    fill_question(person.page, part, self.answers[part["key"], row])

    def step(self, person: Person) -> None:
        """Answer the page and go on."""
        key = self.page_key(person)
        group = self.spec.group_on(key)
        if group is not None and self.is_row(person):
            self.step_row(person, group)
            return
        if group is not None:
            self.answer_group(person, group)
            return
        self.answer_page(person)
        before = person.page.url
        person.press("Save and continue")
        if person.page.url == before and not person.page.locator(".govuk-error-summary").count():
            # Without JavaScript a question may appear only now.
            self.answer_page(person)
            person.press("Save and continue")

    def is_row(self, person: Person) -> bool:
        """Whether the person is at one row of a list: the first of an empty one opens at once."""
        return len(person.page.url.partition("?")[0].split("/page/")[1].strip("/").split("/")) == 2

    def step_row(self, person: Person, group: dict[str, Any]) -> None:
        """Complete the row: these people have one of everything."""
        [row] = self.answers[group["key"], ""]
        self.answer_row(person, group, row)
        person.press("Save and continue")

    def walk(self, person: Person, until: str | None = None) -> None:
        """Go on from page to page, to the end or to the page `until`."""
        for _ in range(MOST_PAGES):
            key = self.page_key(person)
            if key is None or key == until:
                return
            before = person.page.url
            self.step(person)
            errors = person.page.locator(".govuk-error-summary a").all_inner_texts()
            assert person.page.url != before, f"{key}: {errors}"
        raise AssertionError("The form never comes to an end.")
