"""Every fact that a form of the library asks reaches the figures, or a sentence, or is listed as none of theirs."""

import copy
import datetime
from fnmatch import fnmatchcase

import pytest

from calculator.household.from_facts import household_from_facts
from calculator.household.not_counted import AS_IF_AT_HOME
from formspec.rules.compile import compile_library_form, library_slugs

TODAY = datetime.date(2026, 11, 22)
COUNCIL = {"region": "YORKSHIRE", "local_authority": "KIRKLEES", "council_tax_by_band": {"A": 1200, "B": 1400}}
MONEY = {"amount": "50", "frequency": "weekly"}
MORE = {"amount": "75", "frequency": "weekly"}
# Which list the facts of a row are in, by the first word of their name.
LISTS = {
    "account": "capital.accounts",
    "benefit": "income.benefit_amounts",
    "child": "household.children",
    "childcare": "costs.childcare",
    "investment": "capital.investments",
    "job": "income.jobs",
    "nondep": "household.other_adults",
    "pension": "income.pensions",
    "se": "income.businesses",
}
# A household about which much is told; the answers below change it one at a time.
TOLD = {
    "person.dob": "1956-05-01",
    "partner.exists": "yes",
    "partner.dob": "1964-05-01",
    "tenancy.type": "private_tenant",
    "tenancy.rent": MONEY,
    "home.bedrooms": 2,
    "ctax.liable": "yes",
    "check.ctax_band": "A",
    "check.circumstances_you": ["lcwra", "carer"],
    "check.circumstances_partner": ["lcwra", "carer"],
    "household.has_children": "yes",
    "household.children": [{"child.dob": "2009-01-01", "child.disability": ["dla_care"]}],
    "household.has_other_adults": "yes",
    "household.other_adults": [{"nondep.dob": "1990-01-01", "nondep.hours": "16plus"}],
    "income.benefits_list": ["pip"],
    "income.benefit_amounts": [{"benefit.name": "pip", "benefit.amount": MONEY, "benefit.who": "me"}],
    "income.has_job": "yes",
    "income.jobs": [{"job.gross": MONEY, "job.hours": 10, "job.who": "me"}],
    "income.self_employed": "yes",
    "income.businesses": [{"check.se_profit": MONEY, "se.hours": 10, "se.who": "me"}],
    "income.has_pension": "yes",
    "income.pensions": [{"pension.amount": MONEY, "pension.who": "me"}],
    "costs.has_childcare": "yes",
    "costs.childcare": [{"childcare.cost": MONEY}],
    "capital.accounts": [{"account.balance": "100", "account.whose": "me"}],
    "capital.investments": [{"investment.value": "100"}],
}
# Facts that count or are spoken of: an answer that makes another household, or another sentence, than TOLD does.
USED = {
    "account.balance": "200",
    "account.whose": "child",
    "benefit.amount": {"amount": "73.90", "frequency": "weekly"},
    "benefit.name": "aa",
    "benefit.who": "partner",
    "capital.accounts": [{"account.balance": "300"}],
    "capital.gave_away": "yes",
    "capital.holds_for_others": "yes",
    "capital.investments": [],
    "capital.owns_property": "yes",
    "capital.total": "9000",
    "check.circumstances_partner": ["student"],
    "check.circumstances_you": ["student"],
    "check.care_for_same_person": "no",
    "check.caring": ["partner"],
    "check.ctax_band": "B",
    "check.extra_rooms": ["overnight_carer"],
    "check.health_element_before_2026_partner": "yes",
    "check.health_element_before_2026_you": "yes",
    "check.se_first_year": "yes",
    "check.se_profit": MORE,
    "child.award": {"amount": "76.70", "frequency": "weekly"},
    "child.child_benefit_who": "me",
    "child.disability": ["blind"],
    "child.dob": "2010-01-01",
    "child.education": "left",
    "child.own_room": "yes",
    "child.relationship": "foster",
    "child.sex": "f",
    "child.time_here": "less",
    "childcare.cost": MORE,
    "childcare.help": ["tfc"],
    "claim.expect_change": "yes",
    "claim.mixed_age_saved": "yes",
    "costs.childcare": [],
    "costs.has_childcare": "no",
    "ctax.discount_flags": ["smi"],
    "ctax.joint": "yes",
    "ctax.liable": "no",
    "ctr.second_adult": "yes",
    "home.bedrooms": 3,
    "home.couple_separate": "yes",
    "home.foster_room": "yes",
    "home.overnight_carer": "yes",
    "home.sole_rooms": ["bedroom"],
    "household.children": [],
    "household.has_children": None,
    "household.has_other_adults": None,
    "household.other_adults": [],
    "income.benefit_amounts": [],
    "income.benefits_list": ["dla"],
    "income.benefits_waiting": "yes",
    "income.businesses": [],
    "income.has_job": "no",
    "income.has_pension": "no",
    "income.job_ended": "yes",
    "income.jobs": [],
    "income.other_types": ["student"],
    "income.other_work": "yes",
    "income.pension_undrawn": "yes",
    "income.pensions": [],
    "income.self_employed": "no",
    "investment.value": "200",
    "job.gross": MORE,
    "job.hours": 12,
    "job.leave": "sick",
    "job.pension_contribution": MONEY,
    "job.varies": "yes",
    "job.who": "partner",
    "landlord.child": "yes",
    "landlord.company": "yes",
    "landlord.job": "yes",
    "landlord.related": "yes",
    "nondep.benefits": ["pc"],
    "nondep.couple_with": "Sam",
    "nondep.dob": "1991-01-01",
    "nondep.gross_income": MONEY,
    "nondep.hours": "none",
    "nondep.pays": MORE,
    "nondep.relationship": "lodger",
    "nondep.special": ["prison"],
    "nondep.student": "student",
    "partner.absence": "hospital",
    "partner.benefits_list": ["ca"],
    "partner.dob": "1990-01-01",
    "partner.exists": "no",
    "partner.immigration_group": "waiting",
    "partner.student": "full_time",
    "pension.amount": MORE,
    "pension.who": "partner",
    "person.absence": "hospital",
    "person.dob": "1986-01-01",
    "person.has_paid_carer": "yes",
    "person.immigration_group": "waiting",
    "person.lived_abroad_2y": "yes",
    "person.nrpf": "yes",
    "person.sight_impaired": ["me"],
    "person.student": "full_time",
    "se.first_year": "yes",
    "se.hours": 12,
    "se.start": "2026-06-01",
    "se.who": "partner",
    "tenancy.ever_owned": "yes",
    "tenancy.includes": ["heating"],
    "tenancy.joint": "yes",
    "tenancy.not_occupied_reason": "The roof leaks",
    "tenancy.rent": MORE,
    "tenancy.rent_free_weeks": 4,
    "tenancy.service_charges": [{"charge.what": "lift"}],
    "tenancy.two_homes": "yes",
    "tenancy.type": "council_tenant",
}
# Used only where another fact is not told, or is told.
WITHOUT = {
    "check.care_for_same_person": (),
    "check.caring": ("check.circumstances_partner",),
    "claim.mixed_age_saved": ("household.other_adults",),
    "capital.band": ("capital.accounts", "capital.investments"),
}
USED["capital.band"] = "10000_16000"
# Asked only beside another answer of the same row.
BESIDE = {"nondep.pays": {"nondep.relationship": "lodger"}}
# Facts that no figure asks for, by why not. A * stands for any ending.
NOT_FOR_FIGURES = {
    "who somebody is, and how to reach, help and pay them": """
        address.* bank.* child.name nondep.name partner.name partner.nino partner.no_nino_reason partner.other_names
        person.access_needs
        person.birthplace person.contact_preference person.diet person.driving_licence person.email person.gender
        person.has_nino person.name person.nass person.nino person.no_nino_reason person.other_names person.phone
        person.safe_contact* person.share_code person.support_worker payment.* representative.* se.name
        job.employer job.how_paid job.title account.bank account.last4 account.type landlord.address landlord.agent
        landlord.contact landlord.name childcare.provider childcare.child consent.* household.vulnerability""",
    "more about an answer that counts or is spoken of": """
        account.income_paid_in benefit.deductions benefit.from capital.gave_away_detail capital.holds_for_others_detail
        capital.investment_types capital.properties charge.* claim.expect_change_detail
        ctax.joint_names ctr.second_adult_income ctr.second_adult_who income.benefits_waiting_detail
        income.job_ended_detail income.none_explained income.other income.other_work_detail
        income.pension_undrawn_detail investment.type investment.units investment.whose job.net job.paid_every
        job.start landlord.related_detail nondep.moved_in nondep.pays_includes oi.* partner.absence_dates
        partner.student_detail person.student_detail
        pension.from pension.next_rise pension.type person.absence_dates person.uk_arrival
        property.* tenancy.ever_owned_detail tenancy.joint_share tenancy.whose
        tenancy.two_homes_detail""",
    "the sums of a business, which the page says are missing": """
        se.costs se.home_use se.partnership se.pension se.period se.turnover""",
    "which form, which claim, from when, and what the council does with it": """
        claim.backdate* claim.before* claim.current_awards claim.on_hb claim.reference claim.review_reference
        claim.start_from claim.type change.* ctax.account
        ctr.hardship* fsm.* income.housing_support income.rent_help home.adapted
        home.type tenancy.arrears* tenancy.eviction_stage tenancy.in_arrears tenancy.notice
        tenancy.old_end tenancy.placed_here tenancy.placing_council tenancy.reference tenancy.referred_by tenancy.start
        tenancy.support_*""",
    "what Universal Credit pays now, which is worked out here": "uc.* income.uc_last_payment income.uc_period_end",
    "crisis help, hardship and badges, which no figure is for": """
        aid.* apa.* bb.* bills.* budget.* child.diet child.school child.school_start child.year crisis.* debt.* debts.*
        capital.overdraft dhp.* energy.* health.* household.at_risk household.children_summary
        household.other_adults_count hsf.* item.* line.* med.* pro.* treat.* water.*""",
}
PATTERNS = [pattern for names in NOT_FOR_FIGURES.values() for pattern in names.split()]


