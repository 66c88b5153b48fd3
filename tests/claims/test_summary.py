"""Checking the answers: a long form section by section, each with its heading, its count and its ways to change."""

from __future__ import annotations

from collections import Counter

import pytest
from django.urls import reverse

from tests.claims.browsing import html_of
from tests.claims.making import library_draft, small_draft
from tests.people import browser_of


def check_of(claim, by):
    return html_of(browser_of(by).get(reverse("claims:check_answers", args=[claim.public_id]))).one("main")


@pytest.mark.slow
def test_a_long_form_is_checked_section_by_section(alice):
    page = check_of(library_draft("hb-ctr-combined", alice), alice)
    parts = page.all("details", class_="bo-part")
    titles = [heading.text for heading in page.all("h2", class_="bo-part__title")]
    assert len(parts) == len(titles) >= 5
    for part, title in zip(parts, titles, strict=True):
        # Open without scripts; the name of what opens tells the section, which only its heading does to the eye.
        assert "open" in part.attrs
        assert part.one("summary").text.endswith(f": {title}")
        assert part.all("dt")
    assert "0 answers, " in parts[0].one("summary").text
    assert "data-needed" in parts[0].attrs
    changes = Counter(each.one("a").text for each in page.all("dd", class_="govuk-summary-list__actions"))
    assert len(changes) > 20
    assert changes.most_common(1)[0][1] == 1, "each says what it changes"


def test_a_short_form_is_checked_all_at_once(alice):
    page = check_of(small_draft(alice), alice)
    assert not page.all("details", class_="bo-part")
    assert page.all("dt")
