"""Questions drawn from frames look exactly as drawn afresh, and nothing that somebody typed is kept."""

import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.govuk.control import PARTS
from core.govuk.frames import Spot, draw_question, frames
from core.govuk.questions import render_question
from core.rules.money import PAYMENTS_A_YEAR
from formspec.rules.answer_types import ANSWER_TYPES

TYPES = list(ANSWER_TYPES)
OPTIONS = [{"value": "a", "label": "First"}, {"value": "b", "label": "Second"}, {"value": "none", "label": "None"}]
HOSTILE = "\"><script>alert('1')</script>&amp; {{ 7 }} \\1 hole-0-whole-"
CANARY = "Canariella Vogelsang AB123456C 63748472"
WORDS = st.one_of(st.text(max_size=30), st.sampled_from(["", " ", HOSTILE, "two\nlines\n", "a\u2028b", "\x1c", "0"]))
CHOICES = st.sampled_from(["yes", "no", "unsure", "agreed", "a", "b", "none", "", HOSTILE])
ODD = st.sampled_from([None, 0, 7, 1.5, True, [], ["a"], {"day": 3}, {"first": None}])


@pytest.fixture(autouse=True)
def nothing_kept():
    frames.clear()


def question(type_, **more):
    options = [] if type_.startswith("yes_no") else OPTIONS
    return {"key": "q", "label": "The question", "type": type_, "required": True, "options": options, **more}


def raws(type_):
    """Answers of a type, right, wrong and odd."""
    if type_ in PARTS:
        frequency = st.sampled_from([*PAYMENTS_A_YEAR, "", HOSTILE])
        parts = {part: frequency if part == "frequency" else WORDS for part in PARTS[type_]}
        return st.one_of(st.fixed_dictionaries(parts), ODD)
    if type_ in ("multi_choice", "file_upload", "repeating_group"):
        return st.one_of(st.lists(CHOICES, max_size=4), ODD)
    return st.one_of(WORDS, CHOICES, ODD)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en-gb", "cy"])
@pytest.mark.parametrize("type_", TYPES)
def test_a_question_from_a_frame_is_the_question_drawn_afresh(type_, language):
    asked = question(type_, hint="A hint", why_we_ask="Because", statements=["I agree"], fact="person.name")
    more = {"guidance_html": mark_safe("<p>Help</p>"), "media": {"audio": "/a.mp3"}, "reveal_attrs": {"lang": "en"}}

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        raw=raws(type_), base=st.integers(0, 10**9), note=st.sampled_from([None, "", "From <Housing> & 'x'"]),
        heading=st.booleans(), visible=st.booleans(),
    )  # fmt: skip
    def is_the_same(raw, base, note, heading, visible):
        afresh = render_question(
            asked, raw=raw, base=base, source_note=note, labels_as_heading=heading, visible=visible, **more
        )
        for _ in range(2):
            spot = Spot("form", False, heading, visible)
            assert draw_question(asked, spot, raw=raw, base=base, source_note=note, more=lambda: more) == afresh

    with override(language):
        is_the_same()


@pytest.mark.parametrize("type_", TYPES)
def test_nothing_that_was_typed_is_kept(type_):
    raw = dict.fromkeys(PARTS[type_], CANARY) if type_ in PARTS else CANARY
    for answer in (raw, [CANARY], CANARY + "\n"):
        drawn = draw_question(question(type_), Spot("form"), raw=answer, base=4711, source_note=CANARY)
        assert "script" not in drawn
    kept = repr(frames.items())
    assert "bo-question" in kept, "something is kept"
    for word in ("Canariella", "AB123456C", "63748472", "4711"):
        assert word not in kept


def test_two_people_share_a_frame_and_nothing_else():
    asked = question("name")
    alice = draw_question(asked, Spot("form"), raw={"first": "Alice", "last": "Ashworth"}, base=3)
    bob = draw_question(asked, Spot("form"), raw={"first": "Bob", "last": "Birtle"}, base=5)
    assert len(frames) == 1
    assert "Alice" in alice
    assert "Ashworth" not in bob
    assert bob == render_question(asked, raw={"first": "Bob", "last": "Birtle"}, base=5)


def test_forms_languages_and_states_have_frames_of_their_own():
    asked = question("choice")
    for spot in (Spot("form"), Spot("other form"), Spot("form", in_row=True), Spot("form", visible=False)):
        draw_question(asked, spot, raw="a")
    with override("cy"):
        draw_question(asked, Spot("form"), raw="a")
    draw_question(asked, Spot("form"), raw="b")
    assert len(frames) == 6
    draw_question(asked, Spot("form"), raw="no such option")
    draw_question(asked, Spot("form"), raw="nor this one")
    assert len(frames) == 7
