"""What a household did not tell us that could change an estimate, and what was assumed, in plain words."""

from __future__ import annotations

from calculator.bedrooms import MORE_SPARE, ONE_SPARE, UNDER_OCCUPANCY_TENURES, bedrooms_allowed
from calculator.ctr.other_adults import ENGLAND, SCOTLAND, WALES
from calculator.explain import NAMES
from calculator.figures import CHILD_ALLOWANCE
from calculator.household.household import (
    OWNING_TENURES,
    PRIVATE_TENURES,
    RENTING_TENURES,
    SUPPORTED_TENURES,
    Adult,
    Household,
)
from calculator.housing_benefit import pays_rent_under_pension_age
from calculator.special_cases import SAVINGS_CREDIT_UNTIL_FOR_WOMEN, may_have_savings_credit
from core.rules.messages import Phrase, a_week, say
from core.rules.pension_age import has_reached_pension_age

UNKNOWN_RATES = {"pip", "pip_daily_living", "pip_mobility", "dla", "dla_care", "dla_mobility", "aa"}

NO_CAPITAL = say(
    "We do not know your savings. These figures assume none: over £6,000 (£10,000 at pension age) most amounts fall, "
    "and over £16,000 most stop."
)
NO_RENT = say("We do not know your rent, so no help with rent is included.")
RENT_NOT_COUNTED = say(
    "Your rent is not counted: these benefits do not help with it in the kind of home that you told us of. If you pay "
    "rent to a landlord, tell us that it is a rented home."
)
NO_RENTAL_AREA = say(
    "We do not know which area sets the limit on your rent. We used the limit of the largest area in your region."
)
BEDROOMS = say(
    "We do not know how many bedrooms your home has. With a spare one, help with rent is %(one)s%% lower, and "
    "%(more)s%% lower with two or more.",
    one=round(ONE_SPARE * 100),
    more=round(MORE_SPARE * 100),
)
WHO_MAY_SHARE = say(
    "We do not know which of your children may share a bedroom: it depends on their ages and sex. The fewest bedrooms "
    "that the rules could allow are used."
)
SUPPORTED_HOUSING = say(
    "Housing Benefit helps with the rent of supported or temporary housing. It does not help with support, "
    "meals, or the heating and water of your own rooms. All of the rent that you told us of is counted: "
    "your council decides what counts."
)
OTHER_ADULTS = say(
    "We do not know the work and pay of every other adult who lives with you. They are taken to have none; pay can "
    "lower Housing Benefit and Council Tax Reduction."
)
EDUCATION = say("We do not know whether everybody aged 16 to 19 is in education. They are counted as children.")
HEALTH_ELEMENT = say(
    "We do not know whether the health element was due before 6 April 2026. The lower, new amount is used; the older "
    "one is about £49 a week more."
)

