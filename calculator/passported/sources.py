"""Where each rule of passported help comes from, and how sure we are. A rule of low confidence only answers "ask"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """title: the law or guidance, as shown to people. confidence: high, medium or low. checked: what was read, and when
    it was written where that matters."""

    title: str
    confidence: str
    checked: str


SOURCES = {
    "fsm_england": Source(
        "Education Act 1996, section 512ZB; Department for Education, free school meals from September 2026",
        "medium",
        "Announcements of June 2025 and answers in Parliament; the limit of £7,400 before it in councils' guidance. "
        "Infants: section 512ZB(4A). London: the Mayor's scheme for primary schools.",
    ),
    "fsm_wales": Source(
        "Welsh Government, universal primary free school meals; Free School Lunches and Milk (Universal Credit) "
        "(Wales) Order 2019",
        "medium",
        "gov.wales and swansea.gov.uk. £7,400 was under review in 2025, so pay above it answers ask.",
    ),
    "fsm_scotland": Source(
        "Education (Scotland) Act 1980, section 53; Child Poverty Action Group Scotland, August 2025",
        "medium",
        "£850 a month is the limit of 2025/26. It rises most years and councils may go further, so pay above it "
        "answers ask.",
    ),
    "fsm_northern_ireland": Source(
        "Department of Education Northern Ireland, free school meals and uniform grants 2024/25",
        "medium",
        "£15,000 a year since 2024/25. It rises from time to time, so pay above it answers ask.",
    ),
    "free_hours_england": Source(
        "Childcare Act 2016, section 1; SI 2022/1134 (working parents); SI 2014/2147 (children of 2, 3 and 4)",
        "high",
        "policyengine-uk's parameters gov/dfe hold the same ages and limits, with their legislation.",
    ),
    "free_hours_scotland": Source(
        "Children and Young People (Scotland) Act 2014, Part 6",
        "medium",
        "1,140 hours since August 2021. The benefits that count for a child of 2 were not checked, so it answers ask.",
    ),
    "free_hours_wales": Source(
        "Childcare Funding (Wales) Act 2019; Welsh Government, Childcare Offer for Wales",
        "medium",
        "workingwales.gov.wales and four councils: 10 hours for all, up to 30 for parents who work or study.",
    ),
    "free_hours_northern_ireland": Source(
        "Department of Education Northern Ireland, Pre-School Education Programme",
        "medium",
        "nidirect.gov.uk, employersforchildcare.org: 12.5 hours a week in 38 weeks, in the year before Primary 1.",
    ),
    "healthy_start": Source(
        "Healthy Start Scheme and Welfare Food (Amendment) Regulations 2005; NHS Business Services Authority",
        "high",
        "healthystart.nhsbsa.net, turn2us.org.uk: £408 a month of take-home pay.",
    ),
    "best_start_foods": Source(
        "Welfare Foods (Best Start Foods) (Scotland) Regulations 2019, as amended in 2023 and 2024",
        "high",
        "northlanarkshire.gov.uk, askcpag.org.uk: no income limit since 26 February 2024.",
    ),
    "blue_badge_england": Source(
        "Disabled Persons (Badges for Motor Vehicles) (England) Regulations 2000, regulation 4",
        "high",
        "gloucestershire.gov.uk, staffordshire.gov.uk, guidance for councils.",
    ),
    "blue_badge_wales": Source(
        "Welsh Government, Blue Badge Scheme: guidance for local authorities",
        "high",
        "gov.wales/blue-badges-eligibility-html, swansea.gov.uk.",
    ),
    "blue_badge_scotland": Source(
        "Disabled Persons (Badges for Motor Vehicles) (Scotland) Regulations 2000",
        "high",
        "aberdeencity.gov.uk, dumgal.gov.uk.",
    ),
    "blue_badge_northern_ireland": Source(
        "nidirect, Blue Badge eligibility criteria", "high", "nidirect.gov.uk/articles/blue-badge-eligibility-criteria."
    ),
    "prescriptions": Source(
        "National Health Service (Charges for Drugs and Appliances) Regulations 2015; NHS Business Services Authority",
        "high",
        "nhsbsa.nhs.uk: £435 and £935 a month; 60 or over; under 19 in full-time education.",
    ),
    "prescriptions_free": Source(
        "Prescription charges were ended in Wales (2007), Northern Ireland (2010) and Scotland (2011)",
        "high",
        "NHS Business Services Authority's page on age and nations.",
    ),
    "nhs_dental": Source(
        "National Health Service (Dental Charges) Regulations 2005; NHS Business Services Authority",
        "high",
        "nhsbsa.nhs.uk; age gives no exemption at 60.",
    ),
    "nhs_sight": Source(
        "Primary Ophthalmic Services Regulations 2008; NHS Business Services Authority",
        "high",
        "nhsbsa.nhs.uk, sight tests, glasses and contact lenses.",
    ),
    "nhs_other_nations": Source(
        "NHS charges differ in Wales, Scotland and Northern Ireland", "low", "No rule of these nations was checked."
    ),
    "whd_england_wales": Source(
        "Warm Home Discount (England and Wales) Regulations 2026; eligibility statement 2026 to 2027",
        "high",
        "The regulations and the statement, as cited by policyengine-uk 2.162.10.",
    ),
    "whd_scotland": Source(
        "Warm Home Discount (Scotland) Regulations 2022",
        "medium",
        "gov.uk/the-warm-home-discount-scheme/low-income-scotland of 2024.",
    ),
    "whd_northern_ireland": Source(
        "Warm Home Discount covers England, Wales and Scotland only",
        "high",
        "policyengine-uk 2.162.10, gov/ofgem/warm_home_discount.",
    ),
    "cold_weather": Source(
        "Social Fund Cold Weather Payments (General) Regulations 1988, regulation 1A",
        "high",
        "durham.gov.uk, northernirelandworld.com.",
    ),
    "winter_heating_scotland": Source(
        "Winter Heating Assistance (Low Income) (Scotland) Regulations 2023, regulation 4",
        "high",
        "legislation.gov.uk, askcpag.org.uk.",
    ),
    "winter_fuel": Source(
        "Social Fund Winter Fuel Payment Regulations 2025; Income Tax (Earnings and Pensions) Act 2003, section 681I",
        "high",
        "As cited by policyengine-uk 2.162.10.",
    ),
    "winter_fuel_scotland": Source(
        "Winter Heating Assistance (Pension Age) (Scotland) Regulations 2024, as amended in 2025",
        "high",
        "cpag.org.uk, southlanarkshire.gov.uk.",
    ),
    "watersure": Source(
        "Water Industry (Charges) (Vulnerable Groups) Regulations 1999 (WaterSure)",
        "high",
        "unitedutilities.com, ccw.org.uk. Each company has social tariffs of its own besides.",
    ),
    "water_scotland": Source(
        "Water and sewerage charges reduction scheme, linked to Council Tax Reduction",
        "high",
        "scotborders.gov.uk: up to 35%, automatic.",
    ),
    "water_northern_ireland": Source(
        "Households in Northern Ireland do not pay for water",
        "medium",
        "General knowledge: domestic charges were never brought in.",
    ),
    "broadband": Source(
        "Ofcom, social tariffs", "medium", "npcuk.org, which.co.uk (2023): each provider has its list."
    ),
    "tv_licence": Source(
        "Communications (Television Licensing) Regulations 2004; TV Licensing",
        "high",
        "ageuk.org.uk, alzheimers.org.uk; fee of £180 from April 2026 by policyengine-uk 2.162.10.",
    ),
    "marriage_allowance": Source(
        "Income Tax Act 2007, sections 55A to 55E (Marriage Allowance)",
        "medium",
        "Amounts as policyengine-uk's parameters have them; £252 is 20% of a tenth of £12,570, rounded up to £10.",
    ),
    "blind_persons_allowance": Source(
        "Income Tax Act 2007, sections 38 to 40 (blind person's allowance)",
        "medium",
        "The sections; no amount is shown.",
    ),
    "carers_credit": Source(
        "Social Security Contributions and Benefits Act 1992, section 23A; SI 2010/19 (credits for carers)",
        "medium",
        "carersfirst.org.uk, turn2us.org.uk (July 2024), gov.uk/national-insurance-credits; the law was not read.",
    ),
    "housing_payment_england": Source(
        "Crisis and Resilience Fund guidance, January 2026: Housing Payments",
        "high",
        "gov.uk, westmorlandandfurness.gov.uk.",
    ),
    "dhp": Source(
        "Discretionary Financial Assistance Regulations 2001",
        "high",
        "Scotland: edinburghadvicenetwork.org, April 2026. Wales: DWP circular S6/2025, to March 2027.",
    ),
    "dhp_unknown": Source(
        "Discretionary Housing Payments in Northern Ireland, and in Wales from April 2027", "low", "Not found."
    ),
    "crisis_england": Source(
        "Crisis and Resilience Fund guidance, January 2026: Crisis Payments",
        "high",
        "gov.uk, dudley.gov.uk; to March 2029.",
    ),
    "daf_wales": Source("Welsh Government, Discretionary Assistance Fund", "high", "gov.wales, swansea.gov.uk."),
    "swf_scotland": Source(
        "Welfare Funds (Scotland) Act 2015; Scottish Welfare Fund guidance",
        "high",
        "cpag.org.uk, southlanarkshire.gov.uk.",
    ),
    "ds_northern_ireland": Source(
        "Discretionary Support Regulations (Northern Ireland) 2016, regulation 10",
        "medium",
        "legislation.gov.uk, nidirect.gov.uk; the income threshold rises each year.",
    ),
}
