"""`manage.py missing_translations`: what a language still lacks, in the interface and in each form of the library."""

from collections import Counter
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from core.catalogue import messages_in_use, missing_from, read_catalogue, unused_in, update_catalogue
from formspec.rules.compile import compile_library_form, library_optional_questions, library_slugs
from formspec.rules.translation import texts_for, translatable_texts


class Command(BaseCommand):
    """Reads the sources and the catalogue; needs no database and no gettext tools."""

    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--language", default="cy", help="A language code; Welsh (cy) unless told.")
        parser.add_argument("--form", help="List every missing text of this form of the library, not just counts.")
        parser.add_argument(
            "--update", action="store_true", help="Bring the .po file in line with the code: new empty, unused gone."
        )
        parser.add_argument(
            "--fail-on-interface", action="store_true", help="End with 1 when the interface lacks something."
        )

    def handle(self, *args, language, form, update, fail_on_interface, **options):
        path = _catalogue_path(language)
        used = messages_in_use(settings.BASE_DIR)
        if update:
            update_catalogue(path, used)
        lacking = self._show_interface(path, used)
        for slug in [form] if form else library_slugs():
            self._show_form(slug, language, in_full=bool(form))
        if lacking and fail_on_interface:
            raise CommandError(f"{lacking} messages of the interface are not translated.")

    def _show_interface(self, path: Path, used) -> int:
        catalogue = read_catalogue(path)
        missing = missing_from(catalogue, used)
        for message in missing:
            text = message.id if isinstance(message.id, str) else message.id[0]
            self.stdout.write(f"{message.locations[0][0]}: {text}")
        unused = len(unused_in(catalogue, used))
        self.stdout.write(f"Interface: {len(missing)} of {len(used)} messages missing, {unused} in the file unused.")
        return len(missing)

    def _show_form(self, slug: str, language: str, *, in_full: bool) -> None:
        if slug not in library_slugs():
            raise CommandError(f"There is no form called {slug} in the library.")
        missing, total = missing_of_form(slug, language)
        counts = Counter(kind for kind, _text in missing)
        details = ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items()))
        self.stdout.write(f"{slug}: {len(missing)} of {total} texts missing{f' ({details})' if details else ''}.")
        if in_full:
            for kind, text in missing:
                self.stdout.write(f"  {kind}: {text}")


def missing_of_form(slug: str, language: str) -> tuple[list[tuple[str, str]], int]:
    """(kind, text) of what a form of the library lacks in a language, each text once, and how many texts it has."""
    spec = compile_library_form(slug, [each.key for each in library_optional_questions(slug)])
    texts = {text: kind for kind, text in translatable_texts(spec)}
    translated = texts_for(spec, language)
    return [(kind, text) for text, kind in texts.items() if text not in translated], len(texts)


def _catalogue_path(language: str) -> Path:
    path = settings.BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.po"
    if not path.is_file():
        raise CommandError(f"There is no catalogue for “{language}” ({path.relative_to(settings.BASE_DIR)}).")
    return path
