"""A form says which answers a partner sees before they sign; nothing that is hidden is ever among them."""

import pytest

from formspec.rules.answer_types import is_sensitive
from formspec.rules.compile import FormProblems, compile_form, compile_library_form
from formspec.rules.partner.second_signature import is_never, is_wanted, part_of_partner
from tests.claims.signing.asking import SIGNED_TOO, source, spec

FORMS = ("ctr-pension-age", "ctr-working-age", "hb-ctr-combined", "housing-benefit")
ABOUT_CLAIMANT = ("nino", "name", "dob", "benefits_you", "bank_account", "sight_impaired", "you_away", "safe_contact")


@pytest.mark.parametrize("slug", FORMS)
def test_the_forms_of_couples_want_it_and_show_nothing_of_the_claimant(slug):
    form = compile_library_form(slug)
    wanted = form["second_signature"]
    questions = {q["key"]: q for section in form["sections"] for q in section["questions"]}
    assert {"has_partner", "partner_name", "partner_dob", "amount_partner_uc"} <= set(wanted["shows"])
    assert not set(ABOUT_CLAIMANT) & set(wanted["shows"])
    assert not [key for key in wanted["shows"] if is_sensitive(questions[key])]
    assert [check["key"] for check in form["checks"]][-1] == "signatures"
    assert is_wanted(wanted, {"has_partner": "yes"})
    assert not is_wanted(wanted, {"has_partner": "no"})
    assert is_never(wanted, {"housing_situation": "refuge"})
    assert is_never(wanted, {"you_away": "abuse"})
    assert not is_never(wanted, {"housing_situation": "private_tenant"})


def test_of_a_group_only_the_partners_entries_are_shown():
    jobs = [{"job_who": "me", "employer": "A"}, {"job_who": "partner", "employer": "B"}, {"employer": "C"}]
    part = part_of_partner(spec()["second_signature"], {"has_partner": "yes", "health": "asthma", "jobs": jobs})
    assert part == {"has_partner": "yes", "jobs": [jobs[1]]}


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"shows": ["nobody"]}, "there is no question nobody"),
        ({"shows": ["nino"]}, "nino is not for another person's eyes"),
        ({"shows": ["jobs"]}, "jobs is not for another person's eyes"),
        ({"entries": {"jobs": {"field": "nobody", "in": ["partner"]}}}, "there is no field nobody in jobs"),
        ({"when": {"q": "nobody", "op": "equals", "value": "yes"}}, "second_signature when"),
    ],
)
def test_what_is_wrong_is_said(more, why):
    with pytest.raises(FormProblems, match=why):
        compile_form(source(second_signature=SIGNED_TOO | more), guidance={})
