"""A claim as it stands to be decided, for its pages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.deciding.readers.case import Case
from casework.models import Decision, Task
from casework.presenters.papers import paper_rows
from casework.presenters.verifying import with_verified
from claims.models import Claim
from claims.papers.readers import papers_of
from claims.presenters.submission import AnswerSection, sections_of
from claims.readers.answer_store import localised_spec

COLOURS = {Task.Result.PASSED: "green", Task.Result.FAILED: "red", Task.Result.WAITING: "yellow"}
BY_OUTCOME = {
    "awarded": gettext_lazy("Awarded"),
    "nothing_due": gettext_lazy("Nothing is due"),
    "refused": gettext_lazy("Refused"),
    "withdrawn": gettext_lazy("Withdrawn"),
}


def check_rows(case: Case) -> list[dict[str, Any]]:
    """Every check with its state in words and colour, what it waits for, and who saved it when."""
    return [_row(check, case.tasks.get(check["key"])) for check in case.checks]


def _row(check: dict[str, Any], task: Task | None) -> dict[str, Any]:
    return {
        "key": check["key"],
        "title": check["title"],
        "state": task.get_result_display() if task else _("To do"),
        "colour": COLOURS[task.result] if task else "grey",
        "more": reasons_of(check, task) if task else "",
        "by": task.by_label if task else "",
        "at": task.at if task else None,
    }


def reasons_of(check: dict[str, Any], task: Task) -> str:
    """Why it failed or what it waits for, in a line."""
    why = [reason["title"] for reason in check["reasons"] if reason["key"] in task.reasons]
    return "; ".join([*why, task.waiting_for] if task.waiting_for else why)


def answers_beside(claim: Claim, check: dict[str, Any]) -> list[AnswerSection]:
    """The answers of the pages that stand beside a check, by page; masked as everywhere."""
    spec = localised_spec(claim)
    rows = {row.key: row for section in with_verified(claim, sections_of(claim)) for row in section.rows}
    beside = [
        AnswerSection(key, spec.pages[key]["title"], [rows[q] for q in spec.pages[key]["questions"] if q in rows])
        for key in check["pages"]
        if key in spec.pages
    ]
    return [section for section in beside if section.rows]


def papers_beside(claim: Claim, check: dict[str, Any]) -> list[dict[str, Any]]:
    """The papers of a check, those that the answers call for or staff asked for, as the claim's page has them."""
    return paper_rows([paper for paper in papers_of(claim) if paper.kind in check["papers"]])


def exceptions_of(case: Case, decision: Decision) -> list[dict[str, str]]:
    """The checks that were not passed when it was approved: title, and why it was approved all the same."""
    titles = {check["key"]: check["title"] for check in case.checks}
    return [{"title": titles.get(key, key), "why": why} for key, why in decision.exceptions.items()]
