"""Conditions with a name: said once in a source, and unknown to the document."""

from __future__ import annotations

import pytest

from formspec.rules.compile import FormProblems
from formspec.rules.sources.own_form import compile_own
from tests.studio.making import small_form

RENTS = {"q": "rents", "op": "equals", "value": "yes"}


def form_with(conditions, show_if):
    source = small_form(conditions=conditions)
    source["sections"][1]["questions"][0]["show_if"] = show_if
    return source


def named(key="renter", when=None):
    return {"key": key, "name": "Rents a home", "when": when or RENTS}


def test_the_document_has_what_a_name_stands_for_and_no_names():
    source = form_with([named()], {"all": [{"named": "renter"}, {"not": {"named": "renter"}}]})
    source["sections"][0]["questions"][1]["options"][0]["show_if"] = {"named": "renter"}
    source["sections"][1]["show_if"] = {"named": "renter"}
    source["sections"][0]["questions"][2]["fields"][1]["show_if"] = {"named": "renter"}
    spec = compile_own(source)
    assert "conditions" not in spec
    assert "named" not in str(spec)
    assert spec["sections"][1]["show_if"] == RENTS
    assert spec["sections"][1]["questions"][0]["show_if"] == {"all": [RENTS, {"not": RENTS}]}
    assert spec["sections"][0]["questions"][1]["options"][0]["show_if"] == RENTS
    assert spec["sections"][0]["questions"][2]["fields"][1]["show_if"] == RENTS


@pytest.mark.parametrize(
    ("conditions", "show_if", "said"),
    [
        ([named()], {"named": "nothing"}, "there is no condition called nothing"),
        ([named()], {"any": [{"named": ["renter"]}]}, "there is no condition called"),
        ([named(), named()], RENTS, "condition renter is there more than once"),
        ([named(), named("b", {"named": "renter"})], RENTS, "cannot be made of another"),
        ([named("b", {"not": {"named": "b"}})], RENTS, "cannot be made of another"),
        ([named(when={"q": "more", "op": "not_answered"})], {"named": "renter"}, "is not asked before this"),
    ],
)
def test_what_is_wrong_with_names_is_said(conditions, show_if, said):
    with pytest.raises(FormProblems, match=said):
        compile_own(form_with(conditions, show_if))


def test_what_only_the_studio_reads_is_not_in_the_document():
    source = small_form(outdated={"cy": {"Do you rent?": "Hen eiriau"}})
    source["sections"][1]["questions"][0]["copied_from"] = {"form": "other", "key": "more", "words": "0" * 24}
    spec = compile_own(source)
    assert "outdated" not in spec
    assert "copied_from" not in spec["sections"][1]["questions"][0]
