"""YAML that somebody else wrote: no larger when it is unfolded than it looks."""

from __future__ import annotations

from typing import Any

import yaml
from yaml import CSafeLoader
from yaml.constructor import SafeConstructor

from core.rules.messages import Phrase, say

MAX_LETTERS = 2_000_000
MAX_NODES = 200_000
# The C loader follows nesting on the stack of the process, and dies of too much.
MAX_DEPTH = 100
# A number or a date is shorter. Of a long one the loader takes the square of its length.
MAX_WORD = 4000


class _Loader(CSafeLoader):
    """CSafeLoader as it comes: the calculator's engine changes how that one reads dates, for the whole process."""

    yaml_constructors = SafeConstructor.yaml_constructors.copy()


class YamlRefused(ValueError):
    """The document is too long, stands for too much, or is no YAML; `why` says which."""

    def __init__(self, why: Phrase) -> None:
        super().__init__(str(why))
        self.why = why


def load_yaml(text: str) -> Any:
    """The document as plain data. Raises YamlRefused.

    A few lines that refer to each other can stand for more than any machine holds: everything is counted as often as it
    is referred to, before anything is built.
    """
    if len(text) > MAX_LETTERS:
        raise YamlRefused(say("The document is longer than %(max_letters)s letters.", max_letters=MAX_LETTERS))
    try:
        if unfolded_nodes(text) > MAX_NODES:
            raise YamlRefused(say("The document stands for more than %(max_nodes)s values.", max_nodes=MAX_NODES))
        # The C loader reads the largest form in a tenth of the time.
        return yaml.load(text, Loader=_Loader)  # noqa: S506  # it is CSafeLoader, with its own table of types
    except YamlRefused:
        raise
    except (yaml.YAMLError, ValueError) as error:
        # A day that no month has is a ValueError.
        raise YamlRefused(say("The document is no YAML: %(error)s", error=str(error)[:200])) from error


def unfolded_nodes(text: str) -> int:
    """How many values the document stands for, with every reference written out. Raises YAMLError, YamlRefused."""
    sizes: dict[str, int] = {}
    open_nodes: list[tuple[str | None, int]] = [(None, 0)]
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            _check(event, len(open_nodes))
        if isinstance(event, yaml.CollectionStartEvent):
            open_nodes.append((event.anchor, 1))
            continue
        anchor, size = None, 0
        if isinstance(event, yaml.ScalarEvent):
            anchor, size = event.anchor, 1
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, size = open_nodes.pop()
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in sizes:
                raise YamlRefused(say("*%(anchor)s refers to nothing before it.", anchor=str(event.anchor)))
            size = sizes[event.anchor]
        if anchor:
            sizes[anchor] = size
        around, so_far = open_nodes.pop()
        open_nodes.append((around, so_far + size))
    return open_nodes[0][1]


def _check(event: yaml.ScalarEvent | yaml.CollectionStartEvent, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise YamlRefused(say("The document is nested more than %(max_depth)s deep.", max_depth=MAX_DEPTH))
    # With a tag, words of any length and look become numbers.
    if event.tag is not None:
        raise YamlRefused(say("The document has a tag (%(tag)s).", tag=str(event.tag)))
    if isinstance(event, yaml.ScalarEvent) and len(event.value) > MAX_WORD and not event.value.strip().count(" "):
        raise YamlRefused(say("The document has a word of more than %(max_word)s letters.", max_word=MAX_WORD))
    # PostgreSQL keeps it in no text.
    if isinstance(event, yaml.ScalarEvent) and "\0" in event.value:
        raise YamlRefused(say("The document has a character with the number 0."))
