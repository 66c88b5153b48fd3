"""`manage.py reset_second_factor`: for staff and operators who lost it. The new password is asked for, no argument."""

from getpass import getpass

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError

from accounts.actions.staff import reset_second_factor


class Command(BaseCommand):
    """Run it once you know who asks. They give the new password and set up another second factor."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *, email, **options):
        password = getpass("New password (at least 10 characters): ")
        try:
            found = reset_second_factor(email=email, password=password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if not found:
            raise CommandError(f"{email} has no second factor.")
        self.stdout.write(
            f"{email} is signed out everywhere. They sign in with the new password and set up another second factor."
        )
