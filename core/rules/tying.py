"""Ties the buttons that change the language to the form that a person types into: pressing one posts what they typed.

Without scripts a button sends the form it belongs to and nothing else. The buttons stand above the page, in forms of
their own; on a page with words in boxes they are given to the form with those words (`form="…"`). Pure: markup in,
markup out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

# A button as a template marks it: posted as `language` in its own form, or by the name it says with the words.
BUTTON = re.compile(r'data-switch="(\w+)" name="language"')
FORM_ID = "with-words"
_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_INPUT = re.compile(r"<input\b([^>]*)>")
_BOX = re.compile(r"<(textarea|select)\b")
_PRESSED = re.compile(r"<(button|input)\b([^>]*)>")
_NOT_TYPED = {"hidden", "submit", "button", "image", "reset"}
_CHOSEN = {"checkbox", "radio"}
# What forms carry that nobody typed.
_OURS = {"csrfmiddlewaretoken", "_drawn_for", "next", "of"}
# A form that only asks whether the person is sure must not be sent by changing the language.
_SURE = "_sure"


@dataclass(frozen=True)
class _Form:
    """A form that posts: where its tag ends, its id, and how much somebody may have typed into it."""

    tag_end: int
    id: str
    inside: str
    weight: tuple[int, int, int]


def tie(html: str, *, from_post: bool) -> str:
    """The page with its marked buttons tied to the form that holds words; as it is where none does.

    `from_post`: the page was drawn in answer to a post, so what was typed may stand in its hidden fields.
    """
    first = BUTTON.search(html)
    if first is None:
        return html
    forms = _forms(html, from_post=from_post)
    if not forms:
        return html
    form = max(forms, key=lambda each: each.weight)
    form_id = form.id or FORM_ID
    before, after = html[: form.tag_end], html[form.tag_end :]
    if not form.id:
        before = f'{before[:-1]} id="{FORM_ID}">'
    start = html.rfind("<button", 0, first.start())
    # Enter presses the first button that belongs to a form: that one goes on, as the form's own first button does.
    unseen = 'class="govuk-visually-hidden" tabindex="-1" aria-hidden="true"'
    first_button = f'<button{_pressed(form.inside)} form="{form_id}" {unseen}></button>'
    tied = BUTTON.sub(rf'form="{form_id}" formnovalidate name="\1"', before[start:] + after)
    return before[:start] + first_button + tied


def _forms(html: str, *, from_post: bool) -> list[_Form]:
    found = []
    for match in _FORM.finditer(html, max(html.find("<main"), 0)):
        attributes, inside = match[1], match[2]
        inputs = [
            (_attribute(each[1], "name"), _attribute(each[1], "type") or "text") for each in _INPUT.finditer(inside)
        ]
        hidden = {name for name, kind in inputs if kind == "hidden"}
        posts = _attribute(attributes, "method").lower() == "post"
        if not posts or BUTTON.search(inside) or _SURE in hidden:
            continue
        words = len(_BOX.findall(inside)) + sum(kind not in _NOT_TYPED | _CHOSEN for _name, kind in inputs)
        chosen = sum(kind in _CHOSEN for _name, kind in inputs)
        kept = len(hidden - _OURS) if from_post else 0
        if words or chosen or kept:
            weight = (words, chosen, kept)
            found.append(_Form(match.start(2), _attribute(attributes, "id"), inside, weight))
    return found


def _attribute(attributes: str, name: str) -> str:
    match = re.search(rf'(?:^|\s){name}="([^"]*)"', attributes)
    return unescape(match[1]) if match else ""


def _pressed(inside: str) -> str:
    """What the form's own first button posts, as attributes."""
    for tag, attributes in _PRESSED.findall(inside):
        if _attribute(attributes, "type") in ({"", "submit"} if tag == "button" else {"submit"}):
            kept = [re.search(rf'\s{name}="[^"]*"', attributes) for name in ("name", "value", "formaction")]
            return "".join(match[0] for match in kept if match)
    return ""
