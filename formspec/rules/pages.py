"""Cutting a form's sections into pages, one topic each."""

import re
from collections.abc import Iterator
from typing import Any

from formspec.rules.answer_types import type_of
from formspec.rules.conditions import leaves

QUESTIONS_A_PAGE = 5
# A page may grow to this to keep questions beside the one that brings them up.
QUESTIONS_AT_MOST = 8

Section = dict[str, Any]
Question = dict[str, Any]


def build_pages(sections: list[Section]) -> list[dict[str, Any]]:
    """Return the pages of a form in order: {"key", "section", "title", "questions": [keys]}.

    A section's own `pages` are taken as they are; without, it is cut by size (see `cut`). A page that says its key
    keeps it whatever becomes of its title; the others' are made from titles, for addresses that read well. Keys are
    unique in the form.
    """
    pages: list[dict[str, Any]] = []
    used = {page["key"] for section in sections for page in section.get("pages", ()) if "key" in page}
    for section in sections:
        for own_key, title, questions in _titled(section):
            key = own_key or _unused_key(title, used)
            pages.append({"key": key, "section": section["key"], "title": title, "questions": questions})
    return pages


def _titled(section: Section) -> Iterator[tuple[str, str, list[str]]]:
    """Of each page its own key or "", its title and the keys of its questions."""
    if "pages" in section:
        yield from ((page.get("key", ""), page["title"], page["questions"]) for page in section["pages"])
        return
    chunks = cut(section["questions"])
    for number, chunk in enumerate(chunks, 1):
        title = section["title"]
        yield "", (title if len(chunks) == 1 else f"{title} ({number} of {len(chunks)})"), chunk


def cut(questions: list[Question]) -> list[list[str]]:
    """Return a section's question keys page by page.

    A repeating group stands alone; a question stays on the page of the question it depends on while there is room;
    otherwise a page holds about five.
    """
    chunks: list[list[str]] = []
    alone = True
    for question in questions:
        is_group = type_of(question).is_group
        if alone or is_group or not _fits(question, chunks[-1]):
            chunks.append([])
        chunks[-1].append(question["key"])
        alone = is_group
    return chunks


def _fits(question: Question, chunk: list[str]) -> bool:
    depends_on = {leaf.get("q") for leaf in leaves(question["show_if"])} if "show_if" in question else set()
    return len(chunk) < (QUESTIONS_AT_MOST if depends_on & set(chunk) else QUESTIONS_A_PAGE)


def _unused_key(title: str, used: set[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "-", title.lower().replace("'", "")).strip("-") or "page"
    key, number = stem, 2
    while key in used:
        key, number = f"{stem}-{number}", number + 1
    used.add(key)
    return key
