"""Which answers say that somebody cannot wait is data of the form, and what is not said counts for nothing."""

import pytest

from claims.models import Urgency
from claims.rules.urgency import AT_ONCE, REASONS, SOON, rank_of, urgencies_in
from formspec.rules.compile import compile_form, compile_library_form


@pytest.mark.slow
@pytest.mark.parametrize(
    ("slug", "answers", "reasons"),
    [
        ("local-welfare-crisis", {"danger": "yes", "have_food": "no", "place_tonight": "no"},
         ["in_danger", "no_food", "no_roof"]),
        ("local-welfare-crisis", {"danger": "no", "have_food": "yes", "place_tonight": "yes", "have_heat": "no"},
         ["no_energy"]),
        ("local-welfare-crisis", {}, []),
        ("discretionary-housing-payment", {"eviction_stage": "bailiff"}, ["deadline"]),
        ("discretionary-housing-payment", {"eviction_stage": "letter"}, []),
        ("housing-benefit", {"notice": "yes"}, ["deadline"]),
    ],
)  # fmt: skip
def test_answers_of_the_library_say_why(slug, answers, reasons):
    assert urgencies_in(compile_library_form(slug), answers) == reasons


def test_any_of_several_ticks_says_it_and_a_reason_must_be_one_of_ours():
    question = {
        "key": "now", "label": "What is so now?", "type": "multi_choice", "adviser": "show",
        "urgent": {"cold": "no_energy", "court": "deadline"},
        "options": [{"value": each, "label": each} for each in ("cold", "court", "none")],
    }  # fmt: skip
    source = {
        "slug": "a-form", "kind": "claim", "title": "A form", "short_title": "Form", "status": "live",
        "sections": [{"key": "now", "title": "Now", "questions": [question]}],
    }  # fmt: skip
    spec = compile_form(source, guidance={})
    assert urgencies_in(spec, {"now": ["court", "cold"]}) == ["no_energy", "deadline"]
    assert urgencies_in(spec, {"now": ["none"]}) == []
    question["urgent"] = {"cold": "chilly"}
    with pytest.raises(Exception, match="chilly"):
        compile_form(source, guidance={})


def test_the_worst_reason_ranks_and_every_reason_has_words():
    assert rank_of([]) == 0
    assert rank_of(["deadline"]) == SOON
    assert rank_of(["deadline", "no_food"]) == AT_ONCE
    assert list(REASONS) == Urgency.values