FIRST_YEAR = say(
    "We do not know whether your business is in its first year. After it, Universal Credit can count more "
    "than your profit. It can count what you would earn at the minimum wage in the hours that you are "
    "expected to work. Here only your profit is counted."
)
STUDENT_FINANCE = say(
    "A student loan or grant counts as income for Universal Credit in the months of the course. The first £110 a month "
    "does not count, and in the summer none of it does. A loan that a student could take counts too. We do not know "
    "it, so it is not counted."
)
MOBILE_HOME = say(
    "All that you pay for the site, the mooring or the home is counted, with no limit. The council asks the rent "
    "officer whether it is too high, and may count less."
)
BOARDER = say(
    "Housing Benefit does not pay for meals. If much of what you pay is for them, the council asks the rent officer "
    "how much counts as rent. These figures use the limit on rent for your area."
)
# Loans for Mortgage Interest Regulations 2017 (SI 2017/725), as amended by SI 2023/226 (three months, and with earnings
# too): summaries were read, not the text.
MORTGAGE = say(
    "Universal Credit does not pay a mortgage. After 3 months on it you can ask for Support for Mortgage Interest. "
    "That is a loan: you pay it back with interest when the home is sold or passed on. It is not in these figures."
)
SHARED_RATE = say(
    "Help with rent is worked out for a room in a shared home, as for most single people under 35. Some "
    "get more, for a home of their own. You do if you are under 25 and were in care, or if you stayed in a "
    "hostel for homeless people for 3 months. You also do if you fled abuse at home or slavery. Tell "
    "whoever deals with your claim."
)
CHILDS_RATE = say("We do not know how much each disability benefit pays for your children. We used the lowest rate.")
OTHER_ADULTS_SPARED = say(
    "We do not know what benefits the other adults get or whether they study. Universal Credit takes "
    "nothing off for people with Pension Credit or Carer's Allowance. Nor does it for those with "
    "a child under 5, or who get a disability benefit for their care. It counts students; Housing Benefit and Council "
    "Tax Reduction take less or nothing off for them and for people with Pension Credit. A disability "
    "benefit of theirs can also raise yours."
)
OTHER_ADULTS_AWARD = say(
    "We do not know which disability benefit an adult who lives with you gets. It may be PIP for daily "
    "living, DLA care at the middle or highest rate, or Attendance Allowance. Then nothing is taken off "
    "your Universal Credit for them. You may also keep your own extra money for severe disability. We "
    "worked it out as if it is another one. Look at their award letter, and tell whoever deals with your "
    "claim."
)
OTHER_ADULTS_COUPLE = say(
    "Each other adult is counted by themselves, as Universal Credit does. For two who are a couple, Housing Benefit "
    "and Council Tax Reduction take off only one amount."
)
IN_HOSPITAL = say(
    "We do not know how long another adult has been in hospital. After 52 weeks, Housing Benefit and Council Tax "
    "Reduction take nothing off for them. Tell your council the day on which they went in."
)
BEREAVEMENT = say(
    "We took your bereavement benefit for Bereavement Support Payment, which takes nothing off. Widowed Parent's "
    "Allowance does."
)
OTHER_BENEFIT = say(
    "We do not know what your other benefit is. Nothing is taken off for it, and nothing follows from it."
)
SAVINGS_CREDIT = say(
    "Women born before 6 April 1953 may have Savings Credit, a part of Pension Credit. We do not ask who is a woman, "
    "so it is included only for those born before 6 April 1951."
)
HOME_OWNERS = say(
    "Pension Credit can also pay service charges and ground rent. They are not included. It does not pay a mortgage. "
    "There is a loan for the interest, called Support for Mortgage Interest. It is paid back when the home is sold or "
    "passed on."
)
NO_PAY = say("We do not know your pay, so none is counted.")
NO_PAY_OF_PARTNER = say("We do not know your partner's pay, so none is counted.")
NO_STATE_PENSION = say(
    "You did not tell us of a State Pension for %(who)s. If one is due, most of these amounts would be lower."
)
NO_AMOUNT = say("We do not know how much %(benefit)s pays you now.")
NO_AMOUNT_OF_PARTNER = say("We do not know how much %(benefit)s pays your partner now.")
NO_RATE = say("We do not know the rate of each disability benefit %(who)s may get. We used the lowest.")
# SI 2006/214, regulation 13C(5), from memory: kinds of home without, or perhaps without, Local Housing Allowance.
RENTED_OTHERWISE = {"mobile": MOBILE_HOME, "boarder": BOARDER}
ADULT_AGE = 18
NOT_ENGLAND = {WALES, SCOTLAND, "NORTHERN_IRELAND"}
SHARED_RATE_AGE = 35

SAME_PERSON = say(
    "We do not know whether you both look after the same person. We worked it out as if you do: if each of you looks "
    "after somebody else, each can have Carer's Allowance and more Universal Credit."
)

