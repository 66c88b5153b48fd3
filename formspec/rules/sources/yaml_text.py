"""The source of a form as YAML, always in the same letters: what travels between councils is equal byte by byte."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from typing import Any

import yaml

from core.rules.messages import Phrase, say
from core.rules.yaml_files import MAX_LETTERS, YamlRefused, load_yaml
from formspec.rules.compile import LIBRARY, Source
from formspec.rules.sources.problems import shape_problems

# As the source is written, so it is read: UTF-8, four letters of a byte each at most.
MAX_BYTES = 4 * MAX_LETTERS


# Line ends that the writer would put into the file as they are, where reading takes them for others.
_OTHER_LINE_ENDS = re.compile("[\x85\u2028\u2029]")


class _Writer(yaml.SafeDumper):
    """Without references: two equal lists are written out twice."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  # the library asks of each value
        return True


def _words(writer: _Writer, text: str) -> yaml.ScalarNode:
    style = '"' if _OTHER_LINE_ENDS.search(text) else None
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Writer.add_representer(str, _words)


def yaml_of(source: Source) -> str:
    """The source as YAML in block style, its keys in the order of library/schema.json."""
    text: str = yaml.dump(
        in_order(source), Dumper=_Writer, sort_keys=False, allow_unicode=True, default_flow_style=False, width=120
    )
    return text


def read_source(text: str) -> Source:
    """The source that a YAML file holds, of right shape. Raises YamlRefused with a sentence, or SourceRefused."""
    if len(text) > MAX_LETTERS:
        raise YamlRefused(say("The document is longer than %(max_letters)s letters.", max_letters=MAX_LETTERS))
    source = load_yaml(text)
    if not isinstance(source, dict):
        raise YamlRefused(say("The document is not the source of a form."))
    try:
        # What JSON has no word for, as a day, is no part of a form.
        plain: Source = json.loads(json.dumps(source, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise YamlRefused(say("The document has values that no form has, as days without quotation marks.")) from error
    problems = shape_problems(plain)
    if problems:
        raise SourceRefused(problems)
    return plain


class SourceRefused(ValueError):
    """The file is YAML, and not the source of a form; `problems` say in words where and why."""

    def __init__(self, problems: list[Phrase]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def sha256_of(text: str) -> str:
    """What tells one file from every other."""
    return hashlib.sha256(text.encode()).hexdigest()


def in_order(source: Source) -> Source:
    """The same source with its keys in the order of the schema; what the schema does not name comes last, by name."""
    ordered: Source = _ordered(source, _schema())
    return ordered


@cache
def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((LIBRARY / "schema.json").read_text(encoding="utf-8"))
    return schema


def _ordered(value: Any, schema: Any) -> Any:
    if isinstance(value, list):
        item = _resolved(schema).get("items", {})
        return [_ordered(each, item) for each in value]
    if not isinstance(value, dict):
        return value
    known = _properties(schema)
    others = _resolved(schema).get("additionalProperties", {})
    names = [name for name in known if name in value] + sorted(name for name in value if name not in known)
    return {name: _ordered(value[name], known.get(name, others)) for name in names}


def _resolved(schema: Any) -> dict[str, Any]:
    while isinstance(schema, dict) and "$ref" in schema:
        schema = _schema()["$defs"][schema["$ref"].rpartition("/")[2]]
    return schema if isinstance(schema, dict) else {}


def _properties(schema: Any) -> dict[str, Any]:
    """What an object of this schema may have, in the order of the schema, with what its parts add."""
    resolved = _resolved(schema)
    found: dict[str, Any] = {}
    for part in (*resolved.get("allOf", ()), resolved, *(resolved[name] for name in ("then",) if name in resolved)):
        if part is not resolved and isinstance(part, dict):
            found |= _properties(part)
        elif part is resolved:
            found |= resolved.get("properties", {})
    return found
