"""Drafts of the small form for tests of publishing."""

from __future__ import annotations

import copy
from typing import Any

from django.utils import timezone

from accounts.actors import Actor
from formspec.models import Form, FormVersion
from studio.models import FormDraft
from tests.claims.making import SMALL_SOURCE, make_statuses
from tests.claims.moving.changing import Edit

SLUG = "small-form"


def draft_of(by: Actor, *edits: Edit) -> FormDraft:
    """The draft of the small form, which may be published already, with these edits."""
    make_statuses()
    source: dict[str, Any] = copy.deepcopy(SMALL_SOURCE)
    for edit in edits:
        edit(source)
    form, _new = Form.objects.get_or_create(slug=SLUG)
    said = {
        "source": source, "begun_by": by.user, "begun_at": timezone.now(), "edited_by": by.user,
        "edited_by_label": by.label, "edited_at": timezone.now(),
    }  # fmt: skip
    current = FormVersion.objects.filter(form=form, state=FormVersion.State.PUBLISHED).first()
    draft, _new = FormDraft.objects.update_or_create(form=form, defaults={**said, "based_on": current})
    return draft


def edit(draft: FormDraft, *edits: Edit) -> FormDraft:
    """What an edit in the studio leaves."""
    for each in edits:
        each(draft.source)
    draft.number += 1
    draft.save(update_fields=["source", "number"])
    return draft
