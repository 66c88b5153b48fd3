"""Drafts are begun, from what is published, from the library or from nothing."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission, require
from formspec.models import Form, FormVersion
from formspec.rules.compile import library_slugs, library_slugs_for
from formspec.rules.sources.own_form import library_copy
from studio.models import FormDraft
from studio.rules.starting import empty_form, renamed, slug_for

# Pages of the studio have these addresses, so no form has them.
ADDRESSES = {"new", "import", "media", "publishing"}


@transaction.atomic
def begin_draft(*, slug: str, by: Actor) -> FormDraft:
    """The draft of a form of the council, begun from what is published of it unless there is one.

    Raises Http404 for a form that has neither, PermissionDenied.
    """
    require(by, Permission.FORM_MANAGE)
    form = Form.objects.select_for_update().filter(slug=slug).first()
    there = FormDraft.objects.filter(form=form).first() if form else None
    if there is not None:
        return there
    version = FormVersion.objects.filter(form__slug=slug, state=FormVersion.State.PUBLISHED).first()
    if form is None or version is None:
        raise Http404
    return _begun(form, version.source or library_copy(slug, form.asked), version, by)


@transaction.atomic
def copy_from_library(*, slug: str, title: str, by: Actor) -> FormDraft:
    """A draft of a new form of the council that begins as this form of the library.

    Raises Http404, PermissionDenied.
    """
    require(by, Permission.FORM_MANAGE)
    if slug not in library_slugs_for(by.council.nation):
        raise Http404
    form = _new_form(title)
    return _begun(form, renamed(library_copy(slug), form.slug, title), None, by)


@transaction.atomic
def start_empty(*, title: str, by: Actor) -> FormDraft:
    """A draft of a new form of the council with one question. Raises Http404, PermissionDenied."""
    require(by, Permission.FORM_MANAGE)
    form = _new_form(title)
    return _begun(form, empty_form(form.slug, title), None, by)


def _new_form(title: str) -> Form:
    taken = {*ADDRESSES, *Form.objects.values_list("slug", flat=True), *library_slugs()}
    return Form.objects.create(slug=slug_for(title, taken))


def _begun(form: Form, source: dict[str, Any], version: FormVersion | None, by: Actor) -> FormDraft:
    now = timezone.now()
    audit.record("studio.draft.begun", by=by, subject=f"form {form.slug}")
    return FormDraft.objects.create(
        form=form, source=source, based_on=version, begun_by=by.user, begun_at=now, edited_by=by.user,
        edited_by_label=by.label, edited_at=now,
    )  # fmt: skip
