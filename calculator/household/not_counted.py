"""What somebody told a form and the figures leave out: a sentence for each such answer."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from calculator.household.charges import counts_as_a_whole
from calculator.household.facts import TRANSITIONAL, Facts, rows_of, transitional_element
from calculator.household.residents import joint_tenants
from core.rules.messages import Phrase, say

UNSETTLED = {"limited", "waiting", "presettled", "other"}
# Housing Benefit Regulations 2006 (SI 2006/214), regulation 13D(2)(b): with less than one of these, the rate of a room.
OWN_ROOMS = ({"living"}, {"kitchen", "bathroom", "toilet"})

OTHER_INCOME = say("Some of the other income you told us about may count. It is not included here.")
PROPERTY = say(
    "Property you own besides your home can count as savings. It is not included unless you gave us a total."
)
# SI 2006/213 and SI 2006/214, Schedule 1, paragraphs 5 and 6; Universal Credit Regulations 2013, Schedule 4, paragraph
# 31. The fuel amounts are for 2024-25; we found none for later years, nor the amounts for meals.
RENT_INCLUDES = say(
    "Your rent includes things that benefits do not pay for, such as heating, water or meals. They come off the rent "
    "first, so help with rent may be lower. If nobody knows what they cost, Housing Benefit takes off a set amount. In "
    "2024-25 it was £35.25 a week for heating. It was £46.30 for all fuel. Ask your landlord for the cost of each."
)
WHOLE_RENT = say(
    "Your rent includes things such as heating, water or meals. With a private landlord nothing comes off for them: "
    "all of the rent counts, up to the most that is paid in your area."
)
FUEL = ("heating", "hot_water", "lighting", "cooking")
NOT_FOR_BENEFITS = (
    *FUEL,
    *("water", "breakfast", "some_meals", "all_meals", "cleaning", "laundry", "internet", "support", "alarm"),
)
SHARED_RENT = say("You share the rent with someone. These figures use the whole rent; help is for your share.")
IMMIGRATION = say(
    "What you can claim may depend on your immigration status. Get advice before you claim: a claim can affect your "
    "right to stay."
)
ABROAD = say(
    "You told us that one of you lived abroad in the last 2 years. Some benefits are only for people who live in the "
    "UK for good. These figures do not look at that: ask for advice before you count on them."
)
AS_IF_AT_HOME = say(
    "You told us that you or your partner are away from home. These figures are worked out as if everybody is at home."
)
# How long help with rent goes on for somebody who means to come back and has let the home to nobody, from memory: SI
# 2006/213 and SI 2006/214, regulation 7(6) and (12) to (17D), of which paragraph (13) was read in SI 2016/624;
# Universal Credit Regulations 2013, regulation 19 and Schedule 3, paragraphs 5, 6 and 9, of which Shelter's summary was
# read. For Council Tax Reduction, SI 2012/2885, Schedule 1, paragraph 5, was read. By the answer.
AWAY = {
    "hospital": say(
        "While somebody is in hospital, Housing Benefit and Council Tax Reduction can go on for up to 52 weeks. Help "
        "with rent in Universal Credit can go on for up to 6 months. Tell the council or Universal Credit the day they "
        "went in."
    ),
    "care": say(
        "For a trial stay in a care home, Housing Benefit can go on for up to 13 weeks, and for a short break there "
        "for up to 52 weeks. Help with rent in Universal Credit can go on for up to 6 months. Tell them how long it "
        "will be."
    ),
    "prison": say(
        "For somebody on remand, Housing Benefit can go on for up to 52 weeks. With a sentence it can go on only if "
        "they will be home within 13 weeks. Help with rent in Universal Credit can go on for up to 6 months. Tell them."
    ),
    "abuse": say(
        "If you had to leave home because of violence, Housing Benefit can go on for up to 52 weeks. Universal Credit "
        "can go on for up to 12 months. Both can pay for two homes. Say so when you claim."
    ),
    "abroad": say(
        "Outside Great Britain, Housing Benefit mostly stops after 4 weeks and Universal Credit after a month. Ask "
        "before you go, or as soon as you can."
    ),
    "other": say(
        "While you are away and mean to come back, Housing Benefit can go on for up to 13 weeks, and help with rent in "
        "Universal Credit for up to 6 months. Tell them when you left and when you will be back."
    ),
}
TRANSITIONAL_NOT_KNOWN = say(
    "You have transitional protection in Universal Credit, and we do not know how much. It is not in these figures, so "
    "you get more than this. Your statement says how much: tell us and check again."
)
TWO_HOMES = say(
    "You told us that you pay rent on another home too. Only this home is in these figures. Housing Benefit can pay "
    "for both for up to 4 weeks when you cannot help it, and for up to 52 weeks when you fled from violence. Universal "
    "Credit can pay for both when you fled from violence. It can pay for a month while a home is made ready for a "
    "disabled person. Ask."
)
NOT_MOVED_IN = say(
    "You told us that you have not moved in yet. Help with rent mostly starts on the day you move in. These figures "
    "are for the time after it."
)
GAVE_AWAY = say(
    "You told us that money or property was given away or spent. The council or DWP may count it as if you still had "
    "it. It is not in these figures."
)
HELD_FOR_OTHERS = say(
    "You told us that some of the money belongs to somebody else. These figures count all of it. Show the council "
    "whose it is: what is not yours does not count."
)
CHARGES = say(
    "You listed charges beside the rent. Benefits pay those that you must pay to live there and that are for the "
    "building, such as lifts or shared cleaning. They do not pay those for yourself, such as your own heating. We do "
    "not know which of yours are which, or are in the rent already: the amounts show how far it can go either way."
)
CHARGES_OF_A_WHOLE_RENT = say(
    "You listed charges beside the rent. With a private landlord they count as rent does, up to the most that is paid "
    "in your area. Housing Benefit leaves out those that you need not pay to live there. We do not know which are in "
    "the rent already: the amounts show how far it can go either way."
)
OF_A_WHOLE_RENT = {RENT_INCLUDES: WHOLE_RENT, CHARGES: CHARGES_OF_A_WHOLE_RENT}
PENSION_NOT_TAKEN = say(
    "You told us of a pension that you could take and have not. At pension age some income from it may be counted. It "
    "is not in these figures."
)
OTHER_WORK = say(
    "You told us about tips, a bonus, expenses or fees. They are in these figures only if they are part of the pay."
)
JOB_ENDED = say("You told us that a job has ended. Its last pay and any holiday pay are not in these figures.")
PAY_MAY_DIFFER = say(
    "You told us that pay changes, or that one of you is off work. These figures use the pay you gave us for every "
    "week. Check again with your pay of another month."
)
DISCOUNTS = say(
    "You told us of something that can lower the council tax bill itself, or end it. Ask the council for "
    "that. Only the discount for a single adult is in these figures."
)
JOINT_BILL = say(
    "Somebody besides your partner is on the council tax bill. These figures use the whole bill; the reduction is for "
    "your share of it."
)
PROTECTED = say(
    "You told us of a care leaver or a foster child. Some councils' schemes of Council Tax Reduction give more for "
    "that. It is not in these figures: tell the council."
)
WAITING = say(
    "You told us that you wait to hear about a benefit. It is not in these figures. Check again when you know, because "
    "it can raise other amounts too."
)
CHANGE_AHEAD = say("You told us that something will change soon. These figures are for how things are today.")
CHILDCARE_HELP = say(
    "You told us of help with childcare. These figures use the cost that you gave us, and take nothing off it for that "
    "help."
)
SHARED_FACILITIES = say(
    "You share the kitchen, bathroom or living room with others. Housing Benefit for a private rent can then be "
    "limited to the rate for a room. These figures do not look at that."
)
OWNED_BEFORE = say(
    "You told us that you used to own this home. There may be no Housing Benefit for it, unless you had to sell to "
    "stay. These figures do not look at that."
)
RELATED_LANDLORD = say(
    "You told us that one of you is related to the landlord. There is help only for a rent that is a real business "
    "agreement. These figures take it that yours is."
)
# SI 2006/213 and SI 2006/214, regulation 9(1): a landlord's child, a company or trust of one's own, a home for a job.
LINKED_LANDLORD = say(
    "You told us of a link with the landlord: a job, a company or trust, or a child. There may be no Housing Benefit "
    "for such a rent. These figures do not look at that."
)
SECOND_ADULT = say(
    "You told us of another adult with a low income. There may be a second adult rebate of up to a quarter of the "
    "bill. It is not in these figures: ask the council for it."
)

Told = Callable[[Any], bool]


def _is(*answers: str) -> Told:
    return lambda told: told in answers


def _any_but_none(told: Any) -> bool:
    return isinstance(told, (list, tuple)) and any(each != "none" for each in told)


def _given(told: Any) -> bool:
    return told not in (None, "", [])


def _but_no(told: Any) -> bool:
    return _given(told) and told != "no"


def _some_of(*answers: str) -> Told:
    return lambda told: isinstance(told, (list, tuple)) and not set(answers).isdisjoint(told)


def _shares_facilities(told: Any) -> bool:
    return isinstance(told, (list, tuple)) and not any(rooms.issubset(told) for rooms in OWN_ROOMS)


# Fact -> (whether an answer is one that could have counted, what is said then).
SAID: dict[str, tuple[Told, Phrase]] = {
    "capital.gave_away": (_is("yes"), GAVE_AWAY),
    "capital.holds_for_others": (_is("yes"), HELD_FOR_OTHERS),
    "capital.owns_property": (_is("yes"), PROPERTY),
    "claim.expect_change": (_is("yes"), CHANGE_AHEAD),
    "ctax.discount_flags": (_some_of("all_students", "smi", "carer", "adapted", "care_leaver"), DISCOUNTS),
    "ctr.second_adult": (_is("yes"), SECOND_ADULT),
    "home.sole_rooms": (_shares_facilities, SHARED_FACILITIES),
    "income.benefits_waiting": (_is("yes"), WAITING),
    "income.job_ended": (_is("yes"), JOB_ENDED),
    "income.other_types": (_any_but_none, OTHER_INCOME),
    "income.other_work": (_is("yes"), OTHER_WORK),
    "income.pension_undrawn": (_is("yes"), PENSION_NOT_TAKEN),
    "landlord.child": (_is("yes"), LINKED_LANDLORD),
    "landlord.company": (_is("yes"), LINKED_LANDLORD),
    "landlord.job": (_is("yes"), LINKED_LANDLORD),
    "landlord.related": (_is("yes"), RELATED_LANDLORD),
    "partner.immigration_group": (_is(*UNSETTLED), IMMIGRATION),
    "person.immigration_group": (_is(*UNSETTLED), IMMIGRATION),
    "person.lived_abroad_2y": (_is("yes"), ABROAD),
    "person.nrpf": (_is("yes"), IMMIGRATION),
    "tenancy.ever_owned": (_is("yes"), OWNED_BEFORE),
    "tenancy.includes": (_some_of(*NOT_FOR_BENEFITS), RENT_INCLUDES),
    "tenancy.not_occupied_reason": (_given, NOT_MOVED_IN),
    "tenancy.service_charges": (_given, CHARGES),
    "tenancy.two_homes": (_is("yes"), TWO_HOMES),
}
# The same for the fields of rows: (the fact that is a list, the fact of its field) -> as above.
SAID_OF_ROWS: dict[tuple[str, str], tuple[Told, Phrase]] = {
    ("costs.childcare", "childcare.help"): (_any_but_none, CHILDCARE_HELP),
    ("income.jobs", "job.leave"): (_but_no, PAY_MAY_DIFFER),
    ("income.jobs", "job.varies"): (_is("yes"), PAY_MAY_DIFFER),
}


def not_counted(facts: Facts, today: datetime.date) -> list[Phrase]:
    """A sentence for each answer that could have counted and does not, each sentence once."""
    said = _away(facts)
    said += [PROTECTED] if _may_be_protected(facts) else []
    said += [JOINT_BILL] if facts.get("ctax.joint") == "yes" and not joint_tenants(facts) else []
    said += [SHARED_RENT] if facts.get("tenancy.joint") == "yes" and not joint_tenants(facts) else []
    if TRANSITIONAL in (facts.get("income.benefits_list") or []) and transitional_element(facts) is None:
        said.append(TRANSITIONAL_NOT_KNOWN)
    said += [sentence for fact, (counts, sentence) in SAID.items() if fact in facts and counts(facts[fact])]
    said += [
        sentence
        for (rows, fact), (counts, sentence) in SAID_OF_ROWS.items()
        if any(counts(row[fact]) for row in rows_of(facts, rows) if fact in row)
    ]
    if counts_as_a_whole(facts, today):
        said = [OF_A_WHOLE_RENT.get(each, each) for each in said]
    return list(dict.fromkeys(said))


def _may_be_protected(facts: Facts) -> bool:
    """Whether a scheme may protect somebody at home of whom no figure knows: care leavers, foster carers."""
    fosters = any(row.get("child.relationship") == "foster" for row in rows_of(facts, "household.children"))
    return fosters or "care_leaver" in (facts.get("ctax.discount_flags") or [])


def _away(facts: Facts) -> list[Phrase]:
    """How long help goes on, by why claimant and partner are away."""
    told = [facts.get(fact) for fact in ("person.absence", "partner.absence")]
    kinds = [each for each in told if each not in (None, "", "no")]
    return [*([AS_IF_AT_HOME] if kinds else []), *(AWAY.get(each, AWAY["other"]) for each in kinds)]
