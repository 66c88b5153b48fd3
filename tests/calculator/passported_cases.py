"""The table of passported help: a household in a few words, what the engine said, and the answer that follows.

A case: (code, answer, region, changes to the plain household, benefits and parts of the engine in pounds a year).
The plain household is one person of 40 without work, savings or children, who rents from the council.
"""

UC = {"uc": 5_000.0, "uc_housing_costs_element": 3_000.0}
NOTHING = {"uc": 0.0, "pc": 0.0, "hb": 0.0, "ctr": 0.0}
GUARANTEE = {"uc": 0.0, "pc": 900.0, "guarantee_credit": 900.0, "hb": 0.0, "ctr": 0.0}
SAVINGS_CREDIT = {"uc": 0.0, "pc": 300.0, "guarantee_credit": 0.0, "hb": 0.0, "ctr": 0.0}


def a_month(pounds):
    return {"amount": pounds, "frequency": "monthly"}


def me(**more):
    return {"adults": [{"role": "claimant", "age": 40, "hours_per_week": 0, **more}]}


def couple(one, other):
    return {
        "adults": [{"role": "claimant", "hours_per_week": 0, **one}, {"role": "partner", "hours_per_week": 0, **other}]
    }


def with_children(*births, **more):
    return {"children": [{"date_of_birth": born} for born in births], **more}


def works(pounds_a_month, **more):
    return me(hours_per_week=20, earnings=a_month(pounds_a_month), **more)


def earners(one, other):
    """A couple with these pounds a month before tax."""
    paid = [{"age": 40, "hours_per_week": 20, "earnings": a_month(each)} for each in (one, other)]
    return couple(*paid)


def gets(*codes, **more):
    return me(benefits=[{"code": code} for code in codes], **more)


NO_SAVINGS_TOLD = {"capital": None}
SECONDARY, INFANT, JUNIOR, NURSERY, BABY = "2012-03-03", "2021-03-03", "2017-03-03", "2022-12-03", "2025-06-06"
EARLY = {"claim_date": "2026-06-01"}
PENSIONER = {"age": 70}
BOTH_CARE = {"age": 40, "cares_35_hours": True}
MANY = ("2016-01-01", "2018-01-01", "2020-01-01")

