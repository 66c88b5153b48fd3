"""Whoever walks through a story notices what is wrong with a page."""

from __future__ import annotations

import re

import pytest

from tests.journeys.looking import misfits
from tests.journeys.person import DESKTOP, PHONE, Person
from tests.settings_source import BASE_DIR

pytestmark = pytest.mark.journey

FAULTY = """<!doctype html><html lang="en"><title>Faulty</title><body><main><h1 style="margin-top: 250px">Faulty</h1>
<form data-journal-entry></form>
<form data-claim-page><div data-question="q"><input class="govuk-input" aria-label="Box"></div></form>
<img src="data:,"><p style="color: #bbb; background: #fff">Pale</p><div style="width: 360px">Wide</div>
<p style="width: 3rem; overflow: hidden; white-space: nowrap">Cut off at its end</p>
<p style="width: 10rem; text-align: right">Enlarged</p>
</main></body></html>"""
PALE = """<!doctype html><html lang="en"><title>Pale</title><body><main><h1>Pale</h1>
<{outer}><{inner}><em style="color:#aaa">Pale</em></{inner}></{outer}></main></body></html>"""
GROWING = """<!doctype html><html lang="en"><title>Growing</title><body><p id="note"></p><p>Below</p></body></html>"""
WIDE_TABLE = """<!doctype html><html lang="en"><title>Wide table</title><style>{styles}</style><body>
<div class="bo-scroll"><table class="govuk-table"><tr>{cells}</tr></table></div></body></html>"""
CELL = "<td style='min-width: 200px'><span class='govuk-visually-hidden'>Only read out</span>Words</td>"


@pytest.fixture
def person(chromium):
    opened = Person(chromium, "http://nowhere.localhost", PHONE, javascript=True, also=DESKTOP)
    yield opened
    opened.close()


def test_what_is_wrong_with_a_page_is_noticed_at_every_size(person):
    person.page.set_content(FAULTY)
    person.look()
    said = sorted(complaint.removeprefix("about:blank").partition(" (")[0] for complaint in person.complaints)
    assert said == [
        " at 1280 px: color-contrast",
        " at 1280 px: image-alt",
        " at 1280 px: “Cut off at its end” is cut off",
        " at 320 px and 200%: scrolls sideways by 48 px",
        " at 320 px and 200%: “Cut off at its end” is cut off",
        " at 320 px and 200%: “Enlarged” is beyond the edge",
        " at 320 px: scrolls sideways by 48 px",
        " at 320 px: “Cut off at its end” is cut off",
        " at 360 px: color-contrast",
        " at 360 px: image-alt",
        " at 360 px: scrolls sideways by 8 px",
        " at 360 px: “Cut off at its end” is cut off",
        ": its first box begins at 314 px, and not by 250",
        ": its questions begin at 293 px, and not by 200",
    ]


def test_contrast_is_measured_wherever_an_element_stands(chromium):
    for outer, inner in (("div", "section"), ("section", "section"), ("div", "div")):
        person = Person(chromium, "http://nowhere.localhost", PHONE, javascript=True)
        person.page.set_content(PALE.format(outer=outer, inner=inner))
        person.look()
        assert [said for said in person.complaints if "color-contrast" in said], (outer, inner)
        person.close()


def test_what_moves_by_itself_is_noticed(person):
    person.page.set_content(GROWING)
    # The browser takes what moves within half a second of a new window, as of a press, for wished.
    person.page.wait_for_function("performance.now() > 700")
    person.check_still()
    assert person.complaints == []
    person.page.evaluate("() => { document.getElementById('note').textContent = 'Saved' }")
    person.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    person.check_still()
    assert len(person.complaints) == 1


def test_what_is_only_read_out_of_a_wide_table_makes_no_page_wider(person):
    styles = (BASE_DIR / "static/dist/app.css").read_text(encoding="utf-8")
    person.page.set_content(WIDE_TABLE.format(styles=styles, cells=CELL * 5))
    assert misfits(person.page) == []


def test_no_page_jumps_when_its_script_comes(open_browser):
    """On a slow phone the words are read before: the head of a page has its height from the beginning."""
    person = open_browser()
    top = "document.querySelector('.bo-page').getBoundingClientRect().top"
    person.page.route(re.compile(r"/app\.[^/]*js$"), lambda route: route.abort())
    person.page.goto(person.base)
    before = person.page.evaluate(top)
    assert [said for said in person.complaints if "ERR_FAILED" in said], "the script did not come"
    person.complaints.clear()
    person.page.unroute_all()
    person.page.goto(person.base)
    assert person.page.evaluate(top) == before
