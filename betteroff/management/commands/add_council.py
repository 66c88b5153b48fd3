"""`manage.py add_council`: set up a council that works, or give one what it lacks; --update changes its details."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from accounts.actions.councils import SPELLED, check_council
from accounts.models import Council
from betteroff.actions import SetUp, set_up_council
from betteroff.presenters import address_needs, gaps_shown
from betteroff.readers import gaps_of
from calculator.household.areas import UnknownArea, authorities, bills_by_band, region_of

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
    "war-pensions-left-out": "how much of war pensions Housing Benefit leaves out: all, by its own resolution, or 10",
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
        wrong: list[str] = []
        details, logo = told_details(options, there, wrong), told_logo(options, wrong)
        council = {"slug": options["slug"], "update": options["update"], "logo": logo, **details}
        wrong += refused(council, options, is_new=there is None)
        if wrong:
            raise CommandError("\n".join(["Nothing was written.", *dict.fromkeys(wrong)]))
        try:
            done = set_up_council(**council)
        except ValidationError as error:
            # Somebody else was quicker.
            raise CommandError("\n".join(["Nothing was written.", *problems(error)])) from error
        kept = [] if done.details_written else [name for name in details if getattr(there, name) != details[name]]
        self.stdout.write("\n".join(report(done, kept)))


def refused(council: dict[str, Any], options: dict[str, Any], *, is_new: bool) -> list[str]:
    """Everything for which this council would not be written, a line each; of what is not given only that it is."""
    lacking = [option for option in NEEDED if is_new and option.replace("-", "_") not in council]
    lines = []
    if lacking:
        missing = ", ".join(f"--{option}" for option in lacking)
        lines.append(f"There is no council “{options['slug']}” yet. To add it, give {missing}.")
    try:
        check_council(**council)
    except ValidationError as error:
        lines += problems(error, without={option.replace("-", "_") for option in lacking})
    return lines


def told_logo(options: dict[str, Any], wrong: list[str]) -> bytes:
    """The logo's bytes, b"" without one. Adds to `wrong` when it cannot be read."""
    try:
        return options["logo"].read_bytes() if options["logo"] else b""
    except OSError as error:
        wrong.append(f"logo: could not be read: {error}")
        return b""


def told_details(options: dict[str, Any], there: Council | None, wrong: list[str]) -> dict[str, Any]:
    """The fields of Council that the options tell, as they are stored, so that what is there can be compared.

    Adds to `wrong` what cannot be read; what no list of the engine has stays as it was typed.
    """
    fields = [option.replace("-", "_") for option in TEXTS]
    details = {field: options[field] for field in fields if options[field] is not None}
    if "address" in details:
        details["address"] = details["address"].replace("\\n", "\n")
    if options["opening_hours"] is not None:
        details["opening_hours"] = [opening_line(line, wrong) for line in options["opening_hours"]]
    if options["languages"] is not None:
        details["languages"] = [code.strip() for code in options["languages"].split(",") if code.strip()]
    if "host" in details:
        details["host"] = details["host"].strip().lower()
    if "reference_prefix" in details:
        details["reference_prefix"] = details["reference_prefix"].upper()
    for field in filter(details.get, SPELLED):
        try:
            details[field] = SPELLED[field](details[field])
        except UnknownArea as error:
            wrong.append(f"{field}: {error}")
    if options["band_d"] is not None:
        details["council_tax_by_band"] = bills(options["band_d"], details, there, wrong)
    return details


def bills(band_d: float, details: dict[str, Any], there: Council | None, wrong: list[str]) -> dict[str, float]:
    """The bill of each band, by the nation's law; none, and a line in `wrong`, for what is no yearly bill."""
    if not 100 <= band_d <= 10_000:
        wrong.append("band_d: Give the yearly bill of band D in pounds, like 2310.50.")
        return {}
    authority = details.get("local_authority")
    known = region_of(authority) if authority in authorities() else there.region if there and not authority else ""
    return bills_by_band(band_d, details.get("region") or known)


def problems(error: ValidationError, without: Collection[str] = ()) -> list[str]:
    """What is wrong, a line each, beginning with the field; nothing about the fields of `without`."""
    return [f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items() if name not in without]


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


def opening_line(text: str, wrong: list[str]) -> dict[str, str]:
    """ "Monday to Friday: 9am to 5pm" → {"days", "hours"}; a line in `wrong` for anything else."""
    days, colon, hours = text.partition(":")
    if not colon:
        wrong.append(f'opening_hours: Write opening hours as "Monday to Friday: 9am to 5pm", not "{text}".')
    return {"days": days.strip(), "hours": hours.strip()}
