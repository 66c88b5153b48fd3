"""`manage.py check_form SLUG --council SLUG` or `--file FILE`: run the examples of a form's draft, and check it.

Exits with 1 where it does not compile, something stops publishing, or an example fails.
"""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from accounts import readers as accounts_readers
from core.rules.yaml_files import YamlRefused
from core.tenancy import council_scope
from formspec.rules.compile import FormProblems
from formspec.rules.sources.own_form import compile_own
from formspec.rules.sources.yaml_text import SourceRefused, read_source
from studio.models import FormDraft
from studio.presenters.checking import found_words
from studio.readers.checking import kept_in, named_in
from studio.rules.checking.findings import blocking
from studio.trying.presenters.outcomes import outcomes_words
from studio.trying.readers.examples import outcomes_of


class Command(BaseCommand):
    """Changes nothing."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("slug", nargs="?", help="The form's slug.")
        parser.add_argument("--council", help="The council's slug.")
        parser.add_argument("--file", type=Path, help="The form's source as YAML, in place of a draft.")

    def handle(self, *args, slug, council, file, **options):
        if bool(file) == bool(slug) or bool(slug) != bool(council):
            raise CommandError("Give the slug of a form and --council, or --file.")
        try:
            source, kept = self._file(file) if file else self._draft(slug, council)
            document = compile_own(source)
        except (FormProblems, SourceRefused) as wrong:
            raise CommandError("\n".join(wrong.problems)) from wrong
        except (OSError, UnicodeDecodeError, YamlRefused) as wrong:
            raise CommandError(str(wrong)) from wrong
        outcomes, stopping = outcomes_of(source, document), blocking(source, kept)
        self._print(outcomes_words(outcomes, source["slug"]), found_words(stopping, source["slug"]))
        failed = [outcome for outcome in outcomes if not outcome.passed]
        if failed or stopping:
            raise CommandError(f"{len(failed)} of {len(outcomes)} examples failed; {len(stopping)} to be put right.")

    def _file(self, file):
        source = read_source(file.read_text(encoding="utf-8"))
        # Whether a council has the sound and films that a file names, the file cannot say.
        return source, named_in(source)

    def _draft(self, slug, council):
        found = next((each for each in accounts_readers.councils() if each.slug == council), None)
        if found is None:
            raise CommandError(f"There is no active council {council}.")
        with council_scope(found.pk):
            draft = FormDraft.objects.filter(form__slug=slug).first()
            if draft is None:
                raise CommandError(f"There is no draft of a form {slug}.")
            return draft.source, kept_in(draft.source)

    def _print(self, outcomes, groups):
        for outcome in outcomes:
            self.stdout.write(f"{'failed' if outcome['wrong'] else 'passed'}: {outcome['name']}")
            for miss in outcome["wrong"]:
                self.stdout.write(f"  {miss['words']}")
        for group in groups:
            self.stdout.write(f"to be put right: {group['title']}")
            for row in group["rows"]:
                self.stdout.write(f"  {row['words']}")
