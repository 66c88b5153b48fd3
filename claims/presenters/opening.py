"""Until when a draft can be sent, for its task list."""

from __future__ import annotations

from django.utils import timezone

from claims.models import Claim
from formspec.models import Form
from formspec.presenters.opening import opening_words


def draft_words(claim: Claim) -> list[str]:
    """What holds of the opening of a draft's form, a sentence each; nothing where nothing is set. One query."""
    form = Form.objects.filter(versions=claim.form_version_id).exclude(opening_settings={}).first()
    return opening_words(form.opening, timezone.now()) if form else []
