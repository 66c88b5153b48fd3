"""What is shown for a set of answers, its values, its problems and its statuses."""

import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formspec.rules.compile import compile_form, compile_library_form, library_slugs
from formspec.rules.visibility import DONE, IN_PROGRESS, NOT_NEEDED, NOT_STARTED, facts_of, visible_answers
from tests.formspec.strategies import answer_sets

TODAY = date(2026, 11, 22)
YES = {"q": "has_child", "op": "equals", "value": "yes"}


def question(key, kind="text", **more):
    return {"key": key, "label": key.capitalize(), "type": kind, "fact": f"f.{key}", "required": True, **more}


def form(*sections, **more):
    source = {"slug": "a-form", "kind": "claim", "title": "T", "short_title": "T", "status": "live", **more}
    source["sections"] = [
        {"key": f"s{number}", "title": f"Section {number}", **section} for number, section in enumerate(sections, 1)
    ]
    return compile_form(source, guidance={})


def family_form():
    children = question(
        "children",
        "repeating_group",
        rows={"min": 1, "max": 3, "row_title": "{first}"},
        show_if=YES,
        fields=[
            question("first"),
            question("at_school", "yes_no"),
            question("school", show_if={"q": "at_school", "op": "equals", "value": "yes"}),
        ],
    )
    return form(
        {"questions": [question("has_child", "yes_no"), question("note", required=False)]},
        {"questions": [children], "show_if": YES},
        {"questions": [question("extra", required=False)]},
    )


def form_state_of(spec, answers, **more):
    return visible_answers(spec, {k if isinstance(k, tuple) else (k, ""): v for k, v in answers.items()}, TODAY, **more)


def problems(form_state):
    return [(p.page, p.question, p.row, str(p.message), p.missing) for p in form_state.problems]


def test_nothing_answered():
    form_state = form_state_of(family_form(), {})
    assert form_state.values == {}
    assert problems(form_state) == [("section-1", "has_child", "", "Select an answer to “Has_child”", True)]
    assert form_state.page_status == {"section-1": NOT_STARTED, "section-2": NOT_NEEDED, "section-3": NOT_STARTED}
    assert form_state.section_status == {"s1": NOT_STARTED, "s2": NOT_NEEDED, "s3": NOT_STARTED}
    assert not form_state.can_be_sent


def test_rows_ask_their_own_fields():
    answers = {
        "has_child": "yes", "children": ["r1", "r2"], ("first", "r1"): "Al", ("at_school", "r1"): "no",
        ("school", "r1"): "kept but hidden", ("first", "r2"): " ", ("at_school", "r2"): "yes",
    }  # fmt: skip
    form_state = form_state_of(family_form(), answers)
    assert form_state.values == {
        "has_child": "yes",
        "children": [{"first": "Al", "at_school": "no"}, {"at_school": "yes"}],
    }
    assert [row.id for row in form_state.rows["children"]] == ["r1", "r2"]
    assert problems(form_state) == [
        ("section-2", "first", "r2", "Enter the first", True),
        ("section-2", "school", "r2", "Enter the school", True),
    ]
    assert form_state.is_visible("school", "r2")
    assert not form_state.is_visible("school", "r1")
    assert form_state.page_status["section-2"] == IN_PROGRESS
    assert [p.question for p in form_state.problems_on("section-2")] == ["first", "school"]
    assert form_state.problems_on("section-1") == []


def test_hidden_answers_count_as_absent_everywhere():
    answers = {"has_child": "no", "children": ["r1"], ("first", "r1"): "Al", ("at_school", "r1"): "yes"}
    form_state = form_state_of(family_form(), answers)
    assert form_state.submission_values == {"has_child": "no"}
    assert form_state.rows == {}
    assert form_state.can_be_sent
    assert form_state.section_status == {"s1": DONE, "s2": NOT_NEEDED, "s3": NOT_STARTED}


def test_a_hidden_answer_hides_what_depends_on_it():
    spec = form(
        {
            "questions": [
                question("a", "yes_no"),
                question("b", "yes_no", show_if={"q": "a", "op": "equals", "value": "yes"}),
                question("c", show_if={"q": "b", "op": "equals", "value": "yes"}),
                question("d", required=False, show_if={"q": "b", "op": "not_answered"}),
            ]
        }
    )
    form_state = form_state_of(spec, {"a": "no", "b": "yes", "c": "x", "d": "y"})
    assert form_state.values == {"a": "no", "d": "y"}


