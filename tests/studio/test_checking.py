"""What is found in a form before it is published: what nobody can be asked, what is hard to read or missing."""

from __future__ import annotations

import itertools

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from formspec.models import FormVersion
from formspec.rules.answer_types import type_of
from formspec.rules.compile import library_facts, library_slugs
from formspec.rules.conditions import holds
from formspec.rules.sources.own_form import compile_own, library_copy
from studio.publishing.actions import NotReady, publish_draft
from studio.readers.checking import findings_in
from studio.rules.checking.findings import KINDS, blocking, findings
from studio.rules.checking.reach import out_of_reach
from studio.rules.checking.reading import OLDEST, hardest, reading_age
from tests.claims.making import publish_small
from tests.claims.moving.changing import WAITS, changed, with_question
from tests.people import browser_of
from tests.studio.making import small_form
from tests.studio.publishing.drafting import SLUG, draft_of

PETS = {"q": "has_pets", "op": "equals", "value": "yes"}
NO_PETS = {"q": "has_pets", "op": "equals", "value": "no"}
NEVER = {"all": [PETS, NO_PETS]}


def where_nobody_comes(source) -> None:
    """One question more, which must be answered and is shown to nobody."""
    question = {"key": "rent_paid", "label": "Do you pay rent?", "type": "yes_no", "required": True}
    source["sections"][0]["questions"].insert(5, question | {"show_if": NEVER})
    source["sections"][0]["pages"][1]["questions"].append("rent_paid")


def more_when(condition, **settings):
    source = small_form()
    source["sections"][1]["questions"][0] |= {"show_if": condition, **settings}
    return source


RENTS = {"q": "rents", "op": "equals", "value": "yes"}
OWNS = {"q": "rents", "op": "equals", "value": "no"}
COUNCIL = {"q": "landlord", "op": "equals", "value": "council"}
NOBODY = [
    {"all": [RENTS, OWNS]},
    {"all": [OWNS, COUNCIL]},
    {"all": [RENTS, {"not": RENTS}]},
    {"all": [{"q": "rents", "op": "not_answered"}, COUNCIL]},
    {"all": [{"q": "landlord", "op": "not_equals", "value": "council"},
             {"q": "landlord", "op": "not_equals", "value": "other"}]},
    {"not": {"q": "rents", "op": "in", "value": ["yes", "no"]}},
    {"not": {"any": [COUNCIL, {"q": "landlord", "op": "equals", "value": "other"}]}},
]  # fmt: skip
SOMEBODY = [
    RENTS, COUNCIL, {"any": [OWNS, COUNCIL]}, {"not": COUNCIL},
    {"all": [OWNS, {"q": "landlord", "op": "not_answered"}]},
    {"any": [{"all": [RENTS, OWNS]}, OWNS]}, {"not": {"all": [RENTS, COUNCIL]}},
]  # fmt: skip


@pytest.mark.parametrize("condition", NOBODY, ids=str)
def test_what_no_answers_lead_to_is_found(condition):
    assert out_of_reach(more_when(condition)) == ["more"]


@pytest.mark.parametrize("condition", SOMEBODY, ids=str)
def test_what_some_answers_lead_to_is_not(condition):
    assert out_of_reach(more_when(condition)) == []


def is_reached(condition) -> bool:
    """By trying every answer to the small form."""
    for rents, landlord in itertools.product((None, "yes", "no"), (None, "council", "other")):
        if holds(condition, {"rents": rents, "landlord": landlord if rents == "yes" else None}, {}):
            return True
    return False


LEAVES = st.sampled_from(
    [RENTS, OWNS, COUNCIL]
    + [{"q": "landlord", "op": "not_answered"}, {"q": "landlord", "op": "not_equals", "value": "council"}]
    + [{"q": "landlord", "op": "in", "value": ["council", "other"]}]
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        inner.map(lambda each: {"not": each}),
        st.lists(inner, min_size=1, max_size=3).map(lambda each: {"all": each}),
        st.lists(inner, min_size=1, max_size=3).map(lambda each: {"any": each}),
    ),
    max_leaves=8,
)


@given(CONDITIONS)
def test_it_is_as_trying_every_answer_says(condition):
    assert out_of_reach(more_when(condition)) == ([] if is_reached(condition) else ["more"])


def test_of_several_ticks_none_goes_with_no_other():
    source = small_form()
    ticks = [{"value": value, "label": value} for value in ("dog", "cat", "none")]
    pets = {"key": "pets", "label": "Pets", "type": "multi_choice", "options": ticks}
    source["sections"][0]["questions"].insert(2, pets)
    source["sections"][0]["pages"][0]["questions"].append("pets")
    has = [{"q": "pets", "op": "contains", "value": value} for value in ("dog", "cat", "none")]
    for first, second, there in ((0, 1, []), (0, 2, ["more"])):
        source["sections"][1]["questions"][0]["show_if"] = {"all": [has[first], has[second]]}
        assert compile_own(source)
        assert out_of_reach(source) == there


