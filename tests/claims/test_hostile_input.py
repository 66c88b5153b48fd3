"""A thousand generated answer sets for every form: whatever is typed, posted or sent by a script, no page breaks."""

from __future__ import annotations

import contextlib
import json
from random import Random

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.actors import Actor
from accounts.sessions import VISITOR
from calculator.household.from_facts import household_from_facts
from calculator.household.parsing import HouseholdProblems
from claims.actions.answering import AnswerChange, add_row, save_answers, start_claim
from claims.models import Answer, Claim
from claims.presenters import summary as claim_summary
from claims.presenters.page import PageState, page_content, row_content
from claims.readers import claims as readers
from claims.readers.answer_store import StoredAnswer, spec_of, stored_answers
from estimates.readers.estimates import can_estimate
from formspec.actions.publishing import import_form
from formspec.readers import published_version
from formspec.rules.answers import shape_raw
from formspec.rules.compile import library_slugs
from formspec.rules.facts import facts_of
from tests.claims.browsing import address, autosave
from tests.claims.hostile import Pools, answer_set, as_posted, value_pools
from tests.claims.making import make_statuses
from tests.formspec.strategies import ROW_IDS
from tests.people import Browser

SETS, AT_ONCE = 1_000, 50
# Of every so many sets, one is also saved and looked at, and one is posted, over HTTP: those cost the most.
SAVED, POSTED = 50, 10
UNBROKEN = (200, 302, 400, 404, 409, 422)
AREA = {"region": "NORTH_WEST", "local_authority": "", "brma": "", "council_tax_by_band": {}}


@pytest.fixture(params=library_slugs())
def claim(request, visitor, omar):
    make_statuses()
    import_form(slug=request.param, by=omar)
    form = published_version(request.param).form
    form.is_open = True
    form.save()
    return start_claim(slug=request.param, language="en-gb", by=visitor)


@pytest.fixture
def browser(claim):
    client = Client()
    session = client.session
    session[VISITOR] = str(claim.resident.public_id)
    session.save()
    client.cookies["sessionid"] = session.session_key
    return Browser(client, claim.council.host)


