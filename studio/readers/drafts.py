"""The forms of a council as whoever builds them sees them, and their drafts."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.db.models.fields.json import KeyTextTransform
from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Permission, require
from formspec.models import Form, FormVersion
from formspec.rules.compile import library_slugs_for, load_library_source
from studio.models import DraftEdit, FormDraft

EDITS_SHOWN = 10


@dataclass(frozen=True)
class OwnForm:
    """A form of the council: what is published of it, and its draft; at least one of them."""

    slug: str
    version: FormVersion | None
    draft: FormDraft | None

    @property
    def title(self) -> str:
        """Its title: the draft's, where there is one."""
        title: str = self.draft.source["title"] if self.draft else self.version.title
        return title

    @property
    def is_as_published(self) -> bool:
        """Whether nobody has edited the draft since it was published."""
        if self.version is None or self.draft is None or self.draft.based_on_id != self.version.pk:
            return False
        published_at = self.version.published_at
        return published_at is not None and self.draft.edited_at <= published_at


def own_forms(actor: Actor) -> list[OwnForm]:
    """Every form of the council, in its order. Three queries. Raises Http404, PermissionDenied."""
    require(actor, Permission.FORM_MANAGE)
    versions = {
        version.form_id: version
        for version in FormVersion.objects.filter(state=FormVersion.State.PUBLISHED)
        .defer("spec")
        .annotate(title=KeyTextTransform("title", "spec"))
    }
    drafts = {draft.form_id: draft for draft in FormDraft.objects.all()}
    forms = [OwnForm(form.slug, versions.get(form.pk), drafts.get(form.pk)) for form in Form.objects.all()]
    return [form for form in forms if form.version or form.draft]


def titles_to_come() -> dict[str, str]:
    """The titles by slug of the council's claim forms of which no version is published, as their drafts have them."""
    published = FormVersion.objects.filter(state=FormVersion.State.PUBLISHED, form=OuterRef("form"))
    drafts = FormDraft.objects.filter(~Exists(published), source__kind=Form.Kind.CLAIM)
    return dict(drafts.order_by("form__position", "form__slug").values_list("form__slug", "source__title"))


def library_forms(actor: Actor) -> list[tuple[str, str]]:
    """Slug and title of the library's forms that fit the council's nation. Raises Http404, PermissionDenied."""
    require(actor, Permission.FORM_MANAGE)
    return [(slug, load_library_source(slug)["title"]) for slug in library_slugs_for(actor.council.nation)]


def draft_for(actor: Actor, slug: str) -> FormDraft:
    """The draft of a form, or 404. Raises PermissionDenied."""
    require(actor, Permission.FORM_MANAGE)
    draft = FormDraft.objects.select_related("form", "based_on").filter(form__slug=slug).first()
    if draft is None:
        raise Http404
    return draft


def title_of(form: Form) -> str:
    """What a form is called in its draft, or where there is none in its latest version; its slug where it has neither.
    Two queries at most.
    """
    drafts = FormDraft.objects.filter(form=form).values_list("source__title", flat=True)
    versions = FormVersion.objects.filter(form=form).order_by("-number", "-revision")
    title = drafts.first() or versions.values_list("spec__title", flat=True).first()
    return str(title or form.slug)


def last_edits(draft: FormDraft) -> list[DraftEdit]:
    """The last edits of a draft, the newest first."""
    return list(draft.edits.defer("way_back", "parameters")[:EDITS_SHOWN])
