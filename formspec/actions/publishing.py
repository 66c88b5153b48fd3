"""Importing library forms into a council, and publishing versions that never change afterwards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from formspec.models import Form, FormSource, FormVersion
from formspec.readers import form_with_optional_questions
from formspec.rules.compile import compile_library_form, library_optional_questions, library_slugs_for
from formspec.rules.sources.differences import are_words_alone
from formspec.rules.sources.own_form import library_copy
from formspec.signals import form_published

# The forms that residents need most come first.
FIRST_FORMS = ["check-what-you-can-get", "hb-ctr-combined", "housing-benefit", "ctr-working-age", "ctr-pension-age"]


class PublishedMeanwhile(Exception):
    """Another version was published since this one was begun; `current` is that one. Nothing was published."""

    def __init__(self, current: FormVersion) -> None:
        super().__init__(f"version {current.number} was published meanwhile")
        self.current = current


class NotWordsAlone(Exception):
    """More than words would change, so it is no revision of the same version. Nothing was published."""


class OwnForm(Exception):
    """The council has made the form its own, and the library does not overwrite it. Nothing was published."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            f"{slug}: the council has changed this form in the studio. Nothing was overwritten: the studio shows "
            "where the library has newer wording."
        )


@dataclass(frozen=True)
class Change:
    """How a version applies to drafts of earlier ones, and why, as people read it: FormVersion.applies. What must apply
    says why. despite: why it is published although examples of the form fail.
    """

    applies: str = FormVersion.Applies.MAY_WAIT
    because: str = ""
    because_cy: str = ""
    despite: str = ""

    @property
    def why(self) -> dict[str, str]:
        """Its reasons, as FormVersion keeps them."""
        return {"because": self.because, "because_cy": self.because_cy, "despite": self.despite}


WAITS = Change()


@transaction.atomic
def import_form(*, slug: str, by: Actor, change: Change = WAITS) -> FormVersion:
    """Bring a form of the starter library into this council and publish it; unchanged, keep the version there is.

    Drafts finish on their version unless `change` says otherwise. Raises formspec.rules.compile.FormProblems,
    FileNotFoundError for an unknown slug, and OwnForm for a form that the council has published of its own source.
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
    if form.is_own:
        raise OwnForm(slug)
    if form.asked:
        spec = compile_library_form(slug, form.asked)
    return publish_spec(form=form, spec=spec, source=library_copy(slug, form.asked), by=by, change=change)


@transaction.atomic
def choose_questions(*, slug: str, asked: Collection[str], by: Actor) -> FormVersion:
    """Ask these optional questions in a form of the library from now on, and no other; publish the form with them.

    asked: keys of formspec.rules.compile.library_optional_questions; others are left out. Claims that are begun keep
    their questions. Raises Http404 for a form that the council does not have, has made its own, or that has
    none; PermissionDenied.
    """
    form_with_optional_questions(slug, by)
    Form.objects.select_for_update().get(slug=slug)
    # Read again under the lock: somebody may have published it in the studio meanwhile.
    form = form_with_optional_questions(slug, by).form
    form.asked = [each.key for each in library_optional_questions(slug) if each.key in asked]
    form.save(update_fields=["asked"])
    audit.record("formspec.questions.chosen", by=by, subject=f"form {slug}", detail={"asked": form.asked})
    return import_form(slug=slug, by=by)


@transaction.atomic
def publish_spec(
    *, form: Form, spec: dict[str, Any], by: Actor, source: dict[str, Any] | None = None, change: Change = WAITS,
    based_on: FormVersion | None = None, copied_from: dict[str, Any] | None = None,
) -> FormVersion:  # fmt: skip
    """Publish a compiled document as the form's next version and retire the one before; the same again is none.

    source: what it was compiled from, kept beside it. based_on: the version that it was begun from; when another one
    is published by now, PublishedMeanwhile is raised. Raises NotWordsAlone. No draft is touched: the versions say where
    drafts of them go, however many there are.
    """
    sha256 = _sha256(spec)
    Form.objects.select_for_update().get(pk=form.pk)
    current = form.versions.filter(state=FormVersion.State.PUBLISHED).first()
    if based_on is not None and current is not None and current != based_on:
        raise PublishedMeanwhile(current)
    if current is not None and current.sha256 == sha256 and source in (None, current.source):
        return current
    numbers = _numbered(form, current, spec, sha256, change)
    form.versions.filter(state=FormVersion.State.PUBLISHED).update(state=FormVersion.State.RETIRED)
    version = FormVersion.objects.create(
        form=form,
        **numbers,
        state=FormVersion.State.PUBLISHED,
        **change.why,
        schema_version=spec["schema_version"],
        spec=spec,
        copied_from=copied_from or {},
        sha256=sha256,
        published_at=timezone.now(),
        published_by=by.user,
        published_by_label=by.label,
    )
    if source:
        FormSource.objects.create(version=version, content=source)
    _send_drafts_to(version, current)
    subject = f"form {form.slug} version {version.number}"
    audit.record("claims.form.published", by=by, subject=subject, detail=numbers)
    form_published.send(sender=Form, form=form, by=by)
    return version


def _sha256(spec: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()


def _numbered(
    form: Form, current: FormVersion | None, spec: dict[str, Any], sha256: str, change: Change
) -> dict[str, Any]:
    """The number and the revision of what is published, and how it applies. Other words alone keep the number of the
    current version, and so does the same document from another source. Raises NotWordsAlone.
    """
    is_words = change.applies == FormVersion.Applies.WORDS
    if is_words and (current is None or not are_words_alone(current.spec, spec)):
        raise NotWordsAlone
    if current is not None and (is_words or current.sha256 == sha256):
        applies = FormVersion.Applies.WORDS.value
        return {"number": current.number, "revision": current.revision + 1, "applies": applies}
    last = form.versions.aggregate(last=Max("number"))["last"] or 0
    return {"number": last + 1, "revision": 1, "applies": str(change.applies)}


def _send_drafts_to(version: FormVersion, before: FormVersion | None) -> None:
    """Say of the earlier versions where drafts of them go. What may wait leaves each where it is."""
    earlier = FormVersion.objects.filter(form=version.form_id).exclude(pk=version.pk)
    if version.applies == FormVersion.Applies.MUST:
        earlier.update(moves_to=version)
    elif version.applies == FormVersion.Applies.WORDS and before is not None:
        earlier.filter(Q(pk=before.pk) | Q(moves_to=before)).update(moves_to=version)


@transaction.atomic
def import_library(*, by: Actor) -> dict[str, str]:
    """Bring every form of the starter library that fits the council's nation into it; safe to run again.

    Returns what was done with each of them by its slug: "added", "changed", "there", or "own" for one that the council
    has made its own.
    """
    before = dict(FormVersion.objects.filter(state=FormVersion.State.PUBLISHED).values_list("form__slug", "pk"))
    done = {}
    for slug in library_slugs_for(by.council.nation):
        try:
            version = import_form(slug=slug, by=by)
        except OwnForm:
            done[slug] = "own"
            continue
        done[slug] = "there" if before.get(slug) == version.pk else "changed" if slug in before else "added"
    return done
