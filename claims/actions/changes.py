"""What somebody typed for one question, as a page sends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class AnswerChange:
    """One answer as typed. `base` is the revision of the stored answer when the person's page was drawn.

    `page_id` names the open page that writes, when a script saves: it may follow up its own writing whatever its base.
    With `known` long words are merged with what was saved meanwhile (claims/actions/merging.py): (id, text) of the
    answer at `base`, whose id is "", and of each change that the page sent since and has no reply to. `id` names this.
    `version` is the version of the form that the page was drawn from, None where it does not say.
    """

    key: str
    row: str
    raw: Any
    base: int
    page_id: str = ""
    id: str = ""
    known: tuple[tuple[str, str], ...] = ()
    version: int | None = None
