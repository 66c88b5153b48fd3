"""When a form is open, in rules and in words, and what an admin may set."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.actions.councils import ChangedMeanwhile
from accounts.history import last_change
from accounts.models import AuditEvent, SettingChange
from accounts.settling.actions import undo_change
from formspec.actions.opening import CODE, DoesNotFit, close_now, opening_values, save_opening
from formspec.models import Form
from formspec.presenters.opening import opening_words
from formspec.readers import form_for
from formspec.rules.opening import (
    ANYBODY,
    CLOSED,
    FULL,
    LOCAL,
    NOT_YET,
    OPEN,
    PARTNER,
    SIGNED_IN,
    STAFF,
    Opening,
    may_start,
    opening_of,
    problems_of,
)
from tests.claims.making import publish_small

NOON = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)
TICK = dt.timedelta(microseconds=1)
WHY = "The fund is spent."


@pytest.mark.parametrize(
    ("opening", "before", "at"),
    [
        (Opening(), OPEN, OPEN),
        (Opening(is_offered=False), CLOSED, CLOSED),
        (Opening(opens_at=NOON), NOT_YET, OPEN),
        (Opening(closes_at=NOON), OPEN, CLOSED),
        (Opening(deadline=NOON), OPEN, CLOSED),
        (Opening(cap=1, is_full=True), FULL, FULL),
        (Opening(opens_at=NOON, is_full=True), NOT_YET, FULL),
        (Opening(closes_at=NOON, is_full=True), FULL, CLOSED),
    ],
)
def test_it_opens_and_closes_at_the_very_moment(opening, before, at):
    assert (opening.state(NOON - TICK), opening.state(NOON)) == (before, at)


@pytest.mark.parametrize(
    ("opening", "ends"),
    [
        (Opening(), None),
        (Opening(closes_at=NOON), None),
        (Opening(closes_at=NOON, days_after=0), NOON),
        (Opening(deadline=NOON), NOON),
        (Opening(closes_at=NOON, days_after=9, deadline=NOON + dt.timedelta(days=2)), NOON + dt.timedelta(days=2)),
        (Opening(closes_at=NOON, days_after=1, deadline=NOON + dt.timedelta(days=2)), NOON + dt.timedelta(days=1)),
    ],
)
def test_until_when_a_draft_can_be_sent(opening, ends):
    assert opening.drafts_end_at == ends
    if ends is not None:
        assert (opening.can_be_sent(ends - TICK), opening.can_be_sent(ends)) == (True, False)


def test_days_after_closing_are_days_on_the_wall_across_a_change_of_clocks():
    closes = dt.datetime(2027, 3, 26, 17, tzinfo=LOCAL)
    ends = Opening(closes_at=closes.astimezone(dt.UTC), days_after=3).drafts_end_at
    assert ends == dt.datetime(2027, 3, 29, 17, tzinfo=LOCAL)
    assert ends - closes.astimezone(dt.UTC) == dt.timedelta(days=3, hours=-1)


def test_what_is_full_is_not_sent():
    assert not Opening(cap=1, is_full=True).can_be_sent(NOON)


@pytest.mark.parametrize(
    ("starters", "who"),
    [(ANYBODY, "vrps"), (SIGNED_IN, "rps"), (PARTNER, "p"), (STAFF, "s")],
)
def test_who_may_start(starters, who):
    people = {
        "v": {"is_signed_in": False, "is_partner": False, "is_staff": False},
        "r": {"is_signed_in": True, "is_partner": False, "is_staff": False},
        "p": {"is_signed_in": True, "is_partner": True, "is_staff": False},
        "s": {"is_signed_in": True, "is_partner": False, "is_staff": True},
    }
    assert "".join(each for each, is_a in people.items() if may_start(starters, **is_a)) == who


@pytest.mark.parametrize(
    ("opening", "problems"),
    [
        (Opening(opens_at=NOON, closes_at=NOON, reason=WHY), {"closes_at": "order"}),
        (Opening(closes_at=NOON, deadline=NOON - TICK, reason=WHY), {"deadline": "early"}),
        (Opening(opens_at=NOON, deadline=NOON - TICK, reason=WHY), {"deadline": "early"}),
        (Opening(closes_at=NOON), {"reason": "why"}),
        (Opening(is_offered=False), {"reason": "why"}),
        (Opening(deadline=NOON), {}),
        (Opening(opens_at=NOON, closes_at=NOON + TICK, deadline=NOON + TICK, reason=WHY), {}),
    ],
)
def test_what_does_not_fit_together(opening, problems):
    assert problems_of(opening) == problems


def test_it_is_said_in_words_on_the_councils_clock():
    summer = dt.datetime(2027, 7, 1, 16, tzinfo=dt.UTC)
    said = opening_words(Opening(opens_at=NOON, closes_at=summer, days_after=7, cap=50, starters=SIGNED_IN), NOON)
    assert said == [
        "You can start this form until 1 July 2027, 17:00.",
        "The council takes 50 of these forms: the first that are sent.",
        "Send it before 8 July 2027, 17:00: nothing is taken after that.",
        "You need to sign in before you start it.",
    ]
    assert opening_words(Opening(), NOON) == []
    closed = opening_words(Opening(closes_at=NOON, days_after=0), NOON)
    assert closed == [
        "This form closed on 1 March 2027, 12:00. You cannot start it any more.", "Nothing more of it can be sent.",
    ]  # fmt: skip
    assert "they have been sent" in opening_words(Opening(cap=2, is_full=True), NOON)[0]
    assert "from 1 March 2027, 12:00" in opening_words(Opening(opens_at=NOON), NOON - TICK)[0]


def test_the_reason_is_in_welsh_where_it_is_written_in_welsh():
    both = Opening(reason="Why", reason_cy="Pam")
    assert [both.reason_in("cy"), both.reason_in("en-gb"), Opening(reason="Why").reason_in("cy")] == [
        "Pam",
        "Why",
        "Why",
    ]


# --- actions ---


@pytest.fixture
def form(omar):
    return publish_small(omar).form


def test_an_opening_is_saved_with_its_history_and_undone(omar, form):
    values = {"is_offered": True, "closes_at": NOON.isoformat(), "reason": WHY, "cap": None, "starters": SIGNED_IN}
    save_opening(slug=form.slug, values=values, by=omar, seen=last_change(CODE, form.slug))
    form.refresh_from_db()
    assert form.opening == Opening(closes_at=NOON, reason=WHY, starters=SIGNED_IN)
    change = SettingChange.objects.get(code=CODE, subject=form.slug)
    assert (change.before, change.after) == ({"is_offered": True}, opening_values(form))
    assert AuditEvent.objects.filter(code="formspec.opening.changed", subject=f"form {form.slug}").count() == 1
    undo_change(key=change.pk, by=omar)
    assert Form.objects.get(pk=form.pk).opening == Opening()


def test_a_stale_page_overwrites_nothing(omar, form):
    seen = last_change(CODE, form.slug)
    save_opening(slug=form.slug, values={"is_offered": True, "cap": 5}, by=omar, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        save_opening(slug=form.slug, values={"is_offered": True, "cap": 9}, by=omar, seen=seen)
    assert Form.objects.get(pk=form.pk).opening.cap == 5


def test_what_does_not_fit_is_not_saved(omar, form):
    for values in ({"is_offered": False}, {"is_offered": True, "starters": "nobody"}):
        with pytest.raises(DoesNotFit):
            save_opening(slug=form.slug, values=values, by=omar)
    assert Form.objects.get(pk=form.pk).opening == Opening()


def test_closing_now_closes_at_this_moment_and_keeps_the_rest(omar, form):
    save_opening(slug=form.slug, values={"is_offered": True, "days_after": 3}, by=omar)
    with pytest.raises(DoesNotFit):
        close_now(slug=form.slug, reason="", reason_cy="", by=omar)
    closed = close_now(slug=form.slug, reason=WHY, reason_cy="", by=omar).opening
    assert not closed.is_open(closed.closes_at)
    assert (closed.days_after, closed.reason) == (3, WHY)


def test_what_was_to_open_later_is_closed_now(omar, form):
    later = dt.datetime(2090, 1, 1, tzinfo=dt.UTC).isoformat()
    save_opening(slug=form.slug, values={"is_offered": True, "opens_at": later, "reason": WHY}, by=omar)
    assert close_now(slug=form.slug, reason=WHY, reason_cy="", by=omar).opening.opens_at is None


@pytest.mark.parametrize("who", ["aisha", "alice"])
def test_only_who_manages_the_councils_forms_may(request, form, who):
    by = request.getfixturevalue(who)
    for door in (
        lambda: save_opening(slug=form.slug, values={"is_offered": True}, by=by),
        lambda: close_now(slug=form.slug, reason=WHY, reason_cy="", by=by),
        lambda: form_for(by, form.slug),
    ):
        with pytest.raises((PermissionDenied, Http404)):
            door()


def test_a_form_that_is_not_there_is_none(omar, form):
    with pytest.raises(Http404):
        form_for(omar, "other")
    with pytest.raises(Http404):
        close_now(slug="other", reason=WHY, reason_cy="", by=omar)
    assert opening_of(True, {}) == Opening()
