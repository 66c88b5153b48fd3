"""Which host answers with what: a council in its scope, the platform's pages without one, and nobody."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.sessions import OPENED_CLAIMS, open_claim
from tests.people import Browser


@pytest.mark.parametrize("host", ["calderbrook.localhost", "CALDERBROOK.localhost", "calderbrook.localhost:8000"])
def test_a_councils_host_answers_with_that_council(calderbrook, southmere, host):
    answer = Browser(Client(), host).get(reverse("home"))
    assert answer.status_code == 200
    assert "Calderbrook Council" in answer.content.decode()
    assert answer.wsgi_request.council == calderbrook


def test_the_platforms_hosts_have_pages_of_their_own(db):
    for host in settings.PLATFORM_HOSTS:
        answer = Browser(Client(), host).get("/")
        assert answer.status_code == 200, host
        assert answer.wsgi_request.council is None
        assert answer.wsgi_request.actor is None


def test_any_other_host_is_nobodys(calderbrook):
    answer = Browser(Client(), "made-up.localhost").get("/")
    assert (answer.status_code, answer.content.decode()) == (404, "No council answers at this address.")
    assert answer["Content-Type"] == "text/plain"


def test_a_session_keeps_the_last_ten_claims_that_were_opened_in_it():
    request = RequestFactory().get("/")
    request.session = {}
    for number in range(12):
        open_claim(request, f"claim {number}")
    assert request.session[OPENED_CLAIMS] == [f"claim {number}" for number in range(2, 12)]
