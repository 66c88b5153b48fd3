"""`manage.py reopen_council SLUG`: open a closed council again, with everything that was there."""

from django.core.management import BaseCommand, CommandError

from accounts.actions.councils import reopen_council
from accounts.models import Council


class Command(BaseCommand):
    """Running it twice changes nothing."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("slug")

    def handle(self, *, slug, **options):
        council = Council.objects.filter(slug=slug).first()
        if council is None:
            raise CommandError(f"There is no council “{slug}”.")
        reopened = reopen_council(council_id=council.pk)
        self.stdout.write(f"{council.name} is open{'' if reopened else ' already'}: {council.host}")
