"""Questions of the claim forms that ask several things at once: what they say as facts, and what they bring up."""

from __future__ import annotations

from datetime import date

import pytest

from claims.presenters.submission import papers_asked_for
from formspec.rules.compile import compile_library_form
from formspec.rules.facts import facts_of
from formspec.rules.form_spec import FormSpec
from formspec.rules.visibility import visible_answers
from formspec.rules.wording import options_shown

TODAY = date(2026, 11, 22)
CLAIMS = ["hb-ctr-combined", "housing-benefit", "ctr-working-age", "ctr-pension-age"]
COMBINED = compile_library_form("hb-ctr-combined")
NUMBER = {"nino": "AB 12 34 56 C"}
BORN = {"dob": {"day": "1", "month": "2", "year": "1990"}}
COUPLE = BORN | {"has_partner": "yes", "partner_dob": {"day": "1", "month": "2", "year": "1991"}}
OLDER = {"day": "1", "month": "2", "year": "1950"}


def told(answers, spec=COMBINED):
    """The form with these answers, and what they say as facts."""
    state = visible_answers(spec, {(key, ""): raw for key, raw in answers.items()}, TODAY)
    return state, facts_of(spec, state)


def shown(state, *keys):
    return [key for key in keys if state.is_visible(key)]


@pytest.mark.parametrize("slug", CLAIMS)
def test_a_number_that_was_given_says_that_there_is_one_and_none_asks_why(slug):
    spec = compile_library_form(slug)
    state, facts = told(NUMBER, spec)
    assert (facts["person.has_nino"], shown(state, "nino", "nino_none")) == ("yes", ["nino"])
    state, facts = told({"nino_none": "I came in May"}, spec)
    assert (facts["person.has_nino"], shown(state, "nino", "nino_none")) == ("no", ["nino", "nino_none"])


@pytest.mark.parametrize("slug", CLAIMS)
def test_who_mistypes_a_number_is_told_of_that_and_not_asked_why_there_is_none(slug):
    state, _facts = told({"nino": "AB 12"}, compile_library_form(slug))
    assert [problem.question for problem in state.problems if problem.question.startswith("nino")] == ["nino"]


@pytest.mark.parametrize("slug", CLAIMS)
def test_a_partner_without_a_number_is_asked_about_like_the_claimant(slug):
    spec = compile_library_form(slug)
    assert not told({"has_partner": "no"}, spec)[0].is_visible("partner_nino_none")
    assert told({"has_partner": "yes"}, spec)[0].is_visible("partner_nino_none")
    given = {"has_partner": "yes", "partner_nino": "AB 12 34 57 D"}
    assert not told(given, spec)[0].is_visible("partner_nino_none")


@pytest.mark.parametrize("slug", CLAIMS)
@pytest.mark.parametrize(
    ("answer", "safe", "asked"),
    [
        ("here", "yes", []),
        ("elsewhere", "yes", ["correspondence_address"]),
        ("not_safe", "no", ["safe_contact_how"]),
    ],
)
def test_one_question_says_whether_it_is_safe_and_where_letters_go(slug, answer, safe, asked):
    state, facts = told({"letters_to": answer}, compile_library_form(slug))
    assert facts["person.safe_contact"] == safe
    assert shown(state, "correspondence_address", "safe_contact_how") == asked


@pytest.mark.parametrize("slug", CLAIMS)
@pytest.mark.parametrize(
    ("citizens", "asked", "said"),
    [
        ("both", [], ["british_irish", "british_irish"]),
        ("me", ["partner_status_group"], ["british_irish", None]),
        ("partner", ["status_group"], [None, "british_irish"]),
        ("neither", ["status_group", "partner_status_group"], [None, None]),
    ],
)
def test_a_couple_says_at_once_who_is_a_citizen(slug, citizens, asked, said):
    state, facts = told(COUPLE | {"citizens": citizens}, compile_library_form(slug))
    assert shown(state, "status_group", "partner_status_group") == asked
    assert [facts.get(f"{who}.immigration_group") for who in ("person", "partner")] == said


