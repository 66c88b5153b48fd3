"""The audit trail: append-only, one chain per council, tampering is named, and people read it in plain words."""

from __future__ import annotations

import ast
import io
import re
import threading
from contextlib import redirect_stdout
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from accounts import audit, readers
from accounts.actors import Actor, system_actor
from accounts.models import AuditEvent, Council, Delegation, Organisation
from accounts.presenters.trail import WORDS
from betteroff.management.commands.prepare_database import connected_as
from core.tenancy import council_scope
from tests.people import browser_of
from tests.settings_source import PACKAGES


def verify(*slugs) -> tuple[int, str]:
    """Exit code and output of `manage.py verify_audit`."""
    output = io.StringIO()
    try:
        with redirect_stdout(output):
            call_command("verify_audit", *slugs, stdout=output)
    except SystemExit as end:
        return end.code, output.getvalue()
    return 0, output.getvalue()


def append(council: Council, count: int) -> None:
    for number in range(count):
        audit.record("accounts.resident.signed_in", by=system_actor(council, "tests"), subject=f"event {number}")


@pytest.fixture
def council_at_rest(transactional_db):
    """A council with six events, committed."""
    council = Council.objects.create(host="c.localhost", slug="c", name="C Council", reference_prefix="C")
    with council_scope(council.pk):
        append(council, 6)
    return council


class as_owner:  # noqa: N801 - reads as a phrase
    """The owner of the tables, with the trigger out of the way, as somebody who tampers would be."""

    def __init__(self, council: Council):
        self.council = council

    def __enter__(self):
        self.role = connected_as(settings.DATABASE_OWNER_URL)
        self.role.__enter__()
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE accounts_auditevent DISABLE TRIGGER USER")
        self.scope = council_scope(self.council.pk)
        self.scope.__enter__()

    def __exit__(self, *exception):
        self.scope.__exit__(*exception)
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE accounts_auditevent ENABLE TRIGGER USER")
        self.role.__exit__(*exception)


def test_a_whole_chain_is_ok(council_at_rest):
    code, output = verify()
    assert code == 0
    assert re.fullmatch(r"c: OK, 6 events, head [0-9a-f]{16}\n", output)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("tamper", "finding"),
    [
        (lambda events: events.filter(number=3).update(actor_label="Somebody else"), "Event 3 was changed"),
        (lambda events: events.filter(number=3).update(resident=None, detail={"x": 1}), "Event 3 was changed"),
        (lambda events: events.filter(number=4).delete(), "Event 5 does not follow"),
        (lambda events: events.filter(number=1).delete(), "An event before number 2 is missing"),
        (lambda events: events.filter(number=5).update(previous_hash="0" * 64), "Event 5"),
    ],
)
def test_tampering_by_the_owner_is_named(council_at_rest, tamper, finding):
    with as_owner(council_at_rest):
        assert tamper(AuditEvent.objects.all())
    code, output = verify("c")
    assert code == 1
    assert "c: BROKEN" in output
    assert finding in output


def test_a_council_that_is_not_there_is_an_error(council_at_rest):
    with pytest.raises(CommandError, match="nowhere"):
        call_command("verify_audit", "nowhere")


@pytest.mark.parametrize(
    "statement", ["UPDATE accounts_auditevent SET actor_label = 'x'", "DELETE FROM accounts_auditevent"]
)
def test_the_apps_own_role_can_only_append(calderbrook, statement):
    append(calderbrook, 2)
    with pytest.raises(DatabaseError, match="permission denied|append-only"):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert AuditEvent.objects.filter(actor_label="x").count() == 0
    assert AuditEvent.objects.count() == 2


def test_writers_in_parallel_make_no_fork(council_at_rest):
    barrier = threading.Barrier(2)

    def write():
        try:
            for _ in range(5):
                barrier.wait(10)
                with council_scope(council_at_rest.pk):
                    append(council_at_rest, 3)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    with council_scope(council_at_rest.pk):
        assert audit.broken_links() == []
        assert list(AuditEvent.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 37))


def test_what_was_rolled_back_left_no_event(calderbrook):
    with transaction.atomic():
        append(calderbrook, 1)
        transaction.set_rollback(True)
    append(calderbrook, 1)
    assert AuditEvent.objects.get().number == 1
    assert audit.broken_links() == []


# --- in plain words -----------------------------------------------------------------------------------------------


APPS = "accounts|advocates|betteroff|claims|cobrowse|estimates|jobjournal|notifications|records"
# What is like one and names a module is none.
CODE = re.compile(rf"({APPS})\.(?!actions\.)[a-z_]+\.[a-z_]+")


def codes_in_the_source() -> set[str]:
    """Every text in the apps that looks like an audit code."""
    found = set()
    for app in PACKAGES:
        for path in (settings.BASE_DIR / app).rglob("*.py"):
            # Settings and addresses name modules by their dotted paths, panels their places on pages.
            if path.name in {"audit_words.py", "settings.py", "panels.py"} or path.parent.name == "urls":
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Constant) and CODE.fullmatch(str(node.value)):
                    found.add(node.value)
    return found


