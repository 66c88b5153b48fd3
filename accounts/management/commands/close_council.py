"""`manage.py close_council SLUG --message "…"`: close a council. Nothing of it is deleted; reopen_council opens it."""

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError

from accounts.actions.councils import close_council
from accounts.models import Council


class Command(BaseCommand):
    """Running it twice changes nothing."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("slug")
        parser.add_argument("--message", required=True, help="tells people where they can go now")
        parser.add_argument("--message-cy", default="", help="the same in Welsh")

    def handle(self, *, slug, message, message_cy, **options):
        council = Council.objects.filter(slug=slug).first()
        if council is None:
            raise CommandError(f"There is no council “{slug}”.")
        try:
            closed = close_council(council_id=council.pk, message=message, message_cy=message_cy)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if not closed:
            self.stdout.write(f"{council.name} was closed already.")
            return
        self.stdout.write(
            f"{council.name} is closed: {council.host} says so, and its staff are signed out. What was due is still "
            f"sent and made; nothing was deleted. `manage.py reopen_council {slug}` opens it again."
        )
