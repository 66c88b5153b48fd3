"""Open every page that we send people to: `manage.py check_outside_addresses [--write]`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core.outside.addresses import ADDRESSES
from core.outside.opening import note_checked, open_all


class Command(BaseCommand):
    """Ends with an error when a page is not there. Phone numbers are for a person to compare."""

    help = "Open the pages in core/outside/addresses.yaml; --write notes today beside those that are there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="note today's date beside each page that opens")
        parser.add_argument("--file", type=Path, default=ADDRESSES, help="another file like it")

    def handle(self, *args: Any, **options: Any) -> None:
        away = 0
        for key, page, problem in open_all(options["file"]):
            away += bool(problem)
            self.stdout.write(f"{key}: {page.url} {page.phone} {problem or 'is there'}".replace("  ", " "))
            if options["write"] and not problem:
                note_checked(key, timezone.localdate(), options["file"])
        if away:
            raise CommandError(f"{away} pages could not be opened.")
