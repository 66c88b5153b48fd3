"""`manage.py estimate household.json`: what a household can get, as the API's result; no database, no queue."""

import json
import sys
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from calculator.household.parsing import HouseholdProblems
from calculator.run import estimate_result
from core.rules.messages import in_words


class Command(BaseCommand):
    """Reads a household in the format of household.schema.json; "-" reads it from standard input."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("household", help='A JSON file, or "-" for standard input.')
        parser.add_argument("--table", action="store_true", help="Print a table to read instead of JSON.")

    def handle(self, *args, household, table, **options):
        try:
            result = in_words(estimate_result(_read(household), today=timezone.localdate()))
        except HouseholdProblems as error:
            lines = [f"  {pointer or '(the whole file)'}: {sentence}" for pointer, sentence in error.problems]
            raise CommandError("\n".join(["This household cannot be estimated:", *lines])) from error
        self.stdout.write(_table(result) if table else json.dumps(result, indent=2, ensure_ascii=False))


def _read(name: str):
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{name} is not text in UTF-8.") from error
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise CommandError(f"{name} is not JSON: {error.msg} in line {error.lineno}, column {error.colno}.") from error
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{name} is not JSON that we can read.") from error


def _table(result: dict) -> str:
    rows = [
        f"{each['name']:<46} {_amount(each['pounds_per_week']):>12} {_amount(each['pounds_per_year']):>14}"
        f"  {each['status'].replace('_', ' ')}"
        for each in result["benefits"]
    ]
    return "\n".join(
        [
            f"{'':<46} {'£ a week':>12} {'£ a year':>14}",
            *rows,
            "",
            f"Better off by £{result['gained_per_year']:,.2f} a year "
            f"({result['engine']} {result['engine_version']}, rates of {result['rates_year']}).",
            *(f"Not known: {sentence}" for sentence in result["unknowns"]),
        ]
    )


def _amount(pounds: float | None) -> str:
    return "-" if pounds is None else f"{pounds:,.2f}"
