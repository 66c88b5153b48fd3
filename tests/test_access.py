"""The access matrix: every address × every kind of person × GET and POST (tests/access/table.py)."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, reset_queries, transaction
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone

from accounts.models import Delegation
from accounts.permissions import Role, Scope
from claims.models import Claim
from claims.readers import claims as readers
from core.tenancy import council_scope
from tests.access.help import help_things
from tests.access.studio import PARTS
from tests.access.table import BODIES, PLATFORM, ROWS, Row
from tests.access.walker import endpoints
from tests.access.world import World, make_things, opened, passkey_of
from tests.claims.browsing import without_tokens
from tests.people import Browser, make_resident, make_staff
from tests.statements import as_written

COUNCIL_URLS = "betteroff.urls"
# What a GET may write: that it happened, the session it happened in, that staff have opened a file of a claim, that a
# page or a desk of live help is open, and that a message was read.
WRITABLE_BY_GET = {
    "accounts_auditevent", "django_session", "jobjournal_shareview", "claims_claimfile", "cobrowse_helprequest",
    "cobrowse_duty", "cobrowse_sharedform", "claims_threadmessage",
}  # fmt: skip
# Whoever has no session may make no row by looking: nobody counts them. Those that must, with why.
WRITES_FOR_NOBODY: dict[str, str] = {}
# Addresses that open to a key and to nobody's session.
KEYED = {row.name for row in ROWS if set(row.outcomes.values()) == {"401"}}
# A page that fills in a code says the same for every code.
CODES = {"share code", "screen code"}
# Every council has these, and everybody these days.
OF_EVERYBODY = {
    "activity", "begun entry", "sentence", "entry place", "period", "help step", "invitation step", "register step",
    "by law step", "reply", "message words", "form words", "form status",
}  # fmt: skip
# What staff of the council have on their desks.
HELP = {
    "by law said", "by law paper", "by law begun", "owner person", "owner action", "hand-over", "enquiry",
    "help", "help edit", "help left", "help ended", "help file", "opening time", "closed day", "topic", "booking",
    "booking time", "place", "leave", "phone code", "team", "made", "had", "doubt", "passed on", "may be passed on",
}  # fmt: skip
# Whom the council works with, which its advisers share.
CASES = {"case", "case note", "case batch", "absence"}
# Nothing in these is about the person who asks, or the session is gone.
MAY_BE_KEPT = (
    "council_css", "council_logo", "formspec:medium", "api", "casework:claim_schema", "accounts:sign_out",
    "jobjournal:offline_",
)  # fmt: skip


@pytest.fixture
def world(standing_world, db, settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    with opened(standing_world) as world:
        world.council.logo, world.council.logo_type = b"<svg />", "image/svg+xml"
        world.council.save()
        yield world


@pytest.fixture
def calderbrook(world):
    return world.council


@pytest.fixture
def southmere(world):
    return world.other_council


def call(browser: Browser, row: Row, arguments: list[str], urlconf: str = COUNCIL_URLS):
    """One request; what it did to the database is undone. The answer says which tables it wrote to."""
    path = reverse(row.name, urlconf, args=arguments)
    cache.clear()
    reset_queries()
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        if row.method == "GET":
            response = browser.get(path)
        else:
            body, extra = BODIES.get(row.name, ({}, {}))
            response = browser.post(path, body, **extra)
        response.written = {table for query in queries if (table := written_table(query["sql"]))}
        transaction.set_rollback(True)
    return response


def written_table(sql: str) -> str:
    """The table that a statement writes to, or ""."""
    found = re.match(r'(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)', as_written(sql))
    return found[1] if found else ""


def outcome(response, urlconf: str = COUNCIL_URLS) -> tuple[str, str]:
    """A response in the words of the table: what, and the name of where it leads."""
    if response.status_code not in (301, 302):
        return str(response.status_code), ""
    path, _, query = response["Location"].partition("?")
    name = resolve(path, urlconf).view_name
    # The platform's own hosts have no codes; sent there to sign in, somebody is to come back.
    is_sign_in = name in ("accounts:sign_in", "account_login") if urlconf == COUNCIL_URLS else "next=" in query
    if is_sign_in and name in ("accounts:sign_in", "account_login"):
        return "in", name
    return {"accounts:second_factor": "2f"}.get(name, "go"), name


# --- The table is complete ------------------------------------------------------------------------------------


def unlisted(urlconf: str, rows: list[Row]) -> set[str]:
    return {endpoint.name for endpoint in endpoints(urlconf)} - {row.name for row in rows}


def test_every_address_is_in_the_table():
    assert unlisted(COUNCIL_URLS, ROWS) == set(), "Say in tests/access/table.py who may reach these."
    assert unlisted(settings.PLATFORM_URLCONF, PLATFORM) == set()


def test_every_address_in_the_table_exists():
    assert {row.name for row in ROWS} - {endpoint.name for endpoint in endpoints(COUNCIL_URLS)} == set()
    assert {row.name for row in PLATFORM} - {
        endpoint.name for endpoint in endpoints(settings.PLATFORM_URLCONF)
    } == set()


def test_names_are_unambiguous():
    names = [endpoint.name for endpoint in endpoints(COUNCIL_URLS)]
    assert len(names) == len(set(names))


def test_addresses_that_name_something_do_so_in_the_table():
    naming = {endpoint.name for endpoint in endpoints(COUNCIL_URLS) if endpoint.has_arguments}
    assert naming == {row.name for row in ROWS if row.names}


def test_the_walker_finds_addresses_that_somebody_forgot():
    assert unlisted("tests.access.planted", ROWS) == {"planted:open", "nameless/<uuid:public_id>/"}


@pytest.mark.urls("tests.access.planted")
def test_a_view_that_somebody_forgot_to_guard_asks_to_sign_in(calderbrook):
    browser = Browser(Client(), calderbrook.host)
    assert outcome(browser.get(f"/nameless/{uuid.uuid4()}/"))[0] == "in"
    assert browser.get("/planted/open/").status_code == 200


# --- The table is true ----------------------------------------------------------------------------------------


def faults(world: World, row: Row, persona: str, secrets: list[str]) -> list[str]:
    """What is wrong where this person asks for this: sentences. No page of theirs may have one of the `secrets`."""
    response = call(world.browser(persona), row, world.arguments[row.names])
    (found, name), expected = outcome(response), row.outcomes[persona]
    where, wrong = f"{row.method} {row.name} {row.names} as {persona}", []
    if found != expected or (found == "go" and name not in row.leads_to):
        wrong.append(f"{where}: {found} {name}, not {expected} {row.leads_to}")
    text = response.content.decode(errors="replace") if response.status_code < 300 else ""
    wrong += [f"{where} shows {secret}" for secret in secrets if secret in text]
    if row.method == "GET" and response.written - WRITABLE_BY_GET:
        wrong.append(f"{where} wrote to {response.written}")
    may_keep = persona in ("nobody", "pin", "left") or row.name.startswith(MAY_BE_KEPT)
    if not may_keep and "no-store" not in response.get("Cache-Control", ""):
        wrong.append(f"{where} may be kept by the browser: {response.get('Cache-Control')}")
    return wrong


@pytest.mark.slow
def test_everybody_reaches_what_the_table_says(world):
    tried = [(row, persona) for row in ROWS for persona in row.outcomes]
    wrong = [each for row, persona in tried for each in faults(world, row, persona, world.secrets_from(persona))]
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
def test_no_get_of_somebody_without_a_session_writes_anything(world):
    """A row for each request of anybody would fill the disk: no session, whatever the address and the headers say."""
    things = {**world.arguments, "council": ["calderbrook"], "council kind": ["calderbrook", "message"]}
    asks = "?next=/claims/&lang=cy&language=cy&_language=cy&q=a&page=2&code=123456&record=1&draft=1"
    said = {"Accept": "text/html", "Accept-Language": "cy", "X-Fragment": "1", "Referer": "http://elsewhere.example/"}
    wrong = []
    for host, urlconf, rows in (
        (world.council.host, COUNCIL_URLS, ROWS), ("localhost", settings.PLATFORM_URLCONF, PLATFORM),
    ):  # fmt: skip
        for row in rows:
            path = reverse(row.name, urlconf, args=things[row.names])
            for query, headers in (("", {}), (asks, said)):
                written = written_by_get(Browser(Client(), host), path + query, headers) if row.method == "GET" else ()
                if written and row.name not in WRITES_FOR_NOBODY:
                    wrong.append(f"{row.name}{query} wrote to {written}")
    assert wrong == [], "\n".join(wrong)


def written_by_get(browser: Browser, address: str, headers: dict[str, str]) -> set[str]:
    """The tables that a GET wrote to, which is undone."""
    cache.clear()
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        browser.get(address, headers=headers)
        transaction.set_rollback(True)
    return {table for query in queries if (table := written_table(query["sql"]))}


@pytest.mark.slow
def test_other_methods_are_refused(world):
    listed = {(row.name, row.method) for row in ROWS}
    wrong = []
    for name, names in {row.name: row.names for row in ROWS}.items():
        for method in ("GET", "POST"):
            if (name, method) in listed:
                continue
            for persona in ("nobody", "owner", "advisor"):
                row = Row(name, names, method, {}, ())
                found, _ = outcome(call(world.browser(persona), row, world.arguments[names]))
                if found not in ("405", "in", "404") and (found != "401" or name not in KEYED):
                    wrong.append(f"{method} {name} as {persona}: {found}")
    assert wrong == []


@pytest.mark.slow
def test_nothing_is_written_without_a_token(world):
    """Every POST needs the CSRF token; the API looks at no session, so there is nobody to forge, and where it wants a
    key, nobody gets in by a session.
    """
    for row in ROWS:
        if row.method != "POST" or row.name.startswith("api"):
            continue
        for persona in ("owner", "advisor"):
            browser = world.browser(persona, enforce_csrf_checks=True)
            response = call(browser, row, world.arguments[row.names])
            assert response.status_code == (401 if row.name in KEYED else 403), f"{row.name} as {persona}"
            assert response.written <= {"django_session"}, row.name


def on_the_platform(world: World, persona: str, **options) -> Browser:
    """Somebody's browser on the platform's own host. No browser carries a council's session there; a thief might."""
    return Browser(world.browser(persona, **options).client, "localhost")


