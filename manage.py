#!/usr/bin/env python
"""Django's commands. Without DATABASE_URL they use the embedded servers: the running ones, or new ones for a moment."""

import os
import sys

from django.core.management import execute_from_command_line

from betteroff.local.defaults import set_local_defaults
from betteroff.local.services import services_environment
from core.tenancy import work_in_background


def main() -> None:
    """Run one management command."""
    folder = set_local_defaults()
    with services_environment(folder) as environment:
        os.environ.update(environment)
        work_in_background()
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
