"""The examples of a form are run, before it is published and by the command."""

from __future__ import annotations

import copy
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.models import AuditEvent
from formspec.actions.publishing import Change
from formspec.models import FormVersion
from formspec.rules.form_spec import FormSpec
from formspec.rules.sources.own_form import compile_own
from formspec.rules.sources.yaml_text import read_source, yaml_of
from studio.publishing.actions import ExamplesFail, publish_draft
from studio.rules.operations.removing import digest_of
from studio.rules.operations.table import perform
from studio.rules.refusals import InUse
from studio.trying.presenters.outcomes import examples_listed, outcomes_words
from studio.trying.readers.examples import outcomes_of
from studio.trying.rules.examples import placed
from tests.claims.browsing import html_of
from tests.claims.making import SMALL_SOURCE
from tests.people import browser_of
from tests.studio.publishing.drafting import SLUG, draft_of
from tests.studio.test_checking import where_nobody_comes

WAITS = Change(FormVersion.Applies.MAY_WAIT)
ANSWERS: dict[str, Any] = {
    "name": {"first": "Ann", "last": "Invented"}, "dob": {"day": "1", "month": "2", "year": "1980"},
    "has_pets": "yes", "pet_kind": "Cats", "pets": [{"pet_name": "Tom"}],
}  # fmt: skip
EXPECTED = {
    "shown": ["pet_kind", "pet_name"], "hidden": [], "errors": [], "papers": [],
    "facts": {"pets.any": "yes", "pets.each": [{"pet.name": "Tom"}]},
}  # fmt: skip


def source_with(answers: dict[str, Any] | None = None, **expect: Any) -> dict[str, Any]:
    source = copy.deepcopy(SMALL_SOURCE)
    example = {"name": "Has a cat", "today": "2026-11-30", "answers": answers or ANSWERS, "expect": expect or EXPECTED}
    return source | {"tests": [example]}


def wrong_of(source: dict[str, Any]) -> list[str]:
    told = outcomes_words(outcomes_of(source, compile_own(source)), SLUG)
    return [miss["words"] for outcome in told for miss in outcome["wrong"]]


def test_an_example_passes_that_comes_out_as_expected():
    assert wrong_of(source_with()) == []


@pytest.mark.parametrize(
    ("answers", "expect", "words"),
    [
        (ANSWERS | {"has_pets": "no"}, {"shown": ["pet_kind"]}, "“What kind?” is not shown."),
        (ANSWERS, {"hidden": ["pet_kind"]}, "“What kind?” is shown."),
        (ANSWERS, {"errors": ["name"]}, "“Your full name”: the answer is taken."),
        (ANSWERS | {"pet_kind": ""}, {"errors": []}, "“What kind?”: the answer is not taken. Enter"),
        (ANSWERS | {"pets": [{"pet_name": ""}]}, {"errors": []}, "“Its name”: the answer is not taken. Enter"),
        (ANSWERS, {"papers": ["rent"]}, "The paper “rent” is not asked for."),
        (ANSWERS, {"facts": {"pets.any": "no"}}, "The calculator is given yes for pets.any, not no."),
        (ANSWERS, {"facts": {"bank.account": "x"}}, "The calculator is given nothing for bank.account, not x."),
        (ANSWERS, {"shown": ["gone"]}, "There is no question gone in the form."),
        (ANSWERS | {"pets": [{"gone": "x"}]}, {"shown": ["name"]}, "There is no question gone in the form."),
    ],
)
def test_what_comes_out_otherwise_is_said_in_words(answers, expect, words):
    (wrong,) = wrong_of(source_with(answers, **expect))
    assert wrong.startswith(words)


def keyed(source: dict[str, Any]) -> dict[str, Any]:
    """As a draft has it: each page with its key."""
    for number, page in enumerate(source["sections"][0]["pages"]):
        page["key"] = f"page-{number}"
    return source


