"""Operations on the source of a form: what they do, what they keep, and what they refuse."""

from __future__ import annotations

import copy
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formspec.rules.sources.own_form import compile_own, library_copy
from studio.rules.finding import all_of, key_for, page_of, pages_of, question_of, section_of
from studio.rules.operations.removing import digest_of
from studio.rules.operations.table import OPERATIONS, perform
from studio.rules.refusals import InUse, Refused
from studio.rules.way_back import applied, way_back
from tests.studio.making import FSM, small_form

MOST_CALLS = 300_000
RENTS = {"q": "rents", "op": "equals", "value": "yes"}


def reasons(source, name, /, **parameters) -> str:
    before = copy.deepcopy(source)
    with pytest.raises(Refused) as refused:
        perform(source, name, parameters)
    assert source == before
    return str(refused.value)


def uses_of(source, name, /, **parameters) -> list[tuple[str, str]]:
    with pytest.raises(InUse) as used:
        perform(source, name, parameters)
    return [(str(use.what), str(use.becomes)) for use in used.value.uses]


def sure(source, name, /, **parameters):
    """The operation by somebody who saw every use."""
    try:
        return perform(source, name, parameters)
    except InUse as used:
        return perform(source, name, {**parameters, "seen": digest_of(used.uses)})


def test_keys_are_made_once_from_labels():
    assert key_for("What's your name?", []) == "whats_your_name"
    assert key_for("Name", ["name", "name_2"]) == "name_3"
    assert key_for("2nd job", []) == "nd_job"
    assert key_for("???", [], otherwise="page") == "page"
    assert len(key_for("a" * 500, [])) == 50


def test_renaming_breaks_nothing():
    source = small_form()
    renamed = perform(source, "change_question", {"key": "rents", "settings": {"label": "Do you pay rent?"}})
    renamed = perform(renamed, "rename_option", {"key": "landlord", "value": "other", "label": "Another"})
    renamed = perform(renamed, "rename_page", {"key": "your-home", "title": "Where you live"})
    renamed = perform(renamed, "change_section", {"key": "home", "title": "Living", "intro": "Hello"})
    assert question_of(renamed, "landlord")["show_if"] == RENTS
    assert [page["key"] for page in pages_of(renamed)] == [page["key"] for page in pages_of(source)]
    assert compile_own(renamed)["sections"][0]["title"] == "Living"


def test_a_reworded_text_keeps_its_translation_marked_and_touches_no_other():
    source = perform(small_form(), "change_question", {"key": "rents", "settings": {"label": "Do you pay rent?"}})
    assert source["outdated"] == {"cy": {"Do you pay rent?": "Ydych chi’n rhentu?"}}
    assert source["translations"] == small_form()["translations"]
    assert "outdated" not in compile_own(source)
    again = perform(source, "change_question", {"key": "rents", "settings": {"label": "Is it rented?"}})
    assert again["outdated"] == {"cy": {"Is it rented?": "Ydych chi’n rhentu?"}}
    done = perform(again, "set_translations", {"language": "cy", "translations": {"Is it rented?": "Rhentu?"}})
    assert "outdated" not in done
    back = perform(source, "change_question", {"key": "rents", "settings": {"label": "Do you rent?"}})
    assert back == small_form()
    assert "not in the form any more" in reasons(
        source, "set_translations", language="cy", translations={"Nothing": "Dim"}
    )


