"""Reads HTML in tests: a small tree of elements with attributes and text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Element:
    """One element; `children` holds elements and texts."""

    name: str
    attrs: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def all(self, name: str | None = None, **attrs: str) -> list[Element]:
        """Every element below of that name with those attributes (class_ means: has that class)."""
        return [found for found in self.walk() if found.matches(name, attrs)]

    def one(self, name: str | None = None, **attrs: str) -> Element:
        found = self.all(name, **attrs)
        assert len(found) == 1, f"{len(found)} elements match {name} {attrs}"
        return found[0]

    def by_id(self, id_: str) -> Element:
        return self.one(id=id_)

    def matches(self, name: str | None, attrs: dict[str, str]) -> bool:
        wanted_class = attrs.get("class_")
        rest = {key: value for key, value in attrs.items() if key != "class_"}
        return (
            (name is None or self.name == name)
            and (wanted_class is None or wanted_class in self.attrs.get("class", "").split())
            and all(self.attrs.get(key) == value for key, value in rest.items())
        )

    def walk(self) -> Iterator[Element]:
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    @property
    def text(self) -> str:
        parts = (child if isinstance(child, str) else child.text for child in self.children)
        return " ".join(" ".join(parts).split())

    def normal(self) -> tuple[object, ...]:
        """The same for two pieces of HTML that mean the same: order of attributes and white space left out."""
        attrs = {
            key: " ".join(sorted(value.split())) if key == "class" else " ".join(value.split())
            for key, value in self.attrs.items()
        }
        children = [
            child.normal() if isinstance(child, Element) else " ".join(child.split()) for child in self.children
        ]
        return (self.name, tuple(sorted(attrs.items())), tuple(child for child in children if child))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {key: value or "" for key, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open[-1].name == tag, f"</{tag}> closes <{self.open[-1].name}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def tree(html: str) -> Element:
    """Parse HTML; fails when elements are not closed in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1, f"<{reader.open[-1].name}> is never closed"
    return reader.open[0]
