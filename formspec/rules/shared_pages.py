"""Pages that two people can fill in together, besides forms: what such a page declares, without an import upwards.

An app with a page on which somebody types a draft adds its kind in `apps.ready()`; live help, above, draws, saves
and shows what is declared here. A question declares what an adviser sees and changes as those of forms do: {"key",
"label", "type", "adviser": "show", "adviser_edit": True, "options"?} (formspec/rules/sharing.py); what declares
nothing is masked.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol


class SharedAnswer(NamedTuple):
    """What is in a box, raw, the revision of it, and whether an adviser put it there."""

    raw: Any
    revision: int
    by_helper: bool


@dataclass
class SavedBoxes:
    """By question: the revision of what was saved, or what somebody else put there since; `before`, what was there."""

    revisions: dict[str, int] = field(default_factory=dict)
    conflicts: dict[str, SharedAnswer] = field(default_factory=dict)
    before: dict[str, SharedAnswer] = field(default_factory=dict)


class Draft(Protocol):
    """A row of what somebody types. `followed`: somebody may be looking, so the app says when it is saved."""

    pk: Any
    public_id: uuid.UUID
    resident_id: int
    head_revision: int
    followed: bool
    began_at: dt.datetime

    @property
    def is_draft(self) -> bool: ...


class SharedPage(Protocol):
    """A kind of page. Whoever calls has asked who may."""

    name: str

    def draft(self, public_id: uuid.UUID, *, lock: bool = False) -> Any:
        """The draft, None where it is gone. With `lock` it stays as it is until the transaction ends."""

    def drafts_of(self, resident_id: int) -> list[Any]:
        """What a person has begun and can share, newest first."""

    def title(self, draft: Any) -> str:
        """What it is called, in the page's language; of None, of one that is gone."""

    def kept_words(self) -> str:
        """How long what is typed is kept, in a sentence for the adviser."""

    def address(self, draft: Any) -> str:
        """The path of its page."""

    def is_at(self, draft: Any, view_name: str, kwargs: Mapping[str, Any], query: Mapping[str, Any]) -> bool:
        """Whether a request is for its page."""

    def is_typed_at(self, view_name: str, query: Mapping[str, Any]) -> bool:
        """Whether a request is for a page on which one of these is typed, begun or not."""

    def mark(self, draft: Any) -> str:
        """What the address has in it to which the page's script saves."""

    def questions(self, draft: Any) -> dict[str, dict[str, Any]]:
        """Its questions by key in order, in the page's language."""

    def question(self, key: str) -> dict[str, Any] | None:
        """A question of a draft that is gone."""

    def answers(self, draft: Any) -> dict[str, SharedAnswer]:
        """What is in the boxes that somebody wrote in."""

    def display(self, key: str, raw: Any) -> str:
        """An answer in words, "" for none."""

    def markup(self, draft: Any, typed: Mapping[str, Any], conflicts: Mapping[str, SharedAnswer]) -> dict[str, str]:
        """Each question's boxes, as safe markup. `typed` wins over what is kept; beside it stands what others saved."""

    def save(self, draft: Any, key: str, raw: Any, *, base: int, page: str, by_helper: bool) -> SavedBoxes:
        """Save into a locked draft; what somebody else saved since `base` is reported and not written over."""


_pages: dict[str, SharedPage] = {}


def add_shared_page(page: SharedPage) -> None:
    """Let people share pages of this kind."""
    _pages[page.name] = page


def shared_pages() -> list[SharedPage]:
    """Every kind, in the order of registration."""
    return list(_pages.values())


def shared_page(name: str) -> SharedPage:
    """One of them. Raises KeyError."""
    return _pages[name]