@pytest.fixture(scope="module")
def draws() -> list[tuple[Pools, int]]:
    """Values of every kind and a chance to put them together by, drawn once for all forms: drawing costs the most."""
    drawn = []

    @settings(
        max_examples=SETS // AT_ONCE, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )  # fmt: skip
    @given(pools=value_pools(), seed=st.integers(0, 2**64))
    def draw(pools: Pools, seed: int) -> None:
        drawn.append((pools, seed))

    draw()
    return drawn


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
def test_no_answers_break_a_form(claim, browser, draws):
    assert len(draws) == SETS // AT_ONCE
    for pools, seed in draws:
        random = Random(seed)
        # The next draws begin with an empty draft again; this function's fixtures are made once for all of them.
        with transaction.atomic():
            for number in range(AT_ONCE):
                try_one_set(claim, browser, pools, random, number)
            transaction.set_rollback(True)


def try_one_set(claim: Claim, browser: Browser, pools: Pools, random: Random, number: int) -> None:
    """Draw one set of answers, and, now and then, save it or post of it."""
    answers = answer_set(spec_of(claim).data, pools, random)
    try:
        with translation.override(random.choice(["en-gb", "cy"])):
            draw_everything(claim, answers, random)
        if number % SAVED == 0:
            save_and_look(claim, browser, answers, random)
        if number % POSTED == 0:
            post_something(claim, browser, answers, pools, random)
    except BaseException as failure:
        failure.add_note(f"The set at fault: {answers!r:.10000}")
        raise


def draw_everything(claim: Claim, answers: dict, random: Random) -> None:
    """Everything that pages, the summary and the estimate make of a set, as it comes back from the database."""
    spec, now = spec_of(claim), timezone.now()
    stored = {
        place: StoredAnswer(as_stored(spec.question(*place), raw), 1, Answer.Provenance.TYPED, "", now)
        for place, raw in answers.items()
    }
    form_state = readers.form_state_of(claim, stored)
    claim_summary.draft_sections(claim, form_state)
    assert all(problem["text"] and problem["url"] for problem in claim_summary.problems(claim, form_state))
    page = random.choice(list(spec.pages))
    page_state = PageState(spec, form_state, stored, show_errors=random.random() < 0.5)
    content = page_content(page_state, page)
    assert len(content.questions) == len(spec.questions_on(page))
    group = spec.group_on(page)
    for row in form_state.rows.get(group["key"], []) if group else ():
        row_content(page_state, group, row.id)
    with contextlib.suppress(HouseholdProblems):
        if not can_estimate(claim):
            return
        household_from_facts(facts_of(spec.data, form_state), council=AREA, today=timezone.localdate())


def as_stored(question: dict, raw):
    """A raw answer after it went through the action: in shape, and rows only those that add_row made."""
    shaped = shape_raw(question, raw)
    return [row for row in shaped if row in ROW_IDS] if question["type"] == "repeating_group" else shaped


def save_and_look(claim: Claim, browser: Browser, answers: dict, random: Random) -> None:
    """Save the whole set through the action; then what a person looks at."""
    spec, owner = spec_of(claim), Actor(claim.council, resident=claim.resident)
    rows = {}
    for (key, row), _ in answers.items():
        if row and (group := spec.group_of[key], row) not in rows:
            rows[group, row] = add_row(public_id=claim.public_id, group=group, by=owner)
    # Beyond a group's maximum, add_row answers with its last row: several rows of the set may be one.
    placed = {(key, rows[spec.group_of[key], row] if row else ""): raw for (key, row), raw in answers.items()}
    known = stored_answers(claim)
    changes = [
        AnswerChange(*place, raw, known[place].revision if place in known else 0) for place, raw in placed.items()
    ]
    saved = save_answers(public_id=claim.public_id, changes=changes, by=owner)
    assert not saved.conflicts
    for name in ("claims:task_list", "claims:check_answers", "estimates:estimate"):
        assert browser.get(reverse(name, args=[claim.public_id])).status_code == 200, name
    assert browser.get(address(claim, random.choice(list(spec.pages)))).status_code == 200
    for name in ("claims:submit", "estimates:ask_estimate"):
        with transaction.atomic():
            assert browser.post(reverse(name, args=[claim.public_id])).status_code in (302, 422), name
            transaction.set_rollback(True)


def post_something(claim: Claim, browser: Browser, answers: dict, pools: Pools, random: Random) -> None:
    """One hostile request: a page, a row, the buttons of a group, or a script's save."""
    spec = spec_of(claim)
    page = random.choice(list(spec.pages))
    group = spec.group_on(page)
    button = random.choice([{}, {}, {"_later": "1"}, {"_add": "1"}, {"_remove": "\x00"}, {"_page_id": "\x00" * 90}])
    if random.random() < 0.25:
        body = {
            "question": random.choice([*spec.questions, *spec.fields, "made-up"]),
            "raw": random.choice(pools.json), "row": random.choice(["", "r1", *pools.json]),
            "base": random.choice(pools.json), "id": random.choice(pools.json),
        }  # fmt: skip
        response = autosave(browser, claim, json.dumps(body))
    elif group is None:
        data = as_posted(spec.questions_on(page), answers, "", random)
        response = browser.post(address(claim, page) + "?back=check", data | button)
    elif "_add" in button or "_remove" in button:
        response = browser.post(address(claim, page), button)
    else:
        rows = Answer.objects.filter(claim=claim, key=group["key"]).values_list("value", flat=True).first()
        row = random.choice([*(rows or []), "r1"])
        data = as_posted(group["fields"], answers, "r1", random)
        response = browser.post(address(claim, page, row), data | button)
    assert response.status_code in UNBROKEN
