"""What is wrong with the source of a form, in words for whoever edits it: its shape (schema.json), then its sense."""

import functools
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema

from core.outside.addresses import outside
from core.rules.messages import Phrase, say
from formspec.rules.answer_types import ANSWER_TYPES, AnswerType, type_of
from formspec.rules.checks import checks_problems
from formspec.rules.conditions import check_conditions
from formspec.rules.derived import RULES
from formspec.rules.eligibility import eligibility_problems
from formspec.rules.media import is_own
from formspec.rules.pages import build_pages
from formspec.rules.partner import second_signature

SCHEMA = Path(__file__).parent.parent.parent / "library" / "schema.json"
# Films, their captions and posters, as questions name them.
FILMS = Path(__file__).parent.parent.parent / "films"
# A condition nests a good deal less; anything deeper is not a form.
MAX_SOURCE_DEPTH = 40

Source = dict[str, Any]


def shape_problems(source: Any) -> list[Phrase]:
    """What in the source is not as schema.json has it, by its path; [] where the rest can be asked."""
    if _too_deep(source):
        return [say("the source is nested more than %(most)s deep", most=MAX_SOURCE_DEPTH)]
    return list(_shape_problems(json.dumps(source), json.dumps(types_in_schema(ANSWER_TYPES))))


# Several pages of the studio ask about one draft after the other, and most of the time of each would go into this.
@functools.lru_cache(maxsize=16)
def _shape_problems(text: str, types: str) -> tuple[Phrase, ...]:
    source, validator = json.loads(text), _validator(types)
    errors = sorted(validator.iter_errors(source), key=lambda error: [str(step) for step in error.absolute_path])
    return tuple(say("%(where)s: %(what)s", where=_where(source, error), what=_what(error)) for error in errors)


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


# What jsonschema says, as messages that have a translation.
_SAID = (
    (r"(?P<name>.+) is a required property", say("%(name)s is a required property")),
    (r"(?P<given>.+) is not of type (?P<wanted>.+)", say("%(given)s is not of type %(wanted)s")),
    (r"(?P<given>.+) is not one of (?P<wanted>.+)", say("%(given)s is not one of %(wanted)s")),
    (r"(?P<given>.+) does not match (?P<wanted>.+)", say("%(given)s does not match %(wanted)s")),
    (r"(?P<given>.+) should be non-empty", say("%(given)s should be non-empty")),
    (r"(?P<given>.+) is too long", say("%(given)s is too long")),
    (r"(?P<given>.+) is too short", say("%(given)s is too short")),
    (r"(?P<given>.+) has non-unique elements", say("%(given)s has non-unique elements")),
    (r"(?P<wanted>.+) was expected", say("%(wanted)s was expected")),
    (r"(?P<given>.+) is less than the minimum of (?P<most>.+)",
     say("%(given)s is less than the minimum of %(most)s")),
    (r"(?P<given>.+) is greater than the maximum of (?P<most>.+)",
     say("%(given)s is greater than the maximum of %(most)s")),
    (r"Additional properties are not allowed \((?P<names>.+) was unexpected\)",
     say("Additional properties are not allowed (%(names)s was unexpected)")),
    (r"Additional properties are not allowed \((?P<names>.+) were unexpected\)",
     say("Additional properties are not allowed (%(names)s were unexpected)")),
)  # fmt: skip
MOST_SAID = 200


def _what(error: jsonschema.ValidationError) -> Phrase:
    if error.validator == "not":
        refused = error.validator_value
        if "required" not in refused:
            return say("not allowed here")
        return say("%(name)s does not belong here", name=refused["required"][0])
    for pattern, words in _SAID:
        if told := re.fullmatch(pattern, error.message, re.DOTALL):
            return words.fill(**{name: _short(said) for name, said in told.groupdict().items()})
    return Phrase("%(problem)s", {"problem": _short(error.message)})


def _short(said: str) -> str:
    return said if len(said) <= MOST_SAID else said[:MOST_SAID] + "…"


