"""Checks a JSON value against the part of JSON Schema that household.schema.json uses, in plain sentences."""

from __future__ import annotations

import datetime
import math
import re
from typing import Any

Problem = tuple[str, str]
MOST_PROBLEMS = 40
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_TYPE_WORDS = {
    "object": "a group of answers",
    "array": "a list",
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "null",
}


def read_date(text: str) -> datetime.date | None:
    """The date that "YYYY-MM-DD" names, or None when it is not a real one."""
    if not _ISO_DATE.match(text):
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isinstance(value, int) or math.isfinite(value)


def _is_type(value: Any, name: str) -> bool:
    return {
        "object": isinstance(value, dict),
        "array": isinstance(value, list),
        "string": isinstance(value, str),
        "boolean": isinstance(value, bool),
        "null": value is None,
        "number": _is_number(value),
        "integer": _is_number(value) and value == int(value),
    }[name]


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


class _Checker:
    def __init__(self, schema: dict) -> None:
        self.schema = schema
        self.problems: list[Problem] = []

    def resolve(self, node: dict) -> dict:
        """The node with its reference filled in; its own title wins."""
        if "$ref" not in node:
            return node
        target = self.resolve(self.schema["$defs"][node["$ref"].rsplit("/", 1)[1]])
        return {**target, **{key: value for key, value in node.items() if key != "$ref"}}

    def say(self, pointer: str, sentence: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append((pointer, sentence))

    def check(self, value: Any, node: dict, pointer: str) -> None:
        node = self.resolve(node)
        name = node.get("title", "This")
        types = node.get("type", [])
        types = [types] if isinstance(types, str) else types
        if types and not any(_is_type(value, each) for each in types):
            self.say(pointer, f"{name} must be {' or '.join(_TYPE_WORDS[each] for each in types)}.")
            return
        if "enum" in node and value not in node["enum"]:
            allowed = ", ".join(str(each) for each in node["enum"] if each is not None)
            self.say(pointer, f"{name} must be one of: {allowed}.")
        if isinstance(value, str):
            self.check_text(value, node, name, pointer)
        elif isinstance(value, dict):
            self.check_object(value, node, name, pointer)
        elif isinstance(value, list):
            self.check_list(value, node, name, pointer)
        elif _is_number(value):
            self.check_number(value, node, name, pointer)

    def check_text(self, value: str, node: dict, name: str, pointer: str) -> None:
        if len(value) > node.get("maxLength", len(value)):
            self.say(pointer, f"{name} must be {node['maxLength']} characters or fewer.")
        elif node.get("format") == "date" and read_date(value) is None:
            self.say(pointer, f"{name} must be a real date, written like 2026-11-22.")

    def check_number(self, value: float, node: dict, name: str, pointer: str) -> None:
        if value < node.get("minimum", value):
            self.say(pointer, f"{name} cannot be less than {node['minimum']}.")
        if value > node.get("maximum", value):
            self.say(pointer, f"{name} cannot be more than {node['maximum']:,}.")

    def check_list(self, value: list, node: dict, name: str, pointer: str) -> None:
        if len(value) < node.get("minItems", 0):
            self.say(pointer, f"{name} needs at least {node['minItems']}.")
        if len(value) > node.get("maxItems", len(value)):
            self.say(pointer, f"{name} can have at most {node['maxItems']}.")
            return
        for index, item in enumerate(value):
            self.check(item, node["items"], f"{pointer}/{index}")

    def check_object(self, value: dict, node: dict, name: str, pointer: str) -> None:
        properties = node["properties"]
        for key in node.get("required", []):
            if key not in value:
                label = self.resolve(properties[key]).get("title", key)
                self.say(f"{pointer}/{key}", f"{label} is missing.")
        for key, item in value.items():
            if key not in properties:
                self.say(f"{pointer}/{_escape(str(key)[:60])}", "This field is not part of a household.")
            else:
                self.check(item, properties[key], f"{pointer}/{key}")


def problems_in(value: Any, schema: dict) -> list[Problem]:
    """(JSON pointer, plain sentence) for each way the value breaks the schema, at most 40."""
    checker = _Checker(schema)
    checker.check(value, schema, "")
    return checker.problems