def facts_asked() -> set[str]:
    found: set[str] = set()

    def walk(part) -> None:
        if isinstance(part, dict):
            if isinstance(part.get("fact"), str):
                found.add(part["fact"])
            found.update(part.get("says", ()))
            part = list(part.values())
        if isinstance(part, list):
            for each in part:
                walk(each)

    for slug in library_slugs():
        walk(compile_library_form(slug))
    return found


def read(facts):
    household, _, said = household_from_facts(facts, council=COUNCIL, today=TODAY)
    return household, said


def told_without(fact):
    told = {key: value for key, value in TOLD.items() if key not in WITHOUT.get(fact, ())}
    for beside, answer in BESIDE.get(fact, {}).items():
        told = with_answer(told, beside, answer)
    return told


def with_answer(facts, fact, answer):
    facts = copy.deepcopy(facts)
    first = fact.split(".")[0]
    rows = "income.businesses" if fact.startswith("check.se_") else LISTS.get(first)
    if rows and fact != rows:
        facts[rows][0][fact] = answer
    elif answer is None:
        del facts[fact]
    else:
        facts[fact] = answer
    return facts


def test_every_fact_of_the_library_is_used_or_said_or_listed_as_not_for_figures():
    nowhere = [
        fact
        for fact in sorted(facts_asked() - set(USED))
        if not any(fnmatchcase(fact, pattern) for pattern in PATTERNS)
    ]
    assert nowhere == []