@pytest.mark.parametrize("slug", CLAIMS)
def test_somebody_alone_is_asked_about_themself_at_once(slug):
    state, _facts = told(BORN | {"has_partner": "no"}, compile_library_form(slug))
    ours = ["citizens", "students", "away", "partner_status_group", "partner_student", "partner_away"]
    assert shown(state, *ours) == []
    assert shown(state, "status_group", "student_kind", "you_away") == ["status_group", "student_kind", "you_away"]


@pytest.mark.parametrize("slug", CLAIMS)
@pytest.mark.parametrize(
    ("answer", "who", "said"),
    [
        ("no", [], ["no", "no"]),
        ("me", ["you_away"], [None, "no"]),
        ("partner", ["partner_away"], ["no", None]),
        ("both", ["you_away", "partner_away"], [None, None]),
    ],
)
def test_a_couple_says_at_once_who_is_away_and_who_studies(slug, answer, who, said):
    state, facts = told(COUPLE | {"away": answer, "students": answer}, compile_library_form(slug))
    assert shown(state, "you_away", "partner_away") == who
    assert [facts.get(f"{each}.absence") for each in ("person", "partner")] == said
    studies = {"you_away": "student_kind", "partner_away": "partner_student"}
    assert shown(state, "student_kind", "partner_student") == [studies[each] for each in who]
    assert [facts.get(f"{each}.student") for each in ("person", "partner")] == said


@pytest.mark.parametrize("slug", CLAIMS)
@pytest.mark.parametrize(
    ("older", "asked"),
    [(["dob"], ["partner_student"]), (["partner_dob"], ["student_kind"]), (["dob", "partner_dob"], [])],
)
def test_of_a_couple_only_those_under_pension_age_are_asked_about_study(slug, older, asked):
    known = COUPLE | dict.fromkeys(older, OLDER) | {"pension_credit_before_2019": "yes"}
    state, _facts = told(known, compile_library_form(slug))
    assert shown(state, "students", "student_kind", "partner_student") == asked


FOR_RENT = ["hb-ctr-combined", "housing-benefit"]
HOME = {"dob": OLDER, "has_partner": "no", "claim_for": ["hb"]}


@pytest.mark.parametrize("slug", FOR_RENT)
def test_each_link_with_the_landlord_is_a_fact_and_asks_for_more(slug):
    linked = HOME | {"housing_situation": "private_tenant", "landlord_links": ["job", "owned"]}
    state, facts = told(linked, compile_library_form(slug))
    assert shown(state, "landlord_related_detail", "ever_owned_detail") == [
        "landlord_related_detail", "ever_owned_detail",
    ]  # fmt: skip
    links = ["landlord.related", "landlord.child", "landlord.company", "landlord.job", "tenancy.ever_owned"]
    assert [facts[link] for link in links] == ["no", "no", "no", "yes", "yes"]


@pytest.mark.parametrize("slug", FOR_RENT)
def test_a_council_tenant_is_asked_only_whether_the_home_was_theirs(slug):
    told_so = HOME | {"housing_situation": "council_tenant", "landlord_links": ["none"]}
    _state, facts = told(told_so, compile_library_form(slug))
    assert (facts.get("landlord.related"), facts["tenancy.ever_owned"]) == (None, "no")


@pytest.mark.parametrize("slug", CLAIMS)
def test_who_claimed_before_says_where(slug):
    spec, asked = compile_library_form(slug), {"on_hb": "no"}
    assert told(asked | {"claimed_before": "yes"}, spec)[0].is_visible("claimed_before_detail")
    assert not told(asked | {"claimed_before": "no"}, spec)[0].is_visible("claimed_before_detail")


