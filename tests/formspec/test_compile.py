"""From source to document: what is refused, how pages are cut, what is filled in."""

import contextlib
import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.messages import Phrase
from formspec.rules.compile import FormProblems, compile_form, load_library_source
from tests.formspec.strategies import hostile_json

FILM = {"file": "a.mp4", "captions": "a.vtt", "transcript": "Hello"}


def text(key, **more):
    return {"key": key, "label": key, "type": "text", **more}


def group(key="g", **more):
    rows = {"min": 0, "max": 3, "row_title": "{f}"}
    return {"key": key, "label": "G", "type": "repeating_group", "rows": rows, "fields": [text("f")], **more}


def source(*questions, **more):
    return {
        "slug": "a-form",
        "kind": "claim",
        "title": "A form",
        "short_title": "Form",
        "status": "live",
        "sections": [{"key": "s", "title": "Section", "questions": list(questions) or [text("a")]}],
        **more,
    }


def problems_of(broken):
    with pytest.raises(FormProblems) as caught:
        compile_form(broken, guidance={})
    return [str(each) for each in caught.value.problems]


def section_with(**more):
    made = source()
    made["sections"][0] |= more
    return made


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        (source(text("a"), text("a")), "question a is there more than once"),
        (source(text("f"), group()), "question f is there more than once"),
        (source(text("a", type="poem")), "s > a > type: 'poem' is not one of"),
        (source(text("a", validation="sorcery")), "s > a > validation: 'sorcery' is not one of"),
        (source(text("a", colour="red")), "s > a: Additional properties are not allowed ('colour' was unexpected)"),
        (source(text("A b")), "does not match"),
        (source(text("a", type="choice")), "s > a: 'options' is a required property"),
        (source(text("a", options=[{"value": "x", "label": "X"}])), "s > a: options does not belong here"),
        (source(text("a", type="choice", options=[{"value": "x", "label": "X"}, {"value": "x", "label": "Y"}])),
         "a: option x is there more than once"),
        (source(text("a", type="declaration")), "s > a: 'statements' is a required property"),
        (source(text("a", type="repeating_group")), "s > a: 'rows' is a required property"),
        (source(text("a", fields=[text("b")])), "s > a: fields does not belong here"),
        (source(group(fields=[group("h")])), "fields > h > type: not allowed here"),
        (source(group(fields=[text("x", type="file_upload")], rows={"min": 0, "max": 1, "row_title": "x"})),
         "fields > x > type: not allowed here"),
        (source(group(fields=[text("x", rows={"min": 0, "max": 1, "row_title": "x"})])),
         "fields > x: rows does not belong here"),
        (source(group(rows={"min": 2, "max": 1, "row_title": "x"})), "g: rows min is more than max"),
        (source(group(rows={"min": 0, "max": 1, "row_title": "{nobody}"})), "g: row_title names nobody"),
        (source(text("a", evidence=["passport"])), "a: evidence passport is not in the form's list"),
        (
            source(text("a", type="choice", options=[{"value": "x", "label": "X", "evidence": ["card"]}])),
            "a: evidence card is not in the form's list",
        ),
        (source(text("a", show_if={"q": "b", "op": "not_answered"})), 'a: there is no question "b"'),
        (source(text("a", show_if={"q": "a"})), "a: a condition is one of"),
        (source(derived=[{"name": "guess"}]), "derived: there is no rule called guess"),
        (section_with(pages=[{"title": "P", "questions": ["b"]}]), "s: pages must list the section's questions"),
        (source(text("a", video={"file": "a.mp4", "transcript": "Hello"})), "s > a > video: 'captions' is a required"),
        (source(text("a", video={"file": "a.mp4", "captions": "a.vtt"})), "s > a > video: 'transcript' is a required"),
        (source(text("a", video=FILM | {"signed": {"file": "b.mp4"}})), "video > signed: 'captions' is a required"),
        (source(text("a", video=FILM | {"file": "../a.mp4"})), "s > a > video > file: '../a.mp4' does not match"),
        (source(text("a", video=FILM)), "a: video a.mp4 is not in formspec/films"),
        (source(slug="A Form"), "slug: 'A Form' does not match"),
        (source(status="secret"), "status: 'secret' is not one of"),
        (source(sections=[]), "sections: [] should be non-empty"),
        (source(sections=[{"key": "s", "title": "S", "questions": [text(key)]} for key in "ab"]),
         "section s is there more than once"),
        (None, "form: None is not of type 'object'"),
        ([], "form: [] is not of type 'object'"),
    ],
)  # fmt: skip
def test_problems_are_named(broken, problem):
    assert any(problem in found for found in problems_of(broken)), problems_of(broken)