def sense_problems(source: Source, catalogue: dict[str, dict[str, Any]]) -> list[Phrase]:
    """What makes no sense in a source of right shape; `catalogue` has the words of every check and award."""
    problems: list[Phrase] = [*_key_problems(source), *eligibility_problems(source)]
    for name in (rule["name"] for rule in source.get("derived", [])):
        if name not in RULES:
            problems.append(say("derived: there is no rule called %(name)s", name=name))
    if not problems:
        spec = {**source, "derived": [rule["name"] for rule in source.get("derived", [])]}
        problems += check_conditions(spec)
    for section in source["sections"]:
        problems += _page_problems(section)
    if not problems:
        problems += checks_problems(source, build_pages(source["sections"]), catalogue)
        problems += second_signature.second_signature_problems(source)
    return problems


def _key_problems(source: Source) -> Iterator[Phrase]:
    yield from _repeated(
        say("section %(key)s is there more than once"), [section["key"] for section in source["sections"]]
    )
    yield from _repeated(
        say("page %(key)s is there more than once"), [page["key"] for page in _own_pages(source) if "key" in page]
    )
    yield from _repeated(
        say("question %(key)s is there more than once"), [question["key"] for question in all_questions(source)]
    )
    evidence = [item["id"] for item in source.get("evidence", [])]
    yield from _repeated(say("evidence %(key)s is there more than once"), evidence)
    for question in all_questions(source):
        key = question["key"]
        twice = say("%(question)s: option %(key)s is there more than once", question=key)
        yield from _repeated(twice, [option["value"] for option in question.get("options", [])])
        for missing in set(evidence_of(question)) - set(evidence):
            yield say("%(key)s: evidence %(missing)s is not in the form's list", key=key, missing=missing)
        if question.get("validation", "") not in ("", *type_of(question).validations):
            yield say(
                "%(key)s: validation %(validation)s is not for a question of type %(type)s",
                key=key,
                validation=question["validation"],
                type=question["type"],
            )
        if "outside" in question and outside(question["outside"]) is None:
            yield say(
                "%(key)s: outside %(outside)s is not in core/outside/addresses.yaml",
                key=key,
                outside=question["outside"],
            )
        if "likely" in question and not type_of(question).is_amount:
            yield say("%(key)s: likely is not for a question of type %(type)s", key=key, type=question["type"])
        for name in _files_of_video(question.get("video", {})):
            if not is_own(name) and not (FILMS / name).is_file():
                yield say("%(key)s: video %(name)s is not in formspec/films", key=key, name=name)
        if "rows" in question:
            yield from _row_problems(question)


def _own_pages(source: Source) -> Iterator[dict[str, Any]]:
    for section in source["sections"]:
        yield from section.get("pages", ())


def _files_of_video(video: dict[str, Any]) -> list[str]:
    """The names of the files of a question's films."""
    films = [video, video.get("signed", {})]
    return [film[part] for film in films for part in ("file", "captions", "poster") if part in film]


def _row_problems(group: dict[str, Any]) -> Iterator[Phrase]:
    if group["rows"]["min"] > group["rows"]["max"]:
        yield say("%(key)s: rows min is more than max", key=group["key"])
    fields = {field["key"] for field in group["fields"]}
    for name in set(re.findall(r"\{(.*?)\}", group["rows"]["row_title"])) - fields:
        yield say("%(key)s: row_title names %(name)s, which is not one of its fields", key=group["key"], name=name)


def _repeated(twice: Phrase, keys: list[str]) -> Iterator[Phrase]:
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield twice.fill(key=key)


def _page_problems(section: dict[str, Any]) -> Iterator[Phrase]:
    if "pages" not in section:
        return
    groups = {question["key"] for question in section["questions"] if type_of(question).is_group}
    listed = [key for page in section["pages"] for key in page["questions"]]
    if listed != [question["key"] for question in section["questions"]]:
        yield say("%(key)s: pages must list the section's questions once each, in order", key=section["key"])
    for page in section["pages"]:
        if len(page["questions"]) > 1 and groups & set(page["questions"]):
            yield say("%(key)s: a repeating group has a page of its own", key=section["key"])


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
