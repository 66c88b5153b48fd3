"""What is wrong with the source of a form, in words for whoever edits it: its shape (schema.json), then its sense."""

import functools
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema

from core.outside.addresses import outside
from formspec.rules.answer_types import ANSWER_TYPES, AnswerType, type_of
from formspec.rules.checks import checks_problems
from formspec.rules.conditions import check_conditions
from formspec.rules.derived import RULES
from formspec.rules.pages import build_pages
from formspec.rules.partner import second_signature

SCHEMA = Path(__file__).parent.parent.parent / "library" / "schema.json"
# Films, their captions and posters, as questions name them.
FILMS = Path(__file__).parent.parent.parent / "films"
# A condition nests a good deal less; anything deeper is not a form.
MAX_SOURCE_DEPTH = 40

Source = dict[str, Any]


def shape_problems(source: Any) -> list[str]:
    """What in the source is not as schema.json has it, by its path; [] where the rest can be asked."""
    if _too_deep(source):
        return [f"the source is nested more than {MAX_SOURCE_DEPTH} deep"]
    return list(_shape_problems(json.dumps(source), json.dumps(types_in_schema(ANSWER_TYPES))))


# Several pages of the studio ask about one draft after the other, and most of the time of each would go into this.
@functools.lru_cache(maxsize=16)
def _shape_problems(text: str, types: str) -> tuple[str, ...]:
    source, validator = json.loads(text), _validator(types)
    errors = sorted(validator.iter_errors(source), key=lambda error: [str(step) for step in error.absolute_path])
    return tuple(f"{_where(source, error)}: {_what(error)}" for error in errors)


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
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
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


def sense_problems(source: Source, catalogue: dict[str, dict[str, Any]]) -> list[str]:
    """What makes no sense in a source of right shape; `catalogue` has the words of every check and award."""
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
        problems += checks_problems(source, build_pages(source["sections"]), catalogue)
        problems += second_signature.second_signature_problems(source)
    return problems


def _key_problems(source: Source) -> Iterator[str]:
    yield from _repeated("section", [section["key"] for section in source["sections"]])
    yield from _repeated("page", [page["key"] for page in _own_pages(source) if "key" in page])
    yield from _repeated("question", [question["key"] for question in all_questions(source)])
    evidence = [item["id"] for item in source.get("evidence", [])]
    yield from _repeated("evidence", evidence)
    for question in all_questions(source):
        key = question["key"]
        yield from _repeated(f"{key}: option", [option["value"] for option in question.get("options", [])])
        for missing in set(evidence_of(question)) - set(evidence):
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


def _own_pages(source: Source) -> Iterator[dict[str, Any]]:
    for section in source["sections"]:
        yield from section.get("pages", ())


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


def evidence_of(question: dict[str, Any]) -> list[str]:
    """All that an answer to the question can call for, each once."""
    own = [*question.get("evidence", [])]
    return list(
        dict.fromkeys(own + [each for option in question.get("options", []) for each in option.get("evidence", [])])
    )


def all_questions(source: Source) -> Iterator[dict[str, Any]]:
    """Every question of the source and of its groups' rows, in order."""
    for section in source["sections"]:
        for question in section["questions"]:
            yield question
            yield from question.get("fields", [])
