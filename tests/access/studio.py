"""What the addresses of the studio name: the draft of a form, and a version of one."""

from __future__ import annotations

from django.utils import timezone

from formspec.models import FormVersion
from formspec.rules.sources.own_form import library_copy
from studio.models import FormDraft

SLUG = "housing-benefit"


def studio_things() -> dict[str, list[str]]:
    """The draft of a form that is published, which none of the people of the table has edited, and that version."""
    version = FormVersion.objects.get(form__slug=SLUG)
    FormDraft.objects.create(
        form=version.form, source=library_copy(SLUG), based_on=version, begun_at=timezone.now(),
        edited_at=timezone.now(),
    )  # fmt: skip
    return {"drafted form": [SLUG], "form version": [SLUG, str(version.pk)]}
