"""What there is of a form, for the page of its settings."""

from __future__ import annotations

from formspec.models import Form, FormVersion
from notifications.wording.readers import forms
from studio.models import FormDraft


def draft_of(form: Form) -> FormDraft | None:
    """The draft of a form of the actor's, if there is one."""
    return FormDraft.objects.filter(form=form).first()


def is_published(form: Form) -> bool:
    """Whether people can have begun it."""
    return form.versions.filter(state=FormVersion.State.PUBLISHED).exists()


def is_worded(form: Form) -> bool:
    """Whether its claims can have words of their own: not those of a form on which nobody claims."""
    return form.slug in forms()
