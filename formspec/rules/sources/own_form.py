"""A council's own form: the source of a form that says everything about itself.

It is of the library's format (library/schema.json), so that one YAML file travels both ways; but its questions carry
their guidance, its pages their keys and the whole its translations, and it has no question that is only for some
councils. What the library says later changes nothing in it.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from formspec.rules.compile import (
    LIBRARY,
    Document,
    Source,
    compile_form,
    library_guidance,
    library_translations,
    load_library_source,
)
from formspec.rules.optional import with_chosen
from formspec.rules.pages import build_pages
from formspec.rules.translation import translatable_texts


def compile_own(source: Source) -> Document:
    """The document of a council's own form, from nothing but its source; raises FormProblems."""
    return compile_form(source, guidance={})


def library_copy(slug: str, asked: Collection[str] = ()) -> Source:
    """A form of the library as a council's own, with these of its optional questions.

    It compiles to the same document as the library's form does. Raises FormProblems, FileNotFoundError.
    """
    copy: Source = json.loads(_copied(LIBRARY, slug, frozenset(asked)))
    return copy


@functools.lru_cache(maxsize=64)
def _copied(_library: Path, slug: str, asked: frozenset[str]) -> str:
    source = json.loads(json.dumps(with_chosen(load_library_source(slug), asked)))
    guidance = library_guidance()
    source = with_page_keys(source)
    for section in source["sections"]:
        for question in section["questions"]:
            _give_guidance(question, slug, guidance)
    return json.dumps(source | {"translations": _used(source, library_translations(slug))})


def with_page_keys(source: Source) -> Source:
    """The source with every page of it written down, and with the key by which it is known from now on."""
    pages = build_pages(source["sections"])
    sections = [
        section
        | {
            "pages": [
                {key: page[key] for key in ("key", "title", "questions")}
                for page in pages
                if page["section"] == section["key"]
            ]
        }
        for section in source["sections"]
    ]
    return source | {"sections": sections}


def _give_guidance(question: dict[str, Any], slug: str, guidance: dict[str, Any]) -> None:
    own = guidance["by_question"].get(f"{slug}.{question['key']}")
    text = own or guidance["by_fact"].get(question.get("fact"), "")
    if text:
        question.setdefault("guidance", text)
    for field in question.get("fields", ()):
        _give_guidance(field, slug, guidance)


def _used(source: Source, translations: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Of the translations those of texts that the form has."""
    texts = {text for _kind, text in translatable_texts(compile_own(source))}
    return {
        language: {text: translated for text, translated in known.items() if text in texts}
        for language, known in translations.items()
    }
