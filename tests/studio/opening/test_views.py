"""The page on which an admin opens and closes a form."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from formspec.actions.opening import save_opening
from formspec.models import Form
from studio.opening.forms import on_the_clock
from tests.claims.making import publish_small
from tests.claims.test_page_queries import queries_of
from tests.people import browser_of

SLUG, WHY = "small-form", "The fund is spent."
ALWAYS = {"is_offered": "yes", "starters": "anybody", "seen": "0"}


def day(name: str, at: dt.date, clock: str = "9:00") -> dict[str, str]:
    return {
        f"{name}-day": str(at.day),
        f"{name}-month": str(at.month),
        f"{name}-year": str(at.year),
        f"{name}_time": clock,
    }


CLOSES = day("closes_at", dt.date(2090, 7, 1), "17.30")


@pytest.fixture
def browser(omar):
    publish_small(omar)
    return browser_of(omar)


def address(name: str = "opening") -> str:
    return reverse(f"studio:{name}", args=[SLUG])


def opening():
    return Form.objects.get(slug=SLUG).opening


def test_it_is_previewed_saved_and_shown_again(browser):
    assert "the form is open, without an end" in browser.get(address()).content.decode()
    typed = ALWAYS | CLOSES | {"reason": WHY, "days_after": "0", "cap": "12"}
    preview = browser.post(address(), typed | {"preview": "yes"}).content.decode()
    assert "You can start this form until 1 July 2090, 17:30." in preview
    assert opening().closes_at is None
    assert browser.post(address(), typed).status_code == 302
    assert opening().closes_at == dt.datetime(2090, 7, 1, 16, 30, tzinfo=dt.UTC)
    assert (opening().days_after, opening().cap) == (0, 12)
    page = browser.get(address())
    assert 'value="17:30"' in page.content.decode()
    assert len(queries_of(lambda: browser.get(address()))) <= 15


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"is_offered": "no"}, "Write the reason"),
        (CLOSES, "Write the reason"),
        (CLOSES | {"closes_at_time": ""}, "Write the time like"),
        (CLOSES | {"closes_at_time": "25:00"}, "Write the time like"),
        ({"closes_at_time": "9:00"}, "Write the day too"),
        (CLOSES | day("opens_at", dt.date(2090, 8, 1)) | {"reason": WHY}, "It must close after it opens"),
        (CLOSES | day("deadline", dt.date(2090, 6, 1)) | {"reason": WHY}, "The deadline must not be before it closes"),
        (day("closes_at", dt.date(2027, 3, 28), "1:30") | {"reason": WHY}, "The clocks change on that day"),
        ({"cap": "0"}, "greater than or equal to 1"),
        ({"starters": "nobody"}, "Select a valid choice"),
    ],
)
def test_what_is_typed_wrongly_is_said_and_kept(browser, typed, words):
    answer = browser.post(address(), ALWAYS | typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert opening().closes_at is None
    assert typed.get("reason", "") in answer.content.decode()


def test_a_time_that_the_day_does_not_have_or_has_twice_is_refused():
    for wrong in (dt.date(2027, 3, 28), dt.date(2027, 10, 31)):
        with pytest.raises(ValidationError):
            on_the_clock(wrong, dt.time(1, 30))
        assert on_the_clock(wrong, dt.time(9)).hour == 9


def test_a_stale_page_is_told_who_saved_and_keeps_what_was_typed(browser, omar):
    save_opening(slug=SLUG, values={"is_offered": True, "cap": 5}, by=omar)
    late = browser.post(address(), ALWAYS | {"cap": "77"})
    assert late.status_code == 409
    assert omar.label in late.content.decode()
    assert 'value="77"' in late.content.decode()
    assert opening().cap == 5
    assert browser.post(address(), ALWAYS | {"cap": "77", "seen": str(late.context["seen"])}).status_code == 302
    assert opening().cap == 77


def test_closing_now_asks_for_the_reason(browser):
    assert browser.get(address("close")).status_code == 200
    assert browser.post(address("close"), {}).status_code == 422
    assert browser.post(address("close"), {"reason": WHY}).status_code == 302
    assert opening().reason == WHY
    assert "This form closed on" in browser.get(address()).content.decode()


def test_the_settings_of_a_form_call_it_by_its_name(browser):
    page = browser.get(reverse("studio:form_settings", args=[SLUG]))
    assert '<span class="govuk-caption-l">A small form</span>' in page.content.decode()
    assert len(queries_of(lambda: browser.get(reverse("studio:form_settings", args=[SLUG])))) <= 15
