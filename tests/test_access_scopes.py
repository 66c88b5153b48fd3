"""The access matrix for helpers: every POST that names something of a person's × every scope of a grant."""

from __future__ import annotations

import copy
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from accounts.models import Delegation, Resident
from accounts.permissions import Scope, looking
from advocates.rules.terms import LEVELS, scopes_of
from formspec.rules.compile import compile_form
from jobjournal.models import Appointment
from tests.access import world as planted
from tests.access.table import BODIES, ROWS, Row
from tests.access.world import World
from tests.claims import sent
from tests.claims.sent import ACCOUNT
from tests.test_access import call

# Whoever signed in may do these, whatever their grants: they are about the helper's own record.
OWN = {("claims:start", "form"), ("claims:resume", "token"), ("jobjournal:approve_screen", "screen code"),
       ("claims:eligibility", "checked form"), ("jobjournal:add_entry", "activity"),
       ("jobjournal:save_draft", "begun entry"),
       ("cobrowse:ask", "help step"), ("advocates:invite", "invitation step"), ("legal:say", "by law step"),
       # Or whoever has the link, to whose contact the code goes.
       ("advocates:transfer_asked", "transfer link"), ("advocates:transfer_code", "transfer link"),
       # Or about the computer.
       ("accounts:set_up_kiosk", "kiosk")}  # fmt: skip
# To see what one may see as a PDF is to look. (The form of these claims makes no household: nothing can be added.)
SEES_MONEY = {("estimates:ask_estimate_pdf", "draft"), ("estimates:add_scenario", "draft kind")}
MONEY = SEES_MONEY | {
    ("estimates:ask_estimate", "draft"), ("estimates:ask_estimate", "sent"), ("estimates:ask_hours_curve", "draft"),
    ("estimates:ask_hours_curve", "sent"), ("estimates:ask_comparison", "draft"),
    ("estimates:rename_scenario", "draft scenario"), ("estimates:remove_scenario", "draft scenario"),
}  # fmt: skip
FILL = {
    ("claims:page", "draft page"), ("claims:row", "draft row"), ("claims:save_answer", "draft"),
    ("claims:correct", "sent ask"),
    ("advocates:confirm", "draft"), ("advocates:confirm_code", "draft"),
    # A phone sends what its maker may send.
    ("claims:beside_question", "draft photos"),
    ("claims:add_file", "draft photos"), ("claims:remove_file", "draft photo"),
}  # fmt: skip
PAPERS = {
    ("claims:paper", "draft paper"), ("claims:paper", "sent paper"), ("claims:remove_paper", "sent paper file"),
    ("claims:beside_paper", "sent paper"),
}  # fmt: skip
MESSAGES = {("claims:thread", "sent")}
SUBMIT = {("claims:submit", "draft"), ("claims:submit", "sent")}
# By scope beside view:claims, and beside looking at the papers, messages or money that it is about. What is not listed
# is 403, 404 or 405.
MAY = {
    Scope.FILL_CLAIMS: FILL, Scope.SUBMIT_CLAIMS: SUBMIT, Scope.FILL_PAPERS: PAPERS, Scope.FILL_MESSAGES: MESSAGES,
    Scope.VIEW_MONEY: SEES_MONEY, Scope.FILL_MONEY: MONEY,
}  # fmt: skip

