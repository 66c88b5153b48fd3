"""`manage.py add_council`: through one action, checked, and the same when run twice."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from accounts import audit
from accounts.models import AuditEvent, Council
from accounts.rules.logos import NotALogo, logo_type
from core.tenancy import council_scope

REQUIRED = {"host": "Northby.localhost", "name": "Northby Council", "reference_prefix": "nor"}


def run(slug="northby", **options) -> str:
    output = io.StringIO()
    call_command("add_council", slug, stdout=output, **options)
    return output.getvalue()


def png(size=(40, 20)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "navy").save(file, "PNG")
    return file.getvalue()


def test_a_council_is_added_with_everything_it_has(db, tmp_path):
    logo = tmp_path / "logo.png"
    logo.write_bytes(png())
    run(
        **REQUIRED,
        name_cy="Cyngor Northby",
        colour="#123456",
        phone="01632 960 001",
        email="help@northby.example",
        address="1 High Street\\nNorthby",
        website="https://northby.example/",
        opening_hours=["Monday to Friday: 9am to 5pm", "Saturday: closed"],
        languages="en-gb, cy",
        nation="WALES",
        local_authority="CARDIFF",
        logo=logo,
    )
    council = Council.objects.get(slug="northby")
    assert (council.host, council.reference_prefix, council.logo_type) == ("northby.localhost", "NOR", "image/png")
    assert council.address == "1 High Street\nNorthby"
    assert council.opening_hours[0] == {"days": "Monday to Friday", "hours": "9am to 5pm"}
    assert bytes(council.logo) == png()
    with council_scope(council.pk):
        assert AuditEvent.objects.get().code == "accounts.council.added"
        assert audit.broken_links() == []


def test_running_it_twice_changes_nothing(db):
    run(**REQUIRED)
    assert "was here already" in run(**{**REQUIRED, "name": "Another Name"})
    council = Council.objects.get()
    assert council.name == "Northby Council"
    with council_scope(council.pk):
        assert AuditEvent.objects.count() == 1


def test_update_changes_what_is_given_and_nothing_else(db):
    run(**REQUIRED, phone="1")
    run(update=True, name="Northby and Eastby Council")
    council = Council.objects.get()
    assert (council.name, council.phone, council.host) == ("Northby and Eastby Council", "1", "northby.localhost")
    with council_scope(council.pk):
        assert AuditEvent.objects.order_by("-number").first().detail == {"fields": ["name"]}


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"colour": "blue"}, "colour"),
        ({"email": "nobody"}, "email"),
        ({"host": "localhost"}, "host"),
        ({"reference_prefix": "N1"}, "reference_prefix"),
        ({"reference_prefix": "TOOLONG"}, "reference_prefix"),
        ({"languages": "en-gb,xx"}, "languages"),
        ({"opening_hours": ["whenever"]}, "opening hours"),
        ({"name": ""}, "name"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_written(db, options, named):
    with pytest.raises(CommandError, match=named):
        run(**{**REQUIRED, **options})
    assert not Council.objects.exists()


def test_two_councils_cannot_share_a_host_or_prefix(db):
    run(**REQUIRED)
    with pytest.raises(CommandError, match="host"):
        run(slug="other", **{**REQUIRED, "reference_prefix": "OTH"})
    with pytest.raises(CommandError, match="reference_prefix"):
        run(slug="other", **{**REQUIRED, "host": "other.localhost"})


@pytest.mark.parametrize(
    "content",
    [
        b"GIF89a" + b"0" * 20,
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<svg onload='alert(1)'></svg>",
        b"<svg><image href='https://evil.example/x.png'/></svg>",
        b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x 'y'>]><svg></svg>",
        b"<html></html>",
        b"\x89PNG\r\n\x1a\n" + b"0" * 50,
        png() + b"0" * 50_000,
    ],
)
def test_a_logo_that_could_do_harm_is_refused(content):
    with pytest.raises(NotALogo):
        logo_type(content)


def test_plain_logos_are_taken():
    assert logo_type(png()) == "image/png"
    assert logo_type(b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0h9v9z'/></svg>") == "image/svg+xml"
