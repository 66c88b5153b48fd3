"""Reads about the forms of a council. What is not published answers like what does not exist: 404."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Sum
from django.db.models.functions import Substr
from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language

from accounts.actors import Actor
from accounts.permissions import Permission, require
from formspec.models import Form, FormMedium, FormVersion
from formspec.rules.compile import compile_library_form, library_optional_questions
from formspec.rules.media import OWN_NAME
from formspec.rules.optional import OptionalQuestion
from formspec.rules.translation import SOURCE_LANGUAGE, texts_for


def published_version(slug: str) -> FormVersion:
    """The published version of a form of this council, or 404."""
    version = (
        FormVersion.objects.filter(form__slug=slug, state=FormVersion.State.PUBLISHED).select_related("form").first()
    )
    if version is None:
        raise Http404
    return version


def published_forms() -> list[FormVersion]:
    """The published version of every claim form of this council, closed schemes included, in the council's order."""
    return list(
        FormVersion.objects.filter(state=FormVersion.State.PUBLISHED, form__kind=Form.Kind.CLAIM)
        .select_related("form")
        .order_by("form__position", "form__slug")
    )


def form_titles(versions: list[FormVersion]) -> list[dict[str, Any]]:
    """What a list of forms shows of each, in the page's language: slug, title, who it is for, whether it is open and,
    where it is not, why.
    """
    language = get_language() or SOURCE_LANGUAGE
    return [
        {
            "slug": version.form.slug,
            "title": texts.get(version.spec["title"], version.spec["title"]),
            "who_it_is_for": texts.get(version.spec["who_it_is_for"], version.spec["who_it_is_for"]),
            "minutes": version.spec.get("estimated_minutes"),
            "is_open": version.form.opening.is_open(timezone.now()),
            "because": version.form.opening.reason_in(language),
            "version": version.number,
        }
        for version in versions
        for texts in [texts_for(version.spec, language)]
    ]


def titles_by_slug() -> dict[str, str]:
    """The titles of the council's published claim forms by slug, in its order and the page's language."""
    return {form["slug"]: form["title"] for form in form_titles(published_forms())}


def forms_with_optional_questions(by: Actor) -> list[FormVersion]:
    """The published version of every form of the library as it is that has questions to choose from; not those that the
    council has made its own.

    Raises Http404, PermissionDenied.
    """
    require(by, Permission.FORM_MANAGE)
    return [version for version in _with_library_questions() if not version.form.is_own]


def own_forms_of_the_library(by: Actor) -> list[FormVersion]:
    """The published version of those that the council has made its own: they ask what it put into them in the studio.

    Raises Http404, PermissionDenied.
    """
    require(by, Permission.FORM_MANAGE)
    return [version for version in _with_library_questions() if version.form.is_own]


def _with_library_questions() -> list[FormVersion]:
    return [version for version in published_forms() if library_optional_questions(version.form.slug)]


def form_with_optional_questions(slug: str, by: Actor) -> FormVersion:
    """One of them; raises Http404, PermissionDenied."""
    found = [version for version in forms_with_optional_questions(by) if version.form.slug == slug]
    if not found:
        raise Http404
    return found[0]


def questions_to_choose(slug: str) -> list[OptionalQuestion]:
    """The optional questions of a form of the library, in the page's language."""
    questions = library_optional_questions(slug)
    with_all = compile_library_form(slug, [each.key for each in questions])
    texts = texts_for(with_all, get_language() or SOURCE_LANGUAGE)
    return [each.translated(texts) for each in questions]


def form_for(actor: Actor, slug: str) -> Form:
    """A form of this council, for who manages its forms. Raises Http404, PermissionDenied."""
    require(actor, Permission.FORM_MANAGE)
    form = Form.objects.filter(slug=slug).first()
    if form is None:
        raise Http404
    return form


def medium_size(name: str) -> int:
    """How many bytes a file of the council's forms has, or 404. Whoever sees a form may hear and watch it."""
    size: int | None = FormMedium.objects.filter(name=name).values_list("size", flat=True).first()
    if size is None:
        raise Http404
    return size


def medium_part(name: str, start: int, length: int) -> bytes:
    """So many bytes of a file, from this one on; no more of it is read."""
    part = FormMedium.objects.filter(name=name).annotate(part=Substr("content", start + 1, length))
    return bytes(part.values_list("part", flat=True).get())


def media_kept(names: Iterable[str]) -> set[str]:
    """Those of these files that are here."""
    wanted = {*names}
    return set(FormMedium.objects.filter(name__in=wanted).values_list("name", flat=True)) if wanted else set()


def media_contents(names: Iterable[str], *, most: int) -> dict[str, bytes] | None:
    """Those of these files that are here, with their content; None where they have more than `most` bytes together."""
    kept = FormMedium.objects.filter(name__in={*names})
    if (kept.aggregate(bytes=Sum("size"))["bytes"] or 0) > most:
        return None
    return {name: bytes(content) for name, content in kept.values_list("name", "content")}


def media_of_council(actor: Actor) -> list[FormMedium]:
    """Every file of the council's forms, without its content. Raises Http404, PermissionDenied."""
    require(actor, Permission.FORM_MANAGE)
    return list(FormMedium.objects.defer("content"))


def bytes_of_media() -> int:
    """How much room the files of the council's forms take."""
    return FormMedium.objects.aggregate(bytes=Sum("size"))["bytes"] or 0


def media_in_versions() -> set[str]:
    """The files that a version of a form names, whether it is published or was. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT (regexp_matches(spec::text, %s, 'g'))[1] FROM formspec_formversion", [f"({OWN_NAME})"]
        )
        return {row[0] for row in cursor.fetchall()}