@pytest.mark.slow
def test_everybody_reaches_what_the_table_says_on_the_platforms_own_host(world):
    things = {**world.arguments, "council": ["calderbrook"], "council kind": ["calderbrook", "message"]}
    wrong = []
    for row in PLATFORM:
        for persona, expected in row.outcomes.items():
            response = call(on_the_platform(world, persona), row, things[row.names], settings.PLATFORM_URLCONF)
            found, name = outcome(response, settings.PLATFORM_URLCONF)
            where = f"{row.method} {row.name} as {persona}"
            if found != expected or (found == "go" and name not in row.leads_to):
                wrong.append(f"{where}: {found} {name}, not {expected} {row.leads_to}")
            # Nothing of anybody's, whoever asks.
            text = response.content.decode(errors="replace")
            wrong += [f"{where} shows {secret}" for secret in world.secrets_from("nobody") if secret in text]
            if row.method == "GET" and response.written - WRITABLE_BY_GET:
                wrong.append(f"{where} wrote to {response.written}")
    assert wrong == []


@pytest.mark.slow
def test_nothing_is_written_without_a_token_on_the_platforms_own_host(world):
    things = {**world.arguments, "council": ["calderbrook"], "council kind": ["calderbrook", "message"]}
    for row in PLATFORM:
        if row.method == "POST":
            browser = on_the_platform(world, "operator", enforce_csrf_checks=True)
            response = call(browser, row, things[row.names], settings.PLATFORM_URLCONF)
            assert response.status_code == 403, row.name
            assert response.written <= {"django_session"}, row.name


