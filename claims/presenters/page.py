"""What a claim page shows: its questions drawn with their answers, errors and sources, and what scripts need."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.permissions import Scope
from claims.models import Answer
from claims.readers.answer_store import StoredAnswer
from claims.readers.where_it_goes import Closed, asks_for
from core.govuk.frames import Spot, draw_question
from core.govuk.questions import first_error_id, render_question
from core.html import guidance_html
from core.languages.reading import reading_language
from core.languages.rules import Foreign
from formspec.presenters.media import media_for
from formspec.presenters.words import words
from formspec.rules.answer_types import is_sensitive, type_of
from formspec.rules.conditions import leaves
from formspec.rules.derived import RULES
from formspec.rules.display import display_answer, display_raw, row_title
from formspec.rules.form_spec import FormSpec, Question
from formspec.rules.translation import marked
from formspec.rules.visibility import FormState
from formspec.rules.wording import worded

cached_guidance = lru_cache(maxsize=4096)(guidance_html)
Place = tuple[str, str]


@dataclass
class PageContent:
    """One page ready to draw. `errors` are (sentence, id of the control) for the summary box."""

    title: str
    intro: str
    questions: list[SafeString]
    errors: list[tuple[str, str]] = field(default_factory=list)
    script: dict[str, Any] = field(default_factory=dict)
    # Whether the only question carries the page's heading, and the keys that no script can bring up on this page.
    heading_in_question: bool = False
    unseen: list[str] = field(default_factory=list)
    # Whether there are buttons before the one that saves: Enter must not press them.
    finds: bool = False


@dataclass(frozen=True)
class PageState:
    """Everything a page is drawn from. `typed` are raw answers of this post that win over the stored ones."""

    spec: FormSpec
    form_state: FormState
    stored: dict[Place, StoredAnswer]
    typed: dict[Place, Any] = field(default_factory=dict)
    conflicts: dict[Place, tuple[Any, int]] = field(default_factory=dict)
    show_errors: bool = False
    files: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    # Whether somebody else may be writing in the same boxes.
    followed: bool = False
    # Whether who reads it asked for sign language.
    signs: bool = False
    # Whether no sensitive answer is shown again, complete or not: after sending all of them are masked.
    keeps_hidden: bool = False
    # By key, what is known and stands beside a box that asks for something new.
    beside: dict[str, str] = field(default_factory=dict)
    # By key, what stands above the boxes of an address.
    finders: dict[str, SafeString] = field(default_factory=dict)
    # The questions that whoever reads it may not answer, and whether they may see what is answered.
    closed: Closed = field(default_factory=dict)


def page_content(page_state: PageState, page_key: str) -> PageContent:
    """A page of ordinary questions (a repeating group on it shows its title only)."""
    spec = page_state.spec
    page = spec.pages[page_key]
    section = spec.sections[page["section"]]
    questions = spec.questions_on(page_key)
    content = PageContent(page["title"], section["intro"] if _is_first(spec, page) else "", [])
    is_alone = len(questions) == 1 and questions[0]["key"] not in page_state.closed
    content.heading_in_question = is_alone and questions[0]["label"] == page["title"]
    for question in questions:
        _draw(content, page_state, question, "", heading=content.heading_in_question)
    content.finds = bool(page_state.finders)
    content.script = _script(page_state, questions, "")
    content.unseen = _unseen(page_state, questions, "")
    return content


def _unseen(page_state: PageState, questions: list[Question], row: str) -> list[str]:
    """Hidden questions that hang on what is derived from answers of this page: no script works that out."""
    here = {question["key"] for question in questions}
    hidden = [q for q in questions if "show_if" in q and not page_state.form_state.is_visible(q["key"], row)]
    return [
        question["key"]
        for question in hidden
        if any("derived" in leaf and here & {*RULES[leaf["derived"]].uses} for leaf in leaves(question["show_if"]))
    ]


def row_content(page_state: PageState, group: Question, row: str) -> PageContent:
    """The page of one row of a repeating group."""
    ids = [known.id for known in page_state.form_state.rows.get(group["key"], [])]
    number = ids.index(row) + 1 if row in ids else len(ids) + 1
    values = next((known.values for known in page_state.form_state.rows.get(group["key"], []) if known.id == row), {})
    content = PageContent(row_title(group, number, values, translate=_), "", [])
    for part in group["fields"]:
        _draw(content, page_state, part, row)
    content.script = _script(page_state, group["fields"], row)
    content.unseen = _unseen(page_state, group["fields"], row)
    return content


def question_content(page_state: PageState, question: Question, row: str = "", *, prefix: str = "") -> PageContent:
    """One question by itself, as its page has it; `prefix` goes before its name where several entries are on a page."""
    content = PageContent("", "", [])
    _draw(content, page_state, question, row, prefix=prefix)
    return content


def _is_first(spec: FormSpec, page: dict[str, Any]) -> bool:
    return next(spec.pages_of(page["section"]))["key"] == page["key"]


def _draw(
    content: PageContent, page_state: PageState, question: Question, row: str, *, heading: bool = False,
    prefix: str = "",
) -> None:  # fmt: skip
    place = (question["key"], row)
    if question["key"] in page_state.closed and not type_of(question).is_group:
        content.questions += _closed(page_state, question, place)
        return
    question = marked(page_state.spec, question, page=get_language() or "en", read=reading_language())
    question = worded(question, page_state.form_state.values, page_state.form_state.derived)
    stored = page_state.stored.get(place)
    error, parts = _error(page_state, question, place)
    if error:
        content.errors.append((error, first_error_id(question, parts, prefix)))
    masked = "" if error or place in page_state.typed else _masked(page_state, question, place)
    answer = {
        "raw": None if masked else page_state.typed.get(place, stored.raw if stored else None),
        "base": _base(page_state, place, stored),
        "source_note": masked or _source_note(stored) or page_state.beside.get(question["key"]),
    }
    spot = Spot(
        page_state.spec.digest,
        bool(row),
        heading,
        page_state.form_state.is_visible(*place),
        _wording(question, page_state.signs),
    )
    files, finder = page_state.files.get(question["key"], ()), page_state.finders.get(question["key"], "")
    if not (error or files or prefix or finder):
        html = draw_question(question, spot, more=lambda: _help(question, page_state.signs), **answer)
    else:
        html = render_question(
            question, error=error or None, part_errors=parts, files=files, prefix=prefix,
            labels_as_heading=spot.heading, visible=spot.visible, finder=finder, **answer,
            **_help(question, page_state.signs),
        )  # fmt: skip
    if page_state.followed and type_of(question).merges:
        html = format_html("{}{}", html, _was(page_state, question, place, stored))
    content.questions.append(html)


def _closed(page_state: PageState, question: Question, place: Place) -> list[SafeString]:
    """In the place of a question that is shown: that others answer it, and the answer where it may be seen."""
    if not page_state.form_state.is_visible(*place):
        return []
    cleaned = page_state.form_state.cleaned.get(place)
    is_seen = page_state.closed[question["key"]] and cleaned is not None and cleaned.value is not None
    context = {
        "label": question["label"],
        "is_contact": Scope.FILL_CONTACT in asks_for(question),
        "answer": display_answer(question, cleaned.value, translate=_) if cleaned and is_seen else "",
    }
    return [render_to_string("claims/_closed_question.html", context)]


def _wording(question: Question, signs: bool) -> Hashable:
    """What may differ from person to person in the words of a question and its help."""
    if "video" in question and signs:
        return "signed", _wording(question, signs=False)
    if "alone" not in question and not any("show_if" in option for option in question.get("options", ())):
        return ""
    return question["label"], question.get("hint"), tuple(option["value"] for option in question.get("options", ()))


def _was(page_state: PageState, question: Question, place: Place, stored: StoredAnswer | None) -> SafeString:
    """Long words as this page knows them, with their revision: what somebody else makes of them is merged with what is
    made of them here.
    """
    raw = page_state.conflicts[place][0] if place in page_state.conflicts else (stored.raw if stored else "")
    was = f"{_base(page_state, place, stored)}:{raw}"
    return format_html('<input type="hidden" name="_was-{0}" value="{1}" data-was-of="{0}">', question["key"], was)


def _help(question: Question, signs: bool) -> dict[str, Any]:
    """What is drawn with a question whatever its answer."""
    return {
        "reveal_attrs": {"lang": question["lang"]} if "lang" in question else None,
        "guidance_html": _guidance(question),
        "media": media_for(question, get_language() or "en", signs=signs),
    }


def _guidance(question: Question) -> SafeString | None:
    """The help text, marked as English where the page's language has none, or as of the language that it is in."""
    guidance = question.get("guidance")
    if not guidance:
        return None
    html = cached_guidance(str(guidance))
    if isinstance(guidance, Foreign):
        return format_html('<div lang="{}" dir="{}">{}</div>', guidance.language, guidance.direction, html)
    if "guidance_lang" not in question:
        return html
    return format_html('<div lang="{}">{}</div>', question["guidance_lang"], html)