def test_removing_a_question_shows_every_use_and_leaves_no_half_rule():
    source = small_form(
        evidence=[{"id": "lease", "name": "Your lease", "unless": RENTS}],
        second_signature={"when": RENTS, "shows": ["more"]},
        conditions=[{"key": "renter", "name": "Rents", "when": RENTS}],
    )
    source = perform(source, "set_condition", {"on": "section", "key": "rest", "tests": [{"named": "renter"}]})
    uses = uses_of(source, "remove_question", key="rents")
    assert uses == [
        ("“Who do you rent from?” is shown only with certain answers.", "It is then always shown."),
        ("The condition “Rents” asks for it.", "It goes, and what it applies to is then always shown."),
        ("The section “The rest” is shown only with certain answers.", "It is then always shown."),
        ("The paper “Your lease” is not asked for with certain answers.", "It is then always asked for."),
        ("Whether a partner signs too depends on it.", "No partner signs this form any more."),
    ]
    gone = sure(source, "remove_question", key="rents")
    assert "rents" not in str(gone["sections"])
    assert not {"conditions", "second_signature"} & gone.keys()
    assert "show_if" not in question_of(gone, "landlord")
    assert "show_if" not in section_of(gone, "rest")
    with pytest.raises(InUse):
        perform(source, "remove_question", {"key": "rents", "seen": "what was seen earlier"})


def test_removing_a_choice_a_page_a_row_and_the_last_thing():
    source = perform(small_form(), "add_question", {"page": "more", "label": "Since when?", "type": "date"})
    test = {"q": "landlord", "op": "in", "value": ["council", "other"]}
    source = perform(source, "set_condition", {"on": "question", "key": "since_when", "tests": [test]})
    gone = sure(source, "remove_option", key="landlord", value="council")
    assert question_of(gone, "since_when")["show_if"]["value"] == ["other"]
    assert "has at least one" in reasons(gone, "remove_option", key="landlord", value="other")
    gone = sure(source, "remove_page", key="your-home")
    assert [page["key"] for page in pages_of(gone)] == ["rooms", "more"]
    assert "show_if" not in question_of(gone, "since_when")
    gone = sure(small_form(), "remove_question", key="room_name")
    assert question_of(gone, "rooms")["rows"]["row_title"] == "Room"
    assert "asks at least one" in reasons(gone, "remove_question", key="room_size")
    gone = sure(small_form(), "remove_section", key="home")
    assert "at least one question" in reasons(gone, "remove_section", key="rest")
    assert "at least one question" in reasons(gone, "remove_question", key="more")


def test_a_question_of_checks_and_choices_that_others_are_made_of_is_kept_whole():
    checked = small_form(checks=[{"key": "identity", "pages": ["your-home", "more"]}])
    gone = sure(checked, "remove_page", key="more")
    assert gone["checks"][0]["pages"] == ["your-home"]
    gone = sure(small_form(checks=[{"key": "identity", "pages": ["more"]}]), "remove_page", key="more")
    assert "checks" not in gone
    offered = library_copy("check-what-you-can-get")
    assert "is asked for each of its choices" in reasons(offered, "remove_question", key="benefits_you")


def test_a_move_that_would_ask_about_a_later_question_is_refused_in_words():
    source = small_form()
    said = reasons(source, "move_question", key="landlord", by=-1)
    assert said == (
        "“Who do you rent from?” is shown because of the answer to “Do you rent?”, so it must come after it."
    )
    assert reasons(source, "move_question_to", key="rents", page="more", place=-1) == said
    moved = perform(source, "move_page", {"key": "rooms", "by": -1})
    assert [page["key"] for page in pages_of(moved)] == ["rooms", "your-home", "more"]
    moved = perform(source, "move_section", {"key": "rest", "by": -1})
    assert [section["key"] for section in moved["sections"]] == ["rest", "home"]
    assert "cannot go any further" in reasons(source, "move_section", key="home", by=-1)
    moved = perform(source, "move_question", {"key": "room_size", "by": -1})
    assert [field["key"] for field in question_of(moved, "rooms")["fields"]] == ["room_size", "room_name"]


