"""A draft is approved and published, an earlier version comes back into it, and a form is brought in from a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from time import monotonic
from types import MappingProxyType
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.actors import Actor
from accounts.history import Setting, add_setting, keep_change
from accounts.models import Council
from accounts.permissions import Permission, require
from core.tenancy import between_transactions
from formspec.actions import speaking
from formspec.actions.keeping_media import keep_media, without_viruses
from formspec.actions.publishing import Change, publish_spec
from formspec.models import Form, FormVersion
from formspec.readers import media_kept
from formspec.rules.compile import Document, library_slugs
from formspec.rules.media import CAPTIONS, FILM, SOUND, CleanMedium, MediumRefused
from formspec.rules.media.captions import clean_captions
from formspec.rules.media.film import clean_film
from formspec.rules.sources.own_form import compile_own, library_copy, with_page_keys
from formspec.rules.sources.packed import files_named, with_files
from formspec.rules.sources.yaml_text import sha256_of, yaml_of
from studio.models import DraftApproval, FormDraft, PublishingSettings
from studio.publishing.readers import approval_of, has_edited, version_for, wants_second_person
from studio.readers.checking import kept_in
from studio.rules.checking.findings import blocking
from studio.rules.starting import slug_for
from studio.trying.readers.examples import failed_in

# What came along with a form is made as safe as what is uploaded, by the ending of its name.
CLEANING: dict[str, Callable[[bytes], CleanMedium]] = {
    SOUND: speaking.clean_sound, FILM: clean_film, CAPTIONS: clean_captions,
}  # fmt: skip
# Nobody waits longer for a page. What was not looked at by then is not brought in.
CLEANING_SECONDS = 60


# In the history of settings.
PUBLISHING = "studio.publishing"


class DraftChanged(Exception):
    """The draft is another one by now than the page showed. Nothing was published, approved or replaced."""


class NotApproved(Exception):
    """A second person has to agree first, and not the one who publishes. Nothing was published."""


class NotReady(Exception):
    """The checks found something that has to be put right first. Nothing was published."""


class ExamplesFail(Exception):
    """Examples of the form fail, and nobody has said why it is published all the same. Nothing was published."""


class SlugTaken(Exception):
    """There is a form of this name, and nobody has said what becomes of it. Nothing was brought in."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


@transaction.atomic
def publish_draft(*, slug: str, number: int, onto: int | None, change: Change, by: Actor) -> FormVersion:
    """Publish the draft of a form as it was shown: at this number, and against the version `onto` (None: the first).

    The draft stays, begun from the new version: who saves an edit in the same second loses nothing. Raises
    FormProblems, NotReady, ExamplesFail, DraftChanged, NotApproved, PublishedMeanwhile, NotWordsAlone, Http404,
    PermissionDenied.
    """
    require(by, Permission.FORM_MANAGE)
    draft = _locked(slug)
    if draft.number != number:
        raise DraftChanged
    approval = approval_of(draft)
    if wants_second_person() and (approval is None or by.user is None or approval.by_id == by.user.pk):
        raise NotApproved
    based_on = _shown_version(draft.form, onto)
    spec, failed = _ready(draft.source, change)
    version = publish_spec(
        form=draft.form, spec=spec, source=draft.source, by=by, based_on=based_on, copied_from=draft.copied_from,
        change=change if failed else replace(change, despite=""),
    )  # fmt: skip
    Form.objects.filter(pk=draft.form_id).update(is_own=True, kind=version.spec["kind"])
    FormDraft.objects.filter(pk=draft.pk).update(based_on=version)
    DraftApproval.objects.filter(draft=draft).delete()
    if failed:
        detail = {"revision": version.revision, "why": change.despite, "examples": failed}
        audit.record("studio.published.despite", by=by, subject=f"form {slug} version {version.number}", detail=detail)
    return version


def _ready(source: dict[str, Any], change: Change) -> tuple[Document, list[str]]:
    """The document of a source that may be published, and the names of the examples that fail for which the change
    says why. Raises FormProblems, NotReady, ExamplesFail.
    """
    spec = compile_own(source)
    if blocking(source, kept_in(source)):
        raise NotReady
    failed = failed_in(source, spec)
    if failed and not change.despite.strip():
        raise ExamplesFail
    return spec, failed


def _shown_version(form: Form, onto: int | None) -> FormVersion | None:
    """The version that the page was drawn against. Raises DraftChanged when the form was published first meanwhile."""
    version = form.versions.filter(pk=onto).first() if onto is not None else None
    if version is None and form.versions.filter(state=FormVersion.State.PUBLISHED).exists():
        raise DraftChanged
    return version


def _locked(slug: str) -> FormDraft:
    """The draft of a form, locked, and its form with it: whoever publishes waits. Raises Http404."""
    form = Form.objects.select_for_update().filter(slug=slug).first()
    draft = FormDraft.objects.select_for_update().filter(form=form).first() if form else None
    if draft is None:
        raise Http404
    draft.form = form
    return draft


@transaction.atomic
def approve_draft(*, slug: str, number: int, by: Actor) -> DraftApproval:
    """Agree, as somebody who had no hand in it, that the draft is published as it is at this number.

    Raises DraftChanged, Http404, PermissionDenied.
    """
    require(by, Permission.FORM_MANAGE)
    draft = _locked(slug)
    if has_edited(by, draft):
        raise PermissionDenied
    if draft.number != number:
        raise DraftChanged
    said = {"number": number, "by": by.user, "by_label": by.label, "at": timezone.now()}
    approval, _new = DraftApproval.objects.update_or_create(draft=draft, defaults=said)
    audit.record("studio.draft.approved", by=by, subject=f"form {slug}", detail={"edits": number})
    return approval


