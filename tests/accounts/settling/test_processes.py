"""A changed setting holds in every process of the server at once: what one keeps of a council is never an old one."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack

import pytest
from django.db import connection

from accounts.actions.councils import change_council, topic_values
from accounts.models import Council
from core.tenancy import council_scope
from tests.platform_process import BASE_DIR

# A process of the server without its socket: for each address it is told, it answers whether the words are there.
SERVER = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "betteroff.settings"
import django
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
django.setup()
from django.test import Client
client = Client(headers={"host": sys.argv[2]})
for line in sys.stdin:
    path, words = line.rstrip("\\n").split("\\t")
    print(words in client.get(path).content.decode(), flush=True)
"""


class Server:
    """One process, asked over its standard input."""

    def __init__(self, host: str):
        name = connection.settings_dict["NAME"]
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVER, name, host], cwd=BASE_DIR, env={**os.environ}, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_error) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()

    def shows(self, path: str, words: str) -> bool:
        """Whether a page of this process has these words now."""
        print(path, words, sep="\t", file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline().strip()
        assert answer in ("True", "False"), "the process ended"
        return answer == "True"


CHANGES = [
    ("council.names", {"name": "Northby Council"}, "/", "Northby Council"),
    ("council.colours", {"colour": "#1d4f22"}, "/council.css", "1d4f22"),
    ("council.contact", {"phone": "01632 960 077"}, "/contact/", "01632 960 077"),
    ("council.hours", {"opening_hours": [{"days": "Monday", "hours": "8 to 4"}]}, "/contact/", "8 to 4"),
    ("council.languages", {"languages": ["en-gb"]}, "/", "Cymraeg"),
]


@pytest.mark.django_db(transaction=True)
def test_what_one_process_changes_the_others_show_with_the_next_page(sian):
    council_id, host = sian.council.pk, sian.council.host
    with ExitStack() as stack:
        one, other = (stack.enter_context(Server(host)) for _number in range(2))
        for topic, changed, path, words in CHANGES:
            before = topic == "council.languages"
            # Both have kept the page, and the parts of it that are the same for everybody.
            assert one.shows(path, words) is other.shows(path, words) is before, topic
            with council_scope(council_id):
                council = Council.objects.get(pk=council_id)
                change_council(topic=topic, values=topic_values(council, topic) | changed, by=sian)
            assert one.shows(path, words) is other.shows(path, words) is not before, topic