def _masked(page_state: PageState, question: Question, place: Place) -> str:
    """Sensitive answers that are complete are not shown again: whoever looks over a shoulder learns nothing."""
    cleaned = page_state.form_state.cleaned.get(place)
    answer_type = type_of(question)
    is_hidden = answer_type.stays_hidden or (page_state.keeps_hidden and answer_type.sensitive)
    if not is_hidden or cleaned is None or cleaned.value is None:
        return ""
    account = display_answer(question, cleaned.value, translate=_)
    return _("Saved: %(account)s. Leave the boxes empty to keep it, or type a new one.") % {"account": account}


def _base(page_state: PageState, place: Place, stored: StoredAnswer | None) -> int:
    if place in page_state.conflicts:
        return page_state.conflicts[place][1]
    return stored.revision if stored else 0


def _error(page_state: PageState, question: Question, place: Place) -> tuple[str, dict[str, str]]:
    """The sentence for a question, and for its wrong parts."""
    if place in page_state.conflicts:
        saved = display_raw(question, page_state.conflicts[place][0], translate=_) or _("no answer")
        text = _(
            "This answer was changed somewhere else to “%(saved)s” after you opened this page. "
            "Yours is in the box: save again to keep it, or change it."
        )
        return text % {"saved": saved}, {}
    cleaned = page_state.form_state.cleaned.get(place)
    if not page_state.show_errors or cleaned is None or cleaned.error is None:
        return "", {}
    parts = {part: words(message, question) for part, message in cleaned.part_errors.items()}
    return words(cleaned.error, question), parts