def test_no_other_host_answers(calderbrook):
    assert Client().get("/", HTTP_HOST="elsewhere.localhost").status_code == 404
    assert Client().get("/account/", HTTP_HOST="localhost").status_code == 404, "an account is with a council"


def test_metrics_need_the_token(calderbrook):
    browser = Browser(Client(), calderbrook.host)
    assert browser.get(reverse("metrics"), headers={"Authorization": "Bearer wrong"}).status_code == 404
    for odd in ("Bearer \xff", "\xff", "Bearer ", f"Bearer {settings.METRICS_TOKEN}\xe9"):
        assert browser.get(reverse("metrics"), headers={"Authorization": odd}).status_code == 404
    right = {"Authorization": f"Bearer {settings.METRICS_TOKEN}"}
    assert browser.get(reverse("metrics"), headers=right).status_code == 200


@pytest.mark.slow
def test_the_list_and_the_single_claim_agree(world):
    """Two getters say whose a claim is: what one lists, and only that, the other opens."""
    today = timezone.localdate()
    Delegation.objects.create(
        resident=world.actors["owner"].resident, helper=world.actors["other"].user, scopes=[Scope.VIEW_CLAIMS],
        starts_on=today, ends_on=today,
    )  # fmt: skip
    opened = Claim.objects.filter(resident=world.actors["owner"].resident).first()
    people = [*world.actors.values(), replace(world.actors["nobody"], opened_claims=frozenset({str(opened.public_id)}))]
    sizes = set()
    for actor in people:
        listed = set(readers.claims_for(actor))
        assert listed == {claim for claim in Claim.objects.all() if opens(actor, claim)}, actor
        sizes.add(len(listed))
    # Nobody, whoever opened one, and whoever may see all of the owner's.
    assert sizes == {0, 1, Claim.objects.filter(resident=world.actors["owner"].resident).count()}


