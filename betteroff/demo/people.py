"""The fictional councils and people of the demo. Nobody here exists; the password and secret are public on purpose."""

from accounts.permissions import Role
from calculator.household.areas import bills_by_band

PASSWORD = "calder-brook-demo"  # noqa: S105 - a demo's password, printed on screen
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - likewise
OPERATOR = "operator@platform.example"

HOURS = [
    {"days": "Monday to Thursday", "hours": "9am to 5pm"},
    {"days": "Friday", "hours": "9am to 4:30pm"},
    {"days": "Saturday and Sunday", "hours": "closed"},
]
COUNCILS = [
    {
        "slug": "calderbrook",
        "host": "calderbrook.localhost",
        "name": "Calderbrook Council",
        "name_cy": "Cyngor Calderbrook",
        "reference_prefix": "CAL",
        "colour": "#0b4f6c",
        "colour_text": "#ffffff",
        "phone": "01632 960 100",
        "email": "benefits@calderbrook.example",
        "address": "Town Hall\nMarket Street\nCalderbrook",
        "opening_hours": HOURS,
        "region": "NORTH_WEST",
        # The calculator needs a real area: a fictional council borrows one.
        "local_authority": "ROCHDALE",
        "broad_rental_market_area": "OLDHAM_ROCHDALE",
        "council_tax_by_band": bills_by_band(2310.00, "NORTH_WEST"),
    },
    {
        "slug": "southmere",
        "host": "southmere.localhost",
        "name": "Southmere Council",
        "name_cy": "Cyngor Southmere",
        "reference_prefix": "SOU",
        "colour": "#5b2a86",
        "colour_text": "#ffffff",
        "phone": "01632 960 200",
        "email": "benefits@southmere.example",
        "address": "Civic Centre\nHarbour Road\nSouthmere",
        "opening_hours": HOURS,
        "region": "SOUTH_EAST",
        "local_authority": "PORTSMOUTH",
        "broad_rental_market_area": "PORTSMOUTH",
        "council_tax_by_band": bills_by_band(2084.00, "SOUTH_EAST"),
    },
]

STAFF = {
    "calderbrook": [
        ("aisha@calderbrook.example", "Aisha Khan", Role.ADVISOR),
        ("ben@calderbrook.example", "Ben Ockley", Role.ADVISOR),
        ("omar@calderbrook.example", "Omar Finch", Role.ADMIN),
        ("wendy@jobcentre.example", "Wendy Platt", Role.JOBCENTRE),
        ("pia@calderhomes.example", "Pia Lund", Role.PARTNER_ADMIN),
        ("pat@calderhomes.example", "Pat Moss", Role.PARTNER),
        ("priya@calderhomes.example", "Priya Rao", Role.PARTNER),
        ("sol@calderhomes.example", "Sol Adeyemi", Role.PARTNER),
    ],
    "southmere": [
        ("tom@southmere.example", "Tom Ellery", Role.ADVISOR),
        ("sian@southmere.example", "Siân Rees", Role.ADMIN),
    ],
}


def _who(first: str, last: str, year: str) -> dict:
    return {"name": {"first": first, "last": last}, "dob": {"day": "14", "month": "3", "year": year}}


# Derek's partner: his claim waits for her signature.
IRENE = {
    "has_partner": "yes",
    "partner_name": {"first": "Irene", "last": "Holroyd"},
    "partner_dob": {"day": "2", "month": "9", "year": "1953"},
    "benefits_partner": ["state_pension"],
}
# Who the people of partners work for, by their role.
ORGANISATIONS = {
    Role.JOBCENTRE: "Calderbrook Jobcentre",
    Role.PARTNER: "Calder Homes",
    Role.PARTNER_ADMIN: "Calder Homes",
}
COMBINED = "hb-ctr-combined"
RESIDENTS = {
    "calderbrook": [
        {
            "email": "maria@example.org",
            "forms": [
                (COMBINED, {**_who("Maria", "Nowak", "1988"), "housing_situation": "private_tenant"}, False),
                ("free-school-meals", {}, True),
            ],
        },
        {"email": "derek@example.org", "forms": [(COMBINED, _who("Derek", "Holroyd", "1951") | IRENE, True)]},
        {"email": "nasreen@example.org", "forms": [(COMBINED, _who("Nasreen", "Akhtar", "1979"), True)]},
        {"email": "grace@example.org", "forms": [("free-school-meals", _who("Grace", "Obi", "1988"), True)]},
        {"email": "idris@example.org", "forms": [("free-school-meals", _who("Idris", "Bevan", "1985"), True)]},
        {"email": "owain@example.org", "forms": [("free-school-meals", _who("Owain", "Pugh", "1990"), True)]},
        {"email": "lucy@example.org", "forms": [("free-school-meals", _who("Lucy", "Marsh", "1986"), True)]},
        {"email": "joan@example.org", "forms": [("blue-badge", {}, False)]},
    ],
    "southmere": [
        {"email": "kwame@example.org", "forms": [(COMBINED, _who("Kwame", "Mensah", "1964"), True)]},
        {"email": "ffion@example.org", "forms": [("local-welfare-crisis", {}, False)]},
    ],
}