def _source_note(stored: StoredAnswer | None) -> str | None:
    if stored is None or stored.provenance != Answer.Provenance.PREFILLED:
        return None
    return _("From %(source)s. Is it still right? You can change it.") % {"source": stored.source}


def _script(page_state: PageState, questions: list[Question], row: str) -> dict[str, Any]:
    """What the browser needs to show and hide questions: conditions of this page, and the answers they refer to."""
    conditions = {q["key"]: q["show_if"] for q in questions if "show_if" in q}
    if not conditions:
        return {}
    asked = {leaf["q"] for condition in conditions.values() for leaf in leaves(condition) if "q" in leaf}
    answers = {key: _for_script(page_state, key) for key in asked if key in page_state.form_state.values}
    script: dict[str, Any] = {"conditions": conditions, "answers": answers, "derived": page_state.form_state.derived}
    if row:
        script["row"] = {q["key"]: None for q in questions}
    return script


def _for_script(page_state: PageState, key: str) -> Any:
    """Conditions can only ask whether a sensitive answer is there: masked, it says that as well."""
    question, value = page_state.spec.questions[key], page_state.form_state.values[key]
    return display_answer(question, value) if is_sensitive(question) else value


def group_rows(page_state: PageState, group: Question, addresses: dict[str, str]) -> list[dict[str, Any]]:
    """The rows of a repeating group for components/group_rows.html; `addresses` maps row id to its page."""
    rows = []
    for number, row in enumerate(page_state.form_state.rows.get(group["key"], []), start=1):
        rows.append(
            {
                "title": row_title(group, number, row.values, translate=_),
                "summary": [
                    {"key": part["label"], "value": display_answer(part, row.values.get(part["key"]), translate=_)}
                    for part in group["fields"]
                    if page_state.form_state.is_visible(part["key"], row.id)
                    and page_state.closed.get(part["key"], True)
                ],
                "edit_url": addresses[row.id],
                "remove_name": "_remove",
                "remove_value": row.id,
            }
        )
    return rows
