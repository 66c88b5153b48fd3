"""Breaks long lines of templates where white space means nothing: between attributes of a tag, and at spaces of text.

    python scripts/wrap_templates.py          rewrites every template with lines that are too long
    python scripts/wrap_templates.py --check  names them instead, and exits with 1 when there are any

What a browser draws stays the same. A sentence inside {% blocktrans %} is broken only where the tag says `trimmed`,
which it then does: its message id stays the same too. Tags of the template language cannot be broken: keep them short.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
LONGEST, WISHED = 160, 120
_DJANGO = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}")
_BLOCKTRANS = re.compile(r"(\{% blocktrans)(?: trimmed)?(?P<rest>[^%]*%\})(?P<body>.*?)(?P<end>\{% endblocktrans %\})")
_TRANS = re.compile(r"\{% trans \"(?P<text>[^\"%{}]{60,})\" %\}")
# A line break beside these draws nothing: blocks, and tags that only set a name.
_BLOCK = (
    "p|div|ul|ol|dl|dt|dd|table|caption|thead|tbody|tr|th|td|h[1-6]|section|nav|form|details|summary|main|header|footer"
)
_EDGE = re.compile(rf"(?=<(?:{_BLOCK})\b)|(?<=>)(?<!->)(?=</?(?:{_BLOCK})\b)|</(?:{_BLOCK})>(?=[<{{])", re.IGNORECASE)
# White space at the beginning and at the end of a block is dropped.
_INSIDE = re.compile(
    rf"<(?:{_BLOCK}|li)\b(?:[^<>{{]|\{{%.*?%\}}|\{{\{{.*?\}}\}})*>|(?=</(?:{_BLOCK}|li)>)", re.IGNORECASE
)
_SETS_A_NAME = re.compile(
    r"\{% (?:load [^%]*|get_current_\w+ as \w+ |(?:url|trans) [^%]* as \w+ )%\}(?=\{%)|\{% endcomment %\}"
)
_KEPT = re.compile(r"<(pre|textarea|script|style)\b.*?</\1>", re.IGNORECASE)


def wrap(line: str) -> list[str]:
    """One line of a template as lines no longer than they must be; the first keeps its indentation."""
    if len(line) <= LONGEST:
        return [line]
    indent = line[: len(line) - len(line.lstrip())]
    line = _with_trimmed_sentences(line)
    edges, spaces = _edges(line), _spaces(line)
    lines, start, lead = [], 0, ""
    while len(lead) + len(line) - start > LONGEST:
        place = _best_place(edges, spaces, start, len(lead))
        if place is None:
            break
        lines.append(lead + line[start:place].strip(" " if start else "").rstrip())
        start, lead = place, f"{indent}  "
    return [*lines, lead + line[start:].strip()]


def _with_trimmed_sentences(line: str) -> str:
    """Let the sentences of a line that is too long be broken."""

    def trimmed(found: re.Match[str]) -> str:
        text = found["body"]
        may_be = text == text.strip() and " " in text
        return f"{found[1]} trimmed{found['rest']}{text}{found['end']}" if may_be else found[0]

    line = _TRANS.sub(lambda found: f"{{% blocktrans %}}{found['text']}{{% endblocktrans %}}", line)
    return _BLOCKTRANS.sub(trimmed, line)


def _best_place(edges: list[int], spaces: list[int], start: int, lead: int) -> int | None:
    """Where to break after `start`: beside a block if one is near, else at the last place within the wished length."""
    near = [at for at in edges if WISHED // 4 < lead + at - start <= LONGEST]
    if near:
        return max([at for at in near if lead + at - start <= WISHED], default=near[0])
    places = sorted(at for at in (*spaces, *edges) if at - start > 3)
    within = [at for at in places if lead + at - start <= WISHED]
    return within[-1] if within else (places[0] if places else None)


def _edges(line: str) -> list[int]:
    """Places beside blocks, and beside tags that only set a name."""
    barred = [found.span() for found in (*_KEPT.finditer(line), *_BLOCKTRANS.finditer(line))]
    places = {found.end() for pattern in (_EDGE, _INSIDE, _SETS_A_NAME) for found in pattern.finditer(line)}
    return sorted(at for at in places if not any(start < at < end for start, end in barred))


def _spaces(line: str) -> list[int]:
    """The spaces that may as well be line breaks."""
    barred = [found.span() for found in (*_DJANGO.finditer(line), *_KEPT.finditer(line))]
    barred += [found.span() for found in _BLOCKTRANS.finditer(line) if " trimmed" not in found[0].partition("%}")[0]]
    quoted, in_tag, found = "", False, []
    for at, letter in enumerate(line):
        if any(start <= at < end for start, end in barred):
            continue
        if quoted:
            quoted = "" if letter == quoted else quoted
        elif in_tag and letter in "\"'":
            quoted = letter
        elif letter == "<":
            in_tag = True
        elif letter == ">":
            in_tag = False
        elif letter == " ":
            found.append(at)
    return found


def wrapped(text: str) -> str:
    """A whole template, wrapped."""
    return "".join(part + "\n" for line in text.splitlines() for part in wrap(line))


def main(arguments: list[str]) -> int:
    """Wrap, or check; returns the exit code."""
    bad = []
    for path in sorted(TEMPLATES.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        if max(map(len, text.splitlines()), default=0) <= LONGEST:
            continue
        if "--check" in arguments:
            bad.append(path)
        else:
            path.write_text(wrapped(text), encoding="utf-8")
            bad += [path] if max(map(len, wrapped(text).splitlines())) > LONGEST else []
    for path in bad:
        sys.stdout.write(f"{path}: a line is longer than {LONGEST} letters\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
