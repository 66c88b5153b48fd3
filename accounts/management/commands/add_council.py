"""`manage.py add_council`: add a council to the platform, or change its details with --update."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError

from accounts.actions.councils import add_council

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
    "nation": "ENGLAND, WALES, SCOTLAND or NORTHERN_IRELAND",
    "region": "region in the calculator's words, like NORTH_WEST",
    "local-authority": "local authority in the calculator's words",
    "broad-rental-market-area": "broad rental market area in the calculator's words",
}


class Command(BaseCommand):
    """Running it twice changes nothing; --update writes the options that are given."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("slug", help="short name, like calderbrook")
        for option, meaning in TEXTS.items():
            parser.add_argument(f"--{option}", help=meaning)
        parser.add_argument("--opening-hours", action="append", help='"Monday to Friday: 9am to 5pm"; repeat it')
        parser.add_argument("--languages", help="codes separated by commas, like en-gb,cy")
        parser.add_argument("--logo", type=Path, help="PNG, JPEG, WebP or SVG file, at most 40 kB")
        parser.add_argument("--update", action="store_true", help="change an existing council")

    def handle(self, *args, **options):
        fields = [option.replace("-", "_") for option in TEXTS]
        details = {field: options[field] for field in fields if options[field] is not None}
        if "address" in details:
            details["address"] = details["address"].replace("\\n", "\n")
        if options["opening_hours"] is not None:
            details["opening_hours"] = [opening_line(line) for line in options["opening_hours"]]
        if options["languages"] is not None:
            details["languages"] = [code.strip() for code in options["languages"].split(",") if code.strip()]
        try:
            logo = options["logo"].read_bytes() if options["logo"] else b""
            council, written = add_council(slug=options["slug"], update=options["update"], logo=logo, **details)
        except ValidationError as error:
            problems = (f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items())
            raise CommandError("\n".join(problems)) from error
        except OSError as error:
            raise CommandError(f"The logo could not be read: {error}") from error
        state = "is ready" if written else "was here already; --update changes it"
        self.stdout.write(f"{council.name} {state}: {council.host}")


def opening_line(text: str) -> dict[str, str]:
    """ "Monday to Friday: 9am to 5pm" → {"days", "hours"}."""
    days, colon, hours = text.partition(":")
    if not colon:
        raise CommandError(f'Write opening hours as "Monday to Friday: 9am to 5pm", not "{text}".')
    return {"days": days.strip(), "hours": hours.strip()}
