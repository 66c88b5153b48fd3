"""Every form that a page posts, what somebody could type into it, and what is in its boxes."""

from __future__ import annotations

from dataclasses import dataclass

from tests.core.html_tree import Element, tree

PRESSED = {"submit", "button", "reset", "image"}
BOXES = {"input", "textarea", "select", "button"}


@dataclass(frozen=True)
class PageForm:
    """One form of a page: where it posts to, its element, and what of the whole page belongs to it, in order."""

    action: str
    element: Element
    owned: tuple[Element, ...]

    def boxes(self) -> list[Element]:
        return [each for each in self.owned if each.attrs.get("name")]

    def hidden(self) -> dict[str, str]:
        return {each.attrs["name"]: each.attrs.get("value", "") for each in self.boxes() if kind_of(each) == "hidden"}

    def visible(self) -> list[Element]:
        return [each for each in self.boxes() if kind_of(each) not in {"hidden", *PRESSED}]


def kind_of(box: Element) -> str:
    if box.name == "input":
        return box.attrs.get("type", "text").lower()
    return box.attrs.get("type", "submit").lower() if box.name == "button" else box.name


def forms_of(html: str, path: str) -> list[PageForm]:
    """The forms of a page that post."""
    page = tree(html)
    posting = [each for each in page.all("form") if each.attrs.get("method", "").lower() == "post"]
    return [
        PageForm((each.attrs.get("action") or path).partition("?")[0], each, _owned(page, each)) for each in posting
    ]


def _owned(page: Element, form: Element) -> tuple[Element, ...]:
    inside = {id(each) for each in form.walk()}
    return tuple(
        each
        for each in page.walk()
        if each.name in BOXES
        and (each.attrs["form"] == form.attrs.get("id") if each.attrs.get("form") else id(each) in inside)
    )


def first_button(form: PageForm) -> Element | None:
    """What Enter presses."""
    return next(iter(buttons_of(form)), None)


def buttons_of(form: PageForm) -> list[Element]:
    """The buttons that send a form."""
    return [each for each in form.owned if each.name in ("button", "input") and kind_of(each) == "submit"]


def typed_into(form: PageForm) -> dict[str, list[str]]:
    """Something in every box: words of its own in those for words, the last of what can be chosen, every tick."""
    typed: dict[str, list[str]] = {}
    for number, box in enumerate(form.visible()):
        name, kind = box.attrs["name"], kind_of(box)
        if kind == "select":
            typed[name] = [box.all("option")[-1].attrs.get("value", "")]
        elif kind == "radio":
            typed[name] = [box.attrs["value"]]
        elif kind == "checkbox":
            typed.setdefault(name, []).append(box.attrs.get("value", "on"))
        elif kind != "file":
            typed.setdefault(name, []).append(f'Words "{number}" of <Zoë> & {name}')
    return typed


def filled_in(form: PageForm) -> dict[str, list[str]]:
    """What the boxes hold that a person sees."""
    held: dict[str, list[str]] = {}
    for box in form.visible():
        name, kind = box.attrs["name"], kind_of(box)
        if kind == "select":
            chosen = [each.attrs.get("value", "") for each in box.all("option") if "selected" in each.attrs]
            held[name] = chosen or [box.all("option")[0].attrs.get("value", "")]
        elif kind in ("radio", "checkbox"):
            if "checked" in box.attrs:
                held.setdefault(name, []).append(box.attrs.get("value", "on"))
        elif kind == "textarea":
            held.setdefault(name, []).append("".join(map(str, box.children)).removeprefix("\n"))
        elif kind != "file":
            held.setdefault(name, []).append(box.attrs.get("value", ""))
    return held