# What each area opens to the eye. Papers, messages, money and contact details are of claims, and open nothing without
# them.
CLAIMS = {
    ("claims:check_answers", "draft"), ("claims:page", "draft page"), ("claims:row", "draft row"),
    ("claims:sent", "sent"), ("claims:task_list", "draft"),
}  # fmt: skip
# The copy of what was sent names the account.
FIGURES = {
    ("claims:pdf", "sent"),
    ("casework:letter", "letter"), ("casework:letter_text", "letter"),
    ("estimates:estimate", "draft"), ("estimates:estimate", "sent"), ("estimates:estimate_pdf", "draft"),
    ("estimates:hours_curve", "draft"), ("estimates:hours_curve", "sent"),
    ("estimates:rename_scenario", "draft scenario"), ("estimates:scenarios", "draft"), ("estimates:scenarios", "sent"),
}  # fmt: skip
# On paper it has the address.
ADDRESSED = {("casework:letter_pdf", "letter")}
CORRECTING = {
    ("claims:beside_question", "draft photos"), ("claims:check_correction", "sent ask"),
    ("claims:correct", "sent ask"), ("claims:corrections", "sent"),
}  # fmt: skip
FILES = {
    ("claims:file", "draft photo"), ("claims:file", "sent photo"), ("claims:paper", "draft paper"),
    ("claims:paper", "sent paper"), ("claims:papers", "draft"), ("claims:papers", "sent"),
}  # fmt: skip
JOURNAL = {
    ("jobjournal:again", "entry"), ("jobjournal:appointment_file", "appointment"),
    ("jobjournal:document", "journal pdf"), ("jobjournal:entry", "entry"), ("jobjournal:file", "proof"),
    ("jobjournal:remove_entry", "entry"),
}  # fmt: skip
SEES = {
    (Scope.VIEW_CLAIMS,): CLAIMS,
    (Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS, Scope.SUBMIT_CLAIMS): CLAIMS | CORRECTING,
    (Scope.VIEW_CLAIMS, Scope.VIEW_PAPERS): CLAIMS | FILES,
    (Scope.VIEW_CLAIMS, Scope.VIEW_MESSAGES): CLAIMS | {("claims:thread", "sent")},
    (Scope.VIEW_CLAIMS, Scope.VIEW_MONEY): CLAIMS | FIGURES,
    (Scope.VIEW_CLAIMS, Scope.VIEW_MONEY, Scope.VIEW_CONTACT): CLAIMS | FIGURES | ADDRESSED,
    (Scope.VIEW_CLAIMS, Scope.VIEW_CONTACT, Scope.FILL_CONTACT): CLAIMS,
    (Scope.VIEW_JOURNAL,): JOURNAL,
    (Scope.VIEW_PAPERS, Scope.FILL_PAPERS): set(),
    (Scope.VIEW_MESSAGES, Scope.FILL_MESSAGES): set(),
    (Scope.VIEW_MONEY, Scope.FILL_MONEY): set(),
    (Scope.VIEW_CONTACT, Scope.FILL_CONTACT): set(),
}


# What is the owner's, by the area whose leave shows it: in nobody's page without that.
TOLD = {
    Scope.VIEW_CONTACT: ("7 Canary Row", "960777", "olwen@example.org", "Text message of a canary"),
    Scope.VIEW_MONEY: ("ending 45", ACCOUNT, "309430"),
    Scope.VIEW_MESSAGES: ("Good morning.",),
    Scope.VIEW_JOURNAL: ("Canary coach",),
}
REACHED = [
    {"key": "address", "label": "Your address", "type": "address", "fact": "address.current", "required": False},
    {"key": "phone", "label": "Your number", "type": "phone", "fact": "person.phone", "required": False},
    {"key": "email", "label": "Your email", "type": "email", "fact": "person.email", "required": False},
    {"key": "ways", "label": "How shall we tell you?", "type": "multi_choice", "fact": "person.contact_preference",
     "required": False, "options": [{"value": "sms", "label": "Text message of a canary"}]},
]  # fmt: skip
REACHED_AT = {
    "address": {"line1": "7 Canary Row", "line2": "", "town": "Calder", "county": "", "postcode": "AB1 2DE"},
    "phone": "01632 960777", "email": "olwen@example.org", "ways": ["sms"],
}  # fmt: skip


def photo() -> SimpleUploadedFile:
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    return SimpleUploadedFile("photo.png", picture.getvalue(), "image/png")


