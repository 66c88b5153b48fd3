"""From the source of a form (YAML of the library) to the validated document that everything else reads."""

import functools
import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from core.rules.messages import Phrase, say
from core.rules.yaml_files import YamlRefused, load_yaml
from formspec.rules.checks import GENERAL, compiled_awards, compiled_checks, general_check
from formspec.rules.optional import OptionalQuestion, optional_questions, with_chosen
from formspec.rules.pages import build_pages
from formspec.rules.partner import second_signature
from formspec.rules.sharing import declared_sharing
from formspec.rules.sources.named import named_problems, with_names
from formspec.rules.sources.problems import all_questions, evidence_of, sense_problems, shape_problems
from formspec.rules.ticked import each_problems, expanded
from formspec.rules.translation import translatable_texts

LIBRARY = Path(__file__).parent.parent / "library"
CHECKS = LIBRARY / "checks.yaml"
NOT_FORMS = ("facts", "evidence", "checks")
LANGUAGES = ("cy",)
SCHEMA_VERSION = 1
MAX_PROBLEMS = 50
# Of a question what is only for whoever builds the form, and what is compiled by itself.
LEFT_OUT = ("note", "fields", "copied_from")

Source = dict[str, Any]
Document = dict[str, Any]
# Language: English text: the same in that language.
Translations = dict[str, dict[str, str]]


