"""The inside of conditions: found by its way, changed in its place, and the pages on which that is done."""

from __future__ import annotations

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from formspec.rules.conditions import check_shape, holds, leaves
from studio.actions.editing import edit_draft
from studio.models import FormDraft
from studio.rules.finding import digest, named_of, part_of, question_of
from studio.rules.inside import has_inside, inside, joined_as, parts_of, turned, with_inside
from studio.rules.operations.table import perform
from studio.rules.refusals import Refused
from tests.people import browser_of
from tests.studio.making import FSM, draft_of, small_form


def leaf(key: str, value: str = "yes") -> dict:
    return {"q": key, "op": "equals", "value": value}


A, B, C, D = (leaf(key) for key in "abcd")
NESTED = {"all": [A, {"not": {"any": [B, C]}}]}


@pytest.mark.parametrize(
    ("way", "found"),
    [([], NESTED), ([0], A), ([1], {"any": [B, C]}), ([1, 0], B), ([1, 1], C), ([0, 0], A)],
)
def test_what_stands_there(way, found):
    assert inside(NESTED, way) == found


@pytest.mark.parametrize("way", [[2], [1, 2], [0, 1], [1, 0, 1]])
def test_what_stands_nowhere_is_refused(way):
    with pytest.raises(Refused):
        inside(NESTED, way)


@pytest.mark.parametrize(
    ("way", "part", "after"),
    [
        ([], D, D),
        ([], None, None),
        ([0], None, {"not": {"any": [B, C]}}),
        ([1], None, A),
        ([1, 0], None, {"all": [A, {"not": C}]}),
        ([1, 0], D, {"all": [A, {"not": {"any": [D, C]}}]}),
        ([1], {"all": [B, D]}, {"all": [A, {"not": {"all": [B, D]}}]}),
        ([0], {"any": [A, D]}, {"all": [{"any": [A, D]}, {"not": {"any": [B, C]}}]}),
    ],
)
def test_something_else_is_put_there(way, part, after):
    assert with_inside(NESTED, way, part) == after


def test_parts_are_joined_and_turned():
    assert parts_of(None) == ("all", [])
    assert parts_of(A) == ("all", [A])
    assert joined_as("any", []) is None
    assert joined_as("any", [A]) == A
    assert turned(A) == {"not": A}
    assert turned(turned(A)) == A
    assert [has_inside(each) for each in (A, {"not": A}, NESTED, {"not": NESTED})] == [False, False, True, True]


CONDITIONS = st.recursive(
    st.sampled_from([A, B, C, D]),
    lambda inner: st.one_of(
        st.builds(lambda part: {"not": part}, inner),
        st.builds(
            lambda how, parts: {how: parts}, st.sampled_from(["all", "any"]), st.lists(inner, min_size=1, max_size=3)
        ),
    ),
    max_leaves=6,
)


@given(
    CONDITIONS,
    st.lists(st.integers(0, 2), max_size=3),
    st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["yes", "no"])),
)
def test_putting_back_what_stands_there_changes_no_outcome(condition, way, answers):
    try:
        part = inside(condition, way)
    except Refused:
        return
    again = with_inside(condition, way, part)
    check_shape(again)
    assert [*leaves(again)] == [*leaves(condition)]
    assert holds(again, answers, {}) == holds(condition, answers, {})


def test_a_named_condition_stands_inside_another_and_must_be_there():
    tests = [{"q": "rents", "op": "equals", "value": "yes"}]
    source = perform(small_form(), "add_named", {"name": "Rents", "tests": tests})
    nested = [{"any": [{"named": "rents"}, {"q": "landlord", "op": "not_answered"}]}]
    changed = perform(source, "set_condition", {"on": "question", "key": "more", "tests": nested})
    assert question_of(changed, "more")["show_if"] == nested[0]
    for wrong in ([{"any": [{"named": "nothing"}]}], [{"not": {"all": [{"named": 3}]}}], [{"all": 3}]):
        with pytest.raises(Refused):
            perform(source, "set_condition", {"on": "question", "key": "more", "tests": wrong})
    with pytest.raises(Refused, match="made of answers"):
        perform(source, "change_named_when", {"key": "rents", "tests": nested})
    with pytest.raises(Refused, match="at least one part"):
        perform(source, "change_named_when", {"key": "rents", "tests": []})


