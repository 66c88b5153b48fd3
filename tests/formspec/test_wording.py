"""Nobody alone is asked about a partner."""

from __future__ import annotations

import re

import pytest

from formspec.rules.compile import compile_library_form
from formspec.rules.form_spec import FormSpec
from formspec.rules.wording import options_shown, worded

QUESTION = {
    "key": "who", "label": "Who of you?", "hint": "You or your partner.", "alone": {"label": "Is it you?"},
    "options": [
        {"value": "me", "label": "Me"},
        {"value": "partner", "label": "My partner", "show_if": {"q": "has_partner", "op": "equals", "value": "yes"}},
    ],
}  # fmt: skip
FORMS = ["check-what-you-can-get", "hb-ctr-combined"]
# Questions that find out whether there is one, and words that are right for somebody alone too.
ABOUT_IT = {"has_partner", "has_other_adults", "income_sources"}


def test_the_words_for_somebody_alone_take_the_place_of_the_others():
    alone, couple = worded(QUESTION, {"has_partner": "no"}, {}), worded(QUESTION, {"has_partner": "yes"}, {})
    assert (alone["label"], alone["hint"]) == ("Is it you?", "You or your partner.")
    assert couple["label"] == worded(QUESTION, {}, {})["label"] == "Who of you?"
    assert QUESTION["label"] == "Who of you?"


def test_an_option_is_offered_where_its_condition_holds():
    assert [option["value"] for option in options_shown(QUESTION, {"has_partner": "no"}, {})] == ["me"]
    assert [option["value"] for option in options_shown(QUESTION, {"has_partner": "yes"}, {})] == ["me", "partner"]


@pytest.mark.parametrize("slug", FORMS)
def test_nobody_alone_reads_of_a_partner(slug):
    spec = FormSpec(compile_library_form(slug))
    derived = dict.fromkeys(spec.data["derived"], True)
    read = {}
    for question in [*spec.questions.values(), *spec.fields.values()]:
        told = worded(question, {"has_partner": "no"}, derived)
        only_couples = "'has_partner', 'op': 'equals', 'value': 'yes'" in str(question.get("show_if", ""))
        if question["key"].startswith(("partner_", "amount_partner", "benefits_partner")) or only_couples:
            continue
        words = [told["label"], *[option["label"] for option in told.get("options", ())]]
        found = [text for text in words if re.search(r"\bpartner|either of you", text, re.IGNORECASE)]
        read |= {question["key"]: found} if found else {}
    assert set(read) <= ABOUT_IT | ALL_THE_SAME[slug], read


# Asked of couples only, by way of other answers; or of somebody who helps.
ALL_THE_SAME = {
    "check-what-you-can-get": {"same_person", "circumstances_partner", "health_element_partner"},
    "hb-ctr-combined": {"ctax_discounts", "helper_relationship", "pen_type", "se_partnership"},
}
