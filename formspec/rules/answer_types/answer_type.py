"""What there is to say about a type of answer: the columns of the table, and what the types share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.rules.parts import PARTS
from formspec.rules.messages import Phrase, ask_to_enter, message

Question = dict[str, Any]
Translate = Callable[[str], str]

# The shape of a raw answer: a str, a dict of str by part, a list of str, or None where nothing is asked.
TEXT, PARTED, LISTED, NOTHING = "text", "parts", "list", "nothing"
# How the browser reads each shape out of a question (frontend/src/claims/answers.js).
_BROWSER_KINDS = {TEXT: "scalar", PARTED: "parts", LISTED: "many", NOTHING: "none"}
# What conditions may compare an answer as: one value, or a list of them.
ONE, MANY = "one", "many"


@dataclass(frozen=True)
class Cleaned:
    """A checked answer. `value` is None when there is an `error` or nothing was answered.

    `part_errors` says which boxes of the answer are wrong ("day", "postcode" ...), each with its own sentence.
    A `warning` does not stop anything: show it once and let the person carry on.
    """

    value: Any = None
    error: Phrase | None = None
    part_errors: dict[str, Phrase] = field(default_factory=dict)
    warning: Phrase | None = None


@dataclass(frozen=True)
class Around:
    """What an answer is checked against beside itself."""

    today: date
    context: Mapping[str, Any]


def fail(code: str, question: Question, parts: tuple[str, ...] = (), **params: str) -> Cleaned:
    """An answer that one sentence says what is wrong with, in these of its boxes."""
    error = message(code, question, **params)
    return Cleaned(error=error, part_errors=dict.fromkeys(parts, error))


def wrong_parts(errors: dict[str, Phrase]) -> Cleaned:
    """An answer with these boxes wrong; the first sentence stands for all."""
    return Cleaned(error=next(iter(errors.values())), part_errors=errors)


def as_it_is(question: Question, raw: Any, around: Around) -> Cleaned:
    """Nothing to check beyond the shape."""
    return Cleaned(raw)


def enter(otherwise: str = "enter_text_for") -> Callable[[Question], Cleaned]:
    """What a blank required answer is when it is to be typed; see `ask_to_enter`."""
    return lambda question: Cleaned(error=ask_to_enter(question, otherwise))


def text_shown(question: Question, value: Any, translate: Translate) -> str:
    """A value that says itself."""
    return str(value)


def typed_shown(question: Question, raw: Any, translate: Translate) -> str:
    """What was typed need not be an amount or a date, so it is shown as it is."""
    if isinstance(raw, dict):
        return " ".join(part for part in raw.values() if part)
    return str(raw).replace("\n", ", ")


def hidden(value: Any, translate: Translate) -> str:
    """Nothing of a value but that there is one."""
    return "••••"


def no_options(question: Question) -> list[str]:
    """Anything may be typed."""
    return []


def raw_text(value: Any) -> Any:
    """A clean value as it would be typed into one box."""
    return str(value)


def fits_text(question: Question, value: Any) -> bool:
    """Words and numbers can be typed into one box."""
    return isinstance(value, str | int | float)


def fits_nothing(question: Question, value: Any) -> bool:
    """No known fact fills this in."""
    return False


@dataclass(frozen=True, kw_only=True)
class AnswerType:
    """One type of answer: all that any page, script, action or check needs to know to treat it rightly.

    A function that gets a `value` gets a clean one, never None; `raw` is of the type's shape.
    """

    # What is stored as it was typed, and when that counts as nothing: `counted` are the parts that must then be empty.
    shape: str = TEXT
    parts: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()

    # From raw to clean. A blank answer does not reach `clean`, unless it is a `group`; required, it is `blank`.
    clean: Callable[[Question, Any, Around], Cleaned]
    blank: Callable[[Question], Cleaned] = enter()
    options: Callable[[Question], list[str]] = no_options

    # Typed by somebody whom the person lets act for them, it is not sent before the person has confirmed it.
    own_word: bool = False

    # In words. A sensitive answer is encrypted where it is stored and masked wherever it is shown. Only with
    # `open_in_its_box` does its own box on the page hold it again.
    display: Callable[[Question, Any, Translate], str] = text_shown
    display_raw: Callable[[Question, Any, Translate], str] = typed_shown
    sensitive: bool = False
    mask: Callable[[Any, Translate], str] = hidden
    open_in_its_box: bool = False

    # On the page: a control of core/govuk/controls.py with its parameters ("" for none), and the fixed choices it
    # offers as (value, message id). Answers `by_hand` are what the controls hold; others have actions of their own.
    control: str = "text"
    inputs: Mapping[str, Any] = field(default_factory=dict)
    choices: tuple[tuple[str, str], ...] = ()
    by_hand: bool = True

    # In conditions: compared as ONE value, as MANY, or not at all; whole numbers are compared as numbers. Of the
    # `exclusive` options of a list, one picked leaves out everything else.
    compared: str = ""
    is_number: bool = False
    exclusive: tuple[str, ...] = ()

    # An amount of which a form may say what is likely.
    is_amount: bool = False

    # From a known fact to what would have been typed.
    raw_of: Callable[[Any], Any] = raw_text
    fits: Callable[[Question, Any], bool] = fits_text

    # In the source of a form: the settings it must have and others must not, the validations it may have, whether it
    # may stand in a group's rows, whether an adviser may change the answer.
    settings: tuple[str, ...] = ()
    validations: tuple[str, ...] = ()
    in_rows: bool = True
    adviser_edits: bool = True

    # Long words: of what two people write in it at once, both is kept.
    merges: bool = False

    # What has a structure of its own: rows of other answers, uploaded files, the name of somebody who may sign.
    is_group: bool = False
    is_upload: bool = False
    is_name: bool = False

    @property
    def takes_answer(self) -> bool:
        """False for words that stand among the questions."""
        return self.shape != NOTHING

    @property
    def stays_hidden(self) -> bool:
        """A saved answer is not shown again, so an empty box means that it stays."""
        return self.sensitive and not self.open_in_its_box

    @property
    def browser_kind(self) -> str:
        """How the browser reads the answer, or "none" where there is nothing to save as it is typed."""
        return _BROWSER_KINDS[self.shape] if self.by_hand else "none"


def in_parts(control: str, **columns: Any) -> AnswerType:
    """A type that is given in the boxes of one of core's controls."""
    parts = PARTS[control]
    usual: dict[str, Any] = {
        "counted": parts,
        "raw_of": lambda value: {part: str(value.get(part) or "") for part in parts},
        "fits": lambda question, value: isinstance(value, dict),
    }
    return AnswerType(shape=PARTED, parts=parts, control=control, **usual | columns)
