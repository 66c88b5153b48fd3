"""Amounts of 2026-27, typed from their tables: GOV.UK, Benefit and pension rates 2026 to 2027; HMRC rates of 2026-27.

Pounds a week, but for Universal Credit's, which are pounds a month, and tax's, which are pounds a year.
"""

# Universal Credit Regulations 2013 (SI 2013/376), regulation 36; Schedule 4, paragraph 14; regulations 22, 72, 80A, 82.
STANDARD = {("one", "young"): 338.58, ("one", "older"): 424.90, ("two", "young"): 528.34, ("two", "older"): 666.97}
UC_FIRST_CHILD, UC_CHILD = 351.88, 303.94
UC_DISABLED_CHILD, UC_SEVERELY_DISABLED_CHILD = 164.79, 514.71
HEALTH_KEPT, HEALTH_NEW = 429.80, 217.26
UC_CARER = 209.34
CHILDCARE_SHARE, CHILDCARE_ONE, CHILDCARE_MORE = 0.85, 1071.09, 1836.16
ALLOWANCE_WITH_RENT, ALLOWANCE_WITHOUT_RENT, UC_TAPER = 427.00, 710.00, 0.55
HOUSING_CONTRIBUTION = 96.55
TARIFF_OF_250 = 4.35
CAP = {("one", False): 1229.42, ("one", True): 1413.92, ("more", False): 1835.00, ("more", True): 2110.25}
CAP_LIFTED_BY_PAY = 881.00
LIVING_WAGE = 12.71
# Rent officers' monthly limits: room, then one to four bedrooms. Frozen since April 2024.
LIMITS_A_MONTH = {"COVENTRY": (432.35, 575, 675, 775, 1000), "LEEDS": (347.62, 675, 775, 850, 1200)}
# The same for Housing Benefit, a week.
LIMITS_A_WEEK = {"COVENTRY": (99.50, 132.33, 155.34, 178.36, 230.14), "LEEDS": (80.00, 155.34, 178.36, 195.62, 276.16)}

# Social Security Contributions and Benefits Act 1992, sections 70 and 141.
CARERS_ALLOWANCE, CARERS_PAY = 86.45, 204.00
ELDEST_CHILD, OTHER_CHILD = 27.05, 17.90

# State Pension Credit Regulations 2002 (SI 2002/1792), regulations 6, 7 and 15, Schedules I, IIA and VI.
GUARANTEE = {"one": 238.00, "two": 363.25}
SEVERE_DISABILITY, CARER_ADDITION = 86.05, 48.15
PC_FIRST_CHILD, PC_CHILD, PC_DISABLED_CHILD, PC_SEVERELY_DISABLED_CHILD = 81.07, 69.98, 37.93, 118.46
SAVINGS_THRESHOLD, SAVINGS_MOST = {"one": 208.07, "two": 329.75}, {"one": 17.96, "two": 20.10}

# SI 2006/214, regulation 55 and Schedule 3; SI 2006/213, regulation 74 and Schedule 3; SI 2012/2885, Schedule 1.
ALLOWED_BEFORE_2021 = {"one": 256.00, "two": 383.35}
CHILD, DISABLED_CHILD, ENHANCED_CHILD = 87.88, 84.46, 33.99
HB_TAPER, CTR_TAPER, FOR_HOURS, LEAST_HB = 0.65, 0.20, 17.10, 0.50
OTHER_ADULTS_HB = ((605, 131.45), (485, 119.85), (365, 105.20), (279, 64.35), (192, 46.85), (0, 20.40))
OTHER_ADULTS_CTR = ((605, 15.95), (485, 13.30), (279, 10.60), (0, 5.20))

# Income Tax Act 2007, sections 10 and 35; Social Security Contributions and Benefits Act 1992, sections 8 and 15.
TAX_FREE, BASIC_UNTIL, ADDITIONAL_FROM, TAX_FREE_FALLS_FROM = 12_570, 37_700, 125_140, 100_000
INSURANCE_FROM, INSURANCE_UNTIL = 12_570, 50_270
# Gross pounds a week of the second adults, and their share of the bill; the product leaves open what is between the
# limits of 2025-26, which are known, and what no limit can have risen to.
SECOND_ADULT_SHARES = ((276, 0.15), (420, 0.075), (float("inf"), 0.0))
