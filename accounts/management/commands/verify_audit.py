"""`manage.py verify_audit`: recompute the audit chain of every council, or of those named; names each broken link."""

import sys

from django.core.management import BaseCommand, CommandError

from accounts import audit
from accounts.models import Council
from core.tenancy import council_scope


class Command(BaseCommand):
    """Exit code 1 when a chain is broken. Keep the printed heads elsewhere: a later run that no longer reaches them
    shows that events at the end were removed."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("slugs", nargs="*", help="councils; all of them when none is named")

    def handle(self, *args, **options):
        councils = Council.objects.filter(slug__in=options["slugs"]) if options["slugs"] else Council.objects.all()
        missing = set(options["slugs"]) - {council.slug for council in councils}
        if missing:
            raise CommandError("No such council: " + ", ".join(sorted(missing)))
        broken = False
        for council in councils:
            with council_scope(council.pk):
                problems, head = audit.broken_links(), audit.head()
            broken = broken or bool(problems)
            self.stdout.write(f"{council.slug}: {'BROKEN' if problems else 'OK'}, {head}")
            for problem in problems:
                self.stdout.write(f"  {problem}")
        if broken:
            sys.exit(1)