def test_an_invalid_answer_counts_as_absent_and_is_a_problem():
    spec = form(
        {
            "questions": [
                question("hours", "number"),
                question("why", show_if={"not": {"q": "hours", "op": "equals", "value": 16}}),
            ]
        }
    )
    form_state = form_state_of(spec, {"hours": "lots", "why": "x"})
    assert form_state.values == {}
    assert problems(form_state) == [("section-1", "hours", "", "Hours must be a whole number, like 3", False)]
    assert form_state.page_status["section-1"] == IN_PROGRESS


def test_a_page_of_optional_questions_is_done_once_seen():
    form_state = form_state_of(family_form(), {"has_child": "no"}, visited={"section-3"})
    assert form_state.section_status["s3"] == DONE
    assert form_state_of(family_form(), {}, visited={"section-1"}).page_status["section-1"] == IN_PROGRESS


def test_rows_beyond_the_maximum_are_a_problem_and_not_read():
    answers = {"has_child": "yes", "children": ["r1", "r2", "r3", "r4"]}
    form_state = form_state_of(family_form(), answers)
    assert len(form_state.rows["children"]) == 3
    assert ("section-2", "children", "", "You can add up to 3 here", False) in problems(form_state)


def test_derived_values_decide_and_are_reported():
    spec = form(
        {
            "questions": [
                question("dob", "date"),
                question("pension", show_if={"derived": "applicant_pension_age", "equals": True}),
            ]
        },
        {"questions": [question("on_record", show_if={"derived": "has_benefit_claim_on_record", "equals": True})]},
        derived=[{"name": "applicant_pension_age"}, {"name": "has_benefit_claim_on_record"}],
    )
    answers = {"dob": {"day": "1", "month": "1", "year": "1950"}}
    form_state = form_state_of(spec, answers)
    assert form_state.derived == {"applicant_pension_age": True, "has_benefit_claim_on_record": False}
    assert form_state.is_visible("pension")
    assert not form_state.is_visible("on_record")
    assert form_state_of(spec, answers, known={"has_benefit_claim_on_record": True}).is_visible("on_record")


def test_a_signature_that_is_nobodys_who_may_sign_is_asked_about():
    spec = form(
        {
            "questions": [
                question("name", "name", fact="person.name"),
                question("child", "name", fact="child.name"),
                question("signed", validation="signature"),
            ]
        }
    )
    names = {"name": {"first": "Sam", "last": "Jones"}, "child": {"first": "Al", "last": "Jones"}}
    assert form_state_of(spec, {**names, "signed": "sam jones"}).can_be_sent
    of_the_child = form_state_of(spec, {**names, "signed": "Al Jones"})
    assert of_the_child.can_be_sent
    assert "You gave your name as Sam Jones" in str(of_the_child.cleaned["signed", ""].warning)


def test_facts_are_the_shown_answers_by_fact():
    answers = {"has_child": "yes", "note": "n", "children": ["r1"], ("first", "r1"): "Al", ("school", "r1"): "hidden"}
    spec = family_form()
    assert facts_of(spec, form_state_of(spec, answers)) == {
        "f.has_child": "yes",
        "f.note": "n",
        "f.children": [{"f.first": "Al"}],
    }


LIBRARY = {slug: compile_library_form(slug) for slug in library_slugs()}


@pytest.mark.slow
@pytest.mark.parametrize("slug", LIBRARY)
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(data=st.data())
def test_no_answers_break_any_form(slug, data):
    spec = LIBRARY[slug]
    form_state = visible_answers(spec, data.draw(answer_sets(spec)), TODAY)
    assert all(str(problem.message) for problem in form_state.problems)
    assert set(form_state.page_status) == {page["key"] for page in spec["pages"]}
    assert all(cleaned.error is None or cleaned.value is None for cleaned in form_state.cleaned.values())
    facts_of(spec, form_state)


def test_the_longest_form_takes_milliseconds():
    spec = LIBRARY["hb-ctr-combined"]
    answers = {
        (q["key"], ""): {"yes_no": "yes", "date": {"day": "1", "month": "1", "year": "1950"}}.get(q["type"], "answer")
        for section in spec["sections"]
        for q in section["questions"]
    }
    seconds = []
    for _ in range(20):
        start = time.perf_counter()
        visible_answers(spec, answers, TODAY)
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 0.005
