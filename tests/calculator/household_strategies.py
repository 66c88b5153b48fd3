"""Households of every kind for hypothesis: JSON documents in the format of household.schema.json, and parsed.

`documents()` is what a careful caller could send: always a possible household, with every field sometimes absent,
sometimes null, and told now by age and now by date of birth. `households()` is the same, parsed. `rates_2026` and
`working_age` narrow both for tests that need it. `engine_results(household)` is an answer that an engine could give.
"""

import datetime

from hypothesis import strategies as st

from calculator.household.parsing import FIRST_CLAIM_DATE, LAST_CLAIM_DATE, household_schema, parse_household
from calculator.household.plausible import COMPONENTS
from calculator.interface import EngineResult

SCHEMA = household_schema()
ADULT = SCHEMA["$defs"]["adult"]["properties"]
REGIONS = SCHEMA["properties"]["region"]["enum"]
TENURES = SCHEMA["$defs"]["housing"]["properties"]["tenure"]["enum"]
BANDS = [band for band in SCHEMA["$defs"]["housing"]["properties"]["council_tax_band"]["enum"] if band]
FREQUENCIES = SCHEMA["$defs"]["money"]["properties"]["frequency"]["enum"]
BENEFITS = SCHEMA["$defs"]["benefit"]["properties"]["code"]["enum"]
AWARDS = SCHEMA["$defs"]["disability_benefits"]["items"]["enum"]
LAST_DATE_OF_2026_RATES = datetime.date(2027, 4, 5)
# Pounds a week that people live on, with the values around which rules change.
WEEKLY = st.sampled_from([0, 1, 76.7, 94.15, 100.38, 215.77, 300, 481, 700, 960, 2500]) | st.integers(0, 1200)
PER_YEAR = {"weekly": 52, "fortnightly": 26, "four_weekly": 13, "monthly": 12, "quarterly": 4, "yearly": 1}
NON_DEPENDANT_BENEFITS = ["uc", "pc_guarantee", "jsa_ns", "esa_ns", "other"]
CAPITAL_EDGES = [0, 5_999.99, 6_000, 6_000.01, 9_999, 10_000, 16_000, 16_000.01, 250_000]
CAPITAL = st.sampled_from(CAPITAL_EDGES) | st.integers(0, 30_000)


def money(weekly=WEEKLY):
    """An amount told by any frequency that comes to one of the weekly pounds."""
    return st.builds(
        lambda pounds, frequency: {"amount": round(pounds * 52 / PER_YEAR[frequency], 2), "frequency": frequency},
        weekly,
        st.sampled_from(FREQUENCIES),
    )


@st.composite
def objects(draw, required, optional):
    """An object with the required fields, and each optional one there, null or absent."""
    document = {name: draw(strategy) for name, strategy in required.items()}
    for name, strategy in optional.items():
        manner = draw(st.sampled_from(["there", "there", "null", "absent"]))
        if manner == "there":
            document[name] = draw(strategy)
        elif manner == "null" and _may_be_null(name):
            document[name] = None
    return document


def _may_be_null(name):
    for properties in (
        ADULT,
        SCHEMA["properties"],
        SCHEMA["$defs"]["housing"]["properties"],
        SCHEMA["$defs"]["child"]["properties"],
    ):
        if name in properties:
            field = properties[name]
            field = SCHEMA["$defs"][field["$ref"].rsplit("/", 1)[1]] if "$ref" in field else field
            return "null" in field.get("type", ())
    return False


def _born(day, low, high):
    """A date of birth that makes somebody of low to high whole years on the day, birthdays near it included."""
    latest = _years_before(day, low)
    earliest = _years_before(day, high + 1) + datetime.timedelta(days=1)
    return st.dates(earliest, latest) | st.sampled_from([earliest, latest])


def _years_before(day, years):
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return datetime.date(day.year - years, 2, 28)


def _told_age(day, low, high):
    """{"date_of_birth"} or {"age"} for somebody of low to high years on the day."""
    by_birth = _born(day, low, high).map(lambda born: {"date_of_birth": born.isoformat()})
    return by_birth | st.integers(low, high).map(lambda age: {"age": age})


def benefits(codes=BENEFITS):
    """Benefits that an adult gets, each once, with its amount, without, or with null for it."""
    one = st.sampled_from(codes).flatmap(lambda code: objects({"code": st.just(code)}, {"amount": money()}))
    return st.lists(one, max_size=4, unique_by=lambda benefit: benefit["code"])


def disability_benefits():
    """Awards as people tell them: none, of known or unknown rate, one of each part."""
    return st.just([]) | st.lists(st.sampled_from(AWARDS), max_size=2, unique_by=_component)


