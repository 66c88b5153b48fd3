"""`manage.py add_operator`: somebody who runs the platform. The password is asked for, never passed as an argument."""

from getpass import getpass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError

from accounts.actions.staff import add_operator, remove_operator


class Command(BaseCommand):
    """They set up a second factor at their first sign-in; --remove takes the page from them again."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--remove", action="store_true", help="they are no operator any more")

    def handle(self, *, email, remove, **options):
        if remove:
            if not remove_operator(email=email):
                raise CommandError(f"{email} is no operator.")
            self.stdout.write(f"{email} is no operator any more, and signed out everywhere.")
            return
        password = getpass("Password (at least 10 characters; an account that has one keeps it): ")
        try:
            add_operator(email=email, password=password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        host = settings.PLATFORM_HOSTS[0]
        self.stdout.write(f"{email} is an operator. They sign in at {host}/operator/ and set up a second factor there.")