@pytest.mark.parametrize("slug", ["ctr-working-age", "ctr-pension-age"])
def test_who_has_housing_benefit_now_is_not_asked_whether_they_ever_claimed(slug):
    spec = compile_library_form(slug)
    assert not told({"on_hb": "yes"}, spec)[0].is_visible("claimed_before")
    assert told({"on_hb": "no"}, spec)[0].is_visible("claimed_before")


def test_housing_benefit_asks_for_ages_once_and_says_from_them_whom_it_does_not_help():
    spec = compile_library_form("housing-benefit")
    tenant = COUPLE | {"housing_situation": "private_tenant"}
    assert told(tenant, spec)[0].is_visible("hb_route_info")
    older = tenant | {"dob": OLDER}
    assert shown(told(older, spec)[0], "pension_credit_before_2019", "hb_route_info") == ["pension_credit_before_2019"]
    assert told(older | {"pension_credit_before_2019": "no"}, spec)[0].is_visible("hb_route_info")
    assert not told(older | {"partner_dob": OLDER}, spec)[0].is_visible("hb_route_info")
    assert not told(tenant | {"housing_situation": "supported"}, spec)[0].is_visible("hb_route_info")


@pytest.mark.parametrize("slug", FOR_RENT)
def test_only_who_has_still_to_move_in_is_asked_why(slug):
    for moved_in, asked in (("2026", False), ("2027", True)):
        day = {"moved_in": {"day": "1", "month": "2", "year": moved_in}}
        assert told(day, compile_library_form(slug))[0].is_visible("not_moved_why") is asked


@pytest.mark.parametrize("slug", CLAIMS)
def test_only_who_studies_full_time_says_when_and_on_what_loan(slug):
    spec = compile_library_form(slug)
    for kind, expected in (("full_time", True), ("part_time", False)):
        known = COUPLE | {"students": "both", "student_kind": kind, "partner_student": kind}
        state, _facts = told(known, spec)
        assert state.is_visible("student_detail") is state.is_visible("partner_student_detail") is expected


def test_compensation_that_is_left_out_has_no_row_among_savings():
    known = COUPLE | {"claim_for": ["hb"], "benefits_you": ["cb"], "benefits_partner": ["none"]}
    assert not told(known | {"has_investments": ["left_out"]})[0].is_visible("investments")
    assert told(known | {"has_investments": ["left_out", "shares"]})[0].is_visible("investments")


@pytest.mark.parametrize("slug", CLAIMS)
def test_who_has_no_money_must_say_how_they_manage(slug):
    nothing = {
        "has_partner": "no",
        "benefits_you": ["none"],
        "other_income_types": ["none"],
        "income_sources": ["none"],
    }
    nothing |= dict.fromkeys(("has_job", "is_self_employed", "has_pension"), "no")
    state, _facts = told(nothing, compile_library_form(slug))
    assert "no_income" in [problem.question for problem in state.problems]


@pytest.mark.parametrize("slug", CLAIMS)
def test_money_is_asked_about_once(slug):
    """A tick brings up the pages about it, and no question asks again what benefits, ticks or amounts say."""
    spec = compile_library_form(slug)
    known = COUPLE | {
        "housing_situation": "supported",
        "claim_for": ["hb", "ctr"],
        "on_hb": "no",
        "has_children": "yes",
    }
    known |= {"benefits_you": ["cb"], "benefits_partner": ["none"]}
    nothing = told(known | {"income_sources": ["none"], "has_investments": ["none"], "gave_or_hold": ["none"]}, spec)
    after = (
        "jobs",
        "self_employment",
        "has_childcare",
        "investments",
        "properties",
        "gave_away_detail",
        "carer_for_you",
    )
    assert shown(nothing[0], *after) == []
    ticked = {"income_sources": ["job"], "has_investments": ["property"], "gave_or_hold": ["gave"]}
    state, facts = told(known | ticked, spec)
    assert shown(state, *after) == ["jobs", "has_childcare", "properties", "gave_away_detail"]
    said = ("income.has_job", "income.self_employed", "capital.owns_property", "capital.gave_away")
    assert [facts[each] for each in said] == ["yes", "no", "yes", "yes"]
    asked = {question["key"] for section in spec["sections"] for question in section["questions"]}
    assert not asked & {"has_job", "is_self_employed", "owns_property", "uc_now", "uc_award", "pc_now", "moved_yet"}


