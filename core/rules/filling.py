"""Puts what was posted back into the form it came from: a drawn page in, the same page with filled boxes out.

Only the boxes of one form change, by their names; nothing else on the page is touched. Passwords and files are never
filled. Pure: markup and pairs of names and values go in.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser

Attributes = dict[str, str | None]
# A browser sends these without anybody having typed them, or never from a page.
_UNTOUCHED = {"password", "file", "submit", "button", "image", "reset"}
_TICKED = {"checkbox", "radio"}


@dataclass(frozen=True)
class Control:
    """One box of a form: its tag as it stands in the page, and for a textarea where its text begins and ends."""

    tag: str
    attributes: Attributes
    start: int
    end: int
    text_end: int = 0
    inside: str = ""

    @property
    def name(self) -> str:
        return self.attributes.get("name") or self.inside

    @property
    def kind(self) -> str:
        """ "text", "checkbox" and the like for an input, else the tag's name."""
        return (self.attributes.get("type") or "text").lower() if self.tag == "input" else self.tag

    @property
    def value(self) -> str:
        return self.attributes.get("value") or ("on" if self.kind in _TICKED else "")


@dataclass
class PostForm:
    """A form of a page that posts: where to (a path; "" for the page's own), and its boxes in order."""

    action: str
    id: str = ""
    controls: list[Control] = field(default_factory=list)

    def asks_for(self, names: Iterable[str]) -> bool:
        """True when a person can see a box with one of these names in it."""
        wanted = set(names)
        return any(each.name in wanted and each.kind not in _UNTOUCHED | {"hidden"} for each in self.controls)


@dataclass(frozen=True)
class Filled:
    """A page with filled boxes. `found` is false when no box of it asks for any of the names."""

    html: str
    found: bool
    without_box: list[str] = field(default_factory=list)
    # Whether any box that a person sees holds something else now than was drawn.
    changed: bool = False


class _Reader(HTMLParser):
    """Finds forms that post, their boxes, and where each stands in the text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.lines = [0]
        for line in html.split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.forms: list[PostForm] = []
        self.elsewhere: list[tuple[str, Control]] = []
        self.form: PostForm | None = None
        self.select = ""
        self.textarea: Control | None = None
        self.main_end = 0
        self.feed(html)
        self.close()
        for owner, control in self.elsewhere:
            for form in self.forms:
                if form.id == owner:
                    form.controls.append(control)

    def _offset(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes, start = dict(attrs), self._offset()
        end = start + len(self.get_starttag_text() or "")
        if tag == "main":
            self.main_end = end
        elif tag == "form":
            self.form = PostForm(attributes.get("action") or "", attributes.get("id") or "")
            if (attributes.get("method") or "").lower() == "post":
                self.forms.append(self.form)
        elif tag == "select":
            self.select = attributes.get("name") or ""
        elif tag == "textarea":
            self.textarea = Control(tag, attributes, start, end)
        elif tag in ("input", "option", "button"):
            self._add(Control(tag, attributes, start, end, inside=self.select if tag == "option" else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea" and self.textarea is not None:
            begun, self.textarea = self.textarea, None
            self._add(Control(begun.tag, begun.attributes, begun.start, begun.end, self._offset()))

    def _add(self, control: Control) -> None:
        owner = control.attributes.get("form")
        if owner:
            self.elsewhere.append((owner, control))
        elif self.form is not None:
            self.form.controls.append(control)


def post_forms(html: str) -> list[PostForm]:
    """The forms of a page that post, in order."""
    return _Reader(html).forms


def fill(html: str, *, action: str, page: str, posted: Iterable[tuple[str, str]]) -> Filled:
    """Fill the form of this page that posts to the path `action`; `page` is the path of the page itself.

    `without_box` are posted words that no box of the form asks for, to be shown beside it.
    """
    pairs = list(posted)
    names = {name for name, _value in pairs}
    for number, form in enumerate(_Reader(html).forms):
        if (form.action.partition("?")[0] or page) == action and form.asks_for(names):
            changes, without_box = _changes(form, pairs)
            filled = _applied(html, changes)
            changed = _held(form, html) != _held(_Reader(filled).forms[number], filled)
            return Filled(filled, found=True, without_box=without_box, changed=changed)
    return Filled(html, found=False, without_box=_unboxed(pairs, set()))


def after_main(html: str, piece: str) -> str:
    """The page with a piece put at the start of its <main>."""
    end = _Reader(html).main_end
    return html[:end] + piece + html[end:] if end else html


def _held(form: PostForm, html: str) -> list[tuple[str, str]]:
    """What the boxes hold that a person sees."""
    held = []
    for control in form.controls:
        if control.kind in _UNTOUCHED | {"hidden", "option"}:
            continue
        if control.tag == "textarea":
            text = unescape(html[control.end : control.text_end]).replace("\r\n", "\n").removeprefix("\n")
            held.append((control.name, text))
        elif control.kind not in _TICKED or "checked" in control.attributes:
            held.append((control.name, control.value))
    options: dict[str, list[Control]] = defaultdict(list)
    for control in form.controls:
        if control.kind == "option":
            options[control.name].append(control)
    for name, offered in options.items():
        chosen = [each.value for each in offered if "selected" in each.attributes]
        held += [(name, value) for value in chosen or [offered[0].value]]
    return held


def _changes(form: PostForm, pairs: list[tuple[str, str]]) -> tuple[list[tuple[int, int, str]], list[str]]:
    values: dict[str, deque[str]] = defaultdict(deque)
    for name, value in pairs:
        values[name].append(value)
    chosen = {name: set(given) for name, given in values.items()}
    hidden = [each.name for each in form.controls if each.kind == "hidden"]
    changes = []
    for control in form.controls:
        if control.kind == "hidden" and (hidden.count(control.name) > 1 or len(chosen.get(control.name, ())) > 1):
            continue
        changes += _change(control, values, chosen)
    return changes, _unboxed(pairs, {control.name for control in form.controls})


def _unboxed(pairs: list[tuple[str, str]], drawn: set[str]) -> list[str]:
    """Words (not single ones: keys, choices) that no control asks for."""
    left = [value for name, value in pairs if name not in drawn and not name.startswith("_")]
    return [value for value in left if re.search(r"\w\s+\w", value)]


def _change(control: Control, values: dict[str, deque[str]], chosen: dict[str, set[str]]) -> list[tuple[int, int, str]]:
    attributes, name = dict(control.attributes), control.name
    if control.kind in _UNTOUCHED or not name:
        return []
    if control.kind == "option" or control.kind in _TICKED:
        if name not in values and control.kind != "checkbox":
            return []
        mark = "selected" if control.kind == "option" else "checked"
        attributes.pop(mark, None)
        if control.value in chosen.get(name, ()):
            attributes[mark] = None
        return [(control.start, control.end, _tag(control.tag, attributes))]
    if not values.get(name):
        return []
    value = values[name].popleft()
    if control.tag == "textarea":
        # The first line break after the tag is not part of the text.
        return [(control.end, control.text_end, "\n" + escape(value))]
    return [(control.start, control.end, _tag(control.tag, attributes | {"value": value}))]


def _tag(tag: str, attributes: Attributes) -> str:
    words = [name if value is None else f'{name}="{escape(value)}"' for name, value in attributes.items()]
    return f"<{' '.join([tag, *words])}>"


def _applied(html: str, changes: list[tuple[int, int, str]]) -> str:
    pieces, at = [], 0
    for start, end, text in sorted(changes):
        pieces += [html[at:start], text]
        at = end
    return "".join([*pieces, html[at:]])