def with_choices() -> dict[str, Any]:
    """Two examples of a form that asks for kinds too: one of a choice, one of any, each with a paper and a fact."""
    source = keyed(source_with())
    page, questions = source["sections"][0]["pages"][1], source["sections"][0]["questions"]
    options = [{"value": "small", "label": "Small"}, {"value": "big", "label": "Big"}]
    size = {"key": "size", "label": "How big?", "type": "choice", "fact": "pets.size", "required": True}
    where = {"key": "where", "label": "Where?", "type": "multi_choice", "required": False}
    questions[4:4] = [{**size, "options": options, "evidence": ["photo"]}, {**where, "options": copy.deepcopy(options)}]
    page["questions"][1:1] = ["size", "where"]
    source["evidence"] = [{"id": "photo", "name": "A photo"}]
    answers = ANSWERS | {"size": "big", "where": ["small", "big"]}
    expect = EXPECTED | {"shown": ["size", "pet_name"], "papers": ["photo"]}
    big = {"name": "Big", "answers": answers, "expect": expect | {"facts": EXPECTED["facts"] | {"pets.size": "big"}}}
    source["tests"] = [{**source["tests"][0], **big}, {**source["tests"][0], "expect": {"shown": ["name"]}}]
    return source


@pytest.mark.parametrize(
    ("operation", "parameters", "left"),
    [
        ("change_question", {"key": "size", "settings": {"label": "How large?"}}, {"size": "big"}),
        ("rename_option", {"key": "size", "value": "big", "label": "Huge"}, {"size": "big"}),
        ("remove_option", {"key": "size", "value": "small"}, {"size": "big"}),
        ("remove_option", {"key": "size", "value": "big"}, {"size": None}),
        ("remove_option", {"key": "where", "value": "big"}, {"size": "big", "where": ["small"]}),
        ("remove_question", {"key": "size"}, {"size": None}),
        ("remove_question", {"key": "pets"}, {"pets": None, "size": "big"}),
        ("remove_question", {"key": "where"}, {"where": None}),
    ],
)
def test_examples_pass_after_what_they_answer_is_renamed_or_removed(operation, parameters, left):
    source = with_choices()
    assert wrong_of(source) == []
    becomes = "That goes out of the example. The rest of the example stays."
    try:
        after = perform(source, operation, parameters)
    except InUse as used:
        examples = [str(use.what) for use in used.uses if str(use.becomes) == becomes]
        assert "The example “Big” answers it, or expects something of it." in examples
        after = perform(source, operation, {**parameters, "seen": digest_of(used.uses)})
    else:
        assert operation != "remove_question"
        assert parameters.get("value") != "big" or operation == "rename_option"
    assert wrong_of(after) == []
    answers = after["tests"][0]["answers"]
    assert {key: answers.get(key) for key in left} == left
    assert answers["name"] == ANSWERS["name"]


@pytest.mark.parametrize("odd", [[{"big": "big"}, "big"], [["big"], "big"]])
def test_an_answer_of_no_sort_is_no_hindrance_to_removing(odd):
    source = with_choices()
    source["tests"][0]["answers"] |= {"size": odd, "where": odd, "pets": odd}
    for parameters in ({"key": "where", "value": "big"}, {"key": "size", "value": "big"}):
        with pytest.raises(InUse) as used:
            perform(source, "remove_option", parameters)
        after = perform(source, "remove_option", {**parameters, "seen": digest_of(used.value.uses)})
        assert wrong_of(after)


def test_a_question_in_rows_goes_out_of_the_rows_of_an_example():
    source = keyed(source_with())
    pets = source["sections"][0]["questions"][5]
    pets["fields"].append(
        {"key": "pet_age", "label": "Its age", "type": "number", "fact": "pet.age", "required": False}
    )
    source["tests"][0]["answers"] = ANSWERS | {"pets": [{"pet_name": "Tom", "pet_age": "3"}]}
    with pytest.raises(InUse) as used:
        perform(source, "remove_question", {"key": "pet_age"})
    after = perform(source, "remove_question", {"key": "pet_age", "seen": digest_of(used.value.uses)})
    assert after["tests"][0]["answers"]["pets"] == [{"pet_name": "Tom"}]
    assert wrong_of(after) == []


def test_a_day_that_is_none_fails_and_what_is_no_row_is_left_out():
    source = source_with()
    source["tests"][0]["today"] = "2026-02-31"
    assert wrong_of(source) == ["2026-02-31 is no day."]
    spec = FormSpec(compile_own(source))
    assert placed(spec, {"pets": "no rows"}) == {("pets", ""): []}
    assert placed(spec, {"pets": ["none", {"pet_name": "Tom"}]}) == {("pets", ""): ["1"], ("pet_name", "1"): "Tom"}


