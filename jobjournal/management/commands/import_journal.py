"""`manage.py import_journal --council SLUG`: give a council the starter activities and sentences it has not got."""

from django.core.management import BaseCommand, CommandError

from accounts import readers as accounts_readers
from accounts.actors import system_actor
from core.tenancy import council_scope
from jobjournal.actions.library import set_up_journal


class Command(BaseCommand):
    """Safe to run again: what the council changed stays as it is."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--council", required=True, help="The council's slug.")

    def handle(self, *args, council, **options):
        found = next((each for each in accounts_readers.councils() if each.slug == council), None)
        if found is None:
            raise CommandError(f"There is no active council {council}.")
        with council_scope(found.pk):
            activities, sentences = set_up_journal(by=system_actor(found, "journal library"))
        self.stdout.write(f"{activities} activities and {sentences} sentences added.")
