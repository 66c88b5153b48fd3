"""A draft becomes the form's next version."""

from __future__ import annotations

from django.db import transaction

from accounts.actors import Actor
from formspec.actions.publishing import publish_spec
from formspec.models import FormVersion
from formspec.rules.sources.own_form import compile_own
from studio.actions.editing import Clash, locked_draft


@transaction.atomic
def publish_draft(*, slug: str, number: int, by: Actor) -> FormVersion:
    """Publish a draft as it was shown, and end it. Claims that began on an earlier version finish on it.

    Raises Clash where it was edited since, formspec.rules.compile.FormProblems, Http404, PermissionDenied.
    """
    draft = locked_draft(slug, by)
    if draft.number != number:
        raise Clash(draft)
    version = publish_spec(form=draft.form, spec=compile_own(draft.source), source=draft.source, by=by)
    draft.delete()
    return version
