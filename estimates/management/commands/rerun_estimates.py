"""`manage.py rerun_estimates --council SLUG`: work out again what answers, rates or the calculator made out of date."""

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from accounts import readers as accounts_readers
from accounts.actors import system_actor
from accounts.models import Council
from core.tenancy import council_scope
from estimates.actions.engine_choice import current_engine
from estimates.actions.rerunning import rerun_estimates
from estimates.readers import reruns as rerun_readers

BAR = 40


class Command(BaseCommand):
    """Safe to stop and to run again, also while the workers do the same. Tells people who agreed to it, as they do."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--council", required=True, help="The council's slug.")
        parser.add_argument("--dry-run", action="store_true", help="Say how many are out of date, and do nothing.")

    def handle(self, *args, council, dry_run, **options):
        found = next((each for each in accounts_readers.councils() if each.slug == council), None)
        if found is None:
            raise CommandError(f"There is no active council {council}.")
        total = self._out_of_date(found)
        if dry_run:
            self.stdout.write(f"{total} estimates of {found.name} are out of date. Nothing was done.")
            return
        self._run(found, total)

    def _out_of_date(self, council: Council) -> int:
        with council_scope(council.pk):
            current = rerun_readers.current_for(*current_engine(council.pk), timezone.localdate())
            return rerun_readers.out_of_date(current).count()

    def _run(self, council: Council, total: int) -> None:
        made = unchanged = 0
        by = system_actor(council, "estimates")
        while True:
            done = rerun_estimates(council=council, by=by, today=timezone.localdate())
            made, unchanged = made + done.made, unchanged + done.unchanged
            self._progress(max(total - done.left, 0), total)
            if not done.has_more:
                break
        self.stdout.write(f"{council.name}: {made} made again, {unchanged} left as they are.")
        if done.stopped:
            raise CommandError(f"The calculator cannot be asked now. {done.left} are left; run this again later.")

    def _progress(self, done: int, of: int) -> None:
        # A bar in a log file is noise.
        if of and self.stderr.isatty():
            full = BAR * done // of
            end = "\n" if done == of else ""
            self.stderr.write(f"\r[{'#' * full}{'.' * (BAR - full)}] {done} of {of}", ending=end)
