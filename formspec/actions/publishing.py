"""Importing library forms into a council, and publishing versions that never change afterwards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from formspec.models import Form, FormSource, FormVersion
from formspec.readers import form_with_optional_questions
from formspec.rules.compile import compile_library_form, library_optional_questions, library_slugs_for
from formspec.rules.sources.own_form import library_copy
from formspec.signals import form_published

# The forms that residents need most come first.
FIRST_FORMS = ["check-what-you-can-get", "hb-ctr-combined", "housing-benefit", "ctr-working-age", "ctr-pension-age"]


@transaction.atomic
def import_form(*, slug: str, by: Actor) -> FormVersion:
    """Bring a form of the starter library into this council and publish it; unchanged, keep the version there is.

    Raises formspec.rules.compile.FormProblems, and FileNotFoundError for an unknown slug.
    """
    spec = compile_library_form(slug)
    form, _ = Form.objects.get_or_create(
        slug=slug,
        defaults={
            "kind": spec["kind"],
            "is_open": spec["status"] == "live",
            "position": FIRST_FORMS.index(slug) if slug in FIRST_FORMS else 100,
        },
    )
    if form.asked:
        spec = compile_library_form(slug, form.asked)
    return publish_spec(form=form, spec=spec, source=library_copy(slug, form.asked), by=by)


@transaction.atomic
def choose_questions(*, slug: str, asked: Collection[str], by: Actor) -> FormVersion:
    """Ask these optional questions in a form of the library from now on, and no other; publish the form with them.

    asked: keys of formspec.rules.compile.library_optional_questions; others are left out. Claims that are begun keep
    their questions. Raises Http404 for a form that the council does not have or that has none, PermissionDenied.
    """
    form_with_optional_questions(slug, by)
    form = Form.objects.select_for_update().get(slug=slug)
    form.asked = [each.key for each in library_optional_questions(slug) if each.key in asked]
    form.save(update_fields=["asked"])
    audit.record("formspec.questions.chosen", by=by, subject=f"form {slug}", detail={"asked": form.asked})
    return import_form(slug=slug, by=by)


@transaction.atomic
def publish_spec(*, form: Form, spec: dict[str, Any], by: Actor, source: dict[str, Any] | None = None) -> FormVersion:
    """Publish a compiled document as the form's next version and retire the one before.

    source: what it was compiled from, kept beside it. Claims that began on an earlier version finish on it.
    """
    sha256 = hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()
    Form.objects.select_for_update().get(pk=form.pk)
    current = form.versions.filter(state=FormVersion.State.PUBLISHED).first()
    if current is not None and current.sha256 == sha256:
        return current
    if current is not None:
        current.state = FormVersion.State.RETIRED
        current.save(update_fields=["state"])
    last = form.versions.aggregate(last=Max("number"))["last"] or 0
    version = FormVersion.objects.create(
        form=form,
        number=last + 1,
        state=FormVersion.State.PUBLISHED,
        schema_version=spec["schema_version"],
        spec=spec,
        sha256=sha256,
        published_at=timezone.now(),
        published_by=by.user,
    )
    if source:
        FormSource.objects.create(version=version, content=source)
    audit.record("claims.form.published", by=by, subject=f"form {form.slug} version {version.number}")
    form_published.send(sender=Form, form=form, by=by)
    return version


@transaction.atomic
def import_library(*, by: Actor) -> dict[str, str]:
    """Bring every form of the starter library that fits the council's nation into it; safe to run again.

    Returns what was done with each of them by its slug: "added", "changed" or "there".
    """
    before = dict(FormVersion.objects.filter(state=FormVersion.State.PUBLISHED).values_list("form__slug", "pk"))
    done = {}
    for slug in library_slugs_for(by.council.nation):
        version = import_form(slug=slug, by=by)
        done[slug] = "there" if before.get(slug) == version.pk else "changed" if slug in before else "added"
    return done
