"""Accounts, second factors and sessions: the app's role reads those of the council in scope and of whom it names."""

from __future__ import annotations

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction

from accounts.actions.rotating import rotate_second_factors
from accounts.actions.staff import add_operator, add_staff, remove_operator, reset_second_factor
from accounts.actors import system_actor
from accounts.keeping.session_store import SessionStore
from accounts.models import Delegation, User
from accounts.readers import user_by_contact, user_by_key
from core.tenancy import council_scope, everybody, name_session
from tests.conftest import let_reach
from tests.people import make_operator, make_resident

PEOPLE, FACTORS, SESSIONS = "accounts_user", "mfa_authenticator", "django_session"
PASSWORD = "another long password"


def rows(table: str, column: str) -> set:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM "{table}"')
        return {value for [value] in cursor.fetchall()}


def in_reach() -> tuple[set, set, set]:
    """Whose accounts, whose second factors and which sessions a bare SELECT finds."""
    return rows(PEOPLE, "id"), rows(FACTORS, "user_id"), rows(SESSIONS, "session_key")


def factor_of(user: User) -> None:
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})


def session_of(user: User) -> str:
    store = SessionStore()
    store["_auth_user_id"] = str(user.pk)
    store.save()
    return store.session_key


@pytest.fixture
def world(calderbrook, southmere, alice, aisha, carol, sian):
    """Two councils' people, a helper, an operator, who belongs to neither, each with a factor and a session."""
    helper = User.objects.create_user(username="helper", email="helper@example.org")
    Delegation.objects.create(
        resident=alice.resident,
        helper=helper,
        basis=Delegation.Basis.CONSENT,
        scopes=[],
        starts_on="2026-01-01",
        ends_on="2026-12-31",
    )
    olive = make_operator(calderbrook).user
    people = {"alice": alice.user, "aisha": aisha.user, "helper": helper, "carol": carol.user, "sian": sian.user}
    people["olive"] = olive
    for user in people.values():
        factor_of(user)
    keys = {name: session_of(user) for name, user in people.items()}
    let_reach("")
    return people, keys


def test_a_council_reaches_its_own_people_and_nobodys_session(world, southmere):
    people, _keys = world
    here = {people[name].pk for name in ("alice", "aisha", "helper")}
    assert in_reach() == (here, here, set())
    with council_scope(southmere.pk):
        there = {people[name].pk for name in ("carol", "sian")}
        assert in_reach() == (there, there, set())


def test_without_a_council_nobody_is_in_reach_to_read_change_or_delete(world):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.council_id', '', true)")
        assert in_reach() == (set(), set(), set())
        for statement in (
            f"UPDATE {PEOPLE} SET password = 'x'", f"DELETE FROM {PEOPLE}", f"UPDATE {FACTORS} SET data = '{{}}'",
            f"DELETE FROM {FACTORS}", f"UPDATE {SESSIONS} SET session_data = ''", f"DELETE FROM {SESSIONS}",
        ):  # fmt: skip
            cursor.execute(statement)
            assert cursor.rowcount == 0, statement


def test_a_look_up_brings_one_person_until_its_transaction_ends(world):
    people, keys = world
    before = in_reach()
    for look_up, name in (
        (lambda: user_by_contact("email", "CAROL@example.org"), "carol"),
        (lambda: user_by_key(people["olive"].pk), "olive"),
    ):
        with pytest.raises(InterruptedError), transaction.atomic():
            assert look_up() == people[name]
            found = {people[name].pk}
            assert in_reach() == (before[0] | found, before[1] | found, set())
            raise InterruptedError
        assert in_reach() == before
    assert user_by_contact("email", "nobody@example.org") is None
    name_session(keys["sian"])
    assert rows(SESSIONS, "session_key") == {keys["sian"]}
    assert SessionStore(keys["carol"])["_auth_user_id"] == str(people["carol"].pk)
    assert rows(SESSIONS, "session_key") == {keys["carol"]}


def test_the_work_of_the_platform_reaches_everybody_and_lets_go_of_them(world):
    people, keys = world
    before = in_reach()
    with everybody():
        everyone = {user.pk for user in people.values()}
        assert in_reach() == (everyone, everyone, set(keys.values()))
    assert in_reach() == before


def test_every_second_factor_gets_the_new_key(world, settings):
    people, _keys = world
    with everybody():
        Authenticator.objects.update(data={"secret": get_adapter().encrypt("x")})
    settings.FIELD_KEYS = {"new": b"n" * 32} | settings.FIELD_KEYS
    assert rotate_second_factors() == len(people)


def test_a_contact_of_another_councils_person_is_taken(world):
    with pytest.raises(IntegrityError, match="user_email_once"), transaction.atomic():
        User.objects.create_user(username="again", email="Carol@example.org")


def test_actions_of_commands_find_people_whom_no_council_in_scope_knows(world, calderbrook, southmere):
    people, _keys = world
    carol = add_staff(
        email="carol@example.org", display_name="Carol", role="advisor", password=PASSWORD,
        by=system_actor(calderbrook, "tests"),
    )  # fmt: skip
    assert carol.user == people["carol"]
    let_reach("")
    assert add_operator(email="sian@southmere.example", password=PASSWORD) == people["sian"]
    let_reach("")
    assert remove_operator(email="SIAN@southmere.example")
    let_reach("")
    assert reset_second_factor(email="sian@southmere.example", password=PASSWORD)
    assert add_operator(email="new@platform.example", password=PASSWORD).is_superuser
    let_reach("")


# --- Every table --------------------------------------------------------------------------------------------------

# Tables that the app's role reads without a council, and why nothing of people or of secrets is in them.
NEED_NONE = {
    "accounts_council": "what a council is called and shows; read before its scope is open",
    "accounts_platformalert": "counts and codes of alerts; names nobody",
    "accounts_user_groups": "empty: permission is ours (accounts/permissions.py)",
    "accounts_user_user_permissions": "empty, likewise",
    "auth_group": "empty, likewise",
    "auth_group_permissions": "empty, likewise",
    "auth_permission": "names of models",
    "account_emailaddress": "empty: contacts are in accounts_user",
    "account_emailconfirmation": "empty, likewise",
    "django_content_type": "names of models",
    "django_migrations": "names of migrations",
    "pghistory_context": "empty: no context is ever opened",
}


def test_every_other_table_has_row_security(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND NOT relrowsecurity"
        )
        assert {name for [name] in cursor.fetchall()} == set(NEED_NONE)


def test_signing_in_and_out_leaves_what_is_empty_empty(world):
    empty = [table for table, why in NEED_NONE.items() if why.startswith("empty")]
    assert [table for table in empty if rows(table, "id")] == []


def test_a_resident_made_by_a_first_sign_in_is_in_reach_of_no_other_council(calderbrook, southmere):
    dora = make_resident(calderbrook, "Dora", "dora@example.org")
    let_reach("")
    with council_scope(southmere.pk):
        assert not User.objects.filter(pk=dora.user.pk).exists()
    assert User.objects.get(pk=dora.user.pk) == dora.user
    assert not Session.objects.exists()
