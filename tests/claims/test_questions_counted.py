"""The forms ask no more than was agreed (bench/questions.py), and the pages go as the count says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench import questions
from bench.questions import CHECK, CHECK_LIMITS, CLAIM, CLAIM_LIMITS, walk_check, walk_claim
from bench.residents import HOUSEHOLDS
from claims.actions.answering import start_claim
from claims.models import Claim
from formspec.actions.publishing import import_form
from formspec.rules.raw_answers import field_name
from tests.claims.browsing import address, posted
from tests.claims.making import make_statuses
from tests.people import browser_of

LONE_PARENT = "lone parent, 2 children"
ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("walk", "name", "limits"),
    [(walk_check, *each) for each in CHECK_LIMITS.items()] + [(walk_claim, *each) for each in CLAIM_LIMITS.items()],
)
def test_a_household_is_asked_no_more_than_agreed(walk, name, limits):
    count = walk(name).count
    assert {what: getattr(count, what) for what, most in limits.items() if getattr(count, what) > most} == {}


def test_who_cannot_get_housing_benefit_learns_it_early():
    assert questions.learns_of_rent_on() <= questions.RENT_PAGE


def test_the_first_page_promises_as_many_questions_as_there_are(alice):
    asked = sorted(walk_check(name).count.questions for name in HOUSEHOLDS)
    least, most = map(
        int, re.search(r"About (\d+) to (\d+) questions", browser_of(alice).get("/").content.decode()).groups()
    )
    assert abs(least - asked[0]) <= 1
    assert asked[-1] <= most


@pytest.mark.slow
def test_the_page_of_figures_is_up_to_date():
    text = (ROOT / "docs/performance.md").read_text()
    assert questions.rewritten(text) == text


@pytest.mark.slow
def test_the_pages_come_as_they_are_counted(alice):
    make_statuses()
    for slug in (CHECK, CLAIM):
        import_form(slug=slug, by=alice)
    check, walk = start_claim(slug=CHECK, language="en-gb", by=alice), walk_check(LONE_PARENT)
    assert go_through(check, walk, alice) == walk.count.by_page[:-1]
    claim, walk = start_claim(slug=CLAIM, language="en-gb", by=alice, copy_from=check), walk_claim(LONE_PARENT)
    assert go_through(claim, walk, alice) == walk.count.by_page[:-1]


def go_through(claim: Claim, walk: questions.Walk, by) -> list[str]:
    """Send page after page with the answers of a walk; the pages that came, as the walk names them."""
    browser, came, rows = browser_of(by), [], {}
    url = address(claim, next(iter(walk.spec.pages)))
    while "/page/" in url:
        key, _, row = url.partition("?")[0].partition("/page/")[2].strip("/").partition("/")
        group = walk.spec.group_on(key)
        asked, place, more = walk.spec.questions_on(key), "", {}
        if row:
            known = walk.raw[group["key"], ""]
            number = rows[key] = rows.get(key, -1) + 1
            asked, place = group["fields"], known[number]
            more = {"_another": "1"} if number + 1 < len(known) and claim.form_version.form.slug == CHECK else {}
        came.append(f"{key}: {number + 1}" if row else key)
        page = browser.get(url)
        answers = {name: value for q in asked for name, value in typed(q, walk.raw.get((q["key"], place))).items()}
        sent = browser.post(url, posted(page) | answers | more)
        assert sent.status_code == 302, (came, sent.content.decode()[:3000])
        url = sent["Location"]
    return came


def typed(question, raw) -> dict:
    """An answer by the names of its controls."""
    if raw is None:
        return {}
    if isinstance(raw, dict):
        return {field_name(question["key"], "", part): text for part, text in raw.items()}
    return {question["key"]: raw}