def opens(actor, claim) -> bool:
    try:
        return readers.claim_for(actor, claim.public_id) == claim
    except Http404:
        return False


# --- What is somebody else's looks like what does not exist -----------------------------------------------------


def made_up(arguments: list[str]) -> list[str]:
    """Identifiers of the same kind that nobody has."""
    return [_made_up(value) for value in arguments]


def _made_up(value: str) -> str:
    if re.fullmatch(r"[0-9a-f-]{36}", value):
        return str(uuid.uuid4())
    if re.fullmatch(r"[A-Z]{3}-\w{4}-\w{4}", value):
        return f"{value[:3]}-0000-0000"
    if value.isdigit():
        return str(int(value) + 1_000_000)
    return "x" * len(value) if len(value) > 30 else value


def answer_to(browser: Browser, row: Row, arguments: list[str]):
    """Status, target and body of an answer, without what names the thing asked for."""
    response = call(browser, row, arguments)
    text = without_tokens(response) + response.get("Location", "")
    for value in arguments:
        # A number counts as part of an address: every page says `initial-scale=1`. A token may end in a dash.
        itself = rf"(?<=/){value}(?=/)" if value.isdigit() else rf"(?<!\w){re.escape(value)}(?!\w)"
        text = re.sub(itself, "…", text)
    return response.status_code, text


def assert_alike(world: World, personas: list[str], theirs: dict[str, list[str]], own: set[str]) -> int:
    compared = 0
    for row in ROWS:
        if row.names not in theirs or row.names in own:
            continue
        for persona in personas:
            arguments = theirs[row.names]
            exists = answer_to(world.browser(persona), row, arguments)
            nothing = answer_to(world.browser(persona), row, made_up(arguments))
            assert exists == nothing, f"{row.method} {row.name} {row.names} as {persona}"
            assert exists[0] in (302, 401, 403, 404, 405, 410) or row.name == "claims:resume", (row.name, exists[0])
            compared += 1
    return compared


@pytest.mark.slow
def test_another_councils_things_look_like_nothing(world, southmere):
    stranger = make_resident(southmere, "Stella Southern", "stella@example.org")
    theirs = make_things(southmere, stranger, passkey_of(stranger))
    # The row of a group and the form's name are no secrets; the reference of another council has its own letters.
    # Schemes are named by year and number, so each council has its own at the same address.
    personas = ["nobody", "visitor", "owner", "advisor", "admin", "foreign", "operator"]
    own = {"", "form", "library form", "scheme", "scheme year", "gain table", "list kind", "kept form", "phone words"}
    own |= {*CODES, *OF_EVERYBODY, "drafted form"}
    with council_scope(southmere.pk):
        adviser = make_staff(southmere, "Tom Ellery", "tom@southmere.example", Role.ADVISOR)
        theirs |= help_things(stranger, adviser, None)
    assert assert_alike(world, personas, theirs, own) > 200


@pytest.mark.slow
def test_another_persons_things_look_like_nothing(world):
    # Links and estimates of the API belong to whoever holds their address; staff may read what was sent.
    own = {"", "form", "token", "phone words", "estimate", "reference", "reference nino", "reference photo", "passkey"}
    own |= {"begun", "begun page", "library form", "scheme", "scheme year", "gain table", *HELP, *CODES, *OF_EVERYBODY}
    own |= {"reference paper", "reference message", "reference check", "reference decision", "decided"}
    own |= {"postal key", "postal letter", "batch", "kept list", "list kind", "hold", "kept form", "export"}
    own |= {"destination", "reference delivery", "api key", "reference note", "reference note file", "reference film"}
    own |= {"status", "ready words", "setting change"}
    own |= {"kiosk", "rate", "reference ask", "reference officer ask", "reference signature", "signing token"}
    # And what every form shows to everybody.
    own |= CASES | PARTS.keys() | {"form version", "others draft", "checked form", "form medium"}
    # Of the council that the admin looks after, and links that belong to whoever has them.
    own |= {"colleague", "partner", "staff invitation", "reset", "invited token", "reset token", "transfer link"}
    personas = ["nobody", "visitor", "other", "advisor", "admin", "operator"]
    assert assert_alike(world, personas, world.arguments, own) > 150
    # Any adviser of the council may help, so what somebody said there is nothing to everybody else.
    others = [each for each in personas if each not in ("advisor", "admin")]
    assert assert_alike(world, others, {name: world.arguments[name] for name in HELP | CASES}, set()) > 50
