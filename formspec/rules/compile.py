"""From the source of a form (YAML of the library) to the validated document that everything else reads."""

import functools
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema

from core.outside.addresses import outside
from core.rules.yaml_files import YamlRefused, load_yaml
from formspec.rules.answer_types import ANSWER_TYPES, AnswerType, type_of
from formspec.rules.checks import GENERAL, checks_problems, compiled_awards, compiled_checks, general_check
from formspec.rules.conditions import check_conditions
from formspec.rules.derived import RULES
from formspec.rules.optional import OptionalQuestion, optional_questions, with_chosen
from formspec.rules.pages import build_pages
from formspec.rules.partner import second_signature
from formspec.rules.sharing import declared_sharing
from formspec.rules.ticked import each_problems, expanded
from formspec.rules.translation import translatable_texts

LIBRARY = Path(__file__).parent.parent / "library"
CHECKS = LIBRARY / "checks.yaml"
# Films, their captions and posters, as questions name them.
FILMS = LIBRARY.parent / "films"
NOT_FORMS = ("facts", "evidence", "checks")
LANGUAGES = ("cy",)
SCHEMA_VERSION = 1
# A condition nests a good deal less; anything deeper is not a form.
MAX_SOURCE_DEPTH = 40
MAX_PROBLEMS = 50

Source = dict[str, Any]
Document = dict[str, Any]


class FormProblems(ValueError):
    """A source is not a form; `problems` says in words where and why."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
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
    before its fact's. Of `translations` (language → English text → text) the document keeps what it uses. `asked` are
    the keys of the optional questions that are to be in it.
    """
    problems = _shape_problems(source) or each_problems(source)
    if not problems:
        source = expanded(with_chosen(source, asked))
        problems = _sense_problems(source)
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
    if "second_signature" in source:
        spec["second_signature"] = second_signature.compiled(source)
    used = {text for _kind, text in translatable_texts(spec)}
    spec["translations"] = {
        language: {text: translated for text, translated in texts.items() if text in used}
        for language, texts in (translations or {}).items()
    }
    return spec


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
    compiled |= {key: value for key, value in question.items() if key not in ("note", "fields")}
    own = guidance.get("by_question", {}).get(f"{slug}.{question['key']}")
    compiled["guidance"] = own or guidance.get("by_fact", {}).get(question.get("fact"), "")
    fact = _dictionary(LIBRARY).get(question.get("fact", ""), {})
    compiled |= declared_sharing(question, fact)
    if "urgent" in fact:
        compiled.setdefault("urgent", fact["urgent"])
    if "fields" in question:
        compiled["fields"] = [_question(field, slug, guidance) for field in question["fields"]]
    return compiled


def _evidence(source: Source) -> list[dict[str, Any]]:
    asked_by: dict[str, list[str]] = {}
    for question in _all_questions(source):
        for evidence_id in _evidence_of(question):
            asked_by.setdefault(evidence_id, []).append(question["key"])
    return [{**item, "asked_by": asked_by.get(item["id"], [])} for item in source.get("evidence", [])]


def _evidence_of(question: dict[str, Any]) -> list[str]:
    """All that an answer to the question can call for, each once."""
    own = [*question.get("evidence", [])]
    return list(
        dict.fromkeys(own + [each for option in question.get("options", []) for each in option.get("evidence", [])])
    )


def _all_questions(source: Source) -> Iterator[dict[str, Any]]:
    for section in source["sections"]:
        for question in section["questions"]:
            yield question
            yield from question.get("fields", [])


def _shape_problems(source: Any) -> list[str]:
    if _too_deep(source):
        return [f"the source is nested more than {MAX_SOURCE_DEPTH} deep"]
    validator = _validator(json.dumps(types_in_schema(ANSWER_TYPES)))
    errors = sorted(validator.iter_errors(source), key=lambda error: [str(step) for step in error.absolute_path])
    return [f"{_where(source, error)}: {_what(error)}" for error in errors]


def _too_deep(source: Any) -> bool:
    waiting = [(source, 1)]
    while waiting:
        item, depth = waiting.pop()
        if depth > MAX_SOURCE_DEPTH:
            return True
        inner = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
        waiting.extend((part, depth + 1) for part in inner)
    return False