def test_a_paper_is_asked_for_that_no_example_expects():
    source = source_with(papers=[])
    source["evidence"] = [{"id": "pet_paper", "name": "Your pet’s paper"}]
    source["sections"][0]["questions"][4]["evidence"] = ["pet_paper"]
    assert wrong_of(source) == ["The paper “Your pet’s paper” is asked for."]


def test_examples_travel_in_the_file_and_change_nothing_of_the_document():
    source = source_with()
    assert read_source(yaml_of(source)) == source
    assert yaml_of(read_source(yaml_of(source))) == yaml_of(source)
    assert compile_own(source) == compile_own(SMALL_SOURCE)


def test_a_failing_example_needs_a_reason_that_is_kept(omar):
    draft = draft_of(omar, lambda source: source.update(source_with(hidden=["pet_kind"])))
    with pytest.raises(ExamplesFail):
        publish_draft(slug=SLUG, number=draft.number, onto=None, change=replace(WAITS, despite="  "), by=omar)
    assert not FormVersion.objects.exists()
    browser, url = browser_of(omar), reverse("studio:publish", args=[SLUG])
    shown = {"number": str(draft.number), "onto": "", "applies": "may_wait"}
    assert "“What kind?” is shown." in browser.get(url).content.decode()
    assert browser.post(url, shown).status_code == 422
    assert browser.post(url, shown | {"despite": "The example is old"}).status_code == 302
    kept = AuditEvent.objects.get(code="studio.published.despite")
    assert kept.detail["why"] == "The example is old"
    assert kept.detail["examples"] == ["Has a cat"]
    assert FormVersion.objects.get().despite == "The example is old"
    assert "The example is old" in browser.get(reverse("studio:versions", args=[SLUG])).content.decode()
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        FormVersion.objects.update(despite="x")


def test_examples_that_pass_ask_for_no_reason(omar):
    draft = draft_of(omar, lambda source: source.update(source_with()))
    page = browser_of(omar).get(reverse("studio:publish", args=[SLUG]))
    assert "Passed" in page.content.decode()
    assert not [each for each in html_of(page).all("textarea") if each.attrs.get("name") == "despite"]
    publish_draft(slug=SLUG, number=draft.number, onto=None, change=replace(WAITS, despite="Why not"), by=omar)
    assert FormVersion.objects.get().despite == ""
    assert not AuditEvent.objects.filter(code="studio.published.despite").exists()


def test_the_command_says_the_same_and_fails_with_them(omar, tmp_path):
    out = StringIO()
    draft_of(omar, lambda source: source.update(source_with()))
    call_command("check_form", SLUG, council=omar.council.slug, stdout=out)
    assert "passed: Has a cat" in out.getvalue()
    file = tmp_path / "form.yaml"
    file.write_text(yaml_of(source_with(hidden=["pet_kind"])))
    with pytest.raises(CommandError, match="1 of 1 examples failed"):
        call_command("check_form", file=file, stdout=out)
    assert "“What kind?” is shown." in out.getvalue()
    blocked = copy.deepcopy(SMALL_SOURCE)
    where_nobody_comes(blocked)
    file.write_text(yaml_of(blocked))
    with pytest.raises(CommandError):
        call_command("check_form", file=file, stdout=out)
    assert "to be put right" in out.getvalue()


@pytest.mark.parametrize("given", [{}, {"council": "x"}, {"slug": "x"}, {"slug": "x", "council": "nowhere"}])
def test_the_command_says_what_it_lacks(omar, given):
    slug = [given.pop("slug")] if "slug" in given else []
    with pytest.raises(CommandError):
        call_command("check_form", *slug, **given)


def test_the_day_of_an_examples_answers_is_said_in_words():
    listed = examples_listed([{"name": "Cat", "today": "2026-11-03"}, {"name": "Dog", "today": "2026-02-31"}])
    assert listed == [{"name": "Cat", "day": "3 November 2026"}, {"name": "Dog", "day": "2026-02-31"}]