@pytest.fixture
def browser(omar):
    """The form's last section has a question that is shown with one of two answers, and where a third is not given."""
    draft_of(omar)
    browser = browser_of(omar)
    browser.post(url("add_section"), {"title": "Pets", "label": "Have you a cat?", "type": "yes_no"})
    browser.post(url("add_question", "pets"), {"label": "Have you a dog?", "type": "yes_no"})
    browser.post(url("add_question", "pets"), {"label": "Have you a hen?", "type": "yes_no"})
    browser.post(url("add_question", "pets"), {"label": "What are they called?", "type": "text"})
    tests = [CAT, {"any": [DOG, HEN]}]
    where = {"on": "question", "key": CALLED, "tests": tests, "how": "all"}
    edit_draft(slug=FSM, operation="set_condition", parameters=where, by=omar)
    return browser


CALLED = "what_are_they_called"
CAT, DOG, HEN = (leaf(f"have_you_a_{pet}") for pet in ("cat", "dog", "hen"))


def url(name: str, *args: str) -> str:
    return reverse(f"studio:{name}", args=[FSM, *args])


def source() -> dict:
    return FormDraft.objects.get(form__slug=FSM).source


def seen(kind: str, key: str) -> str:
    return digest(part_of(source(), kind, key))


def test_a_part_inside_is_added_removed_turned_and_joined_otherwise(browser):
    address = url("condition", "question", CALLED)

    def post(way, **said):
        return browser.post(f"{address}?{way}", {"seen": seen("question", CALLED), **said})

    def now():
        return question_of(source(), CALLED)["show_if"]

    assert "?at=1" in browser.get(address).content.decode()
    page = browser.get(f"{address}?at=1").content.decode()
    assert "This is one part of the condition." in page
    assert post("at=1", how="all").url == f"{address}?at=1"
    assert now() == {"all": [CAT, {"all": [DOG, HEN]}]}
    post("at=1", turn="0")
    assert now() == {"all": [CAT, {"all": [{"not": DOG}, HEN]}]}
    post("at=1&ask=q:have_you_a_cat", test="is", values="no")
    assert now() == {"all": [CAT, {"all": [{"not": DOG}, HEN, leaf("have_you_a_cat", "no")]}]}
    post("at=1", drop="2")
    assert post("at=1", drop="0").url == address
    assert now() == {"all": [CAT, HEN]}
    assert post("at=0&ask=q:have_you_a_dog", test="is", values="yes").url == f"{address}?at=0"
    assert now() == {"all": [{"all": [CAT, DOG]}, HEN]}
    for way in ("at=7", "at=x", "at=0.0.1", "at=" + ".".join("0" * 30)):
        assert browser.get(f"{address}?{way}").status_code == 404


def test_when_a_named_condition_holds_is_changed_wherever_it_is_used(browser, omar):
    edit_draft(slug=FSM, operation="add_named", parameters={"name": "Has pets", "tests": [CAT]}, by=omar)
    address = url("named_condition", "has_pets")
    assert address in browser.get(url("named", "has_pets")).content.decode()
    assert "Conditions with a name" not in browser.get(address).content.decode()
    typed = {"seen": seen("named", "has_pets"), "test": "is", "values": "yes"}
    assert browser.post(f"{address}?ask=q:have_you_a_dog", typed).status_code == 302
    browser.post(address, {"seen": seen("named", "has_pets"), "how": "any"})
    assert named_of(source(), "has_pets")["when"] == {"any": [CAT, DOG]}
    browser.post(address, {"seen": seen("named", "has_pets"), "drop": "0"})
    answer = browser.post(address, {"seen": seen("named", "has_pets"), "drop": "0"})
    assert answer.status_code == 422
    assert "at least one part" in answer.content.decode()
    assert named_of(source(), "has_pets")["when"] == DOG
    assert browser.post(address, {"seen": "old", "how": "any"}).status_code == 409