def test_on_universal_credit_working_age_council_tax_help_asks_pay_and_takes_the_rest_from_the_statement():
    spec = compile_library_form("ctr-working-age")
    asked = {question["key"] for section in spec["sections"] for question in section["questions"]}
    assert not {each for each in asked if each.startswith("uc_")} - {"uc_period_end"}
    keys = ("uc_period_end", "income_sources", "has_childcare", "capital_total_band", "has_investments", "accounts")
    known = {"has_partner": "no", "dob": "1990-01-01", "has_children": "yes", "income_sources": ["job"]}
    money = ["other_income_types", "gave_or_hold"]
    on_uc = told(known | {"benefits_you": ["uc"]}, spec)[0]
    assert shown(on_uc, *keys, *money) == ["uc_period_end", "income_sources", "has_childcare", "capital_total_band"]
    assert shown(told(known | {"benefits_you": ["cb"]}, spec)[0], *keys, *money) == [*keys[1:], *money]
    statement = [paper for paper in spec["evidence"] if paper["id"] == "uc_statement"]
    assert statement[0]["asked_by"] == ["uc_period_end"]


@pytest.mark.parametrize("slug", CLAIMS)
def test_each_account_is_listed_only_where_savings_may_count_unless_the_council_wants_every_one(slug):
    def listed(asked=(), **answers):
        known = {"dob": "1990-01-01", "has_partner": "no", "claim_for": ["hb", "ctr"], "benefits_you": ["cb"]}
        return told(known | answers, compile_library_form(slug, asked))[0].is_visible("accounts")

    little = {"capital_total_band": "3000_5999", "gave_or_hold": ["none"]}
    assert not listed(**little)
    assert listed(**little, asked=["accounts"])
    assert listed(**little | {"capital_total_band": "6000_9999"})
    assert listed(**little | {"gave_or_hold": ["gave"]})


@pytest.mark.parametrize(
    ("home", "asked"),
    [
        ("private_tenant", ["landlord_name", "bedrooms", "overnight_carer", "hb_pay_to"]),
        ("council_tenant", ["rent_free_weeks"]),
        ("ha_tenant", ["landlord_name", "rent_free_weeks", "hb_pay_to"]),
        ("temporary", ["placed_by"]),
        ("supported", ["landlord_name", "rent_free_weeks", "support_provider", "hb_pay_to"]),
    ],
)
@pytest.mark.parametrize("slug", FOR_RENT)
def test_of_a_home_only_what_can_matter_there_is_asked(slug, home, asked):
    state, _facts = told(HOME | {"housing_situation": home}, compile_library_form(slug))
    sometimes = ("landlord_name", "rent_free_weeks", "bedrooms", "overnight_carer", "placed_by", "support_provider")
    assert shown(state, *sometimes, "hb_pay_to") == asked


def test_only_working_age_tenants_of_a_social_landlord_are_asked_early_about_support():
    spec = compile_library_form("housing-benefit")
    tenant = BORN | {"has_partner": "no", "housing_situation": "ha_tenant"}
    assert told(tenant, spec)[0].is_visible("support_given")
    assert not told(tenant | {"dob": OLDER}, spec)[0].is_visible("support_given")
    assert not told(tenant | {"housing_situation": "supported"}, spec)[0].is_visible("support_given")


