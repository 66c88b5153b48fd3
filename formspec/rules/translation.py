"""Form documents in other languages: the same document, with every text that has a translation replaced.

A document holds its own translations (`translations`: language → English text → text), so a claim keeps the words of
the version it began with. Keyed by the English text, a translation goes when the English changes, and forms share it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from core.languages.rules import Foreign
from formspec.rules.form_spec import FormSpec

Texts = dict[str, str]
SOURCE_LANGUAGE = "en"
# What pages speak as well. Words of any other language stand on a page that does not.
PAGE_LANGUAGES = (SOURCE_LANGUAGE, "cy")
# The library's texts hold this one for the titles of pages that a long section was cut into.
PART_OF = "({} of {})"
# The parts of a form outside its pages; no page has such a key.
FORM_PART, PAPERS_PART, LETTERS_PART = "_form", "_papers", "_letters"
_PART = re.compile(r"(.+) \((\d+) of (\d+)\)")

_OF_FORM = ("title", "short_title", "who_it_is_for", "scheme", "before_you_start", "after_you_send")
_OF_ELIGIBILITY = ("intro", "fine")
_OF_ELIGIBILITY_QUESTION = ("label", "because")
_OF_SECTION = ("title", "intro")
_OF_QUESTION = ("label", "hint", "why_we_ask", "statements", "guidance")
# Guidance for staff stays as it is.
_OF_CHECK = ("title",)
_OF_REASON = ("title", "letter")
_OF_AWARD = ("title", "route", "route_scotland")


def texts_for(spec: dict[str, Any], language: str) -> Texts:
    """Return the document's own translations into a language ("cy", "en-gb"); empty for English."""
    texts: Texts = spec.get("translations", {}).get(language[:2], {})
    return texts


def in_language(form_spec: FormSpec, language: str | None) -> FormSpec:
    """Return the form in a language, as far as it is translated; English questions then have `lang` "en".

    Words of a language that pages do not speak are Foreign. The answer is kept beside the form, whose document never
    changes.
    """
    code = (language or SOURCE_LANGUAGE)[:2]
    texts = texts_for(form_spec.data, code)
    if not texts:
        return form_spec
    if code not in form_spec.translated:
        if code not in PAGE_LANGUAGES:
            texts = {english: Foreign(text, code) for english, text in texts.items()}
        form_spec.translated[code] = FormSpec(translated_spec(form_spec.data, texts))
    return form_spec.translated[code]


def marked(form_spec: FormSpec, question: dict[str, Any], *, page: str, read: str) -> dict[str, Any]:
    """The question of a form that was put `in_language` of `read`, as it stands on a page in `page`: marked as English
    where the form has no words of that language at all.
    """
    if page[:2] == SOURCE_LANGUAGE or texts_for(form_spec.data, read):
        return question
    return {**question, "lang": SOURCE_LANGUAGE, "guidance_lang": SOURCE_LANGUAGE}


def other_languages(spec: dict[str, Any]) -> list[str]:
    """The languages that a document has words in and that pages do not speak."""
    return sorted(code for code, texts in spec.get("translations", {}).items() if texts and code not in PAGE_LANGUAGES)


def translated_spec(spec: dict[str, Any], texts: Texts) -> dict[str, Any]:
    """Return a copy of the document with its texts translated where `texts` has them."""
    sections = [
        _translated(section, _OF_SECTION, texts)
        | {"questions": [_translated_question(question, texts) for question in section["questions"]]}
        for section in spec["sections"]
    ]
    pages = [{**page, "title": _page_title(page["title"], texts)} for page in spec["pages"]]
    evidence = [_translated(item, ("name",), texts) for item in spec["evidence"]]
    checks = [
        _translated(check, _OF_CHECK, texts)
        | {"reasons": [_translated(reason, _OF_REASON, texts) for reason in check["reasons"]]}
        for check in spec.get("checks", ())
    ]
    awards = [_translated(award, _OF_AWARD, texts) for award in spec.get("awards", ())]
    form = {"sections": sections, "pages": pages, "evidence": evidence, "checks": checks, "awards": awards}
    before = {"eligibility": _translated_eligibility(spec["eligibility"], texts)} if "eligibility" in spec else {}
    return _translated(spec, _OF_FORM, texts) | form | before


