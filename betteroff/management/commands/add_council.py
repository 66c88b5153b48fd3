"""`manage.py add_council`: set up a council that works, or give one what it lacks; --update changes its details."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Council
from betteroff.actions import SetUp, set_up_council
from betteroff.presenters import address_needs, gaps_shown
from betteroff.readers import gaps_of
from calculator.household.areas import (
    UnknownArea,
    bills_by_band,
    find_authority,
    find_region,
    find_rental_market_area,
    region_of,
)

# Option → field of Council, and what it means.
TEXTS = {
    "host": "host name its residents use, like benefits.calderbrook.gov.uk",
    "name": "its name in English",
    "name-cy": "its name in Welsh",
    "reference-prefix": "up to four letters that its claim references begin with",
    "colour": "its colour as #rrggbb",
    "colour-text": "the colour of text on its colour",
    "phone": "phone number for residents",
    "email": "e-mail address for residents",
    "address": "postal address; \\n starts a new line",
    "website": "its main website",
    "local-authority": "its local authority, like Rochdale; the region follows from it",
    "region": "region of England, or WALES, SCOTLAND or NORTHERN_IRELAND; only without a local authority",
    "broad-rental-market-area": "broad rental market area, like Oldham & Rochdale",
}
# Without these there is no council.
NEEDED = ("host", "name", "reference-prefix")


class Command(BaseCommand):
    """Statuses, forms and journal come with it, everything or nothing. Running it again adds only what is missing."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("slug", help="short name, like calderbrook")
        for option, meaning in TEXTS.items():
            parser.add_argument(f"--{option}", help=meaning)
        parser.add_argument("--opening-hours", action="append", help='"Monday to Friday: 9am to 5pm"; repeat it')
        parser.add_argument("--languages", help="codes separated by commas, like en-gb,cy")
        parser.add_argument("--logo", type=Path, help="PNG, JPEG, WebP or SVG file, at most 40 kB")
        parser.add_argument("--band-d", type=float, help="its yearly council tax bill of band D, in pounds")
        parser.add_argument("--update", action="store_true", help="change the details of an existing council")

    def handle(self, *args, **options):
        there = Council.objects.filter(slug=options["slug"]).first()
        details = told_details(options, there)
        if there is None:
            missing = ", ".join(f"--{option}" for option in NEEDED if option.replace("-", "_") not in details)
            if missing:
                raise CommandError(f"There is no council “{options['slug']}” yet. To add it, give {missing}.")
        try:
            logo = options["logo"].read_bytes() if options["logo"] else b""
            done = set_up_council(slug=options["slug"], update=options["update"], logo=logo, **details)
        except ValidationError as error:
            raise CommandError("Nothing was written.\n" + "\n".join(problems(error))) from error
        except OSError as error:
            raise CommandError(f"Nothing was written. The logo could not be read: {error}") from error
        kept = [] if done.details_written else [name for name in details if getattr(there, name) != details[name]]
        self.stdout.write("\n".join(report(done, kept)))


def told_details(options: dict[str, Any], there: Council | None) -> dict[str, Any]:
    """The fields of Council that the options tell. Raises CommandError."""
    fields = [option.replace("-", "_") for option in TEXTS]
    details = {field: options[field] for field in fields if options[field] is not None}
    if "address" in details:
        details["address"] = details["address"].replace("\\n", "\n")
    if options["opening_hours"] is not None:
        details["opening_hours"] = [opening_line(line) for line in options["opening_hours"]]
    if options["languages"] is not None:
        details["languages"] = [code.strip() for code in options["languages"].split(",") if code.strip()]
    try:
        # As they are stored, so that what is there can be compared.
        if "host" in details:
            details["host"] = details["host"].strip().lower()
        if "reference_prefix" in details:
            details["reference_prefix"] = details["reference_prefix"].upper()
        if details.get("local_authority"):
            details["local_authority"] = find_authority(details["local_authority"])
        if details.get("region"):
            details["region"] = find_region(details["region"])
        if details.get("broad_rental_market_area"):
            details["broad_rental_market_area"] = find_rental_market_area(details["broad_rental_market_area"])
        if options["band_d"] is not None:
            details["council_tax_by_band"] = bills(options["band_d"], details, there)
    except UnknownArea as error:
        raise CommandError(f"Nothing was written.\n{error}") from error
    return details


def bills(band_d: float, details: dict[str, Any], there: Council | None) -> dict[str, float]:
    """The bill of each band, by the nation's law. Raises CommandError."""
    if not 100 <= band_d <= 10_000:
        raise CommandError("Give the yearly bill of band D in pounds, like 2310.50.")
    authority = details.get("local_authority")
    region = details.get("region") or (region_of(authority) if authority else there.region if there else "")
    return bills_by_band(band_d, region)


def problems(error: ValidationError) -> list[str]:
    """What is wrong, a line each, beginning with the field."""
    return [f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items()]


def report(done: SetUp, kept: list[str]) -> list[str]:
    """What was done, what was left, and what is still to do."""
    council = done.council
    state = "is set up" if done.is_new else "is changed" if done.details_written else "was here already"
    added = [f"{what} {number}" for what, number in done.added.items() if number]
    lines = [f"{council.name} {state}: {council.host}", f"Added: {', '.join(added) or 'nothing, it had everything'}."]
    if kept:
        lines.append(f"Left as they are (--update changes them): {', '.join(kept)}.")
    if council.is_closed:
        lines.append("It is closed: reopen_council opens it.")
    gaps = gaps_shown(gaps_of(council, timezone.localdate()))
    return [*lines, "Still to do:", *(f"- {line}" for line in [*address_needs(council), *gaps])]


def opening_line(text: str) -> dict[str, str]:
    """ "Monday to Friday: 9am to 5pm" → {"days", "hours"}."""
    days, colon, hours = text.partition(":")
    if not colon:
        raise CommandError(f'Write opening hours as "Monday to Friday: 9am to 5pm", not "{text}".')
    return {"days": days.strip(), "hours": hours.strip()}