@transaction.atomic
def save_publishing_settings(*, second_person: bool, by: Actor) -> None:
    """Say whether a second person must agree before a form is published. Raises Http404, PermissionDenied."""
    require(by, Permission.COUNCIL_MANAGE)
    before = _publishing_now(by.council)
    PublishingSettings.objects.update_or_create(defaults={"second_person": second_person})
    if keep_change(PUBLISHING, before=before, after=_publishing_now(by.council), by=by):
        audit.record("studio.publishing.settings", by=by, detail={"second_person": second_person})


def _publishing_now(_council: Council, _subject: str = "") -> dict[str, bool]:
    return {"second_person": wants_second_person()}


def _put_publishing_back(_subject: str, values: dict[str, bool], by: Actor) -> None:
    save_publishing_settings(**values, by=by)


@transaction.atomic
def restore_version(*, slug: str, version: int, number: int | None, by: Actor) -> FormDraft:
    """Put the source of an earlier version into the form's draft, to be published as a new version. `number` is the
    draft's as it was shown, None where there was none. Raises DraftChanged, Http404 (also for a version of which no
    source was kept), PermissionDenied.
    """
    found = version_for(by, slug, version)
    if not found.source:
        raise Http404
    draft = _replaced(found.form, found.source, number, found.copied_from, by)
    detail = {"version": found.number, "revision": found.revision}
    audit.record("studio.draft.restored", by=by, subject=f"form {slug}", detail=detail)
    return draft


@transaction.atomic
def import_source(
    *, source: dict[str, Any], where: str, into: str, number: int | None = None, by: Actor,
    media: Mapping[str, CleanMedium] = MappingProxyType({}),
) -> FormDraft:  # fmt: skip
    """Bring in the source of a form as a draft. `where` is where it comes from, as somebody says; `into`: "draft" of
    the form of its name, "new" for a form of another name, "" where there is no form of its name. `media`: what becomes
    of the files that it names (`clean_media`); they are kept, and the draft names them as they are called here.

    Raises SlugTaken, DraftChanged, MediumRefused, Http404, PermissionDenied.
    """
    require(by, Permission.FORM_MANAGE)
    slug = source["slug"]
    text = yaml_of(source)
    is_library = slug in library_slugs() and library_copy(slug) == source
    origin = {"from": "library" if is_library else where, "slug": slug, "sha256": sha256_of(text)}
    form = Form.objects.select_for_update().filter(slug=slug).first()
    if form is not None and into not in ("draft", "new"):
        raise SlugTaken(slug)
    if form is None or into == "new":
        taken = {*Form.objects.values_list("slug", flat=True), *([] if form is None else library_slugs())}
        form = Form.objects.create(slug=slug if form is None else slug_for(source["title"], taken), kind=source["kind"])
        source = source | {"slug": form.slug}
        number = None
    if media:
        keep_media(media=media.values(), by=by)
        source = with_files(source, {name: medium.name for name, medium in media.items()})
    draft = _replaced(form, with_page_keys(source), number, origin, by)
    audit.record("studio.form.imported", by=by, subject=f"form {form.slug}", detail={"sha256": origin["sha256"]})
    return draft


def clean_media(*, source: dict[str, Any], media: Mapping[str, bytes], by: Actor) -> dict[str, CleanMedium]:
    """By name, the files that came along with a form, that it names and the council does not have: each looked at and
    made anew as one that is uploaded. Takes seconds, and no transaction meanwhile. Raises MediumRefused,
    PermissionDenied.
    """
    require(by, Permission.FORM_MANAGE)
    wanted = files_named(source) & media.keys()
    new, late = sorted(wanted - media_kept(wanted)), monotonic() + CLEANING_SECONDS
    cleaned = {}
    with between_transactions():
        for name in new:
            if monotonic() > late:
                raise MediumRefused("slow", name)
            try:
                without_viruses(media[name])
                cleaned[name] = CLEANING[name.rpartition(".")[2]](media[name])
            except MediumRefused as refused:
                raise MediumRefused(refused.code, name) from refused
    return cleaned


def _replaced(
    form: Form, source: dict[str, Any], number: int | None, copied_from: dict[str, Any], by: Actor
) -> FormDraft:
    """The form's draft with this source in place of what was in it. Raises DraftChanged."""
    now = timezone.now()
    edited = {"edited_by": by.user, "edited_by_label": by.label, "edited_at": now, "copied_from": copied_from}
    draft = FormDraft.objects.select_for_update().filter(form=form).first()
    if (draft.number if draft else None) != number:
        raise DraftChanged
    if draft is None:
        current = form.versions.filter(state=FormVersion.State.PUBLISHED).first()
        begun = {"begun_by": by.user, "begun_at": now, "based_on": current}
        return FormDraft.objects.create(form=form, source=source, **begun, **edited)
    # The way back of an edit leads to what is not there any more.
    draft.edits.all().delete()
    FormDraft.objects.filter(pk=draft.pk).update(source=source, number=draft.number + 1, **edited)
    draft.refresh_from_db()
    return draft


add_setting(
    Setting(
        code=PUBLISHING, title=gettext_lazy("How forms are published"), page="studio:publishing_settings",
        fields={"second_person": gettext_lazy("A second person must agree")},
        now=_publishing_now, put_back=_put_publishing_back,
    )
)  # fmt: skip
