"""`manage.py check_golden`: does the engine give every golden household what the law does? No database needed."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from calculator.golden.households import (
    FOLDER,
    TOLERANCE,
    GoldenFault,
    Outcome,
    check_golden,
    golden_faults,
    golden_household,
    golden_households,
    golden_list,
)
from calculator.run import default_engine

BAR = 40
# The columns of the table; the source takes what is left of the line.
ROW = "{:<38} {:<6} {:>15} {:>15} {:>10}  {}"


class Command(BaseCommand):
    """Prints a table, and ends with exit code 1 when anything differs by more than 5p a week."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--only", metavar="NAME", help="Check this household alone, and show its sums.")
        parser.add_argument("--folder", type=Path, default=FOLDER, help="Where the golden files are.")
        parser.add_argument("--list", action="store_true", help="Print docs/golden-households.md and check nothing.")

    def handle(self, *args, only, folder, list, **options):
        try:
            households = [golden_household(only, folder)] if only else golden_households(folder)
        except GoldenFault as fault:
            raise CommandError(str(fault)) from fault
        if list:
            self.stdout.write(golden_list(households, golden_faults()), ending="")
            return
        if only:
            self.stdout.write("\n".join([households[0].about, *(f"  {line}" for line in households[0].worked), ""]))
        self._progress(0, len(households))
        outcomes = check_golden(
            default_engine(), today=timezone.localdate(), households=households, report=self._progress
        )
        self.stdout.write("\n".join(_table(outcomes)))
        wrong = [each for each in outcomes if not each.agrees]
        if wrong:
            raise CommandError(f"{len(wrong)} of {len(outcomes)} figures differ by more than £{TOLERANCE} a week.")
        self.stdout.write(f"{len(households)} households, {len(outcomes)} figures: all agree.")

    def _progress(self, done, of):
        # A bar in a log file is noise.
        if self.stderr.isatty():
            full = BAR * done // of
            bar = f"\r[{'#' * full}{'.' * (BAR - full)}] {done} of {of}"
            # Not in the red of errors.
            self.stderr.write(bar, style_func=str, ending="\n" if done == of else "")
            self.stderr.flush()


def _table(outcomes: list[Outcome]) -> list[str]:
    return [ROW.format("household", "what", "expected", "found", "difference", "source"), *map(_row, outcomes)]


def _row(outcome: Outcome) -> str:
    difference = "-" if outcome.difference is None else f"{outcome.difference:+.2f}"
    mark = "" if outcome.agrees else "DIFFERS: "
    return ROW.format(
        outcome.household,
        outcome.benefit,
        _cell(outcome.expected),
        _cell(outcome.found),
        difference,
        mark + outcome.source,
    )


def _cell(value: float | str) -> str:
    return value.replace("_", " ") if isinstance(value, str) else f"{value:,.2f}"