def _component(award):
    return next((each for each in COMPONENTS if award.startswith(each)), award)


@st.composite
def adults(draw, role, day, low=16, high=95):
    """One adult of a role: in work, out of work, retired, caring, ill, studying, or of whom little is known."""
    codes = NON_DEPENDANT_BENEFITS if role == "non_dependant" else BENEFITS
    optional = {
        "hours_per_week": st.sampled_from([0, 15.99, 16, 35]) | st.integers(0, 70),
        "earnings": money(),
        "benefits": benefits(codes),
        "disability_benefits": disability_benefits(),
        "full_time_student": st.booleans(),
        "severely_sight_impaired": st.booleans(),
    }
    if role != "non_dependant":
        optional |= {
            "self_employed_profit": money(),
            "private_pension": money(),
            "pension_contributions": money(st.integers(0, 60)),
            "limited_capability": st.sampled_from(ADULT["limited_capability"]["enum"]),
            "cares_35_hours": st.booleans(),
        }
    return {**draw(objects({"role": st.just(role)}, optional)), **draw(_told_age(day, low, high))}


@st.composite
def children(draw, day, oldest_age):
    """One child who is younger than the couple, with awards and education known, unknown or absent."""
    optional = {
        "disability_benefits": disability_benefits(),
        "severely_sight_impaired": st.booleans(),
        "in_education": st.booleans(),
    }
    # A child is under 20, and cannot be born before the elder of the couple.
    told = draw(_told_age(day, 0, min(19, oldest_age - 1)))
    return {**draw(objects({}, optional)), **told}


@st.composite
def housing(draw):
    """A home of any tenure; rent only where somebody may pay it."""
    tenure = draw(st.sampled_from(TENURES))
    optional = {
        "bedrooms": st.integers(0, 6),
        "council_tax_band": st.sampled_from(BANDS),
        "council_tax_per_year": st.integers(300, 4500),
        "liable_for_council_tax": st.booleans(),
    }
    if tenure not in ("owner", "family"):
        optional["rent"] = money(st.integers(0, 600))
    return draw(objects({"tenure": st.just(tenure)}, optional))


@st.composite
def documents(draw, *, rates_2026=False, working_age=False, regions=None):
    """A household document that parse_household takes.

    rates_2026: claim dates of the tax year 2026/27 only. working_age: claimant and partner are 16 to 64.
    regions: which, of the schema's; None for all.
    """
    last = LAST_DATE_OF_2026_RATES if rates_2026 else LAST_CLAIM_DATE
    day = draw(st.dates(FIRST_CLAIM_DATE, last))
    high = 64 if working_age else 95
    couple = [draw(adults("claimant", day, high=high))]
    if draw(st.booleans()):
        couple.append(draw(adults("partner", day, high=high)))
    others = draw(st.lists(adults("non_dependant", day, low=18), max_size=2))
    oldest = max(_age_of(each, day) for each in couple)
    document = {
        "claim_date": day.isoformat(),
        "region": draw(st.sampled_from(regions or REGIONS)),
        "adults": draw(st.permutations(couple + others)),
        "housing": draw(housing()),
    }
    if draw(st.booleans()):
        document["children"] = draw(st.lists(children(day, oldest), max_size=4))
    optional = {
        "capital": CAPITAL,
        "had_health_element_before_april_2026": st.booleans(),
        "mixed_age_saving": st.booleans(),
        "both_care_for_same_person": st.booleans(),
    }
    if document.get("children"):
        optional["childcare"] = money(st.integers(0, 400))
    return {**document, **draw(objects({}, optional))}


def _age_of(person, day):
    if person.get("age") is not None:
        return person["age"]
    born = datetime.date.fromisoformat(person["date_of_birth"])
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def households(**narrowed):
    """A parsed Household. narrowed: as of documents()."""
    return documents(**narrowed).map(parse_household)


@st.composite
def engine_results(draw, household):
    """What an engine could say of a household: benefits above zero, zero or not covered; parts there or not."""
    amount = st.sampled_from([0.0, 0.52, 5_200.0]) | st.floats(0, 40_000).map(lambda pounds: round(pounds, 2))
    per_year = {code: draw(amount) for code in ("uc", "pc", "hb", "cb", "ca", "ctr") if draw(st.booleans())}
    names = (
        "uc_housing_costs_element",
        "uc_earned_income",
        "uc_work_allowance",
        "uc_LHA_cap",
        "benunit_rent",
        "uc_benefit_cap_reduction",
        "guarantee_credit",
        "income_tax",
        "national_insurance",
    )
    parts = {name: draw(amount) for name in names if draw(st.booleans())}
    return EngineResult("stand-in", "1", household.rates_year, per_year, parts)
