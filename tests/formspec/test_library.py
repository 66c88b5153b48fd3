"""The starter library: every form compiles, is complete, and stands by itself."""

import json
from datetime import date

import jsonschema
import pytest

from formspec.rules.answer_types import ANSWER_TYPES
from formspec.rules.compile import (
    LIBRARY,
    compile_library_form,
    library_evidence,
    library_facts,
    library_guidance,
    library_slugs,
    load_library_source,
)
from formspec.rules.facts import facts_in
from formspec.rules.sources.problems import types_in_schema
from formspec.rules.visibility import visible_answers

SLUGS = library_slugs()
DOCUMENTS = {slug: compile_library_form(slug) for slug in SLUGS}
TODAY = date(2026, 11, 22)


def questions_of(spec):
    for section in spec["sections"]:
        for question in section["questions"]:
            yield question
            yield from question.get("fields", ())


def test_the_twelve_forms_and_the_check_are_there():
    assert SLUGS == [
        "apa-request",
        "blue-badge",
        "change-of-circumstances",
        "check-what-you-can-get",
        "ctr-pension-age",
        "ctr-review",
        "ctr-working-age",
        "discretionary-housing-payment",
        "free-school-meals",
        "hb-ctr-combined",
        "household-support-fund",
        "housing-benefit",
        "local-welfare-crisis",
    ]
    assert [slug for slug in SLUGS if DOCUMENTS[slug]["kind"] == "check"] == ["check-what-you-can-get"]
    assert [slug for slug in SLUGS if DOCUMENTS[slug]["status"] == "closed_scheme"] == ["household-support-fund"]


