"""Reads about the forms of a council. What is not published answers like what does not exist: 404."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import get_language

from accounts.actors import Actor
from accounts.permissions import Permission, require
from formspec.models import Form, FormVersion
from formspec.rules.compile import compile_library_form, library_optional_questions
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
    """What a list of forms shows of each, in the page's language: slug, title, who it is for, whether it is open."""
    language = get_language() or SOURCE_LANGUAGE
    return [
        {
            "slug": version.form.slug,
            "title": texts.get(version.spec["title"], version.spec["title"]),
            "who_it_is_for": texts.get(version.spec["who_it_is_for"], version.spec["who_it_is_for"]),
            "minutes": version.spec.get("estimated_minutes"),
            "is_open": version.form.is_open,
            "version": version.number,
        }
        for version in versions
        for texts in [texts_for(version.spec, language)]
    ]


def forms_with_optional_questions(by: Actor) -> list[FormVersion]:
    """The published version of every form of the library as it is that has questions to choose from; not those that the
    council has made its own.

    Raises Http404, PermissionDenied.
    """
    require(by, Permission.FORM_MANAGE)
    return [
        version
        for version in published_forms()
        if not version.form.is_own and library_optional_questions(version.form.slug)
    ]


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