@functools.lru_cache(maxsize=1)
def _validator(types: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((LIBRARY / "schema.json").read_text(encoding="utf-8"))
    schema["$defs"] |= json.loads(types)
    return jsonschema.Draft202012Validator(schema)


def types_in_schema(types: Mapping[str, AnswerType]) -> dict[str, Any]:
    """What the table of answer types says in schema.json, which repeats it for whoever writes a form in an editor."""

    def names(wanted: Callable[[AnswerType], bool]) -> dict[str, list[str]]:
        return {"enum": [name for name, answer_type in types.items() if wanted(answer_type)]}

    return {
        "type": names(lambda answer_type: True),
        "typeWithOptions": names(lambda answer_type: "options" in answer_type.settings),
        "typeWithStatements": names(lambda answer_type: "statements" in answer_type.settings),
        "typeWithRows": names(lambda answer_type: answer_type.is_group),
        "typeOutsideRows": names(lambda answer_type: not answer_type.in_rows),
    }


def _where(source: Any, error: jsonschema.ValidationError) -> str:
    """Return the path of an error with keys instead of positions where the items have them."""
    steps, item = [], source
    for step in error.absolute_path:
        item = item[step]
        key = item.get("key") if isinstance(item, dict) else None
        steps.append(key if isinstance(key, str) else str(step))
    return " > ".join(steps) or "form"


def _what(error: jsonschema.ValidationError) -> str:
    if error.validator == "not":
        refused = error.validator_value
        return f"{refused['required'][0]} does not belong here" if "required" in refused else "not allowed here"
    return error.message if len(error.message) <= 200 else error.message[:200] + "…"


def _sense_problems(source: Source) -> list[str]:
    problems = list(_key_problems(source))
    for name in (rule["name"] for rule in source.get("derived", [])):
        if name not in RULES:
            problems.append(f"derived: there is no rule called {name}")
    if not problems:
        spec = {**source, "derived": [rule["name"] for rule in source.get("derived", [])]}
        problems += check_conditions(spec)
    for section in source["sections"]:
        problems += _page_problems(section)
    if not problems:
        problems += checks_problems(source, build_pages(source["sections"]), check_catalogue(LIBRARY))
        problems += second_signature.second_signature_problems(source)
    return problems


def _key_problems(source: Source) -> Iterator[str]:
    yield from _repeated("section", [section["key"] for section in source["sections"]])
    yield from _repeated("question", [question["key"] for question in _all_questions(source)])
    evidence = [item["id"] for item in source.get("evidence", [])]
    yield from _repeated("evidence", evidence)
    for question in _all_questions(source):
        key = question["key"]
        yield from _repeated(f"{key}: option", [option["value"] for option in question.get("options", [])])
        for missing in set(_evidence_of(question)) - set(evidence):
            yield f"{key}: evidence {missing} is not in the form's list"
        if question.get("validation", "") not in ("", *type_of(question).validations):
            yield f"{key}: validation {question['validation']} is not for a question of type {question['type']}"
        if "outside" in question and outside(question["outside"]) is None:
            yield f"{key}: outside {question['outside']} is not in core/outside/addresses.yaml"
        if "likely" in question and not type_of(question).is_amount:
            yield f"{key}: likely is not for a question of type {question['type']}"
        for name in _files_of_video(question.get("video", {})):
            if not (FILMS / name).is_file():
                yield f"{key}: video {name} is not in formspec/films"
        if "rows" in question:
            yield from _row_problems(question)


def _files_of_video(video: dict[str, Any]) -> list[str]:
    """The names of the files of a question's films."""
    films = [video, video.get("signed", {})]
    return [film[part] for film in films for part in ("file", "captions", "poster") if part in film]


def _row_problems(group: dict[str, Any]) -> Iterator[str]:
    if group["rows"]["min"] > group["rows"]["max"]:
        yield f"{group['key']}: rows min is more than max"
    fields = {field["key"] for field in group["fields"]}
    for name in set(re.findall(r"\{(.*?)\}", group["rows"]["row_title"])) - fields:
        yield f"{group['key']}: row_title names {name}, which is not one of its fields"


def _repeated(what: str, keys: list[str]) -> Iterator[str]:
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f"{what} {key} is there more than once"


def _page_problems(section: dict[str, Any]) -> Iterator[str]:
    if "pages" not in section:
        return
    groups = {question["key"] for question in section["questions"] if type_of(question).is_group}
    listed = [key for page in section["pages"] for key in page["questions"]]
    if listed != [question["key"] for question in section["questions"]]:
        yield f"{section['key']}: pages must list the section's questions once each, in order"
    for page in section["pages"]:
        if len(page["questions"]) > 1 and groups & set(page["questions"]):
            yield f"{section['key']}: a repeating group has a page of its own"


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
    facts: dict[str, dict[str, Any]] = _read(LIBRARY / "facts.yaml")["facts"]
    return facts


@functools.cache
def _dictionary(_library: Path) -> dict[str, dict[str, Any]]:
    return library_facts()


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
        raise FormProblems([f"{path.name}: {error}"]) from error
