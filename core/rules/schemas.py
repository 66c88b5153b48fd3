"""What keeps JSON data from fitting one of our schemas, in plain sentences that name a field by its title."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

from core.rules.messages import Phrase, say

# A JSON pointer, and what is wrong there.
Problem = tuple[str, Phrase]
MOST_PROBLEMS = 40
# Deeper than any schema of ours goes.
MOST_LEVELS = 12
LONGEST_KEY = 60
KINDS = {
    "object": say("a group of answers"),
    "array": say("a list"),
    "string": say("text"),
    "number": say("a number"),
    "integer": say("a whole number"),
    "boolean": say("true or false"),
    "null": say("null"),
}
SENTENCES = {
    "type": say("%(what)s must be %(kind)s."),
    "enum": say("%(what)s must be one of: %(allowed)s."),
    "maxLength": say("%(what)s must be %(limit)s characters or fewer."),
    "format": say("%(what)s must be a real date, written like 2026-11-22."),
    "minimum": say("%(what)s cannot be less than %(limit)s."),
    "maximum": say("%(what)s cannot be more than %(limit)s."),
    "minItems": say("%(what)s needs at least %(limit)s."),
    "maxItems": say("%(what)s can have at most %(limit)s."),
    "required": say("%(what)s is missing."),
}


def problems_in(value: Any, schema: dict, not_a_field: Phrase) -> list[Problem]:
    """The first problem at each place where the value breaks the schema, at most MOST_PROBLEMS.

    not_a_field: what to say of a key that the schema does not have.
    """
    validator = _Validator(schema, format_checker=FormatChecker(["date"]))
    return list(islice(_problems(validator.iter_errors(_shallow(value)), schema, not_a_field), MOST_PROBLEMS))


def _shallow(value: Any, levels: int = MOST_LEVELS) -> Any:
    """The same with nothing inside of what is nested too deep: errors quote what they are about."""
    if isinstance(value, dict):
        return {key: _shallow(each, levels - 1) for key, each in value.items()} if levels else {}
    if isinstance(value, list):
        return [_shallow(each, levels - 1) for each in value] if levels else []
    return value


def _is_number(checker: Any, value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isinstance(value, int) or math.isfinite(value)


def _required(validator: Any, names: list[str], value: Any, schema: dict) -> Iterator[ValidationError]:
    """As the library's, with the path of what is missing."""
    missing = [name for name in names if isinstance(value, dict) and name not in value]
    yield from (ValidationError("missing", path=[name]) for name in missing)


def _additional(validator: Any, allowed: bool, value: Any, schema: dict) -> Iterator[ValidationError]:
    """As the library's for false, with one error for each key that is not allowed, and its path."""
    strange = [key for key in value if key not in schema["properties"]] if isinstance(value, dict) else []
    yield from (ValidationError("strange", path=[str(key)[:LONGEST_KEY]]) for key in strange)


_Validator = extend(
    Draft202012Validator,
    {"required": _required, "additionalProperties": _additional},
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine("number", _is_number),
)


def _problems(errors: Iterable[ValidationError], schema: dict, not_a_field: Phrase) -> Iterator[Problem]:
    seen = set()
    for error in errors:
        pointer = "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in error.absolute_path)
        if pointer not in seen:
            seen.add(pointer)
            yield pointer, _sentence(error, schema, not_a_field)


def _sentence(error: ValidationError, schema: dict, not_a_field: Phrase) -> Phrase:
    rule, wanted = error.validator, error.validator_value
    if rule == "additionalProperties":
        return not_a_field
    steps = list(error.absolute_schema_path)[:-1]
    if rule == "required":
        return SENTENCES[rule].fill(what=_title(schema, [*steps, "properties", error.absolute_path[-1]]))
    text = SENTENCES[rule].fill(what=_title(schema, steps))
    if rule == "type":
        return text.fill(kind=_kind([wanted] if isinstance(wanted, str) else wanted))
    if rule == "enum":
        return text.fill(allowed=", ".join(str(each) for each in wanted if each is not None))
    return text if rule == "format" else text.fill(limit=wanted)


def _title(schema: dict, steps: Iterable[Any]) -> Phrase:
    """The title at the end of a path through the schema that leaves references out; beside one, its own title wins."""
    node = schema
    for step in steps:
        node = _resolved(schema, node)[step]
    return Phrase(_resolved(schema, node)["title"])


def _resolved(schema: dict, node: dict) -> dict:
    return {**schema["$defs"][node["$ref"].rsplit("/", 1)[1]], **node} if "$ref" in node else node


def _kind(kinds: list[str]) -> Phrase:
    first, *others = kinds
    return say("%(one)s or %(other)s", one=KINDS[first], other=_kind(others)) if others else KINDS[first]