def test_the_schema_is_a_schema_and_says_of_answer_types_what_the_table_says():
    schema = json.loads((LIBRARY / "schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    said = types_in_schema(ANSWER_TYPES)
    assert {name: sorted(schema["$defs"][name]["enum"]) for name in said} == {
        name: sorted(types["enum"]) for name, types in said.items()
    }


def test_the_library_uses_every_answer_type():
    assert {q["type"] for spec in DOCUMENTS.values() for q in questions_of(spec)} == set(ANSWER_TYPES)


@pytest.mark.parametrize(
    ("slug", "sections", "questions"),
    [
        ("apa-request", 7, 59), ("blue-badge", 10, 70),
        ("change-of-circumstances", 17, 105), ("ctr-pension-age", 17, 161),
        ("ctr-review", 6, 110), ("ctr-working-age", 17, 160),
        ("discretionary-housing-payment", 8, 101), ("free-school-meals", 5, 38),
        ("hb-ctr-combined", 19, 201), ("household-support-fund", 8, 54),
        ("housing-benefit", 18, 196), ("local-welfare-crisis", 8, 68),
    ],
)  # fmt: skip
def test_no_question_was_lost(slug, sections, questions):
    """But those of docs/forms.md. Amounts of ticked benefits are not counted: there are as many as ticks."""
    spec = DOCUMENTS[slug]
    asked = [question for question in questions_of(spec) if "in_list" not in question]
    assert (len(spec["sections"]), len(asked)) == (sections, questions)


@pytest.mark.slow
@pytest.mark.parametrize("slug", SLUGS)
def test_a_form_is_complete(slug):
    spec = DOCUMENTS[slug]
    facts, evidence = library_facts(), library_evidence()
    for question in questions_of(spec):
        assert "fact" not in question or question["fact"] in facts, question["key"]
        assert question["guidance"] or question["type"] == "information", question["key"]
    assert {item["id"] for item in spec["evidence"]} <= set(evidence)
    assert all(item["asked_by"] for item in spec["evidence"])
    used = json.dumps([spec["sections"], [paper.get("unless") for paper in spec["evidence"]]])
    unused_by_conditions = [name for name in spec["derived"] if f'"derived": "{name}"' not in used]
    assert set(unused_by_conditions) <= WORKED_OUT_FOR_STAFF


def test_every_paper_of_the_catalogue_is_called_for_and_forms_call_it_by_its_name():
    named = {(item["id"], item["name"]) for spec in DOCUMENTS.values() for item in spec["evidence"]}
    assert named == {(key, item["name"]) for key, item in library_evidence().items()}


# Nothing on these forms is shown by them: they are worked out for the estimate and for staff.
WORKED_OUT_FOR_STAFF = {
    "applicant_pension_age", "partner_pension_age", "any_pension_age", "mixed_age_couple", "pension_age_hb",
    "hb_not_open", "ctr_pension_rules", "universal_infant", "fsm_uc_from_2026_09",
}  # fmt: skip


@pytest.mark.parametrize("slug", SLUGS)
def test_pages_hold_one_topic_each(slug):
    spec = DOCUMENTS[slug]
    kinds = {q["key"]: q["type"] for q in questions_of(spec)}
    amounts = {q["key"] for q in questions_of(spec) if "in_list" in q}
    listed = [key for page in spec["pages"] for key in page["questions"]]
    assert listed == [q["key"] for section in spec["sections"] for q in section["questions"]]
    assert len({page["key"] for page in spec["pages"]}) == len(spec["pages"])
    for page in spec["pages"]:
        # Of the amounts of ticked benefits as many are shown as were ticked.
        assert sum(key not in amounts for key in page["questions"]) <= 8
        assert len(page["questions"]) == 1 or all(kinds[key] != "repeating_group" for key in page["questions"])
    titles = [page["title"] for page in spec["pages"]]
    assert len(set(titles)) == len(titles)


def test_facts_have_a_known_policy():
    policies = {"prefill_and_confirm", "ask_before_copy", "confirm_masked", "always_apply", "never_prefill"}
    for fact, entry in library_facts().items():
        optional = {"adviser", "adviser_edit", "urgent", "implies"}
        assert set(entry) - optional == {"label", "sensitivity", "reuse", "shelf_life"}, fact
        assert entry["reuse"] in policies
        assert entry["sensitivity"] in {"standard", "financial", "sensitive", "special_category", "safety"}
        # Only what is not open by its sensitivity can be opened, and the other way round.
        assert entry.get("adviser", "show") in {"show", "mask"}
        assert entry["sensitivity"] not in {"special_category", "safety"} or "adviser" not in entry
        # What is implied is known, and no more open than what implies it.
        assert all(library_facts()[each]["sensitivity"] != "special_category" for each in entry.get("implies", ()))


# What only the check asks among the options of a question that both forms have, and only the claim.
ONLY_THERE = {"benefits_you": {"hb", "ctr"}, "income_sources": {"extra", "ended"}}


def test_the_check_asks_shared_facts_the_way_the_claim_does():
    claim = {q["key"]: q for q in questions_of(DOCUMENTS["hb-ctr-combined"])}
    asked = {fact for q in claim.values() for fact in facts_in(q)}
    for question in questions_of(DOCUMENTS["check-what-you-can-get"]):
        own = question.get("fact", "").startswith("check.") or question.get("fact") == "capital.total"
        assert own or set(facts_in(question)) <= asked, question["key"]
        if question["key"] in claim:
            same, only = claim[question["key"]], ONLY_THERE.get(question["key"], set())
            assert (question["type"], question.get("fact")) == (same["type"], same.get("fact")), question["key"]
            both = [
                [
                    (option["value"], option["label"])
                    for option in each.get("options", ())
                    if option["value"] not in only
                ]
                for each in (question, same)
            ]
            assert both[0] == both[1], question["key"]


def test_a_single_private_tenant_sees_about_a_dozen_questions():
    answers = {
        "dob": {"day": "1", "month": "2", "year": "1990"}, "has_partner": "no", "has_children": "no",
        "has_other_adults": "no", "housing_situation": "private_tenant",
        "rent_amount": {"amount": "800", "frequency": "monthly"}, "ctax_liable": "yes", "ctax_band": "B",
        "income_sources": ["none"], "benefits_you": ["none"], "circumstances_you": ["none"],
        "capital_total_band": "u3000",
    }  # fmt: skip
    raw = {(key, ""): value for key, value in answers.items()}
    form_state = visible_answers(DOCUMENTS["check-what-you-can-get"], raw, TODAY)
    assert form_state.can_be_sent
    assert set(form_state.values) == set(answers)
    assert len(form_state.cleaned) == 12


@pytest.mark.parametrize("who", ["you", "partner"])
def test_the_check_asks_about_the_health_element_of_who_cannot_prepare_for_work(who):
    check = DOCUMENTS["check-what-you-can-get"]
    answers = {("has_partner", ""): "yes", (f"circumstances_{who}", ""): ["lcw", "carer"]}
    asked, other = f"health_element_{who}", f"health_element_{'partner' if who == 'you' else 'you'}"
    assert not visible_answers(check, answers, TODAY).is_visible(asked)
    answers[f"circumstances_{who}", ""] = ["lcwra"]
    form_state = visible_answers(check, answers, TODAY)
    assert form_state.is_visible(asked)
    assert not form_state.is_visible(other)
    answers["has_partner", ""] = "no"
    assert visible_answers(check, answers, TODAY).is_visible(asked) == (who == "you")


def test_the_housing_benefit_form_says_where_to_go_instead_on_its_third_page():
    spec = DOCUMENTS["housing-benefit"]
    found = [question for section in spec["sections"] for question in section["questions"] if "outside" in question]
    assert [(question["key"], question["outside"]) for question in found] == [("hb_route_info", "uc")]
    assert [number for number, page in enumerate(spec["pages"], 1) if "hb_route_info" in page["questions"]] == [3]


@pytest.mark.parametrize("slug", SLUGS)
def test_no_page_begins_with_an_explanation_but_one_that_is_read_before_it_is_agreed_to(slug):
    types = {question["key"]: question["type"] for question in questions_of(DOCUMENTS[slug])}
    pages = [[types[key] for key in page["questions"]] for page in DOCUMENTS[slug]["pages"]]
    explained = [page for page in pages if page[0] == "information" and set(page) > {"information"}]
    assert all(page[1] == "declaration" for page in explained)


@pytest.mark.parametrize("slug", SLUGS)
def test_another_address_of_the_same_person_is_asked_for_only_where_they_said_that_it_is_another(slug):
    theirs = {"address.correspondence", "address.previous"}
    asked = [question for question in questions_of(DOCUMENTS[slug]) if question.get("fact") in theirs]
    assert [question["key"] for question in asked if "show_if" not in question] == []


@pytest.mark.parametrize("slug", ["housing-benefit", "ctr-working-age", "ctr-pension-age"])
def test_sight_is_asked_when_it_is_known_whether_there_is_a_partner(slug):
    asked = [key for page in DOCUMENTS[slug]["pages"] for key in page["questions"]]
    assert asked.index("has_partner") < asked.index("sight_impaired")


def test_the_combined_form_closes_rent_help_to_a_working_age_private_tenant():
    answers = {
        ("claim_for", ""): ["hb", "ctr"],
        ("housing_situation", ""): "private_tenant",
        ("dob", ""): {"day": "1", "month": "2", "year": "1990"},
        ("has_partner", ""): "no",
    }
    form_state = visible_answers(DOCUMENTS["hb-ctr-combined"], answers, TODAY)
    assert form_state.derived["hb_not_open"]
    assert form_state.is_visible("hb_route_info")
    assert form_state.section_status["rent"] == "not needed"
    assert form_state.section_status["payment"] == "not needed"
    answers["housing_situation", ""] = "supported"
    assert visible_answers(DOCUMENTS["hb-ctr-combined"], answers, TODAY).is_visible("rent_amount")


def test_guidance_falls_back_to_english():
    assert library_guidance("xx") == library_guidance("en")


def test_an_unknown_form_is_not_a_file_elsewhere():
    with pytest.raises(FileNotFoundError):
        load_library_source("../../etc/passwd")
    with pytest.raises(FileNotFoundError):
        load_library_source("facts")