TRANSITIONAL = say(
    "Your transitional protection goes down when another part of Universal Credit goes up, such as help with rent. It "
    "ends if you begin or stop living with a partner, or if your pay falls and stays low for 3 months."
)
TRANSITIONAL_SAVINGS = say(
    "You have more than £16,000 and transitional protection. If you moved to Universal Credit from tax credits, what "
    "is over £16,000 does not count for up to 12 months. Then Universal Credit can go on. After that it stops. We do "
    "not know whether this is so for you: look in your online account, or ask there."
)
WAR_PENSION = say(
    "We do not know how much of your war pension your council leaves out of Housing Benefit and Council Tax Reduction. "
    "The law leaves out £10 a week, and that is used here. Many councils leave out all of it: ask yours."
)
# docs/golden-households.md and docs/council-tax-reduction.md say how both were checked.
AMOUNT_FOR_CHILDREN = say(
    "For each child %(amount)s is counted in Housing Benefit and in Council Tax Reduction at pension age. We could not "
    "read the amount of 2026-27 in the law. This is the one of 2025-26, raised by 3.8%% like the others."
)
OTHER_ADULTS_AT_PENSION_AGE = say(
    "At pension age another adult takes between %(least)s and %(most)s off Council Tax Reduction. These amounts of "
    "2026-27 are those of three councils. We could not read them in the law."
)
PAID_CARER = say(
    "We do not know whether somebody is paid Carer's Allowance, or the carer amount of Universal Credit, "
    "for looking after you. We worked it out as if nobody from outside your home is. If somebody is, you "
    "do not get the extra money for severe disability. Ask the person who looks after you."
)
PAID_CARERS = say(
    "You told us that somebody is paid for looking after you or your partner. We worked it out as if that "
    "is so of one of you. If each of you has such a carer, you do not get the extra money for severe "
    "disability."
)


def unknowns_of(household: Household) -> list[Phrase]:
    """A sentence for each missing answer, and each rule left out, that could change the household's figures."""
    unknowns = [NO_CAPITAL] if household.capital is None else []
    unknowns += _about_the_home(household)
    for adult in household.couple:
        unknowns += _about_adult(adult, household)
    lcwra = any(adult.limited_capability == "lcwra" for adult in household.couple)
    if lcwra and household.had_health_element_before_april_2026 is None:
        unknowns.append(HEALTH_ELEMENT)
    if household.transitional_element is not None:
        unknowns.append(TRANSITIONAL)
    if household.savings_may_be_left_out:
        unknowns.append(TRANSITIONAL_SAVINGS)
    if household.same_person_is_assumed:
        unknowns.append(SAME_PERSON)
    if household.severely_disabled and (household.on_pension_age_rules or pays_rent_under_pension_age(household)):
        if household.has_paid_carer is None:
            unknowns.append(PAID_CARER)
        elif household.number_with_paid_carer == 1 and household.both_have_paid_carers is None:
            unknowns += [PAID_CARERS] if len(household.severely_disabled) > 1 else []
    unknowns += _about_other_adults(household)
    if any(UNKNOWN_RATES.intersection(each.disability_benefits) for each in household.children):
        unknowns.append(CHILDS_RATE)
    unknowns += _about_rates(household)
    if any(child.in_education is None and child.age_on(household.claim_date) >= 16 for child in household.children):
        unknowns.append(EDUCATION)
    return unknowns


def _about_rates(household: Household) -> list[Phrase]:
    """The figures of the year that were reckoned or taken at second hand, where the household's amounts use them."""
    reckoned = []
    of_england = household.on_pension_age_rules and household.region not in NOT_ENGLAND
    rents = household.housing.rent is not None and household.on_pension_age_rules
    if household.children and (of_england or rents or pays_rent_under_pension_age(household)):
        reckoned.append(AMOUNT_FOR_CHILDREN.fill(amount=a_week(CHILD_ALLOWANCE * 52)))
    if of_england and household.non_dependants and not household.spared_non_dependant_deductions:
        least, most = (a_week(float(ENGLAND.deductions[end][1] * 52)) for end in (0, -1))
        reckoned.append(OTHER_ADULTS_AT_PENSION_AGE.fill(least=least, most=most))
    return reckoned


def _about_other_adults(household: Household) -> list[Phrase]:
    adults = [
        each
        for each in household.non_dependants
        if each.age_on(household.claim_date) >= ADULT_AGE and not each.full_time_student
    ]
    unknowns = []
    if any(each.work_is_not_told for each in adults) and not household.spared_non_dependant_deductions:
        unknowns.append(OTHER_ADULTS)
    if any(not each.benefits and not each.disability_benefits and not each.benefits_are_told for each in adults):
        unknowns.append(OTHER_ADULTS_SPARED)
    if any(UNKNOWN_RATES.intersection(each.disability_benefits) for each in household.non_dependants):
        unknowns.append(OTHER_ADULTS_AWARD)
    if any(each.away == "hospital" for each in adults):
        unknowns.append(IN_HOSPITAL)
    told = any(each.couple_number is not None for each in adults)
    if len(adults) > 1 and not told and not household.spared_non_dependant_deductions:
        unknowns.append(OTHER_ADULTS_COUPLE)
    return unknowns


