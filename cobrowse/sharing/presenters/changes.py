"""What advisers changed in shared forms, for the person whose forms they are."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actors import Actor
from cobrowse.models import SharedForm
from cobrowse.sharing.readers.shares import Changed, changed_in, own_shares
from cobrowse.sharing.readers.subjects import displayed, stored_of, title_of
from formspec.rules.answer_types import type_of


@dataclass(frozen=True)
class ChangeLine:
    """One answer that was changed. `may_undo`: it is still the adviser's, or long words out of which theirs can
    be taken; else `says` what became of it.
    """

    edit_id: uuid.UUID
    label: str
    before: str
    after: str
    may_undo: bool
    says: str


@dataclass(frozen=True)
class ShareChanges:
    """One form while it was shared once."""

    words: str
    form: str
    at: dt.datetime
    lines: list[ChangeLine]


def changes_content(actor: Actor, public_id: uuid.UUID) -> list[ShareChanges]:
    """Everything that was changed in a request's shared forms, latest first."""
    return [_content(share) for share in own_shares(actor, public_id)]


def _content(share: SharedForm) -> ShareChanges:
    changed = changed_in(share)
    stored = stored_of(share)
    lines = [_line(share, each, stored.get((each.key, each.row))) for each in changed]
    words = ngettext("%(name)s changed %(number)s answer", "%(name)s changed %(number)s answers", len(lines))
    named = {"name": share.adviser.display_name, "number": len(lines)}
    return ShareChanges(words % named, title_of(share), share.began_at, lines)


def _line(share: SharedForm, changed: Changed, now: Any) -> ChangeLine:
    nothing = _("no answer")
    before = displayed(share, changed.question, changed.before, _) if changed.before is not None else ""
    after = displayed(share, changed.question, changed.after, _)
    is_theirs = now is not None and (now.revision == changed.revision or type_of(changed.question).merges)
    says = ""
    if changed.is_undone:
        says = _("You took this back.")
    elif share.subject is None:
        says = _("It is saved, or thrown away. What is saved you can change in your journal.")
    elif not share.subject.is_draft:
        says = _("The form is sent.")
    elif not is_theirs:
        says = _("This answer was changed again since.")
    return ChangeLine(changed.edit_id, changed.label, before or nothing, after or nothing, not says, says)