def test_a_condition_asks_only_what_can_be_asked():
    source = small_form()
    later = {"on": "question", "key": "rents", "tests": [{"q": "more", "op": "not_answered"}]}
    assert "must come after it" in reasons(source, "set_condition", **later)
    own = {"on": "question", "key": "more", "tests": [{"q": "more", "op": "not_answered"}]}
    assert "must come after it" in reasons(source, "set_condition", **own)
    unknown = {"on": "question", "key": "more", "tests": [{"named": "nothing"}]}
    assert "not in the form any more" in reasons(source, "set_condition", **unknown)
    wrong = {"on": "question", "key": "more", "tests": [{"q": "rents", "op": "equals", "value": "perhaps"}]}
    assert "can never be" in reasons(source, "set_condition", **wrong)
    row = {"on": "question", "key": "more", "tests": [{"q": "room_size", "op": "equals", "value": 1}]}
    assert "inside a repeating group" in reasons(source, "set_condition", **row)
    named = {"name": "Both", "tests": [{"named": "renter"}]}
    assert "not of other conditions" in reasons(source, "add_named", **named)


def test_a_required_question_that_nobody_could_see_is_refused():
    source = perform(small_form(), "change_question", {"key": "more", "settings": {"required": True}})
    both = [RENTS, {"q": "rents", "op": "equals", "value": "no"}]
    never = {"on": "question", "key": "more", "tests": both}
    assert "nobody would ever see it" in reasons(source, "set_condition", **never)
    assert "any" in question_of(perform(source, "set_condition", never | {"how": "any"}), "more")["show_if"]
    # The one is shown only when the other's answer is no; so its answer cannot hold while that is yes.
    hidden = {
        "on": "question",
        "key": "more",
        "tests": [{"q": "landlord", "op": "equals", "value": "council"}, both[1]],
    }
    assert "nobody would ever see it" in reasons(source, "set_condition", **hidden)


def test_types_change_only_where_no_answer_can_be_hurt():
    source = small_form()
    with pytest.raises(Refused, match="People have answered"):
        perform(source, "set_type", {"key": "more", "type": "text"}, {"more"})
    assert "A condition asks about this question" in reasons(source, "set_type", key="rents", type="text")
    changed = perform(source, "set_type", {"key": "more", "type": "choice"})
    assert [option["value"] for option in question_of(changed, "more")["options"]] == ["yes", "no"]
    changed = perform(changed, "set_type", {"key": "more", "type": "declaration"})
    assert "options" not in question_of(changed, "more")
    assert "stays one" in reasons(source, "set_type", key="rooms", type="text")
    assert "no such type" in reasons(source, "set_type", key="more", type="magic")


def test_what_earlier_versions_had_is_never_taken_for_something_new():
    added = perform(small_form(), "add_question", {"page": "more", "label": "Phone?", "type": "phone"}, {"phone"})
    assert question_of(added, "phone_2")["type"] == "phone"
    added = perform(small_form(), "add_option", {"key": "landlord", "label": "A friend"}, {"landlord:a_friend"})
    assert question_of(added, "landlord")["options"][-1]["value"] == "a_friend_2"


def test_a_question_with_rows_has_a_page_of_its_own():
    source = small_form()
    rows = {"label": "Cats", "type": "repeating_group"}
    assert "a page of its own" in reasons(source, "add_question", page="more", **rows)
    assert "a page of its own" in reasons(source, "add_question", page="rooms", label="Cats", type="text")
    assert "cannot be asked in rows" in reasons(
        source, "add_question", group="rooms", label="Files", type="file_upload"
    )
    added = perform(source, "add_page", {"section": "rest", "title": "Cats", **rows})
    assert question_of(added, "cats")["fields"][0]["key"] == "cats_name"
    assert "a page of its own" in reasons(added, "move_question_to", key="more", page="cats", place=0)


@contextmanager
def calls_counted() -> Iterator[list[int]]:
    """One entry for each call of a function meanwhile."""
    made: list[int] = []
    sys.setprofile(lambda _frame, event, _arg: made.append(1) if event.endswith("call") else None)
    try:
        yield made
    finally:
        sys.setprofile(None)