def test_what_is_too_much_to_try_counts_as_within_reach():
    either = {"any": [RENTS, RENTS]}
    assert out_of_reach(more_when({"all": [*[either] * 60, OWNS]})) == []


def test_of_the_library_everything_can_be_asked():
    for slug in library_slugs():
        assert out_of_reach(library_copy(slug)) == [], slug


def test_a_long_sentence_of_long_words_is_hard_to_read():
    plain = "Tell us how much rent you pay each week for the home you live in now."
    hard = (
        "Notwithstanding the aforementioned circumstances, applicants must demonstrate continuous occupation "
        "of the accommodation throughout the relevant assessment period."
    )
    assert reading_age(plain) < OLDEST < reading_age(hard)
    assert hardest(f"{plain} {hard}") == reading_age(hard)
    assert reading_age("Accommodation and occupation") == 0


def kinds_of(source, elsewhere=None) -> dict[str, list[str]]:
    found = findings(source, compile_own(source), library_facts(), elsewhere or {})
    assert [KINDS.index(each.kind) for each in found] == sorted(KINDS.index(each.kind) for each in found)
    return {kind: [each.key or each.name for each in found if each.kind == kind] for kind in KINDS}


def test_each_kind_is_found_where_it_is():
    source = more_when(
        {"all": [RENTS, OWNS]}, required=True, fact="person.weight", label="What is it that you want to say?"
    )
    source["evidence"] = [{"id": "rent_book", "name": "Your rent book"}]
    source["outdated"] = {"cy": {"The rest": "Y gweddill"}}
    source["sections"][0]["questions"][0] |= {"fact": "tenancy.rents", "guidance": "Say *yes* if you rent."}
    found = kinds_of(source, {"tenancy.rents": type_of({"type": "choice"})})
    assert found["never asked"] == found["fact unknown"] == ["more"]
    assert found["fact differs"] == ["rents"]
    assert found["no short"] == ["room_name", "room_size", "more"]
    assert found["no guidance"] == ["landlord", "rooms", "more"]
    assert found["paper unasked"] == ["Your rent book"]
    assert found["untranslated"] == found["outdated"] == ["cy"]
    del source["sections"][1]["questions"][0]["required"]
    assert (kinds_of(source)["never asked"], kinds_of(source)["unreachable"]) == ([], ["more"])
    assert blocking(source, ()) == []


def test_a_choice_without_choices_and_a_film_without_captions_do_not_compile(omar):
    for edit in ({"options": []}, {"video": {"file": "x.mp4"}}):
        draft = draft_of(omar, lambda source, edit=edit: source["sections"][0]["questions"][3].update(edit))
        assert (
            "cannot be published yet"
            in browser_of(omar).get(reverse("studio:publish", args=[draft.form.slug])).content.decode()
        )


def test_a_fact_typed_otherwise_in_another_form_is_found(omar):
    draft = draft_of(omar)
    publish_draft(slug=SLUG, number=0, onto=None, change=WAITS, by=omar)
    other = draft.form
    other.pk, other.slug = None, "another-form"
    other.save()
    source = changed(lambda source: source["sections"][0]["questions"][4].update(type="long_text"))
    draft.form_id, draft.source = other.pk, source
    found = [each for each in findings_in(draft, compile_own(source)) if each.kind == "fact differs"]
    assert [(each.key, each.more) for each in found] == [("pet_kind", "pets.kind")]


def test_what_has_to_be_put_right_stops_publishing_and_hints_do_not(omar):
    current = publish_small(omar)
    draft = draft_of(omar, where_nobody_comes)
    url, browser = reverse("studio:publish", args=[SLUG]), browser_of(omar)
    page = browser.get(url).content.decode()
    assert "Must be answered, and nobody can be asked it" in page
    assert reverse("studio:question", args=[SLUG, "rent_paid"]) in page
    assert 'name="applies"' not in page
    with pytest.raises(NotReady):
        publish_draft(slug=SLUG, number=draft.number, onto=current.pk, change=WAITS, by=omar)
    posted = {"applies": "may_wait", "number": "0", "onto": str(current.pk)}
    assert browser.post(url, posted).status_code == 422
    assert FormVersion.objects.get() == current
    draft_of(omar, with_question)
    page = browser.get(url).content.decode()
    assert "No guidance" in page
    assert browser.post(url, posted).status_code == 302
