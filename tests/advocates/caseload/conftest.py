"""Calder Homes and its people: the advisers Pat and Priya, the admin Pia."""

import pytest

from accounts.permissions import Role
from tests.advocates.caseload.making import make_adviser, make_case, make_partner


@pytest.fixture(autouse=True)
def empty_mailbox(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path


@pytest.fixture
def homes(calderbrook):
    return make_partner(calderbrook)


@pytest.fixture
def pat(calderbrook, homes):
    return make_adviser(calderbrook, homes, "Pat Moss")


@pytest.fixture
def priya(calderbrook, homes):
    return make_adviser(calderbrook, homes, "Priya Rao")


@pytest.fixture
def pia(calderbrook, homes):
    return make_adviser(calderbrook, homes, "Pia Lund", Role.PARTNER_ADMIN)


@pytest.fixture
def case(alice, pat):
    """Pat is Alice's contact."""
    return make_case(alice.resident, pat)