@pytest.mark.parametrize(
    "hostile",
    [
        {"operation": "set_condition", "depth": 10_000},
        {"operation": "change_question", "letters": 5_000_000},
        {"operation": "change_question", "letters": 90_000},
        {"operation": "set_condition", "tests": 50_000},
        {"operation": "change_question", "label": "a" * 240 + "\u0000"},
        {"operation": "change_question", "label": "(a+)+$" * 40},
    ],
    ids=lambda hostile: " ".join(map(str, hostile)),
)
def test_what_is_monstrous_is_refused_at_once(hostile):
    deep = RENTS
    for _layer in range(hostile.get("depth", 0)):
        deep = {"not": deep}
    tests = [deep] * hostile.get("tests", 1)
    parameters = {"on": "question", "key": "more", "tests": tests}
    if hostile["operation"] == "change_question":
        label = hostile.get("label") or "a" * hostile["letters"]
        parameters = {"key": "more", "settings": {"label": label}}
    source = small_form()
    # About fifty milliseconds of a slow machine; a clock would also count what others do.
    with calls_counted() as number:
        try:
            perform(source, hostile["operation"], parameters)
        except Refused:
            pass
        else:
            assert len(hostile.get("label", "")) <= 250
    assert sum(number) < MOST_CALLS


def test_what_is_too_long_is_not_even_looked_at():
    assert reasons(small_form(), "no such operation", label="a" * 200_000) == "That is too long."


def test_markup_in_any_text_is_text():
    evil = "<script>alert(1)</script>"
    source = perform(small_form(), "change_question", {"key": "more", "settings": {"label": evil, "hint": evil}})
    assert question_of(source, "more")["label"] == evil


# --- any sequence ---

LABELS = st.sampled_from(["Do you rent?", "Cats", "<b>", "é", "2", "Where? " * 30, "", "x" * 300])
TYPES = st.sampled_from(
    ["text", "choice", "yes_no", "repeating_group", "declaration", "information", "number", "magic"]
)


