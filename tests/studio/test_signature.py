"""Whether a partner signs too: chosen on a page, and refused where it makes no sense."""

from __future__ import annotations

import pytest
from django.urls import reverse

from formspec.rules.sources.own_form import compile_own, library_copy
from studio.models import FormDraft
from studio.rules.finding import digest, part_of
from studio.rules.operations.table import perform
from studio.rules.refusals import Refused
from tests.people import browser_of
from tests.studio.making import draft_of, small_form

SLUG = "housing-benefit"
URL = reverse("studio:signature", args=[SLUG])


def test_a_partner_signs_where_an_answer_says_that_there_is_one():
    wanted = {"shows": ["landlord"], "question": "rents", "answer": "yes"}
    source = perform(small_form(), "set_signature", wanted)
    assert compile_own(source)["second_signature"] == {
        "when": {"q": "rents", "op": "equals", "value": "yes"}, "shows": ["landlord"], "entries": {},
    }  # fmt: skip
    kept = perform(source, "set_signature", {"shows": ["landlord", "rents"]})
    assert kept["second_signature"]["when"] == source["second_signature"]["when"]
    assert perform(kept, "remove_signature", {}) == small_form()


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ({"shows": ["landlord"]}, "Say with which answer there is a partner"),
        ({"shows": [], "question": "rents", "answer": "yes"}, "Choose at least one answer"),
        ({"shows": ["rooms"], "question": "rents", "answer": "yes"}, "not for another person's eyes"),
        ({"shows": ["landlord"], "question": "nothing", "answer": "yes"}, "not in the form any more"),
        ({"shows": ["landlord"], "question": "rents", "answer": "never"}, "second_signature when"),
    ],
)
def test_what_makes_no_sense_is_refused(wanted, why):
    with pytest.raises(Refused, match=why):
        perform(small_form(), "set_signature", wanted)


def test_what_officers_check_goes_and_comes_with_it():
    source = library_copy(SLUG)
    without = perform(source, "remove_signature", {})
    assert "signatures" not in [check["key"] for check in without["checks"]]
    again = perform(without, "set_signature", {"shows": ["partner_name"], "question": "has_partner", "answer": "yes"})
    assert [check["key"] for check in again["checks"]] == [check["key"] for check in source["checks"]]


def test_it_is_changed_on_a_page(omar):
    draft_of(omar, SLUG)
    browser = browser_of(omar)

    def source():
        return FormDraft.objects.get(form__slug=SLUG).source

    page = browser.get(URL).content.decode()
    assert "Which answers does the partner see before they sign?" in page
    assert URL in browser.get(reverse("studio:form_settings", args=[SLUG])).content.decode()
    seen = digest(part_of(source(), "signature", ""))
    assert browser.post(URL, {"wanted": "yes", "seen": seen}).status_code == 422
    typed = {"wanted": "yes", "when": "", "shows": ["partner_name"], "seen": seen}
    assert browser.post(URL, typed).status_code == 302
    assert source()["second_signature"]["shows"] == ["partner_name"]
    answer = browser.post(URL, {"wanted": "no", "seen": seen})
    assert answer.status_code == 409
    assert "Nothing of yours was saved" in answer.content.decode()
    seen = digest(part_of(source(), "signature", ""))
    assert browser.post(URL, {"wanted": "no", "seen": seen}).status_code == 302
    assert "second_signature" not in source()


def test_the_settings_of_a_form_lead_to_all_that_is_set_of_it(omar):
    draft_of(omar, SLUG)
    browser = browser_of(omar)
    page = browser.get(reverse("studio:form_settings", args=[SLUG])).content.decode()
    for name in ("studio:opening", "records:change_rule", "casework:form_targets", "studio:eligibility"):
        address = reverse(name, args=[SLUG])
        assert address in page
        assert browser.get(address).status_code == 200
    assert reverse("casework:wording") in page