def test_every_code_has_words():
    codes = codes_in_the_source()
    assert "accounts.resident.signed_in" in codes
    assert codes - WORDS.keys() == set()


def test_the_resident_reads_who_did_what_when_and_why(alice, aisha, bob):
    organisation = Organisation.objects.create(name="Citizens Advice")
    grant = Delegation.objects.create(
        resident=alice.resident,
        organisation=organisation,
        scopes=["fill:claims"],
        starts_on="2026-01-01",
        ends_on="2099-01-01",
    )
    audit.record("claims.claim.opened", by=aisha, resident=alice.resident, subject="CAL-7")
    audit.record("claims.answers.saved_by_helper", by=aisha, resident=alice.resident, grant=grant)
    audit.record("accounts.resident.signed_in", by=alice, resident=alice.resident)
    audit.record("claims.claim.opened", by=aisha, resident=bob.resident, subject="CAL-8")
    page = browser_of(alice).get(reverse("accounts:audit_trail"))
    events = page.context["events"]
    assert [event["who"] for event in events] == ["You", aisha.label, aisha.label]
    assert events[1]["why"] == "You asked for their help"
    text = page.content.decode()
    assert "Looked at a claim (CAL-7)" in text
    assert "CAL-8" not in text
    assert "Aisha Khan (Calderbrook Council)" in text


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("jobjournal.share.opened", "You shared this part of your journal with a PIN"),
        ("cobrowse.help.opened", "You asked for live help"),
        ("cobrowse.form.edit_refused", "You let them see the form while you talked"),
        ("claims.claim.opened", "They deal with claims for the council"),
        ("advocates.take_over_code.made", "They help you, for whoever is named here"),
    ],
)
def test_the_reason_is_the_real_one(alice, aisha, code, why):
    audit.record(code, by=aisha, resident=alice.resident)
    audit.record("claims.estimate.rerun", by=system_actor(alice.council, "estimates"), resident=alice.resident)
    # What a visitor did themselves is never said to be somebody else's act.
    audit.record("notifications.message.created", by=Actor(alice.council), resident=alice.resident)
    audit.record("cobrowse.form.shared", by=Actor(alice.council), resident=alice.resident)
    audit.record("accounts.preferences.set", by=alice, resident=alice.resident)
    events = browser_of(alice).get(reverse("accounts:audit_trail")).context["events"]
    assert [event["why"] for event in events] == [
        "You did this yourself",
        "It was done here before anybody signed in, or with a link or code that you were sent",
        "It was done here before anybody signed in, or with a link or code that you were sent",
        "The platform does this by itself",
        why,
    ]


def test_ones_own_looks_are_folded_and_others_stand_out(alice, aisha):
    for _ in range(3):
        audit.record("claims.document.opened", by=alice, resident=alice.resident, subject="claim CAL-1")
    audit.record("claims.claim.opened", by=aisha, resident=alice.resident, subject="claim CAL-1")
    audit.record("jobjournal.file.opened", by=alice, resident=alice.resident, subject="journal entry 32")
    page = browser_of(alice).get(reverse("accounts:audit_trail"))
    one, staff, folded = page.context["events"]
    assert (one["subject"], staff["who"]) == ("entry 32 of the journal", aisha.label)
    assert [each["what"] for each in folded["folded"]] == ["Opened the PDF of a claim"] * 3
    assert "You looked at your own information 3 times" in " ".join(page.content.decode().split())


def test_times_are_in_london(alice):
    audit.record("accounts.resident.signed_in", by=alice, resident=alice.resident)
    at = readers.audit_trail_for(alice).get().at
    page = browser_of(alice).get(reverse("accounts:audit_trail")).content.decode()
    assert at.astimezone(ZoneInfo("Europe/London")).strftime("%H:%M") in page


def test_the_trail_comes_in_pages(alice):
    for _ in range(60):
        audit.record("accounts.preferences.set", by=alice, resident=alice.resident)
    browser = browser_of(alice)
    first = browser.get(reverse("accounts:audit_trail"))
    last = browser.get(reverse("accounts:audit_trail") + "?page=3")
    assert len(first.context["events"]) == 25
    assert len(last.context["events"]) == 10
    assert browser.get(reverse("accounts:audit_trail") + "?page=nonsense").status_code == 200


def test_drafts_do_not_show_their_long_id(alice):
    subject = f"draft {alice.resident.public_id}"
    audit.record("claims.draft.link_used", by=Actor(alice.council), resident=alice.resident, subject=subject)
    text = browser_of(alice).get(reverse("accounts:audit_trail")).content.decode()
    assert "Used a link to carry on with a form" in text
    assert str(alice.resident.public_id) not in text
