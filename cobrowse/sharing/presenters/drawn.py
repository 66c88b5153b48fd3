"""The page of a shared form on one screen of the adviser's: what has not changed on it is not drawn again."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from claims.readers.answer_store import spec_of, stored_since
from cobrowse.models import SharedForm
from cobrowse.sharing.presenters.form import (
    Form,
    FormContent,
    Part,
    form_content,
    form_of,
    page_of_form,
    part_of,
    place_of,
    with_newer,
)
from cobrowse.sharing.readers.told import Newer
from formspec.rules.dependence import stands_alone

View = SharedForm.View
# Whoever pauses for longer than this while they type has the next answer drawn with everything else, once.
KEPT_SECONDS = 5.0
# A page, the markup of each of its questions by id, and of what is no question.
Drawn = tuple[FormContent, dict[str, str], str]


@dataclass(frozen=True)
class _Last:
    """What was drawn last: of what, from which form (None: no form's page)."""

    of: tuple[Any, ...]
    form: Form | None
    content: FormContent
    markup: dict[str, str]
    rest: str


class MustRead(Exception):
    """What is to be drawn is not known without reading the draft. Nothing has changed."""


class DrawnForm:
    """Draws one page after the other. Of an answer on which nothing else hangs only its question is drawn again; after
    any other, and on another page, on another day, in another language, everything. A draft is large, and many screens
    stand open on which nobody types: each lets go of its own after some seconds (`rest`).
    """

    def __init__(self) -> None:
        self._last: _Last | None = None
        self._drawn_at = 0.0

    def rest(self) -> None:
        """Nothing is to be drawn just now."""
        if time.monotonic() - self._drawn_at > KEPT_SECONDS:
            self._last = None

    def again(self, share: SharedForm, newer: Newer | None = None, *, reads: bool = True) -> Drawn:
        """The page as it is now. `newer`: what was saved last, where that is known; without `reads` nothing else is
        read, and MustRead is raised where that is not enough.
        """
        last, self._last = self._last, None
        # Should drawing raise, everything is drawn the next time.
        drawn = self._changed(share, last, newer, reads=reads)
        if drawn is None and not reads:
            self._last = last
            raise MustRead
        drawn = drawn or self._everything(share)
        self._last, self._drawn_at = drawn, time.monotonic()
        return drawn.content, drawn.markup, drawn.rest

    def _everything(self, share: SharedForm) -> _Last:
        form = None if share.kind else form_of(share.claim, share.may_edit, {}, {})
        content = form_content(share) if form is None else page_of_form(share, form)
        markup = {part.id: part_markup(part) for part in content.parts}
        lines = {"lines": content.lines, "papers": content.papers, "note": content.note}
        return _Last(_of(share), form, content, markup, render_to_string("cobrowse/_shared_lines.html", lines))

    def _changed(self, share: SharedForm, last: _Last | None, told: Newer | None, *, reads: bool) -> _Last | None:
        """The last page with what has changed since; None where that is not known."""
        if last is None or last.form is None or share.view not in (View.PAGE, View.ROW) or last.of != _of(share):
            return None
        is_all = told is not None and told.since == last.content.revision
        if not (is_all or reads):
            return None
        newer = told.answers if is_all else stored_since(share.claim, last.content.revision)
        spec = spec_of(share.claim)
        if not all(stands_alone(spec, *place) for place in newer):
            return None
        form = with_newer(last.form, share.claim, newer)
        here = {place for place in newer if form.state.is_visible(*place)}
        parts = [_part_again(form, part) if (part.key, part.row) in here else part for part in last.content.parts]
        markup = last.markup | {part.id: part_markup(part) for part in parts if (part.key, part.row) in here}
        content = replace(last.content, revision=share.claim.head_revision, parts=parts)
        return replace(last, form=form, content=content, markup=markup)


def _of(share: SharedForm) -> tuple[Any, ...]:
    """Everything that a page hangs on but the answers."""
    if share.kind:
        return (share.kind,)
    claim = share.claim
    return (
        claim.pk, claim.form_version_id, tuple(claim.visited_pages), share.access, place_of(share), get_language(),
        timezone.localdate(),
    )  # fmt: skip


def _part_again(form: Form, part: Part) -> Part:
    return part_of(form, form.spec.question(part.key, part.row), part.row)


def part_markup(part: Part) -> str:
    """One question as it stands inside its form, which the page has already."""
    return render_to_string("cobrowse/_shared_part.html", {"part": part})