def test_a_badge_for_a_child_asks_for_the_childs_number_and_for_no_licence():
    spec = compile_library_form("blue-badge")
    both = ("nino", "child_benefit_number", "driving_licence", "driver_or_passenger")
    assert shown(told({"apply_for": "child"}, spec)[0], *both) == ["child_benefit_number"]
    assert shown(told({"apply_for": "me"}, spec)[0], *both) == ["nino", "driving_licence", "driver_or_passenger"]


def test_points_for_walking_are_asked_where_the_route_does_not_say_them():
    spec = compile_library_form("blue-badge")
    for route, asked in (("pip_8", True), ("pip_10e", False), ("blind", False)):
        assert told({"apply_for": "me", "auto_route": route}, spec)[0].is_visible("pip_points") is asked


@pytest.mark.parametrize("slug", ["hb-ctr-combined", "ctr-working-age", "ctr-pension-age"])
def test_only_who_lives_alone_is_offered_the_discount_for_one_adult(slug):
    spec = compile_library_form(slug)
    question = next(
        each for section in spec["sections"] for each in section["questions"] if each["key"] == "ctax_discounts"
    )
    for partner, others, offered in (("no", "no", True), ("yes", "no", False), ("no", "yes", False)):
        state, _facts = told({"has_partner": partner, "has_other_adults": others, "claim_for": ["ctr"]}, spec)
        values = [option["value"] for option in options_shown(question, state.values, state.derived)]
        assert ("one_adult" in values) is offered


def test_the_second_adult_is_asked_about_where_there_is_one():
    spec = compile_library_form("ctr-pension-age")
    for others in ("yes", "no"):
        assert told({"has_other_adults": others}, spec)[0].is_visible("second_adult") is (others == "yes")


@pytest.mark.parametrize("slug", CLAIMS)
def test_no_proof_for_other_adults_is_asked_for_where_the_amount_says_that_the_award_is_for_care(slug):
    adult = {"nd_benefits": ["none"], "nd_work": "none", "nd_relationship": "parent"}
    spec, known = FormSpec(compile_library_form(slug)), {"benefits_you": ["pip"], "other_adults": [adult]}

    def asked(pounds):
        told = {"amount_you_pip": {"amount": pounds, "frequency": "four_weekly"}} if pounds else {}
        return "nondep_income" in {paper.kind for paper in papers_asked_for(spec, known | told)}

    assert [asked("121.20"), asked(""), asked("306.80"), asked("428.00")] == [True, True, False, False]


@pytest.mark.parametrize("slug", CLAIMS)
def test_what_another_adult_earns_is_asked_only_where_something_may_be_taken_off(slug):
    """With care awards nothing is, and for an adult on Pension Credit; but a single person of pension age may have the
    second adult rebate, which goes by what the others earn.
    """
    spec = compile_library_form(slug)
    adult = {"nd_benefits": ["none"], "nd_work": "16plus", "nd_relationship": "parent"}
    pip = {"amount_you_pip": {"amount": "306.80", "frequency": "four_weekly"}}
    home = {"claim_for": ["hb", "ctr"], "has_other_adults": "yes", "benefits_you": ["pip"]} | BORN
    single, older = {"has_partner": "no"}, {"dob": OLDER}
    is_pension_form, has_ctr = slug == "ctr-pension-age", slug != "housing-benefit"
    table = [
        ({}, adult, True),
        (single, adult, True),
        (single, adult | {"nd_benefits": ["pc"]}, False),
        ({"has_partner": "yes"} | pip, adult, False),
        ({"has_partner": "yes"} | pip | older, adult, False),
        (single | pip, adult, is_pension_form),
        (single | pip | older, adult, has_ctr and slug != "ctr-working-age"),
    ]
    for more, other, asked in table:
        answers = {(key, ""): raw for key, raw in (home | more | {"other_adults": ["r1"]}).items()}
        state = visible_answers(spec, answers | {(key, "r1"): raw for key, raw in other.items()}, TODAY)
        seen = [state.is_visible(key, "r1") for key in ("nd_work", "nd_gross_income")]
        assert seen == [asked, asked], (slug, more, other)
