"""What a process keeps: bounded, and the parts of a page that are the same for everybody."""

from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from accounts.models import Council
from core.fragments import fragment, fragments
from core.rules.kept import Kept

FOOTER = "components/_footer.html"


@pytest.fixture(autouse=True)
def nothing_kept():
    fragments.clear()


def test_what_was_used_longest_ago_leaves_first():
    few, made = Kept(20_000, len), []
    for number in (1, 2, 3, 4, 5, 1, 6, 1, 2):
        few.get(number, lambda number=number: made.append(number) or "x" * 4_000)
    assert made == [1, 2, 3, 4, 5, 6, 2]
    assert few.bytes == 20_000
    few.clear()
    assert (len(few), few.bytes) == (0, 0)


def test_what_is_too_large_is_given_and_not_kept():
    few = Kept(10, len)
    assert few.get("key", lambda: "x" * 11) == "x" * 11
    assert (len(few), few.bytes) == (0, 0)


def council(**more):
    return Council(pk=1, host="a.localhost", slug="a", name="Calderbrook", **more)


def test_a_changed_council_is_shown_at_once():
    assert "01234" not in fragment(FOOTER, {"council": council()})
    assert "01234" in fragment(FOOTER, {"council": council(phone="01234 567")})
    assert "Monday" in fragment(FOOTER, {"council": council(opening_hours=[{"days": "Monday", "hours": "9 to 5"}])})
    assert len(fragments) == 3
    fragment(FOOTER, {"council": council()})
    assert len(fragments) == 3


def test_every_field_of_a_council_that_pages_show_is_in_its_looks():
    """A page may show whatever the council has: `looks` leaves out only what is named here."""
    told = {field.attname for field in Council._meta.concrete_fields}
    assert told - set(Council.LOOKS) == {
        "slug", "reference_prefix", "colour", "colour_text", "logo", "region", "local_authority",
        "broad_rental_market_area", "council_tax_by_band", "war_pensions_left_out", "postcode_districts",
        "finds_addresses", "draft_days", "opened_at",
        "wants_no_handover", "closed_at", "closed_message", "closed_message_cy",
    }  # fmt: skip


def test_languages_are_kept_apart():
    with override("en-gb"):
        english = fragment(FOOTER, {"council": None})
    with override("cy"):
        assert fragment(FOOTER, {"council": None}) != english


def test_there_is_no_person_in_a_fragment():
    request = RequestFactory().get("/claims/secret/")
    request.user = SimpleNamespace(is_authenticated=True, name="Vogelsang")
    page = Template('{% load govuk %}{% kept "components/save_state.html" saved_at=saved_at %}')
    drawn = page.render(Context({"request": request, "csrf_token": "token", "saved_at": None}))
    assert "data-save-state" in drawn
    assert "Vogelsang" not in repr(fragments.items())
    assert "token" not in repr(fragments.items())


def test_what_has_no_looks_is_drawn_and_not_kept():
    drawn = fragment(FOOTER, {"council": SimpleNamespace(phone="01234 567", hours_shown=[])})
    assert "01234 567" in drawn
    assert len(fragments) == 0
