"""`manage.py add_staff`: give somebody a role at a council. The password is asked for, never passed as an argument."""

from getpass import getpass

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError

from accounts.actions.staff import add_staff, remove_staff
from accounts.actors import system_actor
from accounts.models import Council
from accounts.permissions import Role
from core.tenancy import council_scope


class Command(BaseCommand):
    """They set up a second factor at their first sign-in; --remove takes the work from them again."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("council", help="the council's slug")
        parser.add_argument("email")
        parser.add_argument("name", nargs="?", help="as residents see it")
        parser.add_argument("role", nargs="?", choices=Role.values)
        parser.add_argument("--organisation", default="", help="who they work for if not the council: the jobcentre")
        parser.add_argument("--remove", action="store_true", help="they do not work for the council any more")

    def handle(self, *, council, email, name, role, organisation, remove, **options):
        found = Council.objects.filter(slug=council).first()
        if found is None:
            raise CommandError(f"There is no council “{council}”.")
        if remove:
            self._remove(found, email)
            return
        if not (name and role):
            raise CommandError("Say their name and their role too.")
        password = getpass("Password (at least 10 characters): ")
        with council_scope(found.pk):
            try:
                by = system_actor(found, "set-up")
                add_staff(
                    email=email, display_name=name, role=role, password=password, organisation=organisation, by=by
                )
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
            except ValueError as error:
                raise CommandError(str(error)) from error
        self.stdout.write(f"{name} is {role} at {found.name}. They set up a second factor when they first sign in.")

    def _remove(self, council: Council, email: str) -> None:
        with council_scope(council.pk):
            if not remove_staff(email=email, by=system_actor(council, "set-up")):
                raise CommandError(f"{email} does not work for {council.name}.")
        self.stdout.write(f"{email} does not work for {council.name} any more, and is signed out everywhere.")