CASES = [
    # Free school meals. England: all of Universal Credit from September 2026, £7,400 a year before.
    ("free_hours", "likely", "YORKSHIRE", with_children("2023-06-01"), NOTHING),
    ("free_hours", "likely", "YORKSHIRE", with_children("2024-06-01"), UC),
    ("free_hours", "ask", "YORKSHIRE", with_children("2024-06-01"), NOTHING),
    ("free_hours", "ask", "YORKSHIRE", with_children(BABY), UC),
    ("free_hours", "not", "YORKSHIRE", with_children(SECONDARY), UC),
    ("free_hours", "likely", "SCOTLAND", with_children("2022-06-01"), NOTHING),
    ("free_hours", "ask", "SCOTLAND", with_children("2024-06-01"), UC),
    ("free_hours", "not", "SCOTLAND", with_children(BABY), UC),
    ("free_hours", "ask", "WALES", with_children("2023-06-01"), UC),
    ("free_hours", "not", "WALES", with_children(SECONDARY), UC),
    ("free_hours", "ask", "NORTHERN_IRELAND", with_children("2023-06-01"), UC),
    ("free_hours", "not", "NORTHERN_IRELAND", with_children(SECONDARY), UC),
    ("free_school_meals", "likely", "YORKSHIRE", with_children(SECONDARY), UC),
    ("free_school_meals", "likely", "YORKSHIRE", with_children(SECONDARY, **works(3_000)), UC),
    ("free_school_meals", "likely", "YORKSHIRE", with_children(SECONDARY, **works(600), **EARLY), UC),
    (
        "free_school_meals",
        "not",
        "YORKSHIRE",
        with_children(SECONDARY, **works(3_000), **EARLY),
        UC | {"uc_earned_income": 20_000.0, "uc_work_allowance": 5_124.0},
    ),
    ("free_school_meals", "ask", "YORKSHIRE", with_children(SECONDARY, **works(3_000), **EARLY), UC),
    ("free_school_meals", "ask", "YORKSHIRE", with_children(SECONDARY, **NO_SAVINGS_TOLD), UC),
    ("free_school_meals", "not", "YORKSHIRE", with_children(SECONDARY), NOTHING),
    ("free_school_meals", "not", "YORKSHIRE", with_children(JUNIOR), NOTHING),
    ("free_school_meals", "likely", "LONDON", with_children(JUNIOR), NOTHING),
    ("free_school_meals", "not", "LONDON", with_children(SECONDARY), NOTHING),
    ("free_school_meals", "likely", "YORKSHIRE", with_children(INFANT), NOTHING),
    ("free_school_meals", "likely", "YORKSHIRE", with_children(SECONDARY, **gets("uc")), {}),
    ("free_school_meals", "likely", "YORKSHIRE", with_children(SECONDARY, **gets("esa_ir")), NOTHING),
    ("free_school_meals", "likely", "YORKSHIRE", with_children(SECONDARY, **me(**PENSIONER)), GUARANTEE),
    ("free_school_meals", "not", "YORKSHIRE", with_children(SECONDARY, **me(**PENSIONER)), SAVINGS_CREDIT),
    ("free_school_meals", "not", "YORKSHIRE", {}, UC),
    ("free_school_meals", "ask", "YORKSHIRE", with_children(NURSERY), UC),
    ("free_school_meals", "not", "YORKSHIRE", with_children(NURSERY), NOTHING),
    ("free_school_meals", "ask", "YORKSHIRE", with_children("2010-03-03"), UC),
    (
        "free_school_meals",
        "likely",
        "YORKSHIRE",
        {"children": [{"date_of_birth": "2010-03-03", "in_education": True}]},
        UC,
    ),
    (
        "free_school_meals",
        "not",
        "YORKSHIRE",
        {"children": [{"date_of_birth": "2010-03-03", "in_education": False}]},
        UC,
    ),
    ("free_school_meals", "likely", "WALES", with_children(JUNIOR), NOTHING),
    ("free_school_meals", "not", "WALES", with_children(SECONDARY), NOTHING),
    ("free_school_meals", "likely", "WALES", with_children(SECONDARY), UC),
    (
        "free_school_meals",
        "ask",
        "WALES",
        with_children(SECONDARY, **works(3_000)),
        UC | {"income_tax": 4_000.0, "national_insurance": 1_800.0},
    ),
    ("free_school_meals", "likely", "SCOTLAND", with_children("2017-08-03"), NOTHING),
    ("free_school_meals", "not", "SCOTLAND", with_children("2016-08-03"), NOTHING),
    ("free_school_meals", "likely", "SCOTLAND", with_children("2016-08-03", **works(3_000)), UC),
    ("free_school_meals", "likely", "SCOTLAND", with_children(SECONDARY, **works(800)), UC),
    ("free_school_meals", "ask", "SCOTLAND", with_children(SECONDARY, **works(3_000)), UC),
    ("free_school_meals", "not", "NORTHERN_IRELAND", with_children(INFANT), NOTHING),
    ("free_school_meals", "likely", "NORTHERN_IRELAND", with_children(INFANT, **works(1_200)), UC),
    ("free_school_meals", "ask", "NORTHERN_IRELAND", with_children(INFANT, **works(3_000)), UC),
    ("free_school_meals", "ask", "NORTHERN_IRELAND", with_children(INFANT, **me(**PENSIONER)), GUARANTEE),
    # Healthy Start: under 4, £408 a month. Best Start Foods: under 3, whatever the pay.
    ("healthy_start", "likely", "YORKSHIRE", with_children(BABY), UC),
    ("healthy_start", "likely", "WALES", with_children(BABY, **works(408)), UC),
    (
        "healthy_start",
        "not",
        "YORKSHIRE",
        with_children(BABY, **works(408.01)),
        UC | {"income_tax": 0.0, "national_insurance": 0.0},
    ),
    ("healthy_start", "ask", "YORKSHIRE", with_children(BABY, **me(hours_per_week=None)), UC),
    ("healthy_start", "not", "NORTHERN_IRELAND", with_children(BABY), NOTHING),
    ("healthy_start", "ask", "YORKSHIRE", {}, UC),
    ("healthy_start", "not", "YORKSHIRE", {}, NOTHING),
    ("healthy_start", "not", "YORKSHIRE", me(age=60), UC),
    ("healthy_start", "ask", "YORKSHIRE", me(age=17), NOTHING),
    ("healthy_start", "likely", "YORKSHIRE", with_children(BABY, **me(age=67, **{})), SAVINGS_CREDIT),
    ("healthy_start", "ask", "YORKSHIRE", with_children(BABY, **gets("esa_ir")), NOTHING),
    ("best_start_foods", "likely", "SCOTLAND", with_children(BABY, **works(2_000)), UC),
    ("best_start_foods", "ask", "SCOTLAND", with_children("2023-06-06"), UC),
    ("best_start_foods", "ask", "SCOTLAND", with_children(BABY, **NO_SAVINGS_TOLD), UC),
    ("best_start_foods", "not", "SCOTLAND", with_children(BABY), NOTHING),
    # NHS costs in England.
    ("prescriptions", "likely", "YORKSHIRE", works(435), UC),
    ("prescriptions", "not", "YORKSHIRE", works(900), UC | {"income_tax": 0.0, "national_insurance": 0.0}),
    ("prescriptions", "likely", "YORKSHIRE", with_children(JUNIOR, **works(935)), UC),
    ("prescriptions", "likely", "YORKSHIRE", works(900, limited_capability="lcw"), UC),
    ("prescriptions", "ask", "YORKSHIRE", me(hours_per_week=None), UC),
    ("prescriptions", "not", "YORKSHIRE", {}, NOTHING),
    ("prescriptions", "likely", "YORKSHIRE", me(age=60), NOTHING),
    ("prescriptions", "not", "YORKSHIRE", me(age=59), NOTHING),
    ("prescriptions", "likely", "YORKSHIRE", me(age=18, full_time_student=True), NOTHING),
    ("prescriptions", "likely", "WALES", works(9_000), NOTHING),
    ("prescriptions", "likely", "SCOTLAND", works(9_000), NOTHING),
    ("prescriptions", "likely", "NORTHERN_IRELAND", works(9_000), NOTHING),
    ("nhs_dental", "likely", "YORKSHIRE", me(**PENSIONER), GUARANTEE),
    ("nhs_dental", "not", "YORKSHIRE", me(**PENSIONER), SAVINGS_CREDIT),
    ("nhs_dental", "likely", "YORKSHIRE", me(age=17), NOTHING),
    ("nhs_dental", "ask", "YORKSHIRE", NO_SAVINGS_TOLD, UC),
    ("nhs_dental", "ask", "WALES", {}, UC),
    ("nhs_sight", "likely", "YORKSHIRE", me(**PENSIONER), SAVINGS_CREDIT),
    ("nhs_sight", "likely", "YORKSHIRE", me(severely_sight_impaired=True), NOTHING),
    ("nhs_sight", "not", "YORKSHIRE", {}, NOTHING),
    ("nhs_sight", "ask", "YORKSHIRE", NO_SAVINGS_TOLD, UC),
    ("nhs_sight", "ask", "SCOTLAND", {}, UC),
    # Blue Badge.
    ("blue_badge", "likely", "YORKSHIRE", me(disability_benefits=["dla_mobility_higher"]), NOTHING),
    ("blue_badge", "likely", "WALES", me(severely_sight_impaired=True), NOTHING),
    (
        "blue_badge",
        "likely",
        "SCOTLAND",
        {"children": [{"age": 6, "disability_benefits": ["dla_mobility_higher"]}]},
        NOTHING,
    ),
    ("blue_badge", "ask", "YORKSHIRE", {"children": [{"age": 2, "severely_sight_impaired": True}]}, NOTHING),
    ("blue_badge", "ask", "YORKSHIRE", me(disability_benefits=["pip_mobility_enhanced"]), NOTHING),
    ("blue_badge", "ask", "NORTHERN_IRELAND", me(disability_benefits=["pip"]), NOTHING),
    ("blue_badge", "ask", "YORKSHIRE", me(disability_benefits=["dla_mobility"]), NOTHING),
    ("blue_badge", "ask", "YORKSHIRE", gets("war"), NOTHING),
    ("blue_badge", "ask", "YORKSHIRE", gets("afip"), NOTHING),
    ("blue_badge", "ask", "YORKSHIRE", me(disability_benefits=["dla_mobility_lower"]), NOTHING),
    ("blue_badge", "not", "YORKSHIRE", {}, UC),
    # Electricity.
    ("warm_home_discount", "likely", "YORKSHIRE", {}, UC),
    ("warm_home_discount", "likely", "WALES", me(**PENSIONER), SAVINGS_CREDIT),
    ("warm_home_discount", "likely", "YORKSHIRE", gets("hb"), NOTHING),
    ("warm_home_discount", "ask", "YORKSHIRE", NO_SAVINGS_TOLD, UC),
    ("warm_home_discount", "not", "YORKSHIRE", {}, NOTHING),
    ("warm_home_discount", "likely", "SCOTLAND", me(**PENSIONER), GUARANTEE),
    ("warm_home_discount", "ask", "SCOTLAND", {}, UC),
    ("warm_home_discount", "not", "SCOTLAND", {}, NOTHING),
    ("warm_home_discount", "not", "NORTHERN_IRELAND", {}, UC),
    # Cold weather.
    ("cold_weather_payment", "likely", "YORKSHIRE", me(**PENSIONER), SAVINGS_CREDIT),
    ("cold_weather_payment", "likely", "YORKSHIRE", with_children(BABY), UC),
    ("cold_weather_payment", "not", "YORKSHIRE", with_children(BABY, **works(300)), UC),
    (
        "cold_weather_payment",
        "likely",
        "YORKSHIRE",
        {**works(300), "children": [{"age": 9, "disability_benefits": ["dla_care_lowest"]}]},
        UC,
    ),
    ("cold_weather_payment", "ask", "YORKSHIRE", with_children(BABY, **me(hours_per_week=None)), UC),
    ("cold_weather_payment", "likely", "NORTHERN_IRELAND", me(limited_capability="lcwra"), UC),
    ("cold_weather_payment", "not", "YORKSHIRE", {}, UC),
    ("cold_weather_payment", "not", "YORKSHIRE", with_children(BABY), NOTHING),
    ("cold_weather_payment", "ask", "YORKSHIRE", gets("esa_ir"), NOTHING),
    ("cold_weather_payment", "likely", "YORKSHIRE", gets("esa_ir", limited_capability="lcw"), NOTHING),
    ("winter_heating_payment", "likely", "SCOTLAND", with_children(BABY), UC),
    ("winter_heating_payment", "ask", "SCOTLAND", with_children(BABY, **NO_SAVINGS_TOLD), UC),
    ("winter_heating_payment", "not", "SCOTLAND", {}, UC),
    ("winter_fuel_payment", "likely", "YORKSHIRE", me(**PENSIONER), NOTHING),
    ("winter_fuel_payment", "not", "YORKSHIRE", {}, NOTHING),
    ("winter_fuel_payment", "not", "YORKSHIRE", me(private_pension=a_month(3_000), **PENSIONER), NOTHING),
    (
        "winter_fuel_payment",
        "likely",
        "YORKSHIRE",
        couple({"age": 70, "private_pension": a_month(3_000)}, {"age": 71}),
        NOTHING,
    ),
    ("pension_age_winter_heating_payment", "likely", "SCOTLAND", me(**PENSIONER), NOTHING),
    ("pension_age_winter_heating_payment", "not", "SCOTLAND", {}, NOTHING),
    # Water, broadband, television.
    ("water", "ask", "YORKSHIRE", {"children": [{"date_of_birth": born} for born in MANY]}, UC),
    ("water", "ask", "WALES", {}, UC),
    ("water", "not", "YORKSHIRE", {}, NOTHING),
    ("water", "likely", "SCOTLAND", gets("ctr"), NOTHING),
    ("water", "ask", "SCOTLAND", {}, {}),
    ("water", "not", "SCOTLAND", {"housing": {"tenure": "family", "liable_for_council_tax": False}}, NOTHING),
    ("water", "not", "NORTHERN_IRELAND", {}, UC),
    ("broadband", "likely", "YORKSHIRE", {}, UC),
    ("broadband", "likely", "SCOTLAND", me(**PENSIONER), GUARANTEE),
    ("broadband", "ask", "YORKSHIRE", me(**PENSIONER), SAVINGS_CREDIT),
    ("broadband", "ask", "YORKSHIRE", me(disability_benefits=["pip_daily_living_standard"]), NOTHING),
    ("broadband", "not", "YORKSHIRE", {}, NOTHING),
    ("tv_licence", "likely", "YORKSHIRE", me(age=75), SAVINGS_CREDIT),
    ("tv_licence", "ask", "YORKSHIRE", me(age=74), SAVINGS_CREDIT),
    ("tv_licence", "ask", "YORKSHIRE", {**me(age=80), **NO_SAVINGS_TOLD}, GUARANTEE),
    ("tv_licence", "not", "YORKSHIRE", me(age=75), NOTHING),
    ("tv_licence", "not", "YORKSHIRE", me(age=70), GUARANTEE),
    # Carer's Credit: nothing else makes the weeks of a carer under State Pension age count.
    ("carers_credit", "not", "YORKSHIRE", {}, NOTHING),
    ("carers_credit", "ask", "YORKSHIRE", me(cares_35_hours=True), NOTHING),
    ("carers_credit", "ask", "YORKSHIRE", me(cares_20_hours=True), NOTHING),
    ("carers_credit", "not", "YORKSHIRE", me(cares_20_hours=False), NOTHING),
    ("carers_credit", "not", "YORKSHIRE", gets("ma", cares_20_hours=True), NOTHING),
    ("carers_credit", "ask", "SCOTLAND", couple({"age": 40}, {"age": 40, "cares_35_hours": True}), NOTHING),
    ("carers_credit", "not", "YORKSHIRE", me(cares_35_hours=True, **PENSIONER), NOTHING),
    ("carers_credit", "ask", "YORKSHIRE", couple(PENSIONER, {"age": 60, "cares_35_hours": True}), NOTHING),
    ("carers_credit", "not", "YORKSHIRE", gets("ca"), NOTHING),
    ("carers_credit", "not", "YORKSHIRE", gets("ma", cares_35_hours=True), NOTHING),
    ("carers_credit", "ask", "YORKSHIRE", gets("iidb", cares_35_hours=True), NOTHING),
    ("carers_credit", "not", "YORKSHIRE", gets("uc", cares_35_hours=True), NOTHING),
    ("carers_credit", "not", "YORKSHIRE", me(cares_35_hours=True), UC),
    ("carers_credit", "ask", "YORKSHIRE", me(cares_35_hours=True) | NO_SAVINGS_TOLD, UC),
    ("carers_credit", "not", "YORKSHIRE", me(cares_35_hours=True), NOTHING | {"ca": 4_495.4}),
    ("carers_credit", "ask", "YORKSHIRE", couple(BOTH_CARE, BOTH_CARE), NOTHING | {"ca": 4_495.4}),
    ("carers_credit", "not", "YORKSHIRE", with_children(JUNIOR, **gets("cb", cares_35_hours=True)), NOTHING),
    ("carers_credit", "ask", "YORKSHIRE", with_children("2014-11-22", **gets("cb", cares_35_hours=True)), NOTHING),
    ("carers_credit", "not", "YORKSHIRE", with_children("2014-11-23", **gets("cb", cares_35_hours=True)), NOTHING),
    ("carers_credit", "ask", "YORKSHIRE", with_children(JUNIOR, **me(cares_35_hours=True)), NOTHING),
    # Income tax: £12,570 a year is £1,047.50 a month, £50,270 is £4,189.16.
    ("marriage_allowance", "not", "YORKSHIRE", works(2_000), NOTHING),
    ("marriage_allowance", "ask", "YORKSHIRE", earners(0, 2_000), NOTHING),
    ("marriage_allowance", "ask", "SCOTLAND", earners(1_047, 1_048), NOTHING),
    ("marriage_allowance", "not", "YORKSHIRE", earners(1_047, 1_047), NOTHING),
    ("marriage_allowance", "not", "YORKSHIRE", earners(1_048, 2_000), NOTHING),
    ("marriage_allowance", "ask", "YORKSHIRE", earners(0, 4_189), NOTHING),
    ("marriage_allowance", "not", "YORKSHIRE", earners(0, 4_190), NOTHING),
    ("marriage_allowance", "ask", "YORKSHIRE", couple({"age": 40, "hours_per_week": 20}, {"age": 40}), NOTHING),
    ("blind_persons_allowance", "not", "YORKSHIRE", works(2_000), NOTHING),
    ("blind_persons_allowance", "ask", "YORKSHIRE", works(1_048, severely_sight_impaired=True), NOTHING),
    ("blind_persons_allowance", "not", "YORKSHIRE", works(1_047, severely_sight_impaired=True), NOTHING),
    (
        "blind_persons_allowance",
        "ask",
        "YORKSHIRE",
        me(severely_sight_impaired=True, age=70, benefits=[{"code": "state_pension"}]),
        NOTHING,
    ),
    # Housing payments and crisis help.
    ("housing_payment", "ask", "YORKSHIRE", {}, UC),
    ("housing_payment", "likely", "YORKSHIRE", {}, UC | {"uc_benefit_cap_reduction_after_floor": 10.0}),
    (
        "housing_payment",
        "likely",
        "SCOTLAND",
        {"housing": {"tenure": "private_tenant", "rent": a_month(900)}},
        UC | {"uc_LHA_cap": 9_000.0, "benunit_rent": 10_800.0},
    ),
    (
        "housing_payment",
        "likely",
        "YORKSHIRE",
        {"housing": {"tenure": "council_tenant", "rent": a_month(400), "bedrooms": 3}},
        UC,
    ),
    (
        "housing_payment",
        "ask",
        "YORKSHIRE",
        {"housing": {"tenure": "council_tenant", "rent": a_month(400), "bedrooms": 1}},
        UC,
    ),
    ("housing_payment", "not", "YORKSHIRE", {"housing": {"tenure": "owner"}}, UC),
    ("housing_payment", "not", "WALES", {}, NOTHING),
    ("housing_payment", "not", "YORKSHIRE", {}, UC | {"uc_housing_costs_element": 0.0}),
    ("housing_payment", "ask", "WALES", {}, UC),
    ("housing_payment", "ask", "WALES", {"claim_date": "2027-04-06"}, NOTHING),
    ("housing_payment", "ask", "NORTHERN_IRELAND", {"housing": {"tenure": "owner"}}, NOTHING),
    ("local_welfare", "ask", "YORKSHIRE", {}, NOTHING),
    ("local_welfare", "ask", "WALES", {}, NOTHING),
    ("local_welfare", "ask", "SCOTLAND", {}, UC),
    ("local_welfare", "ask", "NORTHERN_IRELAND", {}, UC),
]
