"""The pages that every council needs, filled from its own details, and the choice of council on the platform's host."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import Council
from tests.people import Browser


@pytest.fixture
def filled(calderbrook):
    Council.objects.filter(pk=calderbrook.pk).update(
        phone="01632 960 100",
        email="benefits@calderbrook.example",
        address="1 High Street\nCalderbrook",
        website="https://www.calderbrook.example/",
        opening_hours=[{"days": "Monday to Friday", "hours": "9am to 5pm"}],
    )
    return Browser(Client(), calderbrook.host)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/contact/", ["01632 960 100", "1 High Street<br>Calderbrook", "Monday to Friday", "9am to 5pm", "999"]),
        ("/privacy/", ["Calderbrook Council", "Information Commissioner", "sessionid", "National Insurance"]),
        ("/accessibility/", ["Calderbrook Council", "Web Content Accessibility Guidelines 2.2", "/contact/"]),
    ],
)
def test_pages_say_what_people_need(filled, path, expected):
    response = filled.get(path)
    assert response.status_code == 200
    text = response.content.decode()
    assert [words for words in expected if words not in text] == []


def test_the_platforms_own_host_offers_the_councils(calderbrook, southmere):
    response = Browser(Client(), "localhost:8123").get("/")
    text = response.content.decode()
    for council in (calderbrook, southmere):
        assert council.name in text
        assert f'href="http://{council.host}:8123/"' in text