def test_a_group_with_others_on_its_page_is_refused():
    made = source(text("a"), group())
    made["sections"][0]["pages"] = [{"title": "P", "questions": ["a", "g"]}]
    assert problems_of(made) == ["s: a repeating group has a page of its own"]


def test_several_problems_come_at_once():
    assert len(problems_of(source(text("a", evidence=["x"]), text("a", show_if={})))) >= 2


def test_ten_thousand_levels_are_refused():
    deep = {"not": {}}
    for _ in range(10_000):
        deep = {"not": deep}
    assert problems_of(source(text("a", show_if=deep))) == ["the source is nested more than 40 deep"]


@pytest.mark.slow
@given(st.data())
def test_a_damaged_source_gives_problems_or_a_document(data):
    made = copy.deepcopy(load_library_source("free-school-meals"))
    target = data.draw(
        st.sampled_from([made, *made["sections"], *(q for s in made["sections"] for q in s["questions"])])
    )
    target[data.draw(st.sampled_from([*target, "show_if", "fields", "pages"]))] = data.draw(hostile_json)
    with contextlib.suppress(FormProblems):
        assert compile_form(made, guidance={})["pages"]


def test_the_source_is_left_as_it_was():
    made = load_library_source("blue-badge")
    before = copy.deepcopy(made)
    compile_form(made, guidance={})
    assert made == before


def pages_of(*questions, **section):
    made = source(*questions)
    made["sections"][0] |= section
    return [(page["title"], page["questions"]) for page in compile_form(made, guidance={})["pages"]]


def test_a_short_section_is_one_page_with_its_title():
    assert pages_of(text("a"), text("b")) == [("Section", ["a", "b"])]


def test_a_long_section_is_cut_and_numbered():
    pages = pages_of(*(text(f"q{n}") for n in range(7)))
    assert pages == [("Section (1 of 2)", ["q0", "q1", "q2", "q3", "q4"]), ("Section (2 of 2)", ["q5", "q6"])]


def test_a_question_stays_with_the_one_that_brings_it_up():
    yes = {"q": "q4", "op": "equals", "value": "yes"}
    pages = pages_of(*(text(f"q{n}", type="yes_no") for n in range(5)), text("why", show_if=yes), text("next"))
    assert [keys for _title, keys in pages] == [["q0", "q1", "q2", "q3", "q4", "why"], ["next"]]


def test_a_group_stands_alone():
    assert [keys for _title, keys in pages_of(text("a"), group(), text("b"))] == [["a"], ["g"], ["b"]]


def test_page_hints_are_taken_and_keys_are_unique():
    hints = [{"title": "Your partner's name", "questions": ["a"]}, {"title": "Your partners name!", "questions": ["b"]}]
    made = source(text("a"), text("b"))
    made["sections"][0]["pages"] = hints
    pages = compile_form(made, guidance={})["pages"]
    assert [page["key"] for page in pages] == ["your-partners-name", "your-partners-name-2"]


def test_guidance_of_a_question_comes_before_its_facts():
    made = source(text("a", fact="f.a"), text("b", fact="f.a"), text("c"), group(fields=[text("f", fact="f.a")]))
    guidance = {"by_fact": {"f.a": "fact"}, "by_question": {"a-form.b": "own", "other.c": "not ours"}}
    a, b, c, g = compile_form(made, guidance=guidance)["sections"][0]["questions"]
    assert [a["guidance"], b["guidance"], c["guidance"], g["fields"][0]["guidance"]] == ["fact", "own", "", "fact"]


