"""The people of the tests: residents Alice and Bob, advisor Aisha, admin Omar, southern Carol, the operator.

Every fixture that makes rows does so through the real actions, or plainly where no action exists yet.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.test import Client

from accounts.actors import Actor
from accounts.models import Council, Membership, Resident, User
from accounts.permissions import Role
from core.tenancy import council_scope


def make_council(slug: str) -> Council:
    """A council of the demo; its scope is not open."""
    name = slug.title()
    return Council.objects.create(
        host=f"{slug}.localhost", slug=slug, name=f"{name} Council", reference_prefix=name[:3].upper()
    )


@pytest.fixture
def calderbrook(db):
    """Calderbrook Council, with its scope open for the length of the test."""
    council = make_council("calderbrook")
    with council_scope(council.pk):
        yield council


@pytest.fixture
def southmere(db):
    """Southmere Council; its scope is not open."""
    return make_council("southmere")


def make_resident(council: Council, name: str, email: str) -> Actor:
    """A signed-in resident of a council."""
    with council_scope(council.pk):
        user = User.objects.create_user(username=email.partition("@")[0], email=email)
        resident = Resident.objects.create(user=user, name=name, email=email)
    return Actor(council=council, user=user, resident=resident)


def make_staff(council: Council, name: str, email: str, role: str) -> Actor:
    """A member of staff who gave a second factor."""
    with council_scope(council.pk):
        user = User.objects.create_user(
            username=email.partition("@")[0], email=email, password="correct horse battery", is_staff=True
        )
        membership = Membership.objects.create(user=user, roles=[role], display_name=name)
    return Actor(council=council, user=user, membership=membership, second_factor=True)


@pytest.fixture
def alice(calderbrook):
    """A resident of Calderbrook."""
    return make_resident(calderbrook, "Alice Ashworth", "alice@example.org")


@pytest.fixture
def bob(calderbrook):
    """Another resident of Calderbrook, who must see nothing of Alice's."""
    return make_resident(calderbrook, "Bob Birtle", "bob@example.org")


@pytest.fixture
def carol(southmere):
    """A resident of Southmere."""
    return make_resident(southmere, "Carol Coates", "carol@example.org")


@pytest.fixture
def aisha(calderbrook):
    """An advisor of Calderbrook."""
    return make_staff(calderbrook, "Aisha Khan", "aisha@calderbrook.example", Role.ADVISOR)


@pytest.fixture
def omar(calderbrook):
    """An admin of Calderbrook."""
    return make_staff(calderbrook, "Omar Finch", "omar@calderbrook.example", Role.ADMIN)


@pytest.fixture
def sian(southmere):
    """An admin of Southmere: another council's."""
    return make_staff(southmere, "Siân Rees", "sian@southmere.example", Role.ADMIN)


def make_operator(council: Council) -> Actor:
    """The platform operator, who has come to a council's address."""
    user = User.objects.create_superuser(username="operator", email="operator@platform.example", password="x" * 20)
    return Actor(council=council, user=user, second_factor=True)


@pytest.fixture
def operator(calderbrook):
    """The platform operator."""
    return make_operator(calderbrook)


@pytest.fixture
def visitor(calderbrook):
    """Somebody who has not signed in and has begun nothing."""
    return Actor(council=calderbrook)


@dataclass
class Browser:
    """A Django test client on one council's host."""

    client: Client
    host: str

    def get(self, path, **extra):
        return self.client.get(path, HTTP_HOST=self.host, **extra)

    def post(self, path, data=None, **extra):
        return self.client.post(path, data or {}, HTTP_HOST=self.host, **extra)


def browser_of(actor: Actor) -> Browser:
    """A client signed in as this actor, with the second factor if the actor has one."""
    client = Client()
    if actor.user:
        with council_scope(actor.council.pk):
            client.force_login(actor.user)
        if actor.second_factor:
            session = client.session
            session["account_authentication_methods"] = [
                {"method": "password", "at": 0},
                {"method": "mfa", "at": 0, "type": "totp"},
            ]
            session["account_authentication_methods_user"] = str(actor.user.pk)
            session.save()
    return Browser(client, actor.council.host)
