"""Reads about forms: which version is published, and what is listed in which order."""

from __future__ import annotations

import pytest
from django.http import Http404

from formspec.actions.publishing import import_form, publish_spec
from formspec.models import Form, FormVersion
from formspec.readers import form_titles, published_forms, published_version
from tests.claims.making import publish_small, small_document


def test_the_published_version_is_the_last_one(alice):
    first = publish_small(alice)
    second = publish_spec(form=first.form, spec=small_document() | {"title": "Another"}, by=alice)
    assert published_version("small-form") == second
    assert FormVersion.objects.count() == 2
    with pytest.raises(Http404):
        published_version("made-up")


def test_a_form_without_a_published_version_is_not_there(alice):
    version = publish_small(alice)
    FormVersion.objects.filter(pk=version.pk).update(state=FormVersion.State.RETIRED)
    with pytest.raises(Http404):
        published_version("small-form")
    assert published_forms() == []


def test_forms_are_listed_in_the_councils_order_closed_ones_too(alice):
    publish_small(alice)
    for slug in ("blue-badge", "free-school-meals", "check-what-you-can-get"):
        import_form(slug=slug, by=alice)
    Form.objects.update(position=5)
    Form.objects.filter(slug="small-form").update(position=1, is_open=False)
    listed = published_forms()
    assert [version.form.slug for version in listed] == ["small-form", "blue-badge", "free-school-meals"]
    shown = form_titles(listed)
    assert [each["is_open"] for each in shown] == [False, True, True]
    assert shown[0] == {
        "slug": "small-form", "title": "A small form", "who_it_is_for": small_document()["who_it_is_for"],
        "minutes": small_document().get("estimated_minutes"), "is_open": False, "because": "", "version": 1,
    }  # fmt: skip


def test_retired_versions_are_not_listed(alice):
    first = publish_small(alice)
    second = publish_spec(form=first.form, spec=small_document() | {"title": "Another"}, by=alice)
    assert published_forms() == [second]
