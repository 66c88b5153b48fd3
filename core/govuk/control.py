"""What every form control needs to be drawn, whatever its kind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.rules.parts import PARTS

HEADING_CLASS = "l"
LABEL_CLASS = "s"
# A value and its label, or in a select the title of a group and what is in it.
Option = tuple[str, str | Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class Control:
    """What every kind of control needs. `part_errors` maps a wrong part to its message ("" = only mark it).

    `options` are (value, label) pairs, those of a select also (title, pairs); `autocomplete` is a token, or one per
    part for kinds with parts; `attributes` go on the input. `heading` makes the label the page's h1.
    `option_hints` maps the values of options to what stands below them. `abroad`: an address may be in another
    country, and has a box for it. `above` is safe HTML between the hint and the boxes of an answer in several parts.
    """

    name: str
    id: str
    label: str
    hint: str | None = None
    error: str | None = None
    part_errors: Mapping[str, str] = field(default_factory=dict)
    heading: bool = False
    options: Sequence[Option] = ()
    option_hints: Mapping[str, str] = field(default_factory=dict)
    autocomplete: str | Mapping[str, str] | None = None
    classes: str | None = None
    input_type: str = "text"
    inputmode: str | None = None
    spellcheck: bool | None = None
    rows: int = 5
    attributes: Mapping[str, Any] | None = None
    abroad: bool = False
    above: str = ""

    def error_params(self, message: str | None = None) -> dict[str, Any] | None:
        text = message if message is not None else self.error
        return {"text": text, "visuallyHiddenText": _("Error")} if text else None

    def hint_params(self) -> dict[str, Any] | None:
        return {"text": self.hint} if self.hint else None

    def title(self, block: str) -> dict[str, Any]:
        """Parameters of the label or legend; `block` is "govuk-label" or "govuk-fieldset__legend"."""
        size = HEADING_CLASS if self.heading else LABEL_CLASS
        return {"text": self.label, "classes": f"{block}--{size}", "isPageHeading": self.heading or None}

    def token(self, part: str) -> str | None:
        return self.autocomplete.get(part) if isinstance(self.autocomplete, Mapping) else None


def first_wrong_part(kind: str, part_errors: Iterable[str]) -> str:
    """The part that an error link leads to: the first wrong one in page order, else the first."""
    wrong = set(part_errors)
    return next((part for part in PARTS[kind] if part in wrong), PARTS[kind][0])
