"""A form before it is published, and its versions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Permission, require
from claims.moving.readers import answered_by, claims_by_version, drafts_by_version
from claims.moving.rules import Effect, effect_of
from formspec.models import Form, FormVersion
from formspec.readers import media_contents
from formspec.rules.compile import Document, FormProblems
from formspec.rules.media import OWN_NAME
from formspec.rules.sources.differences import are_words_alone, languages_changed
from formspec.rules.sources.own_form import compile_own
from formspec.rules.sources.packed import MOST_FILES, MOST_PACKED, files_named, pack
from formspec.rules.sources.yaml_text import yaml_of
from studio.models import DraftApproval, DraftEdit, FormDraft, PublishingSettings
from studio.readers.checking import findings_in
from studio.readers.drafts import draft_for
from studio.rules.checking.findings import Finding
from studio.trying.readers.examples import outcomes_of
from studio.trying.rules.examples import Outcome


@dataclass(frozen=True)
class PartWay:
    """How many people are part-way on a version."""

    version: FormVersion
    people: int


@dataclass(frozen=True)
class Before:
    """A draft before it is published.

    current: the version that residents begin on today; document: the draft compiled, or None where `problems` say why
    not. effect: what it changes for those who are part-way on `current`; losing: how many of them answered what goes.
    found: what the checks found in it; outcomes: what came of its examples.
    """

    draft: FormDraft
    current: FormVersion | None
    document: Document | None
    problems: list[str]
    part_way: list[PartWay] = field(default_factory=list)
    effect: Effect | None = None
    losing: int = 0
    second_person: bool = False
    approval: DraftApproval | None = None
    found: list[Finding] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def is_failing(self) -> bool:
        """Whether an example fails, so that publishing needs a reason."""
        return not all(each.passed for each in self.outcomes)

    @property
    def is_blocked(self) -> bool:
        """Whether the form has to be put right before it can be published."""
        return self.document is None or any(each.blocks for each in self.found)

    @property
    def is_different(self) -> bool:
        """Whether publishing would change anything."""
        if self.document is None:
            return False
        return self.current is None or (self.current.spec, self.current.source) != (self.document, self.draft.source)

    @property
    def is_words_alone(self) -> bool:
        """Whether it may be published as words alone."""
        if self.document is None or self.current is None:
            return False
        return are_words_alone(self.current.spec, self.document)

    @property
    def languages(self) -> set[str]:
        """The languages in which something is different."""
        if self.document is None or self.current is None:
            return set()
        return languages_changed(self.current.spec, self.document)

    @property
    def was_overtaken(self) -> bool:
        """Whether another version was published since the draft was begun."""
        return self.draft.based_on_id is not None and self.current is not None and self.draft.based_on != self.current

    @property
    def people(self) -> int:
        """How many people are part-way, on any version."""
        return sum(each.people for each in self.part_way)


def wants_second_person() -> bool:
    """Whether somebody else must agree before a form of this council is published."""
    return PublishingSettings.objects.filter(second_person=True).exists()


def current_of(form: Form) -> FormVersion | None:
    """The version of a form that residents begin on today, or None."""
    return FormVersion.objects.filter(form=form, state=FormVersion.State.PUBLISHED).first()


def before_publishing(actor: Actor, slug: str) -> Before:
    """The draft of a form as it stands before it is published. Raises Http404, PermissionDenied."""
    draft = draft_for(actor, slug)
    current = current_of(draft.form)
    document, problems = compiled(draft.source)
    part_way = _part_way(draft.form)
    effect = effect_of(current.spec, document) if current and document else None
    return Before(
        draft, current, document, problems, part_way, effect,
        losing=answered_by(draft.form, effect.gone) if effect and part_way else 0,
        second_person=wants_second_person(), approval=approval_of(draft),
        found=findings_in(draft, document) if document else [],
        outcomes=outcomes_of(draft.source, document) if document else [],
    )  # fmt: skip


def compiled(source: dict[str, Any]) -> tuple[Document | None, list[str]]:
    """The document of a council's own source and no problems, or None and the problems in words."""
    try:
        return compile_own(source), []
    except FormProblems as refused:
        return None, refused.problems


def approval_of(draft: FormDraft) -> DraftApproval | None:
    """The approval of exactly what the draft is now, or None."""
    return DraftApproval.objects.filter(draft=draft, number=draft.number).first()


