"""What was sent, in words: a frozen submission as sections and rows, for the receipt, the PDF and staff.

Sensitive answers (National Insurance numbers, bank details) are masked for everyone; staff have one shown on a page of
its own, with a reason (casework/actions/showing.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext

from claims.models import Claim, ClaimFile, Paper, PaperState
from claims.readers.answer_store import first_values, localised_spec, sent_values
from claims.readers.files import files_without_bytes
from core.languages.rules import joined, like
from formspec.rules.answer_types import is_sensitive, type_of
from formspec.rules.conditions import holds
from formspec.rules.derived import derived_of_answers
from formspec.rules.display import display_answer, row_title
from formspec.rules.form_spec import FormSpec, Question

# Choosing one of these brings up no evidence.
NOTHING = ("no", "none")
# A paper that the claimant has still to send.
TO_SEND = (PaperState.WANTED, PaperState.NOT_RIGHT)


@dataclass(frozen=True)
class AnswerRow:
    """A question and its answer in words; a repeating group has `entries` instead, an upload its `files`.

    `entry` is the number of the entry that it stands in, from 1; 0 for none. `first` is what was sent first, in words,
    where that was corrected. For staff, `verified` is what the council found of it, in words, and `can_verify` says
    whether it is an answer to be compared with anything.
    """

    key: str
    label: str
    value: str
    masked: bool = False
    entry: int = 0
    entries: list[Entry] = field(default_factory=list)
    files: list[ClaimFile] = field(default_factory=list)
    first: str = ""
    verified: str = ""
    can_verify: bool = False


@dataclass(frozen=True)
class Entry:
    """One row of a repeating group: its title, as on the page that it was checked on, and its answers."""

    title: str
    rows: list[AnswerRow]


@dataclass(frozen=True)
class AnswerSection:
    """A section of the form with what was answered in it."""

    key: str
    title: str
    rows: list[AnswerRow]


@dataclass(frozen=True)
class CalledFor:
    """A kind of paper that answers call for, the question that does first, and the upload that answers it already, if
    one was given.
    """

    kind: str
    name: str
    key: str
    upload: str = ""

    @property
    def is_given(self) -> bool:
        """Whether it was given as an answer of the form."""
        return bool(self.upload)


@dataclass(frozen=True)
class Signature:
    """What was declared, the guidance that was shown with it (Markdown), and the names typed to sign."""

    statements: list[str]
    guidance: str
    names: list[str]


def sections_of(claim: Claim) -> list[AnswerSection]:
    """The sections of a sent claim that have answers, as its pinned form ordered them, in the page's language: what
    holds now, with what was sent first beside it.
    """
    spec, values = localised_spec(claim), sent_values(claim)
    first = first_values(claim) if claim.corrected else values
    files = {str(file.public_id): file for file in files_without_bytes(claim)}
    sections = []
    for section in spec.data["sections"]:
        asked = [question for question in section["questions"] if question["key"] in values or question["key"] in first]
        rows = [_with_first(question, values, first, files) for question in asked]
        if rows:
            sections.append(AnswerSection(section["key"], section["title"], rows))
    return sections


def _with_first(
    question: Question, values: dict[str, Any], first: dict[str, Any], files: dict[str, ClaimFile]
) -> AnswerRow:
    key = question["key"]
    now, was = values.get(key), first.get(key)
    row = AnswerRow(key, question["label"], gettext("no answer")) if now is None else _row(question, now, files)
    return row if was == now else replace(row, first=answer_in_words(question, was) or gettext("no answer"))


def answer_in_words(question: Question, value: Any) -> str:
    """A clean answer in words, masked where pages mask it; the entries of a group a line each; "" for none."""
    if value is None:
        return ""
    if not type_of(question).is_group:
        return display_answer(question, value, translate=gettext)
    return joined("\n", (_entry_in_line(question, number, row) for number, row in enumerate(value, start=1)))


def _entry_in_line(group: Question, number: int, row: dict[str, Any]) -> str:
    answered = [part for part in group["fields"] if part["key"] in row]
    told = [(part["label"], display_answer(part, row[part["key"]], translate=gettext)) for part in answered]
    words = ", ".join(f"{label}: {text}".replace("\n", ", ") for label, text in told)
    return like(group["label"], f"{row_title(group, number, row, translate=gettext)}: {words}")


def _row(question: Question, value: Any, files: dict[str, ClaimFile], entry: int = 0) -> AnswerRow:
    key, label = question["key"], question["label"]
    answer_type = type_of(question)
    if answer_type.is_group:
        return AnswerRow(key, label, "", entries=_entries(question, value))
    if answer_type.is_upload:
        given = [files[file_id] for file_id in value if file_id in files]
        return AnswerRow(key, label, "\n".join(file.name for file in given), files=given)
    displayed = display_answer(question, value, translate=gettext)
    return AnswerRow(key, label, displayed, masked=is_sensitive(question), entry=entry)


def _entries(group: Question, rows: list[dict[str, Any]]) -> list[Entry]:
    return [
        Entry(
            row_title(group, number, values, translate=gettext),
            [_row(part, values[part["key"]], {}, number) for part in group["fields"] if part["key"] in values],
        )
        for number, values in enumerate(rows, start=1)
    ]


def signature_of(claim: Claim) -> Signature | None:
    """What the claimant declared, or None for a form without a declaration."""
    spec, values = localised_spec(claim), sent_values(claim)
    declarations = [q for q in spec.questions.values() if q.get("statements") and q["key"] in values]
    if not declarations:
        return None
    return Signature(
        statements=[text for question in declarations for text in question.get("statements", ())],
        guidance="\n\n".join(question.get("guidance") or "" for question in declarations).strip(),
        names=[
            values[question["key"]]
            for question in spec.questions.values()
            if question.get("validation") == "signature" and question["key"] in values
        ],
    )


def evidence_to_send(claim: Claim) -> list[str]:
    """The papers of a sent claim that the claimant has still to send, by name."""
    names = paper_names(localised_spec(claim))
    return [names.get(paper.kind, paper.name) for paper in Paper.objects.filter(claim=claim, state__in=TO_SEND)]


def paper_names(spec: FormSpec) -> dict[str, str]:
    """What a form calls its papers, by kind."""
    return {item["id"]: item["name"] for item in spec.data["evidence"]}


def papers_asked_for(
    spec: FormSpec, values: dict[str, Any], held: frozenset[str] = frozenset()
) -> list[CalledFor]:  # fmt: skip
    """The papers that these clean answers call for; those of the questions in `held` call for none."""
    said = _all_answers(spec, {key: value for key, value in values.items() if key not in held})
    answered = [(key, value) for key, value in said if value not in NOTHING]
    uploads = [key for key, _ in answered if key in spec.questions and type_of(spec.questions[key]).is_upload]
    papers, derived = [], derived_of_answers(values)
    for item in spec.data["evidence"]:
        if "unless" in item and holds(item["unless"], values, derived):
            continue
        asking = [
            key for key, value in answered if key in item["asked_by"] and _calls_for(spec, key, value, item["id"])
        ]
        if asking:
            upload = next((key for key in uploads if key in item["asked_by"]), "")
            papers.append(CalledFor(item["id"], item["name"], asking[0], upload))
    return papers


def _calls_for(spec: FormSpec, key: str, value: Any, paper: str) -> bool:
    """Whether this answer to a question that can call for the paper does: the options picked may say so themselves."""
    question = spec.questions.get(key) or spec.fields[key]
    options = {option["value"]: option for option in question.get("options", [])}
    if not any("evidence" in option for option in options.values()):
        return True
    picked = value if isinstance(value, list) else [value]
    return any(paper in options[each].get("evidence", question["evidence"]) for each in picked if each in options)


def _all_answers(spec: FormSpec, values: dict[str, Any]) -> list[tuple[str, Any]]:
    """Answers with their keys, those inside groups included; a list of options counts by what was picked."""
    found: list[tuple[str, Any]] = []
    for key, value in values.items():
        if type_of(spec.questions[key]).is_group:
            found += [pair for row in value for pair in row.items()]
        found.append((key, value[0] if value in (["none"], ["no"]) else value))
    return found