def test_nothing_is_listed_that_no_form_asks_or_that_is_used_after_all():
    asked = facts_asked()
    assert sorted(set(USED) - asked) == []
    assert [each for each in PATTERNS if not any(fnmatchcase(fact, each) for fact in asked)] == []
    assert [fact for fact in USED if any(fnmatchcase(fact, pattern) for pattern in PATTERNS)] == []


@pytest.mark.slow
@pytest.mark.parametrize("fact", sorted(USED))
def test_an_answer_changes_the_household_or_what_is_said(fact):
    told = told_without(fact)
    assert read(with_answer(told, fact, USED[fact])) != read(told)


def test_each_way_of_being_away_has_its_own_sentence():
    spec = compile_library_form("hb-ctr-combined")
    question = next(
        question
        for section in spec["sections"]
        for question in section["questions"]
        if question.get("fact") == "person.absence"
    )
    kinds = [option["value"] for option in question["options"] if option["value"] != "no"]
    said = {kind: tuple(read(TOLD | {"person.absence": kind})[1]) for kind in kinds}
    assert len(set(said.values())) == len(kinds) > 3
    assert all(AS_IF_AT_HOME in each for each in said.values())
    assert AS_IF_AT_HOME not in read(TOLD | {"person.absence": "no"})[1]