def has_edited(actor: Actor, draft: FormDraft) -> bool:
    """Whether somebody has had a hand in a draft: they cannot be the second person."""
    own = actor.user.pk if actor.user else None
    return own in (draft.edited_by_id, draft.begun_by_id) or DraftEdit.objects.filter(draft=draft, by=own).exists()


def _part_way(form: Form) -> list[PartWay]:
    people = drafts_by_version(form)
    versions = FormVersion.objects.filter(pk__in=people).defer("spec").select_related("moves_to")
    return [PartWay(version, people[version.pk]) for version in versions]


@dataclass(frozen=True)
class PublishedVersion:
    """One version with the claims that were sent on it and the people who are part-way on it."""

    version: FormVersion
    claims: int
    part_way: int


def versions_of(actor: Actor, slug: str) -> tuple[Form, list[PublishedVersion]]:
    """A form and every version of it, the newest first. Raises Http404, PermissionDenied."""
    form = form_for(actor, slug)
    claims, drafts = claims_by_version(form), drafts_by_version(form)
    versions = form.versions.exclude(state=FormVersion.State.DRAFT)
    rows = versions.defer("spec")
    return form, [PublishedVersion(each, claims.get(each.pk, 0), drafts.get(each.pk, 0)) for each in rows]


def form_for(actor: Actor, slug: str) -> Form:
    """A form of the council, or 404. Raises PermissionDenied."""
    require(actor, Permission.FORM_MANAGE)
    form = Form.objects.filter(slug=slug).first()
    if form is None:
        raise Http404
    return form


def version_for(actor: Actor, slug: str, pk: int) -> FormVersion:
    """A version of a form, or 404. Raises PermissionDenied."""
    form = form_for(actor, slug)
    version = form.versions.exclude(state=FormVersion.State.DRAFT).filter(pk=pk).first()
    if version is None:
        raise Http404
    version.form = form
    return version


def draft_or_none(actor: Actor, slug: str) -> FormDraft | None:
    """The draft of a form, or None. Raises PermissionDenied."""
    require(actor, Permission.FORM_MANAGE)
    return FormDraft.objects.filter(form__slug=slug).first()


@dataclass(frozen=True)
class InItsPlace:
    """The draft in whose place a form from a file would come, and both as documents; None of one that has problems."""

    draft: FormDraft
    ours: Document | None
    theirs: Document | None

    @property
    def seen(self) -> str:
        """Which draft, and which edit of it, a page showed."""
        return f"{self.draft.form.slug}:{self.draft.number}"


def in_its_place(actor: Actor, source: dict[str, Any]) -> InItsPlace | None:
    """The draft that a source from a file would replace, or None. Raises PermissionDenied."""
    require(actor, Permission.FORM_MANAGE)
    draft = FormDraft.objects.select_related("form").filter(form__slug=source["slug"]).first()
    return InItsPlace(draft, compiled(draft.source)[0], compiled(source)[0]) if draft else None


def versions_with_media(form: Form) -> set[int]:
    """The versions of a form that name sound or films of the council. One query."""
    named = form.versions.alias(text=Cast("spec", TextField())).filter(text__regex=OWN_NAME)
    return set(named.values_list("pk", flat=True))


# For the names and places of the files in a packed form.
ROOM_OF_NAMES = 64 * 1024


class TooLargeToPack(Exception):
    """A form's sound and films are larger together than what is brought in at once."""


def packed_of(source: dict[str, Any]) -> bytes:
    """The form with its sound and films in one file. Raises TooLargeToPack."""
    text = yaml_of(source)
    named = files_named(source)
    media = media_contents(named, most=MOST_PACKED - ROOM_OF_NAMES - len(text.encode()))
    if media is None or len(named) > MOST_FILES:
        raise TooLargeToPack
    return pack(text, media)


def pair_for(actor: Actor, slug: str, first: str, second: str) -> tuple[FormVersion, FormVersion]:
    """Two versions to compare, the older first; what is not named is the last two. Raises Http404, PermissionDenied."""
    form = form_for(actor, slug)
    versions = {str(each.pk): each for each in form.versions.exclude(state=FormVersion.State.DRAFT)}
    known = list(versions.values())
    if not known:
        raise Http404
    older = versions.get(first) or known[min(1, len(known) - 1)]
    newer = versions.get(second) or known[0]
    pair = sorted((older, newer), key=lambda each: (each.number, each.revision))
    return pair[0], pair[1]
