"""A sentence as lines of boxes: words, then an answer, and how that is said. Admins see these, never the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from jobjournal.rules.sentences import Gap, parsed

# What ends a sentence or a bracket follows the words before it at once, and what opens one goes before what follows.
FOLLOWS, OPENS = ".,;:!?)’”", "(“‘"
BEGINS, GOES_ON = "begins", "goes_on"
ARTICLE, COUNT = "article", "count"


@dataclass(frozen=True)
class Piece:
    """A line: words, then the answer to the question `name` ("" for none), said with an article or counted.

    `part`: BEGINS a part that is left out when an answer in it is empty, GOES_ON with that of the line before, or "".
    """

    words: str = ""
    name: str = ""
    how: str = ""
    one: str = ""
    many: str = ""
    part: str = ""


def pieces_of(text: str) -> list[Piece]:
    """The lines of a sentence in the grammar. Raises GrammarProblem."""
    found: list[Piece] = []
    for is_optional, parts in parsed(text):
        part, words = BEGINS if is_optional else "", ""
        for each in parts:
            if isinstance(each, str):
                words += each
                continue
            how = ARTICLE if each.with_article else COUNT if each.one else ""
            found.append(Piece(words.strip(), each.name, how, each.one, each.many, part))
            part, words = GOES_ON if is_optional else "", ""
        if words.strip():
            found.append(Piece(words.strip(), part=part))
    return found


def text_of(pieces: Iterable[Piece]) -> str:
    """The sentence of these lines in the grammar; spaces between them come by themselves."""
    out, is_open = "", False
    for piece in pieces:
        if is_open and piece.part != GOES_ON:
            out, is_open = f"{out}]]", False
        if piece.part and not is_open:
            out, is_open = f"{out}[[", True
        for token in filter(None, (" ".join(piece.words.split()), _gap(piece))):
            out += _space(out, token) + token
    return f"{out}]]" if is_open else out


def readable(text: str) -> str:
    """A sentence for whoever only reads it: [job title] for a gap, and (a part that may be left out)."""
    said = []
    for is_optional, parts in parsed(text):
        words = "".join(f"[{part.name.replace('_', ' ')}]" if isinstance(part, Gap) else part for part in parts)
        said.append(f"{words[: len(words) - len(words.lstrip())]}({words.strip()})" if is_optional else words)
    return "".join(said)


def _gap(piece: Piece) -> str:
    if not piece.name:
        return ""
    if piece.how == COUNT:
        return f"{{{piece.name}:{piece.one}|{piece.many}}}"
    return f"{{a:{piece.name}}}" if piece.how == ARTICLE else f"{{{piece.name}}}"


def _space(before: str, token: str) -> str:
    before = re.sub(r"(\[\[|\]\])+$", "", before)
    return "" if not before or before[-1] in OPENS or token[0] in FOLLOWS else " "
