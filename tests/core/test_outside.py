"""Pages of others that we send people to: one file, each with the day on which it was checked."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.template import Context, Template
from django.utils import timezone

from core.outside.addresses import ADDRESSES, outside, outside_addresses
from core.outside.opening import note_checked, problem_of
from tests.settings_source import BASE_DIR, PACKAGES

# Addresses that nobody presses: names of schemas and of vocabularies, and examples in the words of a form.
NOT_PRESSED = (
    "json-schema.org",
    "www.w3.org",
    "service.example",
    "schemas.",
    "council.example",
    "starts with https://",
    "DEFAULT_NOTIFY_URL",
    # Of a service that only the platform asks, and its description.
    "os.uk/",
)


class Answers(BaseHTTPRequestHandler):
    """200 for /there, 404 for all else."""

    def do_GET(self):
        self.send_response(200 if self.path == "/there" else 404)
        self.end_headers()

    def log_message(self, *arguments):
        """Nothing is written."""


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_each_is_a_page_of_somebody_with_a_number_that_can_be_dialled():
    for key, page in outside_addresses().items():
        assert page.url.startswith("https://"), key
        assert page.name, key
        assert re.fullmatch(r"|0[38]\d{2} [\d ]{6,8}", page.phone), key
        assert page.checked is None or page.checked <= timezone.localdate(), key
    assert outside("pc").tel == "tel:0800991234"
    assert outside("hb") is None


def test_no_other_file_holds_an_address_to_press():
    files = [path for package in (*PACKAGES, "templates") for path in (BASE_DIR / package).rglob("*.*")]
    found = [
        (path.relative_to(BASE_DIR).as_posix(), line.strip())
        for path in files
        if path.suffix in (".py", ".html", ".txt") and "migrations" not in path.parts
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"href=\"https?://|[\"']https://[a-z]", line) and not any(part in line for part in NOT_PRESSED)
    ]
    assert found == [], "give it a line in core/outside/addresses.yaml"


def test_a_link_has_its_own_name_or_other_words():
    template = Template("{% load outside %}{% outside_link 'shelter' %}{% outside_link 'shelter' words %}")
    drawn = template.render(Context({"words": "<b>"}))
    assert drawn.count('href="https://www.shelter.org.uk/"') == 2
    assert ">Shelter</a>" in drawn
    assert "&lt;b&gt;" in drawn


def test_what_is_not_there_is_said(site):
    assert problem_of(f"{site}/there") == ""
    assert problem_of(f"{site}/gone") == "status 404"
    assert problem_of("http://127.0.0.1:9/").startswith("no answer")


def test_the_day_is_written_beside_one_and_the_rest_stays(tmp_path):
    path = tmp_path / "addresses.yaml"
    shutil.copy(ADDRESSES, path)
    note_checked("uc", dt.date(2026, 11, 28), path)
    note_checked("uc", dt.date(2026, 11, 29), path)
    after = outside_addresses(path)
    assert after["uc"].checked == dt.date(2026, 11, 29)
    assert {**after, "uc": None} == {**outside_addresses(), "uc": None}
    with pytest.raises(KeyError):
        note_checked("nobody", dt.date(2026, 11, 28), path)


def test_the_command_opens_all_and_notes_those_that_are_there(site, tmp_path):
    path, said = tmp_path / "addresses.yaml", StringIO()
    lines = [f"{key}: {{name: A page, url: '{site}/{key}', checked: null}}\n" for key in ("there", "gone")]
    path.write_text("".join(lines))
    with pytest.raises(CommandError, match="1 pages could not be opened"):
        call_command("check_outside_addresses", "--write", "--file", path, stdout=said)
    assert f"there: {site}/there is there" in said.getvalue()
    assert "gone" in said.getvalue()
    outside_addresses.cache_clear()
    assert [each.checked for each in outside_addresses(path).values()] == [timezone.localdate(), None]
