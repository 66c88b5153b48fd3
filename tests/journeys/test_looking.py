"""Whoever walks through a story notices what is wrong with a page."""

from __future__ import annotations

import pytest

from tests.journeys.person import DESKTOP, PHONE, Person

pytestmark = pytest.mark.journey

FAULTY = """<!doctype html><html lang="en"><title>Faulty</title><body><main><h1>Faulty</h1>
<img src="data:,"><p style="color: #bbb; background: #fff">Pale</p><div style="width: 900px">Wide</div>
</main></body></html>"""


def test_what_is_wrong_with_a_page_is_noticed_at_both_sizes(chromium):
    person = Person(chromium, "http://nowhere.localhost", PHONE, javascript=True, also=DESKTOP)
    person.page.set_content(FAULTY)
    person.look()
    person.close()
    said = sorted(complaint.partition(": ")[2].partition(" (")[0] for complaint in person.complaints)
    assert said == [
        "color-contrast",
        "color-contrast",
        "image-alt",
        "image-alt",
        "scrolls sideways by 548 px at 360 px",
    ]
