"""A draft is edited one operation at a time, undone, and thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission, require
from studio.models import DraftEdit, FormDraft
from studio.readers.published import published_keys
from studio.rules.finding import digest, part_of
from studio.rules.operations.table import MIND_PUBLISHED, perform
from studio.rules.way_back import applied, way_back

# So many edits of a draft can be undone; the words of older ones go.
EDITS_KEPT = 200


@dataclass(frozen=True)
class Seen:
    """The part of a form that a page showed: its kind (studio.rules.finding.part_of), its key, its digest then."""

    kind: str
    key: str
    digest: str


class Clash(Exception):
    """Somebody changed the same part since it was shown, or did something after what was to be undone.

    Nothing was changed. `draft` is as it is now.
    """

    def __init__(self, draft: FormDraft) -> None:
        super().__init__(f"{draft} was changed by {draft.edited_by_label}")
        self.draft = draft


@transaction.atomic
def edit_draft(
    *, slug: str, operation: str, parameters: Mapping[str, Any], by: Actor, seen: Seen | None = None
) -> FormDraft:
    """Do one operation (studio.rules.operations.table) to the draft of a form.

    seen: what the page showed of the part that it changes. Raises Clash, studio.rules.refusals.Refused and InUse,
    Http404, PermissionDenied.
    """
    draft = locked_draft(slug, by)
    if seen is not None and digest(part_of(draft.source, seen.kind, seen.key)) != seen.digest:
        raise Clash(draft)
    published = published_keys(draft.form) if operation in MIND_PUBLISHED else ()
    before, after = draft.source, perform(draft.source, operation, parameters, published)
    if after == before:
        return draft
    _keep(draft, after, by)
    DraftEdit.objects.create(
        draft=draft, number=draft.number, operation=operation, parameters=dict(parameters),
        way_back=way_back(before, after), by=by.user, by_label=by.label, at=draft.edited_at,
    )  # fmt: skip
    DraftEdit.objects.filter(draft=draft, number__lte=draft.number - EDITS_KEPT).delete()
    audit.record("studio.draft.edited", by=by, subject=f"form {slug}", detail={"operation": operation})
    return draft


@transaction.atomic
def undo_edit(*, slug: str, number: int, by: Actor) -> FormDraft:
    """Take back the last edit that is not undone, which the page showed as this number.

    Raises Clash where it is another by now, Http404, PermissionDenied.
    """
    draft = locked_draft(slug, by)
    last = draft.edits.filter(is_undone=False).first()
    if last is None or last.number != number:
        raise Clash(draft)
    _keep(draft, applied(draft.source, last.way_back), by)
    last.is_undone = True
    last.save(update_fields=["is_undone"])
    audit.record("studio.draft.undone", by=by, subject=f"form {slug}", detail={"operation": last.operation})
    return draft


@transaction.atomic
def delete_draft(*, slug: str, number: int, by: Actor) -> None:
    """Throw a draft away, with a form of which nothing else was ever there.

    Raises Clash where it was edited since it was shown, Http404, PermissionDenied.
    """
    draft = locked_draft(slug, by)
    if draft.number != number:
        raise Clash(draft)
    form = draft.form
    draft.delete()
    if not form.versions.exists():
        form.delete()
    audit.record("studio.draft.deleted", by=by, subject=f"form {slug}")


def locked_draft(slug: str, by: Actor) -> FormDraft:
    """The draft of a form, locked until the transaction ends. Raises Http404, PermissionDenied."""
    require(by, Permission.FORM_MANAGE)
    draft = FormDraft.objects.select_for_update(of=("self",)).select_related("form").filter(form__slug=slug).first()
    if draft is None:
        raise Http404
    return draft


def _keep(draft: FormDraft, source: dict[str, Any], by: Actor) -> None:
    draft.source, draft.number = source, draft.number + 1
    draft.edited_by, draft.edited_by_label, draft.edited_at = by.user, by.label, timezone.now()
    draft.save(update_fields=["source", "number", "edited_by", "edited_by_label", "edited_at"])