def translatable_texts(spec: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every text of a document that people read, with what it is ("label", "hint", "option", "guidance"…)."""
    yield from _texts(spec, _OF_FORM)
    yield from _texts_of_eligibility(spec)
    for section in spec["sections"]:
        yield from _texts(section, _OF_SECTION)
        for question in section["questions"]:
            yield from texts_of_question(question)
    for page in spec["pages"]:
        yield from _texts_of_page(page)
    yield from (("evidence", item["name"]) for item in spec["evidence"])
    yield from _texts_of_deciding(spec)


def texts_in_parts(spec: dict[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    """The texts of `translatable_texts` in the order in which people meet them, each with the key of its page, or with
    FORM_PART, PAPERS_PART or LETTERS_PART.
    """
    yield from ((FORM_PART, each) for each in (*_texts(spec, _OF_FORM), *_texts_of_eligibility(spec)))
    sections = {section["key"]: section for section in spec["sections"]}
    for page in spec["pages"]:
        section = sections[page["section"]]
        if page["questions"][:1] == [question["key"] for question in section["questions"][:1]]:
            yield from ((page["key"], each) for each in _texts(section, _OF_SECTION))
        yield from ((page["key"], each) for each in _texts_of_page(page))
        for question in section["questions"]:
            if question["key"] in page["questions"]:
                yield from ((page["key"], each) for each in texts_of_question(question))
    yield from ((PAPERS_PART, ("evidence", item["name"])) for item in spec["evidence"])
    yield from ((LETTERS_PART, each) for each in _texts_of_deciding(spec))


def texts_of_question(question: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every text of a question and of what it asks in each row, with what it is ("label", "hint", "option"…)."""
    yield from _texts(question, _OF_QUESTION)
    yield from (("option", option["label"]) for option in question.get("options", ()))
    yield from _texts(question.get("alone", {}), _OF_QUESTION)
    yield from _texts(question.get("video", {}), ("transcript",))
    yield from _texts(question.get("rows", {}), ("called",))
    if "rows" in question and re.sub(r"\{\w+\}", "", question["rows"]["row_title"]).strip(" ,:-–()"):
        yield "row_title", question["rows"]["row_title"]
    for field in question.get("fields", ()):
        yield from texts_of_question(field)


def _texts_of_page(page: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if part := _PART.fullmatch(page["title"]):
        yield "page", part[1]
        yield "page", PART_OF
    else:
        yield "page", page["title"]


def _texts_of_eligibility(spec: dict[str, Any]) -> Iterator[tuple[str, str]]:
    check = spec.get("eligibility", {})
    yield from _texts(check, _OF_ELIGIBILITY)
    for question in check.get("questions", ()):
        yield from _texts(question, _OF_ELIGIBILITY_QUESTION)
        yield from (("option", option["label"]) for option in question.get("options", ()))


def _texts_of_deciding(spec: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for check in spec.get("checks", ()):
        yield from _texts(check, _OF_CHECK)
        for reason in check["reasons"]:
            yield from _texts(reason, _OF_REASON)
    for award in spec.get("awards", ()):
        yield from _texts(award, _OF_AWARD)


def _translated(item: dict[str, Any], names: tuple[str, ...], texts: Texts) -> dict[str, Any]:
    changed = {}
    for name in names:
        value = item.get(name)
        if isinstance(value, list):
            changed[name] = [texts.get(text, text) for text in value]
        elif value:
            changed[name] = texts.get(value, value)
    return item | changed


def _translated_eligibility(check: dict[str, Any], texts: Texts) -> dict[str, Any]:
    questions = [_translated(question, _OF_ELIGIBILITY_QUESTION, texts) for question in check["questions"]]
    for question in questions:
        if "options" in question:
            question["options"] = [_translated(option, ("label",), texts) for option in question["options"]]
    return _translated(check, _OF_ELIGIBILITY, texts) | {"questions": questions}


def _translated_question(question: dict[str, Any], texts: Texts) -> dict[str, Any]:
    translated = _translated(question, _OF_QUESTION, texts)
    if question["label"] not in texts:
        translated["lang"] = SOURCE_LANGUAGE
    if question.get("guidance") and question["guidance"] not in texts:
        translated["guidance_lang"] = SOURCE_LANGUAGE
    if "video" in question:
        translated["video"] = _translated(question["video"], ("transcript",), texts)
    if "options" in question:
        translated["options"] = [_translated(option, ("label",), texts) for option in question["options"]]
    if "alone" in question:
        translated["alone"] = _translated(question["alone"], _OF_QUESTION, texts)
    if "rows" in question:
        translated["rows"] = _translated(question["rows"], ("row_title", "called"), texts)
    if "fields" in question:
        translated["fields"] = [_translated_question(field, texts) for field in question["fields"]]
    return translated


def _page_title(title: str, texts: Texts) -> str:
    part = _PART.fullmatch(title)
    if title in texts or part is None or part[1] not in texts or PART_OF not in texts:
        return texts.get(title, title)
    return f"{texts[part[1]]} {texts[PART_OF].format(part[2], part[3])}"


def _texts(item: dict[str, Any], names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in names:
        value = item.get(name) or []
        yield from ((name, text) for text in ([value] if isinstance(value, str) else value))