@st.composite
def operations(draw, source):
    """An operation with parameters that mostly fit the source."""
    questions = [question["key"] for question, _section, _group in all_of(source)]
    key = draw(st.sampled_from([*questions, "nothing"]))
    page = draw(st.sampled_from([page["key"] for page in pages_of(source)]))
    section = draw(st.sampled_from([section["key"] for section in source["sections"]]))
    by, label, kind = draw(st.sampled_from([-1, 1])), draw(LABELS), draw(TYPES)
    options = [option["value"] for each, _s, _g in all_of(source) for option in each.get("options", ())]
    value = draw(st.sampled_from([*options, "nothing"]))
    named = draw(st.sampled_from([*(each["key"] for each in source.get("conditions", ())), "nothing"]))
    check = source.get("eligibility", {}).get("questions", ())
    asked = draw(st.sampled_from([*(each["key"] for each in check), "nothing"]))
    leaf = {"q": draw(st.sampled_from(questions)), "op": draw(st.sampled_from(["equals", "contains", "in"]))}
    leaf["value"] = [value] if leaf["op"] == "in" else draw(st.sampled_from([value, "yes", 3]))
    tests = draw(
        st.lists(st.sampled_from([leaf, {"q": leaf["q"], "op": "not_answered"}, {"named": named}, RENTS]), max_size=3)
    )
    how = draw(st.sampled_from(["all", "any"]))
    return draw(st.sampled_from([
        ("add_section", {"title": label, "label": label, "type": kind}),
        ("change_section", {"key": section, "title": label, "intro": label}),
        ("move_section", {"key": section, "by": by}),
        ("remove_section", {"key": section}),
        ("add_page", {"section": section, "title": label, "label": label, "type": kind}),
        ("rename_page", {"key": page, "title": label}),
        ("move_page", {"key": page, "by": by}),
        ("remove_page", {"key": page}),
        ("add_question", {"page": page, "label": label, "type": kind}),
        ("add_question", {"group": key, "label": label, "type": kind}),
        ("copy_question", {"page": page, "question": copy.deepcopy(question_of(source, questions[0])), "form": "small",
                           "words": "0" * 24}),
        ("move_question", {"key": key, "by": by}),
        ("move_question_to", {"key": key, "page": page, "place": draw(st.integers(-1, 3))}),
        ("remove_question", {"key": key}),
        ("change_question", {"key": key, "settings": {"label": label, "hint": label, "required": draw(st.booleans())}}),
        ("set_type", {"key": key, "type": kind}),
        ("add_option", {"key": key, "label": label}),
        ("rename_option", {"key": key, "value": value, "label": label}),
        ("move_option", {"key": key, "value": value, "by": by}),
        ("remove_option", {"key": key, "value": value}),
        ("set_condition", {"on": "question", "key": key, "tests": tests, "how": how}),
        ("set_condition", {"on": "section", "key": section, "tests": tests, "how": how}),
        ("add_named", {"name": label, "tests": tests, "how": how}),
        ("change_named", {"key": named, "name": label, "tests": tests}),
        ("change_named_when", {"key": named, "tests": tests, "how": how}),
        ("remove_named", {"key": named}),
        ("add_eligibility_question", {"label": label, "choices": draw(st.sampled_from([[], ["A", "B"], ["A"]]))}),
        ("change_eligibility_question", {"key": asked, "label": label, "choices": [label, "B"], "may_not": ["no", "a"],
                                         "because": label}),
        ("move_eligibility_question", {"key": asked, "by": by}),
        ("remove_eligibility_question", {"key": asked}),
        ("change_eligibility", {"intro": label, "fine": ""}),
        ("set_sound", {"key": key, "language": "cy", "file": f"own-{'0' * 40}.mp3", "transcript": label}),
        ("remove_sound", {"key": key, "language": "cy"}),
        ("set_film", {"key": key, "file": f"own-{'0' * 40}.mp4", "captions": f"own-{'0' * 40}.vtt",
                      "transcript": label}),
        ("remove_film", {"key": key}),
        ("set_signature", {"shows": [key], "question": key, "answer": value}),
        ("remove_signature", {}),
        ("change_words", {"words": {"title": label, "estimated_minutes": 7}}),
        ("set_translations", {"language": "cy", "translations": {label: "Cymraeg"}}),
        ("add_example", {"example": {"name": label, "today": "2026-11-30", "answers": {key: value},
                                     "expect": {"shown": [key]}}}),
        ("remove_example", {"name": label}),
    ]))  # fmt: skip


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_any_sequence_of_operations_yields_a_form_or_a_refusal_with_a_reason(data):
    source = small_form()
    compile_own(source)
    for _step in range(data.draw(st.integers(1, 12))):
        name, parameters = data.draw(operations(source))
        before = copy.deepcopy(source)
        try:
            after = sure(source, name, **parameters)
        except Refused as refused:
            after, said = source, [str(reason).strip() for reason in refused.reasons]
        else:
            said = ["done"]
        assert said
        assert all(said)
        assert source == before
        compile_own(after)
        assert applied(after, way_back(before, after)) == before
        source = after


def test_the_sequence_knows_every_operation():
    known = {name for name, _parameters in _all_drawn()}
    assert known == set(OPERATIONS)


def _all_drawn():
    found = []

    @settings(max_examples=1000, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(operations(small_form()))
    def draw(operation):
        found.append(operation)

    draw()
    return found


def test_a_copy_of_the_library_stays_one_after_an_edit_and_its_undoing():
    source = library_copy(FSM)
    page = next(pages_of(source))["key"]
    after = perform(source, "add_question", {"page": page, "label": "One more?", "type": "text"})
    steps = way_back(source, after)
    assert len(str(steps)) < 300
    assert applied(after, steps) == source
    assert page_of(after, page)[0]["questions"][-1] == "one_more"
