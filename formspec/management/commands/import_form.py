"""`manage.py import_form SLUG --council SLUG`: bring a form of the starter library into a council and publish it."""

from django.core.management import BaseCommand, CommandError

from accounts import readers as accounts_readers
from accounts.actors import Actor, system_actor
from core.tenancy import council_scope
from formspec.actions.publishing import WAITS, Change, OwnForm, import_form
from formspec.models import FormVersion
from formspec.rules.compile import FormProblems, library_slugs


class Command(BaseCommand):
    """Safe to run again: an unchanged form keeps the version it has."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("slug", nargs="?", help="The form's slug in the library.")
        parser.add_argument("--all", action="store_true", help="Every form of the library.")
        parser.add_argument("--council", required=True, help="The council's slug.")
        parser.add_argument(
            "--must-apply", metavar="WHY", default="",
            help="Move drafts of earlier versions too; people read why. Without it, drafts finish on their version.",
        )  # fmt: skip

    def handle(self, *args, slug, council, must_apply="", **options):
        if bool(slug) == options["all"]:
            raise CommandError("Give the slug of one form, or --all.")
        known = library_slugs()
        if slug and slug not in known:
            raise CommandError(f"There is no form {slug} in the library. There are: {', '.join(known)}.")
        found = next((each for each in accounts_readers.councils() if each.slug == council), None)
        if found is None:
            raise CommandError(f"There is no active council {council}.")
        change = Change(FormVersion.Applies.MUST, must_apply) if must_apply.strip() else WAITS
        with council_scope(found.pk):
            for each in known if options["all"] else [slug]:
                self._import(each, change, system_actor(found, "form library"), or_skip=options["all"])

    def _import(self, slug: str, change: Change, by: Actor, *, or_skip: bool) -> None:
        try:
            version = import_form(slug=slug, by=by, change=change)
        except OwnForm as error:
            if not or_skip:
                raise CommandError(str(error)) from error
            self.stdout.write(str(error))
            return
        except FormProblems as error:
            lines = [f"  {problem}" for problem in error.problems]
            raise CommandError("\n".join([f"{slug} is not a form that can be published:", *lines])) from error
        self.stdout.write(f"{slug}: version {version.number} is published.")