class FormProblems(ValueError):
    """A source is not a form; `problems` says in words where and why."""

    def __init__(self, problems: list[Phrase]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def compile_form(
    source: Source,
    *,
    guidance: dict[str, Any],
    translations: dict[str, dict[str, str]] | None = None,
    asked: Collection[str] = (),
) -> Document:
    """Return the form document of a source; raises FormProblems.

    `guidance` is {"by_fact": {fact: markdown}, "by_question": {"slug.key": markdown}}; a question's own text comes
    before its fact's, and what the source itself says before both. Of `translations` (language → English text → text)
    and of the source's own, which come first, the document keeps what it uses. `asked` are the keys of the optional
    questions that are to be in it.
    """
    problems = shape_problems(source) or named_problems(source) or each_problems(source)
    if not problems:
        source = with_names(source)
        source = expanded(with_chosen(source, asked))
        problems = sense_problems(source, check_catalogue(LIBRARY))
    if problems:
        raise FormProblems(problems[:MAX_PROBLEMS])
    sections = [_section(section, source["slug"], guidance) for section in source["sections"]]
    spec: Document = {"schema_version": SCHEMA_VERSION}
    spec |= {key: source[key] for key in ("slug", "kind", "title", "short_title", "status")}
    spec |= {key: source.get(key, "") for key in ("nation", "scheme", "who_it_is_for")}
    spec["estimated_minutes"] = source.get("estimated_minutes", 10)
    spec |= {key: source.get(key, []) for key in ("before_you_start", "after_you_send")}
    spec["derived"] = [rule["name"] for rule in source.get("derived", [])]
    spec["sections"] = sections
    spec["pages"] = build_pages(source["sections"])
    spec["evidence"] = _evidence(source)
    spec |= _checks(source, spec)
    if "decide_within" in source:
        spec["decide_within"] = {"unit": "days", **source["decide_within"]}
    if "eligibility" in source:
        spec["eligibility"] = source["eligibility"]
    if "second_signature" in source:
        spec["second_signature"] = second_signature.compiled(source)
    spec["translations"] = _translations(spec, translations or {}, source.get("translations", {}))
    return spec


def _translations(spec: Document, shared: Translations, own: Translations) -> Translations:
    """Of both the translations of texts that the document has; the form's own come first."""
    used = {text for _kind, text in translatable_texts(spec)}
    known = {language: shared.get(language, {}) | own.get(language, {}) for language in [*shared, *own]}
    return {
        language: {text: translated for text, translated in texts.items() if text in used}
        for language, texts in known.items()
    }


def _checks(source: Source, spec: Document) -> Document:
    """What is checked and what can be awarded. A form that is only for finding out is never decided."""
    if source["kind"] != "claim":
        return {"checks": [], "awards": []}
    catalogue, checks = check_catalogue(LIBRARY), source.get("checks")
    decided = {
        "checks": checks or [{"key": GENERAL, **general_check(spec)}],
        "awards": source.get("awards") or [{"key": GENERAL}],
    }
    return {"checks": compiled_checks(decided, catalogue), "awards": compiled_awards(decided, catalogue)}


def _section(section: dict[str, Any], slug: str, guidance: dict[str, Any]) -> dict[str, Any]:
    compiled = {"key": section["key"], "title": section["title"], "intro": section.get("intro", "")}
    if "show_if" in section:
        compiled["show_if"] = section["show_if"]
    compiled["questions"] = [_question(question, slug, guidance) for question in section["questions"]]
    return compiled


def _question(question: dict[str, Any], slug: str, guidance: dict[str, Any]) -> dict[str, Any]:
    compiled = {"required": False, "hint": "", "why_we_ask": "", "evidence": []}
    compiled |= {key: value for key, value in question.items() if key not in LEFT_OUT}
    own = guidance.get("by_question", {}).get(f"{slug}.{question['key']}")
    compiled.setdefault("guidance", own or guidance.get("by_fact", {}).get(question.get("fact"), ""))
    fact = library_facts().get(question.get("fact", ""), {})
    compiled |= declared_sharing(question, fact)
    if "urgent" in fact:
        compiled.setdefault("urgent", fact["urgent"])
    if "fields" in question:
        compiled["fields"] = [_question(field, slug, guidance) for field in question["fields"]]
    return compiled


def _evidence(source: Source) -> list[dict[str, Any]]:
    asked_by: dict[str, list[str]] = {}
    for question in all_questions(source):
        for evidence_id in evidence_of(question):
            asked_by.setdefault(evidence_id, []).append(question["key"])
    return [{**item, "asked_by": asked_by.get(item["id"], [])} for item in source.get("evidence", [])]


def compile_library_form(slug: str, asked: Collection[str] = ()) -> Document:
    """Return the document of a library form, with guidance and translations; raises FormProblems, FileNotFoundError.

    `asked` are the keys of its optional questions that are to be in it. The library does not change while a process
    runs, and most councils get the same documents: compiled once.
    """
    document: Document = json.loads(_compiled(LIBRARY, slug, frozenset(asked)))
    return document


@functools.lru_cache(maxsize=64)
def _compiled(_library: Path, slug: str, asked: frozenset[str]) -> str:
    return json.dumps(
        compile_form(
            load_library_source(slug),
            guidance=library_guidance(),
            translations=library_translations(slug),
            asked=asked,
        )
    )


def library_optional_questions(slug: str) -> list[OptionalQuestion]:
    """Return the questions that a council may add to a library form; none for a form that is not in the library."""
    return list(_optional(LIBRARY, slug)) if slug in library_slugs() else []


@functools.cache
def _optional(_library: Path, slug: str) -> tuple[OptionalQuestion, ...]:
    return tuple(optional_questions(load_library_source(slug)))


def library_slugs() -> list[str]:
    """Return the slugs of the starter library's forms."""
    return sorted(path.stem for path in LIBRARY.glob("*.yaml") if path.stem not in NOT_FORMS)


def library_slugs_for(nation: str) -> list[str]:
    """Return the slugs of the library's forms that fit a nation (calculator.household.areas.NATIONS)."""
    return [slug for slug in library_slugs() if nation in (_nations(LIBRARY, slug) or [nation])]


@functools.cache
def _nations(_library: Path, slug: str) -> tuple[str, ...]:
    return tuple(load_library_source(slug).get("nations", ()))


def load_library_source(slug: str) -> Source:
    """Return the source of a library form; raises FileNotFoundError for a slug that is not in library_slugs()."""
    if slug not in library_slugs():
        raise FileNotFoundError(f"there is no form called {slug} in the library")
    source: Source = _read(LIBRARY / f"{slug}.yaml")
    return source


def library_guidance(language: str = "en") -> dict[str, Any]:
    """Return the guidance texts for `compile_form`; what a language has no text for is in English."""
    merged: dict[str, dict[str, str]] = {"by_fact": {}, "by_question": {}}
    for folder in ("en", language):
        for path in sorted(path for path in LIBRARY.glob("guidance/*/*.yaml") if path.parent.name == folder):
            texts = _read(path)
            for kind, known in merged.items():
                known.update(texts.get(kind, {}))
    return merged


def library_translations(slug: str) -> dict[str, dict[str, str]]:
    """Return the translations for `compile_form`: those that the forms share, then the form's own."""
    forms = library_slugs()
    translations: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        paths = sorted((LIBRARY / language).glob("*.yaml"), key=lambda path: (path.stem in forms, path.stem))
        texts: dict[str, str] = {}
        for path in paths:
            if path.stem not in forms or path.stem == slug:
                texts |= _read(path)
        translations[language] = texts
    return translations


def library_facts() -> dict[str, dict[str, Any]]:
    """Return the data dictionary: fact -> label, sensitivity, reuse policy and shelf_life; where it is not as its
    sensitivity would have it, also what somebody who helps live sees (`adviser`), or that they do not change it.
    """
    return _dictionary(LIBRARY)


@functools.cache
def _dictionary(library: Path) -> dict[str, dict[str, Any]]:
    facts: dict[str, dict[str, Any]] = _read(library / "facts.yaml")["facts"]
    return facts


@functools.cache
def reuse_policies() -> dict[str, str]:
    """Return fact -> reuse policy: which known answers may fill in another form."""
    return {fact: entry["reuse"] for fact, entry in library_facts().items()}


@functools.cache
def implied_facts() -> dict[str, dict[str, Any]]:
    """Return fact -> what somebody of whom it is known has said as well: other facts and their values."""
    return {fact: entry["implies"] for fact, entry in library_facts().items() if "implies" in entry}


def library_evidence() -> dict[str, dict[str, Any]]:
    """Return the evidence catalogue: id -> name."""
    evidence: dict[str, dict[str, Any]] = _read(LIBRARY / "evidence.yaml")["evidence"]
    return evidence


@functools.cache
def check_catalogue(library: Path) -> dict[str, dict[str, Any]]:
    """Return the words of every check and award: checks.yaml of this library, or of ours where it has none."""
    own = library / "checks.yaml"
    catalogue: dict[str, dict[str, Any]] = _read(own if own.exists() else CHECKS)
    return catalogue


def _read(path: Path) -> Any:
    try:
        return load_yaml(path.read_text(encoding="utf-8"))
    except YamlRefused as error:
        raise FormProblems([say("%(where)s: %(what)s", where=path.name, what=error.why)]) from error