@pytest.mark.parametrize(
    ("question", "sees", "edits"),
    [
        # What is neither in the data dictionary nor declared is masked.
        (text("a"), "mask", True),
        (text("a", fact="pets.any"), "mask", True),
        (text("a", adviser="show"), "show", True),
        (text("a", fact="person.name"), "show", True),
        (text("a", fact="tenancy.rent"), "show", True),
        (text("a", fact="person.name", adviser="hide"), "hide", True),
        (text("a", fact="health.conditions"), "mask", True),
        (text("a", fact="person.safe_contact_how"), "mask", True),
        (text("a", fact="person.share_code"), "mask", True),
        (text("a", fact="crisis.story"), "mask", True),
        (text("a", fact="crisis.needs"), "show", True),
        (text("a", type="nino", adviser="show"), "mask", True),
        (text("a", type="bank_account", adviser="show"), "mask", False),
        (text("a", type="file_upload", adviser="show"), "show", False),
        (text("a", type="declaration", statements=["I agree"], adviser="show"), "show", False),
        (text("a", type="information"), "show", False),
        # Signing and agreeing are the person's own acts, and so is what messages and codes are sent to.
        (text("a", validation="signature", adviser="show"), "show", False),
        (text("a", adviser="show", adviser_edit=False), "show", False),
        (text("a", type="yes_no", fact="consent.landlord"), "show", False),
        (text("a", type="yes_no", fact="representative.consent"), "show", False),
        (text("a", type="yes_no", fact="person.consents", adviser="show"), "show", True),
        (text("a", type="email", fact="person.email"), "show", False),
        (text("a", type="phone", fact="person.phone"), "show", False),
    ],
)
def test_what_an_adviser_may_see_and_change(question, sees, edits):
    compiled = compile_form(source(question), guidance={})["sections"][0]["questions"][0]
    assert (compiled["adviser"], compiled["adviser_edit"]) == (sees, edits)


@pytest.mark.parametrize(
    ("unless", "problem"),
    [
        ({"q": "b", "op": "not_answered"}, 'rent: there is no question "b"'),
        ({"derived": "any_pension_age", "equals": True}, 'rent: a paper or a check cannot depend on "any_pension_age"'),
        (
            {"derived": "nothing_off_for_other_adults", "equals": True},
            'rent: "nothing_off_for_other_adults" is not a derived value of this form',
        ),
    ],
)
def test_a_paper_depends_on_answers_of_its_form_only(unless, problem):
    paper = {"id": "rent", "name": "Proof of rent", "unless": unless}
    found = problems_of(source(text("a", evidence=["rent"]), evidence=[paper]))
    assert [each for each in found if each.startswith(problem)] == found != []


def test_evidence_says_who_asks_for_it_and_notes_stay_behind():
    made = source(
        text("a", evidence=["rent"], note="for staff"),
        group(fields=[text("f", evidence=["rent"])]),
        evidence=[{"id": "rent", "name": "Proof of rent"}, {"id": "spare", "name": "Spare"}],
        note="for staff",
    )
    spec = compile_form(made, guidance={})
    assert spec["evidence"] == [
        {"id": "rent", "name": "Proof of rent", "asked_by": ["a", "f"]},
        {"id": "spare", "name": "Spare", "asked_by": []},
    ]
    assert "for staff" not in str(spec)


def test_every_problem_is_a_message_with_parameters_so_that_it_has_welsh():
    """And none of them is a finished sentence, so what jsonschema says is among the messages too."""
    broken = [
        source(text("a", type="poem")), source(text("a", colour="red")), source(sections=[]), source(slug="A Form"),
        source(text("a", type="choice")), source(text("a", show_if={"q": "b", "op": "not_answered"})),
        source(text("a"), text("a")), source(text("a", label="x" * 10_000)), source(text("a", colour="red", size="b")),
        source(estimated_minutes=-1), source(estimated_minutes=10_000), source(text("a", fields=[text("b")])),
    ]  # fmt: skip
    for each in broken:
        with pytest.raises(FormProblems) as caught:
            compile_form(each, guidance={})
        for problem in caught.value.problems:
            said = [problem, *(part for part in problem.params.values() if isinstance(part, Phrase))]
            assert not [part for part in said if part.text == "%(problem)s"], str(problem)
            assert len(str(problem)) < 600
