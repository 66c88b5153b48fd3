"""Sentences with gaps: reading a template, and building the English sentence of an entry from what was answered.

The grammar: {name} is the value; {a:name} puts a or an before it; {count:job|jobs} gives no jobs, 1 job, 4 jobs;
[[ … ]] is left out when a gap inside it is empty. Names ending in _clause hold part of a sentence.
The browser builds the same sentence (frontend/src/journal/sentence.js) on the cases of tests/jobjournal/cases.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jobjournal.rules.articles import article_for
from jobjournal.rules.slot_words import TYPES, displayed, is_empty, tidy

GAP = "…"
NAME = re.compile(r"[a-z][a-z0-9_]*")
# Phones begin every field with a capital; these words lose it inside a sentence.
SMALL_WORDS = {
    "a", "an", "and", "at", "because", "for", "from", "he", "her", "his", "how", "in", "it", "its", "my", "no", "on",
    "our", "she", "some", "that", "the", "their", "there", "they", "this", "to", "we", "what", "when", "where", "who",
    "with",
}  # fmt: skip
NOT_WORDS = re.compile(r"[^\w'’]+")


class GrammarProblem(ValueError):
    """A template that is not in the grammar. `code` says how (presenters/grammar_words.py), `part` quotes where."""

    def __init__(self, code: str, part: str = ""):
        super().__init__(f"{code}: {part}")
        self.code, self.part = code, part


class WordsMissing(ValueError):
    """A gap that must be filled is empty. `names` are those of all such gaps."""

    def __init__(self, names: list[str]):
        super().__init__(", ".join(names))
        self.names = names


@dataclass(frozen=True)
class Gap:
    """A place for a value."""

    name: str
    with_article: bool = False
    one: str = ""
    many: str = ""


Part = str | Gap


@dataclass(frozen=True)
class Template:
    """A text in the grammar, and the type of each gap (slot_words.TYPES)."""

    text: str
    types: Mapping[str, str]


def parsed(text: str) -> list[tuple[bool, list[Part]]]:
    """The stretches of a template in order: (is it optional?, its words and gaps). Raises GrammarProblem."""
    marks = re.findall(r"\[\[|\]\]", text)
    if marks != ["[[", "]]"] * (len(marks) // 2):
        raise GrammarProblem("brackets_unpaired")
    if re.search(r"[\[\]]", re.sub(r"\[\[|\]\]", "", text)):
        raise GrammarProblem("bracket_alone")
    stretches = []
    for index, piece in enumerate(re.split(r"\[\[|\]\]", text)):
        parts = _parts(piece)
        optional = index % 2 == 1
        if optional and not any(isinstance(part, Gap) for part in parts):
            raise GrammarProblem("optional_without_gap", piece.strip())
        stretches.append((optional, parts))
    return stretches


def _parts(piece: str) -> list[Part]:
    parts: list[Part] = []
    for index, inside in enumerate(re.split(r"\{([^{}]*)\}", piece)):
        if index % 2:
            parts.append(_gap(inside))
        elif "{" in inside or "}" in inside:
            raise GrammarProblem("braces_unpaired")
        elif inside:
            parts.append(inside)
    return parts


def _gap(inside: str) -> Gap:
    before, colon, after = inside.partition(":")
    if not colon:
        gap = Gap(before)
    elif "|" in after:
        one, _bar, many = after.partition("|")
        gap = Gap(before, one=one, many=many)
        if not one.strip() or not many.strip() or "|" in many:
            raise GrammarProblem("plural_words", f"{{{inside}}}")
    elif before == "a":
        gap = Gap(after, with_article=True)
    else:
        raise GrammarProblem("not_a_gap", f"{{{inside}}}")
    if not NAME.fullmatch(gap.name):
        raise GrammarProblem("gap_name", f"{{{inside}}}")
    return gap


def gap_names(text: str, *, optional: bool | None = None) -> list[str]:
    """The names of the gaps in order, each once; only those in optional parts (True) or outside them (False)."""
    found = [
        part.name
        for is_optional, parts in parsed(text)
        if optional is None or is_optional == optional
        for part in parts
        if isinstance(part, Gap)
    ]
    return list(dict.fromkeys(found))


def check_template(template: Template) -> None:
    """Raise GrammarProblem unless sentences can be built from the template."""
    text = template.text.strip()
    for name in gap_names(text):
        if template.types.get(name) not in TYPES:
            raise GrammarProblem("no_question", f"{{{name}}}")
    for _optional, parts in parsed(text):
        for part in parts:
            if isinstance(part, Gap) and part.one and template.types[part.name] != "number":
                raise GrammarProblem("plural_needs_number", f"{{{part.name}:{part.one}|{part.many}}}")
    if not text.endswith("."):
        raise GrammarProblem("no_stop")
    if not re.match(r"[A-Z{]", text):
        raise GrammarProblem("no_capital")
    if re.search(r"\s{2,}", text):
        raise GrammarProblem("two_spaces")


def build_sentence(template: Template, values: Mapping[str, Any], *, gap: str = "") -> str:
    """The English sentence: first person, as the template has it, with articles, plurals and dates in words.

    `values` are raw: text, "2026-11-17", "10:30", minutes, numbers. Raises WordsMissing when a gap outside the
    optional parts is empty; with `gap` (a preview) that is put in its place. Raises GrammarProblem.
    """
    said: list[Part] = []
    missing: list[str] = []
    for optional, parts in parsed(template.text):
        empty = [part.name for part in parts if isinstance(part, Gap) and _is_empty(template, part, values)]
        if optional and empty:
            continue
        missing += empty
        said += parts
    if missing and not gap:
        raise WordsMissing(list(dict.fromkeys(missing)))
    out = ""
    for index, part in enumerate(said):
        if isinstance(part, str):
            out += part
        else:
            after = "".join(rest for rest in said[index + 1 : index + 2] if isinstance(rest, str))
            out += gap if part.name in missing else _filled(part, template, values, out, after)
    return _finished(out)


def _is_empty(template: Template, part: Gap, values: Mapping[str, Any]) -> bool:
    return is_empty(template.types.get(part.name, "text"), values.get(part.name))


def _filled(part: Gap, template: Template, values: Mapping[str, Any], before: str, after: str) -> str:
    kind, raw = template.types.get(part.name, "text"), values[part.name]
    if part.one:
        number = displayed("number", raw)
        return {"0": f"no {part.many}", "1": f"1 {part.one}"}.get(number, f"{number} {part.many}")
    if kind not in ("text", "choice"):
        words = displayed(kind, raw)
    else:
        words = _fitted(tidy(raw), before, after)
        starts = not before or before.endswith(". ")
        words = words[:1].upper() + words[1:] if starts else _small(words)
    if not part.with_article:
        return words
    words = re.sub(r"^an? (?=\S)", "", words, flags=re.IGNORECASE)
    if re.match(r"(the|my|our|their|his|her|one|another|some) ", words):
        return words
    return f"{article_for(words)} {words}"


def _fitted(words: str, before: str, after: str) -> str:
    """Without what the sentence says anyway: "in {place}" with "in Leigh", "{job_type} work" with "warehouse work"."""
    said, follows = _plain(before), _plain(after)
    if said[-2:] == ["i", "will"]:
        words = re.sub(r"^(i[’']ll|to) (?=\S)", "", words, flags=re.IGNORECASE)
    if said[-1:] in (["the"], ["a"], ["an"], ["my"]):
        words = re.sub(r"^(the|an?|my) (?=\S)", "", words, flags=re.IGNORECASE)
    if re.search(r"[.,]\s*$", before):
        said = []
    for count in (3, 2, 1):
        spoken = words.split(" ")
        if len(spoken) > count and _plain(" ".join(spoken[:count])) == said[-count:]:
            words = " ".join(spoken[count:])
    last = words.split(" ")
    if len(last) > 1 and re.match(r"\s\w", after) and last[-1].lower().rstrip("s") == follows[0].rstrip("s"):
        words = " ".join(last[:-1])
    return words


def _plain(text: str) -> list[str]:
    return [word for word in NOT_WORDS.split(text.lower()) if word]


def _small(words: str) -> str:
    first = words.partition(" ")[0]
    if first.lower() in SMALL_WORDS and first[1:] == first[1:].lower():
        return words[:1].lower() + words[1:]
    return words


def _finished(text: str) -> str:
    text = " ".join(text.split())
    text = re.sub(r" +([.,])", r"\1", text).rstrip(".") + "."
    return text[:1].upper() + text[1:]
