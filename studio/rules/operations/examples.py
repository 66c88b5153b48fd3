"""Examples of a form, kept in its source and taken out again."""

from __future__ import annotations

from typing import Any

from core.rules.messages import say
from studio.rules.finding import Source
from studio.rules.refusals import Refused

MOST = 100


def add_example(source: Source, *, example: dict[str, Any]) -> None:
    """An example at the end; of one name there is one."""
    examples = source.get("tests", [])
    if any(each["name"] == example["name"] for each in examples):
        raise Refused(say("There is an example of this name already."))
    if len(examples) >= MOST:
        raise Refused(say("A form has 100 examples at most."))
    source["tests"] = [*examples, example]


def remove_example(source: Source, *, name: str) -> None:
    """Take out the example of this name."""
    examples = source.get("tests", [])
    left = [each for each in examples if each["name"] != name]
    if len(left) == len(examples):
        raise Refused(say("This example is not in the form any more."))
    source.pop("tests")
    if left:
        source["tests"] = left
