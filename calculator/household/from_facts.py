"""Builds a Household from the facts a person gave, noting where each input came from and what is missing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from calculator.household.awards import awards_from_weekly_amount
from calculator.household.businesses import profit_per_year
from calculator.household.charges import with_charges
from calculator.household.facts import (
    SAME_PERSON,
    TRANSITIONAL,
    Facts,
    cares,
    childs_awards,
    first_year,
    health_element,
    hours_of,
    in_education,
    rows_of,
    same_person,
    transitional_element,
    yearly,
)
from calculator.household.household import Household
from calculator.household.lodgers import income_from_lodgers
from calculator.household.not_counted import not_counted
from calculator.household.other_adults import NOT_NON_DEPENDANTS, non_dependants
from calculator.household.parsing import parse_household
from calculator.household.residents import JOINT_RENT, joint_tenants, share_of_rent, shares_of_bill
from core.rules.messages import Phrase, brief_pounds, say
from core.rules.pension_age import has_reached_pension_age

CAPITAL_BAND_TOPS = {"u3000": 2999, "3000_5999": 5999, "6000_9999": 9999, "10000_16000": 16000, "o16000": 16001}
BANDS_WITHOUT_EFFECT = {"u3000", "3000_5999"}
WEEKS_A_YEAR = 52
IN_WEEKS = {"weekly", "fortnightly", "four_weekly"}

# Each a bedroom more under the size rules; the check asks them in one question, check.extra_rooms.
EXTRA_ROOMS = ("home.overnight_carer", "home.couple_separate", "home.foster_room")

MISSING_AMOUNT = say("An amount is missing from what you told us about pay, pensions or costs. It is not counted.")
MISSING_PROFIT = say(
    "We could not tell what your business makes in a year: what it took, what it cost, or which dates that is for. It "
    "is not counted, so help may be lower than this."
)
ROUGH_CAPITAL = say(
    "We only know roughly what your savings are. These figures use the most that your answer allows, or just over "
    "£16,000 if it is above that."
)
RENT_FREE = say("No rent is due in %(weeks)s weeks of the year. Your rent is spread over all 52 weeks here.")
RENT_FREE_BY_MONTH = say(
    "You told us of weeks with no rent, and of rent that is not paid by the week. We took it that you pay this rent "
    "all year. If you do not, give us the rent of a week and check again."
)
PAYING_GUESTS = say(
    "Lodgers, boarders, flatmates, joint tenants and live-in landlords take nothing off in these figures."
)
OTHER_CHILDREN = say("Foster children, and children who mostly live elsewhere, are not counted.")


def household_from_facts(
    facts: Facts, *, council: Mapping[str, Any], today: datetime.date
) -> tuple[Household, dict[str, str], list[Phrase]]:
    """A Household claiming today, built from facts (fact key -> clean value).

    council: {"region", "local_authority", "brma"} in the engine's names, where known, "council_tax_by_band" {band:
    pounds a year} and "war_pensions_left_out" ("all" or "10"). Returns the household, its provenance (JSON pointer of
    the input -> fact key it came from) and the unknowns (what was left out). A fact that is
    absent was not asked: it is never read as "no". Raises HouseholdProblems when the household is
    impossible or too little is known (a date of birth, the kind of home).
    """
    reader = _Reader(facts, council, today)
    document = reader.read()
    return parse_household(document), reader.provenance, reader.unknowns


def _as_money(pounds_per_year: Decimal) -> dict[str, Any]:
    return {"amount": float(pounds_per_year), "frequency": "yearly"}


def _json_money(money: Mapping[str, str]) -> dict[str, Any]:
    return {"amount": float(money["amount"]), "frequency": money["frequency"]}


def _pence(pounds: Decimal) -> float:
    return float(round(pounds, 2))


class _Reader:
    def __init__(self, facts: Facts, council: Mapping[str, Any], today: datetime.date) -> None:
        self.facts = facts
        self.council = council
        self.today = today
        self.provenance: dict[str, str] = {}
        self.unknowns: list[Phrase] = []

    def read(self) -> dict[str, Any]:
        """The household document, filled in by topic."""
        document: dict[str, Any] = {"claim_date": self.today.isoformat()}
        document.update(
            {key: self.council[key] for key in ("region", "local_authority", "brma") if self.council.get(key)}
        )
        document["adults"] = [self._adult("claimant", "me", "person.dob", "income.benefits_list", 0)]
        if self.facts.get("partner.exists") == "yes":
            partner = self._adult("partner", "partner", "partner.dob", "partner.benefits_list", 1)
            document["adults"].append(partner)
        elif "partner.exists" not in self.facts:
            self.unknowns.append(say("We do not know whether you have a partner. You are taken to be single."))
        document["adults"] += self._non_dependants(len(document["adults"]))
        document["children"] = self._children()
        document["housing"] = self._housing()
        capital, source = self._capital()
        self._put(document, "capital", "", capital, source)
        if capital is not None and source == "capital.band":
            document["capital_band"] = self.facts[source]
        childcare = self._sum("costs.childcare", "childcare.cost", "costs.has_childcare")
        self._put(document, "childcare", "", *childcare)
        if self.facts.get("claim.mixed_age_saved") in ("yes", "no"):
            saved = self.facts["claim.mixed_age_saved"] == "yes"
            self._put(document, "mixed_age_saving", "", saved, "claim.mixed_age_saved")
        self._put(document, "had_health_element_before_april_2026", "", *health_element(self.facts))
        self._put(document, "both_care_for_same_person", "", same_person(self.facts), SAME_PERSON)
        paid_carer = {"yes": True, "no": False}.get(self.facts.get("person.has_paid_carer", ""))
        self._put(document, "has_paid_carer", "", paid_carer, "person.has_paid_carer")
        self._put(document, "transitional_element", "", transitional_element(self.facts), "income.benefit_amounts")
        ended = {"yes": True, "no": False}.get(self.facts.get("income.job_ended", ""))
        self._put(document, "job_ended", "", ended, "income.job_ended")
        lodgers, sentence = income_from_lodgers(self.facts)
        self._put(document, "income_from_lodgers", "", lodgers, "household.other_adults")
        self.unknowns += [sentence] if sentence else []
        document["war_pensions_left_out"] = self.council.get("war_pensions_left_out") or None
        self._note_left_out()
        return document

    def _put(self, target: dict, key: str, pointer: str, value: Any, source: str) -> None:
        if value is not None:
            target[key] = value
            self.provenance[f"{pointer}/{key}"] = source

    def _sum(
        self, rows_fact: str, amount_fact: str, asked_fact: str, who: str | None = None, who_fact: str = ""
    ) -> tuple[dict | None, str]:
        """The yearly sum of a group's amounts; 0 after a "no"; None when not asked or a row has no amount."""
        if self.facts.get(asked_fact) == "no":
            return _as_money(Decimal(0)), asked_fact
        if not rows_of(self.facts, rows_fact):
            return None, rows_fact
        rows = [
            row for row in rows_of(self.facts, rows_fact) if who is None or row.get(who_fact, "me") in (who, "both")
        ]
        amounts = [
            yearly(row[amount_fact]) / (2 if row.get(who_fact) == "both" else 1) for row in rows if row.get(amount_fact)
        ]
        if len(amounts) < len(rows):
            self.unknowns.append(MISSING_AMOUNT)
        if rows and not amounts:
            return None, rows_fact
        return _as_money(sum(amounts, Decimal(0))), rows_fact

    def _profit(self, who: str) -> tuple[dict | None, str]:
        """The yearly profit of a person's businesses, half of one that is of both; None when it is not known of any."""
        fact = "income.businesses"
        if self.facts.get("income.self_employed") == "no":
            return _as_money(Decimal(0)), "income.self_employed"
        rows = [row for row in rows_of(self.facts, fact) if row.get("se.who", "me") in (who, "both")]
        known = [(row, profit) for row in rows if (profit := profit_per_year(row)) is not None]
        if len(known) < len(rows):
            self.unknowns.append(MISSING_PROFIT)
        if not known:
            return (None if rows or not rows_of(self.facts, fact) else _as_money(Decimal(0))), fact
        return _as_money(
            sum((profit / (2 if row.get("se.who") == "both" else 1) for row, profit in known), Decimal(0))
        ), fact

    def _adult(self, role: str, who: str, dob_fact: str, list_fact: str, index: int) -> dict[str, Any]:
        pointer = f"/adults/{index}"
        adult: dict[str, Any] = {"role": role}
        self._put(adult, "date_of_birth", pointer, self.facts.get(dob_fact), dob_fact)
        jobs = ("income.jobs", "job.gross", "income.has_job", who, "job.who")
        self._put(adult, "earnings", pointer, *self._sum(*jobs))
        self._put(adult, "self_employed_profit", pointer, *self._profit(who))
        pensions = ("income.pensions", "pension.amount", "income.has_pension", who, "pension.who")
        self._put(adult, "private_pension", pointer, *self._sum(*pensions))
        self._put(adult, "hours_per_week", pointer, hours_of(self.facts, who), "income.jobs")
        self._put(
            adult, "first_year_of_business", pointer, first_year(self.facts, who, self.today), "income.businesses"
        )
        contributions = [
            row
            for row in rows_of(self.facts, "income.jobs")
            if row.get("job.who", "me") == who and row.get("job.pension_contribution")
        ]
        if contributions:
            paid = sum((yearly(row["job.pension_contribution"]) for row in contributions), Decimal(0))
            self._put(adult, "pension_contributions", pointer, _as_money(paid), "income.jobs")
        self._benefits(adult, who, list_fact, pointer)
        self._circumstances(adult, who, pointer)
        return adult

    def _benefits(self, adult: dict, who: str, list_fact: str, pointer: str) -> None:
        amounts: dict[str, Decimal] = {}
        rows = [row for row in rows_of(self.facts, "income.benefit_amounts") if row.get("benefit.who", "me") == who]
        for row in rows:
            if row.get("benefit.name") and row.get("benefit.amount"):
                code = row["benefit.name"]
                amounts[code] = amounts.get(code, Decimal(0)) + yearly(row["benefit.amount"])
        codes = [code for code in self.facts.get(list_fact) or [] if code != "none"]
        # Ticked by a parent for a child: the amount says whose it is.
        of_child = {
            row.get("benefit.name")
            for row in rows_of(self.facts, "income.benefit_amounts")
            if row.get("benefit.who") == "child"
        } - set(amounts)
        codes = [code for code in codes if code not in of_child]
        codes += [code for code in amounts if code not in codes]
        codes = [code for code in codes if code != TRANSITIONAL]
        benefits = [{"code": code, "amount": _as_money(amounts[code]) if code in amounts else None} for code in codes]
        self._put(adult, "benefits", pointer, benefits or None, list_fact)
        awards = [
            award
            for code in ("pip", "dla", "aa")
            if code in codes
            for award in awards_from_weekly_amount(code, amounts[code] / 52 if code in amounts else None)
        ]
        self._put(adult, "disability_benefits", pointer, awards or None, "income.benefit_amounts")

    def _circumstances(self, adult: dict, who: str, pointer: str) -> None:
        fact = "check.circumstances_you" if who == "me" else "check.circumstances_partner"
        told = self.facts.get(fact) or []
        capability = "lcwra" if "lcwra" in told else "lcw" if "lcw" in told else None
        self._put(adult, "limited_capability", pointer, capability, fact)
        self._put(adult, "cares_35_hours", pointer, cares(self.facts, who) or None, fact)
        self._put(adult, "cares_20_hours", pointer, "carer_20" in told or None, fact)
        self._put(adult, "full_time_student", pointer, "student" in told or None, fact)
        student_fact = "person.student" if who == "me" else "partner.student"
        if self.facts.get(student_fact) == "full_time":
            self._put(adult, "full_time_student", pointer, True, student_fact)
        if who in (self.facts.get("person.sight_impaired") or []):
            self._put(adult, "severely_sight_impaired", pointer, True, "person.sight_impaired")

    def _non_dependants(self, first: int) -> list[dict[str, Any]]:
        rows = rows_of(self.facts, "household.other_adults")
        if any(row.get("nondep.relationship") in NOT_NON_DEPENDANTS for row in rows):
            self.unknowns.append(PAYING_GUESTS)
        adults, said = non_dependants(self.facts)
        self.unknowns += said
        for index, adult in enumerate(adults):
            for key in adult.keys() - {"role"}:
                self.provenance[f"/adults/{first + index}/{key}"] = "household.other_adults"
        if "household.has_other_adults" not in self.facts:
            self.unknowns.append(say("We do not know whether other adults live with you. None are counted."))
        return adults

    def _children(self) -> list[dict[str, Any]]:
        children: list[dict[str, Any]] = []
        for row in rows_of(self.facts, "household.children"):
            if row.get("child.relationship") == "foster" or row.get("child.time_here") == "less":
                self.unknowns.append(OTHER_CHILDREN)
                continue
            if not row.get("child.dob"):
                self.unknowns.append(say("A child whose date of birth we do not know is not counted."))
                continue
            told = row.get("child.disability") or []
            education = in_education(row)
            self.provenance[f"/children/{len(children)}"] = "household.children"
            children.append(
                {
                    "date_of_birth": row["child.dob"],
                    "disability_benefits": childs_awards(self.facts, row),
                    "severely_sight_impaired": "blind" in told,
                    "in_education": education,
                    "sex": {"f": "female", "m": "male"}.get(row.get("child.sex", "")),
                    "own_room": row.get("child.own_room") == "yes",
                }
            )
        if "household.has_children" not in self.facts:
            self.unknowns.append(say("We do not know whether children live with you. None are counted."))
        return children

    def _housing(self) -> dict[str, Any]:
        housing: dict[str, Any] = {}
        facts = self.facts
        self._put(housing, "tenure", "/housing", facts.get("tenancy.type"), "tenancy.type")
        self._put(housing, "rent", "/housing", self._rent(), "tenancy.rent")
        if housing.get("rent"):
            housing |= with_charges(facts, housing["rent"], self.today)
        self._put(housing, "bedrooms", "/housing", facts.get("home.bedrooms"), "home.bedrooms")
        rooms = [fact for fact in EXTRA_ROOMS if facts.get(fact) == "yes"]
        told = [each for each in facts.get("check.extra_rooms") or [] if each != "none"]
        self._put(
            housing,
            "extra_bedrooms",
            "/housing",
            (len(rooms) or len(told)) + self._rooms_of_joint_tenants() or None,
            rooms[0] if rooms else "check.extra_rooms",
        )
        liable = {"yes": True, "no": False}.get(facts.get("ctax.liable", ""))
        self._put(housing, "liable_for_council_tax", "/housing", liable, "ctax.liable")
        band = facts.get("check.ctax_band")
        if band and band != "unsure":
            self._put(housing, "council_tax_band", "/housing", band, "check.ctax_band")
            bill = (self.council.get("council_tax_by_band") or {}).get(band)
            if bill is not None:
                self._bill(housing, Decimal(str(bill)))
        return housing

    def _rooms_of_joint_tenants(self) -> int:
        """Rooms that are not spare where a social tenancy is shared with others: all that the home has.

        Universal Credit Regulations 2013, Schedule 4, paragraph 36(2): the deduction is from the amounts of paragraphs
        34 and 35(3), which are not those of a rent that others owe too (35(4)).
        """
        rents = self.facts.get("tenancy.type") in ("council_tenant", "ha_tenant")
        number = joint_tenants(self.facts)
        return max(number, int(self.facts.get("home.bedrooms") or 0)) if rents and number else 0

    def _bill(self, housing: dict[str, Any], whole: Decimal) -> None:
        bill = shares_of_bill(self.facts)
        if self.facts.get("ctax.liable") != "no":
            self.unknowns += bill.said
        whole *= bill.owed
        self._put(housing, "council_tax_per_year", "/housing", _pence(whole * bill.due), "check.ctax_band")
        housing |= {"council_tax_whole": _pence(whole), "council_tax_adults": bill.adults}
        if bill.if_fewer is not None:
            housing["council_tax_if_fewer_count"] = _pence(whole * bill.if_fewer)

    def _rent(self) -> dict[str, Any] | None:
        """The rent, with weeks in which none is due spread over the year.

        Universal Credit Regulations 2013, Schedule 4, paragraph 7: the weekly rent times 52 less those weeks.
        Housing Benefit comes to the same over a year (SI 2006/213, regulation 81; SI 2006/214, regulation 62).
        """
        rent = self.facts.get("tenancy.rent")
        if not rent:
            return None
        if joint_tenants(self.facts):
            rent = {**rent, "amount": str(round(Decimal(rent["amount"]) * share_of_rent(self.facts), 2))}
            self.unknowns.append(JOINT_RENT.fill(share=brief_pounds(Decimal(rent["amount"]))))
        free = Decimal(str(self.facts.get("tenancy.rent_free_weeks") or 0))
        if not 0 < free < WEEKS_A_YEAR:
            return _json_money(rent)
        if rent["frequency"] not in IN_WEEKS:
            self.unknowns.append(RENT_FREE_BY_MONTH)
            return _json_money(rent)
        self.unknowns.append(RENT_FREE.fill(weeks=int(free)))
        weeks = WEEKS_A_YEAR - free
        return {"amount": float(Decimal(rent["amount"]) * weeks / WEEKS_A_YEAR), "frequency": rent["frequency"]}

    def _capital(self) -> tuple[float | None, str]:
        if self.facts.get("capital.total"):
            return float(self.facts["capital.total"]), "capital.total"
        accounts = [row for row in rows_of(self.facts, "capital.accounts") if row.get("account.whose") != "child"]
        balances = [row["account.balance"] for row in accounts if row.get("account.balance")]
        values = [
            row["investment.value"] for row in rows_of(self.facts, "capital.investments") if row.get("investment.value")
        ]
        if accounts and len(balances) == len(accounts):
            return float(sum((Decimal(each) for each in balances + values), Decimal(0))), "capital.accounts"
        band = self.facts.get("capital.band")
        if band not in CAPITAL_BAND_TOPS:
            return None, "capital.band"
        without_effect = BANDS_WITHOUT_EFFECT | ({"6000_9999"} if self._all_reached_pension_age() else set())
        if band not in without_effect:
            self.unknowns.append(ROUGH_CAPITAL)
        return float(CAPITAL_BAND_TOPS[band]), "capital.band"

    def _all_reached_pension_age(self) -> bool:
        """Whether savings below £10,000 change nothing (State Pension Credit Regulations 2002, regulation 15(6))."""
        born = [self.facts.get("person.dob")]
        born += [self.facts.get("partner.dob")] if self.facts.get("partner.exists") == "yes" else []
        return all(each and has_reached_pension_age(datetime.date.fromisoformat(each), self.today) for each in born)

    def _note_left_out(self) -> None:
        self.unknowns += not_counted(self.facts, self.today)
        self.unknowns = list(dict.fromkeys(self.unknowns))
