"""What officers check, as data of a form: compiled, refused when it names what is not there, picked by answers."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from betteroff.demo.answers import fill_in
from formspec.rules.checks import applicable, compiled_awards
from formspec.rules.compile import (
    LIBRARY,
    FormProblems,
    check_catalogue,
    compile_form,
    compile_library_form,
    library_slugs,
)
from formspec.rules.form_spec import FormSpec
from formspec.rules.translation import in_language
from formspec.rules.visibility import visible_answers
from tests.formspec.test_compile import source, text

RENT = {"q": "pays_rent", "op": "equals", "value": "yes"}


def form(**more):
    return source(text("name"), text("pays_rent", type="yes_no"), kind="claim", **more)


def compiled(**more):
    return compile_form(form(**more), guidance={})


def problems_of(**more):
    with pytest.raises(FormProblems) as refused:
        compiled(**more)
    return [str(each) for each in refused.value.problems]


def page_of(**more):
    return compiled(**more)["pages"][0]["key"]


def test_a_check_has_its_words_pages_and_papers_and_blocks_approving_unless_it_says_otherwise():
    page = page_of()
    [check] = compiled(checks=[{"key": "rent", "pages": [page], "applies_when": RENT}])["checks"]
    assert (check["title"], check["pages"], check["papers"], check["blocks"]) == ("The rent", [page], [], ["approve"])
    assert check["applies_when"] == RENT
    assert {"key", "title", "letter"} == set(check["reasons"][0])


@pytest.mark.parametrize(
    ("check", "says"),
    [
        ({"key": "rent", "pages": ["nowhere"]}, "check rent: there is no page nowhere"),
        ({"key": "rent", "papers": ["deed"]}, "check rent: paper deed is not in the form's list"),
        ({"key": "moon"}, "check moon is not in checks.yaml"),
        (
            {"key": "rent", "applies_when": {"q": "gone", "op": "not_answered"}},
            'check rent: there is no question "gone"',
        ),
        ({"key": "rent", "applies_when": {"derived": "uc", "equals": True}}, "check rent: a paper or a check cannot"),
    ],
)
def test_what_is_not_there_is_refused(check, says):
    found = problems_of(checks=[{"pages": [page_of()], **check}])
    assert any(problem.startswith(says) for problem in found), found


def test_a_check_named_twice_and_an_award_nobody_knows_are_refused():
    check = {"key": "rent", "pages": [page_of()]}
    assert problems_of(checks=[check, check], awards=[{"key": "gold"}]) == [
        "check rent is there more than once",
        "award gold is not in checks.yaml",
    ]


def test_a_claim_form_without_checks_has_one_of_everything_and_one_for_finding_out_has_none():
    plain = compiled()
    [check] = plain["checks"]
    assert check["key"] == "general"
    assert check["pages"] == [page["key"] for page in plain["pages"]]
    assert [award["key"] for award in plain["awards"]] == ["general"]
    assert compile_library_form("check-what-you-can-get")["checks"] == []


@given(st.dictionaries(st.sampled_from(["pays_rent", "name"]), st.sampled_from(["yes", "no", None])))
def test_answers_pick_the_checks_and_keep_the_forms_order(values):
    checks = [{"key": "identity"}, {"key": "rent", "applies_when": RENT}, {"key": "savings"}]
    keys = [check["key"] for check in applicable(checks, values)]
    assert keys == (["identity", "rent", "savings"] if values.get("pays_rent") == "yes" else ["identity", "savings"])


def test_every_check_and_award_of_the_catalogue_is_used_and_says_its_law():
    catalogue = check_catalogue(LIBRARY)
    documents = [compile_library_form(slug) for slug in library_slugs()]
    assert {check["key"] for spec in documents for check in spec["checks"]} == set(catalogue["checks"])
    assert {award["key"] for spec in documents for award in spec["awards"]} == set(catalogue["awards"])
    assert all(award["law"] and award["route"] for award in catalogue["awards"].values())


@pytest.mark.parametrize(
    "slug",
    ["housing-benefit", "ctr-working-age", "ctr-pension-age", "hb-ctr-combined", "free-school-meals", "blue-badge"],
)
def test_the_claim_forms_have_checks_of_their_own_and_their_words_in_welsh(slug):
    spec = FormSpec(compile_library_form(slug))
    assert len(spec.checks) >= 3
    welsh = in_language(spec, "cy")
    for english, check in zip(spec.checks, welsh.checks, strict=True):
        assert check["title"] != english["title"]
        letters = zip(english["reasons"], check["reasons"], strict=True)
        assert all(ours["letter"] != theirs["letter"] for ours, theirs in letters)
    assert all(award["route"] != own["route"] for award, own in zip(welsh.awards, spec.awards, strict=True))


def test_housing_benefit_is_appealed_within_a_month_and_council_tax_reduction_by_its_own_route():
    benefit, reduction = compiled_awards(
        {"awards": [{"key": "housing_benefit"}, {"key": "council_tax_reduction"}]}, check_catalogue(LIBRARY)
    )
    assert (benefit["within"], benefit["amount"]) == (1, "week")
    assert "Valuation Tribunal" in " ".join(reduction["route"])
    assert "Valuation" not in " ".join(benefit["route"])


@pytest.mark.parametrize("home", ["private_tenant", "owner", "family"])
def test_where_help_with_rent_is_not_asked_for_council_tax_reduction_is_checked_and_can_be_awarded(home):
    spec = compile_library_form("hb-ctr-combined")
    answered, today = {"housing_situation": home, "ctax_liable": "yes"}, dt.date(2026, 11, 29)
    values = visible_answers(spec, fill_in(spec, today=today, given=answered), today).values
    assert "claim_for" not in values
    assert [award["key"] for award in applicable(spec["awards"], values)] == ["council_tax_reduction"]
    assert "council_tax" in [check["key"] for check in applicable(spec["checks"], values)]