def _about_the_home(household: Household) -> list[Phrase]:
    housing = household.housing
    unknowns = []
    if housing.tenure in RENTING_TENURES and housing.rent is None:
        unknowns.append(NO_RENT)
    if housing.tenure not in RENTING_TENURES and housing.rent is not None and housing.rent.amount > 0:
        unknowns.append(RENT_NOT_COUNTED)
    if housing.tenure in PRIVATE_TENURES and housing.rent is not None and household.brma is None:
        unknowns.append(NO_RENTAL_AREA)
    allowed = bedrooms_allowed(household)
    if housing.tenure in (*UNDER_OCCUPANCY_TENURES, *PRIVATE_TENURES) and allowed.most > allowed.fewest:
        unknowns.append(WHO_MAY_SHARE)
    if not household.on_pension_age_rules and housing.tenure in UNDER_OCCUPANCY_TENURES and housing.bedrooms is None:
        unknowns.append(BEDROOMS)
    if (
        household.on_pension_age_rules
        and not may_have_savings_credit(household)
        and all(each.date_of_birth < SAVINGS_CREDIT_UNTIL_FOR_WOMEN for each in household.couple)
    ):
        unknowns.append(SAVINGS_CREDIT)
    if housing.tenure in SUPPORTED_TENURES and housing.rent is not None:
        unknowns.append(SUPPORTED_HOUSING)
    if housing.tenure in OWNING_TENURES:
        unknowns.append(HOME_OWNERS if household.on_pension_age_rules else MORTGAGE)
    if household.on_pension_age_rules and housing.rent is not None and housing.tenure in RENTED_OTHERWISE:
        unknowns.append(RENTED_OTHERWISE[housing.tenure])
    if _may_be_held_to_a_room(household):
        unknowns.append(SHARED_RATE)
    return unknowns


def _may_be_held_to_a_room(household: Household) -> bool:
    """Whether help with a private rent may be that of a shared home, for which there are exceptions."""
    alone = len(household.couple) == 1 and not household.children and not household.non_dependants
    young = household.couple[0].age_on(household.claim_date) < SHARED_RATE_AGE
    housing = household.housing
    spared = household.spared_non_dependant_deductions or housing.extra_bedrooms
    return housing.tenure in PRIVATE_TENURES and housing.rent is not None and alone and young and not spared


def _about_adult(adult: Adult, household: Household) -> list[Phrase]:
    is_claimant = adult.role == "claimant"
    who = say("you") if is_claimant else say("your partner")
    unknowns = []
    if (adult.hours_per_week or 0) > 0 and not adult.pay_is_told:
        unknowns.append(NO_PAY if is_claimant else NO_PAY_OF_PARTNER)
    reached = has_reached_pension_age(adult.date_of_birth, household.claim_date)
    if reached and adult.benefit("state_pension") is None:
        unknowns.append(NO_STATE_PENSION.fill(who=who))
    unknowns += [
        (NO_AMOUNT if is_claimant else NO_AMOUNT_OF_PARTNER).fill(benefit=NAMES[each.code])
        for each in adult.benefits
        if each.amount is None and each.code in NAMES
    ]
    if adult.mainly_self_employed and adult.first_year_of_business is None and not household.on_pension_age_rules:
        unknowns.append(FIRST_YEAR)
    if adult.full_time_student and household.has_student_income_not_told:
        unknowns.append(STUDENT_FINANCE)
    unknowns += [
        sentence for code, sentence in (("bereavement", BEREAVEMENT), ("other", OTHER_BENEFIT)) if adult.benefit(code)
    ]
    if UNKNOWN_RATES.intersection(adult.disability_benefits):
        unknowns.append(NO_RATE.fill(who=who))
    war = adult.benefit("war") is not None and household.war_pensions_left_out is None
    if war and (household.on_pension_age_rules or pays_rent_under_pension_age(household)):
        unknowns.append(WAR_PENSION)
    return unknowns