@pytest.fixture
def world(calderbrook, southmere, operator, settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    return World(calderbrook, southmere, operator)


@pytest.fixture
def told_world(calderbrook, southmere, operator, settings, tmp_path, monkeypatch):
    """A world in which every form of the owner's says how they are reached, as their record does."""
    settings.MAILBOX_DIR = tmp_path
    spec = copy.deepcopy(sent.SOURCE)
    spec["sections"][1]["questions"] += REACHED
    monkeypatch.setattr(sent, "_compiled", lambda: compile_form(spec, guidance={}))
    for module in (sent, planted):
        monkeypatch.setattr(module, "ANSWERS", {**sent.ANSWERS, **REACHED_AT})
    world = World(calderbrook, southmere, operator)
    Resident.objects.filter(pk=world.actors["owner"].resident.pk).update(phone="+441632960777", contact_by=["sms"])
    Appointment.objects.update(what="Canary coach")
    return world


@pytest.fixture
def bodies(monkeypatch):
    """What would do something, where the empty form does nothing."""
    monkeypatch.setitem(BODIES, "estimates:rename_scenario", ({"name": "Another name"}, {}))
    return BODIES


def reached(world: World, bodies, row: Row) -> bool:
    """Whether a helper gets anything but a refusal."""
    for name in ("claims:add_file", "jobjournal:add_files"):
        bodies[name] = ({"photo": photo(), "proof": photo()}, {})
    try:
        response = call(world.browser("other"), row, world.arguments[row.names])
    finally:
        for name in ("claims:add_file", "jobjournal:add_files"):
            del bodies[name]
    # An old tab of what was sent leads to its receipt, and does nothing.
    is_receipt = row.name != "claims:submit" and getattr(response, "url", "").endswith("/sent/")
    return response.status_code not in (403, 404, 405) and not is_receipt


@pytest.mark.slow
def test_a_helper_writes_by_the_scope_that_says_so_and_no_other(world, bodies):
    owner, helper = world.actors["owner"], world.actors["other"]
    rows = [row for row in ROWS if row.method == "POST" and row.names and row.outcomes["owner"] in ("go", "200", "422")]
    today = timezone.localdate()
    grant = Delegation.objects.create(
        resident=owner.resident, helper=helper.user, scopes=[], starts_on=today, ends_on=today
    )
    for scope in Scope:
        if scope.endswith(":journal"):
            continue
        grant.scopes = sorted({Scope.VIEW_CLAIMS, scope, looking(scope)})
        grant.save()
        found = {(row.name, row.names) for row in rows if reached(world, bodies, row)}
        assert found == OWN | MAY.get(scope, set()), scope


@pytest.mark.slow
def test_a_helper_who_only_looks_at_a_journal_writes_nothing_in_it(world, bodies):
    owner, helper = world.actors["owner"], world.actors["other"]
    rows = [row for row in ROWS if row.method == "POST" and row.names and row.name.startswith("jobjournal:")]
    today = timezone.localdate()
    Delegation.objects.create(
        resident=owner.resident, helper=helper.user, scopes=[Scope.VIEW_JOURNAL], starts_on=today, ends_on=today
    )
    for row in rows:
        bodies["jobjournal:add_files"] = ({"photo": photo(), "proof": photo()}, {})
        response = call(world.browser("other"), row, world.arguments[row.names])
        del bodies["jobjournal:add_files"]
        assert response.written <= {"django_session", "accounts_auditevent"} or row.name in dict(OWN), row.name


def opened(world: World, rows: list[Row]) -> set[tuple[str, str]]:
    """What a helper looks at of somebody else's by a GET."""
    found = set()
    for row in rows:
        if call(world.browser("other"), row, world.arguments[row.names]).status_code == 200:
            found.add((row.name, row.names))
    return found


@pytest.mark.slow
def test_a_helper_looks_by_the_scope_of_the_area_and_no_other(world):
    owner, helper = world.actors["owner"], world.actors["other"]
    rows = [row for row in ROWS if row.method == "GET" and row.names and row.outcomes["owner"] == "200"]
    rows = [row for row in rows if row.outcomes["other"] in ("403", "404")]
    today = timezone.localdate()
    grant = Delegation.objects.create(
        resident=owner.resident, helper=helper.user, scopes=[Scope.VIEW_SHARED_FORM], starts_on=today, ends_on=today
    )
    for scopes, may in SEES.items():
        grant.scopes = list(scopes)
        grant.save()
        assert opened(world, rows) == may, scopes


def words_of(response) -> str:
    """Everything that came back, headers too, with no blanks in numbers."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    said = f"{body.decode(errors='replace')} {dict(response.headers)}"
    return said + re.sub(r"(?<=\d)[\s-]+(?=\d)", "", said)


@pytest.mark.slow
def test_no_page_and_no_file_says_anything_of_an_area_that_was_not_given(told_world):
    """Each area beside claims; the owner sees all of it, so that the words are there to be found."""
    owner, helper = told_world.actors["owner"], told_world.actors["other"]
    rows = [row for row in ROWS if row.method == "GET" and row.names and row.outcomes["owner"] == "200"]
    rows = [row for row in rows if row.outcomes["other"] in ("403", "404")]
    today = timezone.localdate()
    grant = Delegation.objects.create(
        resident=owner.resident, helper=helper.user, scopes=[], starts_on=today, ends_on=today
    )
    told_world.arguments["helping"] = [str(grant.public_id)]
    person = Row("advocates:person", "helping", "GET", dict.fromkeys(("owner", "other"), "200"), ())

    def found(persona: str) -> dict[str, set[str]]:
        said = {area: set() for area in TOLD}
        for row in (*rows, person):
            words = words_of(call(told_world.browser(persona), row, told_world.arguments[row.names]))
            for area, canaries in TOLD.items():
                said[area] |= {f"{row.name} {row.names}: {each}" for each in canaries if each in words}
        return said

    assert all(found("owner").values())
    for area, levels in LEVELS.items():
        grant.scopes = sorted({*scopes_of({"claims": "send"}), *list(levels.values())[-1]})
        grant.save()
        said = found("other")
        assert {each: where for each, where in said.items() if where and each not in grant.scopes} == {}, area
        assert said.get(levels["view"][0], True), area
