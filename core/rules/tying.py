"""Ties buttons above the page to the form that a person types into: pressing one posts what they typed. They change the
language, or stop what is shared.

Without scripts a button sends the form it belongs to and nothing else. The buttons stand above the page, in forms of
their own; on a page with words in boxes they are given to the form with those words (`form="…"`). Pure: markup in,
markup out. Of several forms it is the one with most boxes. What is typed into the others goes along by `data-switches`
(frontend/src/core/switching.js); for whoever has no scripts each form gets buttons for the language at its own end,
instead of those above the page (frontend/src/core/_page.scss). Patterns rather than the parser of filling.py, which
would add milliseconds to every page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape

# A button as a template marks it: posted as `language` or `stop` in its own form, or by its own name with the words.
BUTTON = re.compile(r'data-switch="(\w+)" name="(?:language|stop)"')
_LANGUAGE = re.compile(r'<button\b[^>]*data-switch="_language"[^>]*>.*?</button>', re.DOTALL)
FORM_ID = "with-words"
OWN_ID = "own-language"
MARK = 'data-switch="'
_FORM = re.compile(r"<form\b([^>]*)>")
_HIDDEN = re.compile(r"(?<!\S)hidden(?!\S)")
_BOX = re.compile(r"<(input|textarea|select)\b([^>]*)>")
_PRESSED = re.compile(r"<(button|input)\b([^>]*)>")
_NOT_TYPED = {"hidden", "submit", "button", "image", "reset"}
_CHOSEN = {"checkbox", "radio"}
# What forms carry that nobody typed.
_OURS = {"csrfmiddlewaretoken", "_drawn_for", "next", "of"}
# A form that only asks whether the person is sure must not be sent by one of these buttons.
_SURE = "_sure"


@dataclass(frozen=True)
class _Form:
    """A form that posts: where its tag ends, its id, and how much somebody may have typed into it."""

    tag_end: int
    id: str
    inside: str
    weight: tuple[int, int, int]
    is_hidden: bool

    @property
    def end(self) -> int:
        """Where its closing tag stands."""
        return self.tag_end + len(self.inside)


def tie(html: str, *, from_post: bool, above: str, own: str) -> str:
    """The page with its marked buttons tied to the form that holds words; as it is where none does.

    `from_post`: the page was drawn in answer to a post, so what was typed may stand in its hidden fields. Without
    scripts, on a page with several forms, the link `above` the page leads to the first form's own buttons, and `own`
    says beside them what they keep (both are plain text).
    """
    first = BUTTON.search(html)
    if first is None:
        return html
    forms = _forms(html, from_post=from_post)
    if not forms:
        return html
    form = max(forms, key=lambda each: each.weight)
    form_id = form.id or FORM_ID
    start = html.rfind("<button", 0, first.start())
    # Enter presses the first button that belongs to a form: that one goes on, as the form's own first button does.
    unseen = 'class="govuk-visually-hidden" tabindex="-1" aria-hidden="true"'
    added = {start: f'<button{_pressed(form.inside)} form="{form_id}" {unseen}></button>'}
    if not form.id:
        added[form.tag_end - 1] = f' id="{FORM_ID}"'
    buttons = "".join(_LANGUAGE.findall(html))
    # A form that scripts show is not there for whoever has none.
    seen = [each for each in forms if not each.is_hidden]
    if buttons and any(each is not form for each in seen):
        added[start] += f'<noscript><a class="bo-language__to-own" href="#{OWN_ID}">{escape(above)}</a></noscript>'
        added |= {each.end: _own_buttons(buttons, own, is_first=each is seen[0]) for each in seen}
    return BUTTON.sub(rf'form="{form_id}" formnovalidate data-switches name="\1"', _with(html, added))


def _own_buttons(buttons: str, own: str, *, is_first: bool) -> str:
    """The buttons for the language that a form has at its end where there are no scripts."""
    id_ = f' id="{OWN_ID}"' if is_first else ""
    copies = BUTTON.sub(r'formnovalidate name="\1"', buttons)
    return (
        f'<noscript><div class="bo-own-language"{id_}><p class="govuk-hint">{escape(own)}</p>{copies}</div></noscript>'
    )


def _with(html: str, added: dict[int, str]) -> str:
    """The page with texts added at these places of it."""
    pieces, upto = [], 0
    for place in sorted(added):
        pieces += [html[upto:place], added[place]]
        upto = place
    return "".join([*pieces, html[upto:]])


def _forms(html: str, *, from_post: bool) -> list[_Form]:
    found = []
    for match in _FORM.finditer(html, max(html.find("<main"), 0)):
        attributes, inside = match[1], html[match.end() : html.find("</form>", match.end())]
        if (_attribute(attributes, "method") or "").lower() != "post" or MARK in inside:
            continue
        words, chosen, hidden = _typed_into(inside)
        kept = len(hidden - _OURS) if from_post else 0
        if _SURE not in hidden and (words or chosen or kept):
            form_id = unescape(_attribute(attributes, "id") or "")
            is_hidden = _HIDDEN.search(attributes) is not None
            found.append(_Form(match.end(), form_id, inside, (words, chosen, kept), is_hidden))
    return found


def _typed_into(inside: str) -> tuple[int, int, set[str]]:
    """How many boxes of a form are for words, how many to be chosen, and the names of the hidden ones."""
    words, chosen, hidden = 0, 0, set()
    for tag, attributes in _BOX.findall(inside):
        kind = (_attribute(attributes, "type") if tag == "input" else "") or "text"
        if kind == "hidden":
            hidden.add(unescape(_attribute(attributes, "name") or ""))
        chosen += kind in _CHOSEN
        words += kind not in _NOT_TYPED and kind not in _CHOSEN
    return words, chosen, hidden


def _attribute(attributes: str, name: str) -> str | None:
    """The value of an attribute as it is written. By hand: this runs for each box of each page of a form."""
    sought, start = f'{name}="', -1
    while (start := attributes.find(sought, start + 1)) >= 0:
        if start == 0 or attributes[start - 1].isspace():
            start += len(sought)
            return attributes[start : attributes.find('"', start)]
    return None


def _pressed(inside: str) -> str:
    """What the form's own first button posts, as attributes."""
    for match in _PRESSED.finditer(inside):
        if (_attribute(match[2], "type") or "") in ({"", "submit"} if match[1] == "button" else {"submit"}):
            posted = ((name, _attribute(match[2], name)) for name in ("name", "value", "formaction"))
            return "".join(f' {name}="{value}"' for name, value in posted if value is not None)
    return ""
