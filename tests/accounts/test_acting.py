"""Who acts over a line that stays open: asked in one statement, and worked out anew when any of it is another row."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actors import Actor
from accounts.middleware import Acting, NotHere
from accounts.models import Council, Membership, Resident, User
from accounts.permissions import Role
from accounts.sessions import VISITOR
from tests.people import browser_of
from tests.statements import as_written

# What opens or closes a scope asks nothing else.
SCOPE = re.compile(r"SELECT set_config\('app.council_id'")


def scope_of(actor: Actor, cookies: dict[str, str]) -> dict[str, Any]:
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return {
        "type": "websocket", "path": "/", "query_string": b"", "root_path": "", "client": ("127.0.0.1", 1),
        "headers": [(b"host", actor.council.host.encode()), (b"cookie", cookie.encode())],
        "server": ("127.0.0.1", 80), "scheme": "ws", "http_version": "1.1",
    }  # fmt: skip


def line_of(actor: Actor) -> Acting:
    """A line of somebody signed in, over which they were looked after a few times."""
    key = browser_of(actor).client.cookies[settings.SESSION_COOKIE_NAME].value
    line = Acting(scope_of(actor, {settings.SESSION_COOKIE_NAME: key}))
    for _ in range(3):
        now(line)
    return line


def now(line: Acting) -> Actor:
    with line.now() as actor:
        return actor


def statements(line: Acting) -> int:
    """How many statements read something; a scope is opened and closed around them."""
    with CaptureQueriesContext(connection) as queries:
        now(line)
    return sum(as_written(each["sql"]).startswith("SELECT") and not SCOPE.match(each["sql"]) for each in queries)


def test_one_statement_is_enough_while_nothing_changes(alice, aisha):
    for actor in (alice, aisha):
        line = line_of(actor)
        assert now(line) == actor
        assert statements(line) == 1


def deactivated(actor: Actor) -> None:
    User.objects.filter(pk=actor.user.pk).update(is_active=False)


def with_another_password(actor: Actor) -> None:
    user = User.objects.get(pk=actor.user.pk)
    user.set_password("quite another one")
    user.save()


def signed_out(actor: Actor) -> None:
    Session.objects.all().delete()


def session_over(actor: Actor) -> None:
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))


@pytest.mark.parametrize("happens", [deactivated, with_another_password, signed_out, session_over])
def test_whoever_is_signed_in_no_more_is_nobody_at_the_next_look(alice, aisha, happens):
    lines = [line_of(actor) for actor in (alice, aisha)]
    for actor in (alice, aisha):
        happens(actor)
    for line in lines:
        found = now(line)
        assert (found.user, found.resident, found.membership, found.second_factor) == (None, None, None, False)
        assert (now(line).user, now(line).user) == (None, None)


def test_a_role_that_is_changed_or_taken_away_is_so_at_the_next_look(aisha):
    line = line_of(aisha)
    Membership.objects.update(roles=[Role.ADMIN])
    assert now(line).membership.roles == [Role.ADMIN]
    Membership.objects.update(is_active=False)
    assert now(line).membership is None
    Membership.objects.update(is_active=True)
    assert now(line).membership.roles == [Role.ADMIN]


def test_a_name_that_is_changed_is_read_and_a_record_that_is_added_found(alice):
    Resident.objects.filter(pk=alice.resident.pk).update(user=None)
    line = line_of(alice)
    assert now(line).resident is None
    Resident.objects.filter(pk=alice.resident.pk).update(user=alice.user)
    assert now(line).resident == alice.resident
    now(line)
    Resident.objects.filter(pk=alice.resident.pk).update(name="Alice Other")
    assert now(line).resident.name == "Alice Other"


def test_a_visitors_record_is_theirs_until_it_is_somebodys(calderbrook, bob):
    record = Resident.objects.create()
    client = browser_of(Actor(council=calderbrook)).client
    session = client.session
    session[VISITOR] = str(record.public_id)
    session.save()
    line = Acting(scope_of(bob, {settings.SESSION_COOKIE_NAME: session.session_key}))
    assert [now(line).resident for _ in range(3)] == [record] * 3
    assert statements(line) == 1
    Resident.objects.filter(pk=record.pk).update(joined_into=bob.resident)
    assert now(line).resident is None


def test_the_session_of_staff_ends_though_its_row_is_the_same(aisha, settings):
    line = line_of(aisha)
    settings.STAFF_IDLE_MINUTES, settings.STAFF_SESSION_HOURS = -1, -1
    with pytest.raises(NotHere):
        now(line)


def test_a_council_that_closes_answers_no_more(alice):
    line = line_of(alice)
    Council.objects.update(closed_at=timezone.now())
    for _ in range(3):
        with pytest.raises(NotHere):
            now(line)
    # Open again, as it was.
    Council.objects.update(closed_at=None)
    assert now(line) == alice


def test_a_host_that_goes_over_to_another_council_is_nobodys_here(alice, southmere):
    line = line_of(alice)
    Council.objects.filter(pk=alice.council.pk).update(host="other.localhost")
    Council.objects.filter(pk=southmere.pk).update(host=alice.council.host)
    for _ in range(3):
        with pytest.raises(NotHere):
            now(line)
