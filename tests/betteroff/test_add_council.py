"""`manage.py add_council`: a council that works, checked, everything or nothing, and the same when run twice."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from PIL import Image

from accounts import audit
from accounts.actions.logos import logo_type
from accounts.models import AuditEvent, Council
from accounts.rules.logos import NotALogo
from betteroff.actions import set_up_council
from claims.models import ClaimStatus
from core.tenancy import council_scope
from formspec.models import Form, FormVersion
from formspec.rules.compile import library_slugs, library_slugs_for
from jobjournal.models import Activity, SentenceTemplate
from tests.people import Browser

REQUIRED = {
    "host": "Northby.localhost",
    "name": "Northby Council",
    "reference_prefix": "nor",
    "local_authority": "Rochdale",
}


def run(slug="northby", **options) -> str:
    output = io.StringIO()
    call_command("add_council", slug, stdout=output, **options)
    return output.getvalue()


def png(size=(40, 20)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "navy").save(file, "PNG")
    return file.getvalue()


@pytest.mark.slow
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
        broad_rental_market_area="Oldham & Rochdale",
        band_d=1800,
        logo=logo,
    )
    council = Council.objects.get(slug="northby")
    assert (council.host, council.reference_prefix, council.logo_type) == ("northby.localhost", "NOR", "image/png")
    assert council.address == "1 High Street\nNorthby"
    assert council.opening_hours[0] == {"days": "Monday to Friday", "hours": "9am to 5pm"}
    assert bytes(council.logo) == png()
    assert (council.region, council.local_authority, council.nation) == ("NORTH_WEST", "ROCHDALE", "ENGLAND")
    assert council.broad_rental_market_area == "OLDHAM_ROCHDALE"
    assert council.council_tax_by_band["A"] == 1200
    with council_scope(council.pk):
        codes = set(AuditEvent.objects.values_list("code", flat=True))
        assert {"accounts.council.added", "claims.statuses.added", "jobjournal.library.imported"} <= codes
        assert audit.broken_links() == []
        assert Form.objects.count() == len(library_slugs())
        assert {status.stage for status in ClaimStatus.objects.all()} == set(ClaimStatus.Stage)
        assert Activity.objects.exists()
        assert SentenceTemplate.objects.exists()


def rows_of(council: Council) -> dict[str, int]:
    """How much a council has of everything that setting it up brings."""
    with council_scope(council.pk):
        counted = (ClaimStatus, Form, FormVersion, Activity, SentenceTemplate, AuditEvent)
        return {model.__name__: model.objects.count() for model in counted}


@pytest.mark.slow
def test_running_it_twice_changes_nothing(db):
    run(**REQUIRED)
    before = rows_of(Council.objects.get())
    said = run(**{**REQUIRED, "name": "Another Name"})
    assert "was here already" in said
    assert "Added: nothing" in said
    assert "Left as they are (--update changes them): name." in said
    council = Council.objects.get()
    assert council.name == "Northby Council"
    assert rows_of(council) == before


@pytest.mark.slow
def test_running_it_again_adds_only_what_is_missing(db):
    run(**REQUIRED)
    council = Council.objects.get()
    complete = rows_of(council)
    with council_scope(council.pk):
        # A form that the library got later: the council has no published version of it.
        FormVersion.objects.filter(form__slug="blue-badge").update(state=FormVersion.State.RETIRED)
        ClaimStatus.objects.filter(code="waiting").delete()
        ClaimStatus.objects.filter(code="new").update(name="In our post box")
        removed = SentenceTemplate.objects.order_by("pk").first()
        removed.delete()
    said = run()
    assert "Added: statuses 1, forms 1, journal sentences 1." in said
    after = rows_of(council)
    assert after.pop("AuditEvent") > complete.pop("AuditEvent")
    assert after == {**complete, "FormVersion": complete["FormVersion"] + 1}
    with council_scope(council.pk):
        assert ClaimStatus.objects.get(code="new").name == "In our post box"


def test_a_council_that_was_only_a_row_becomes_one_that_works(db):
    """As those that were added before forms and statuses came with the command."""
    council = Council.objects.create(host="old.localhost", slug="old", name="Old Council", reference_prefix="OLD")
    assert Browser(Client(), council.host).get("/forms/check-what-you-can-get/").status_code == 404
    run("old")
    assert Browser(Client(), council.host).get("/forms/check-what-you-can-get/").status_code == 200


@pytest.mark.parametrize(
    ("authority", "nation", "there", "not_there"),
    [
        ("Cardiff", "WALES", "housing-benefit", "ctr-working-age"),
        ("Fife", "SCOTLAND", "hb-ctr-combined", "free-school-meals"),
        ("Belfast", "NORTHERN_IRELAND", "check-what-you-can-get", "housing-benefit"),
    ],
)
def test_a_council_gets_the_forms_of_its_nation_and_is_told_what_is_not_for_it(db, authority, nation, there, not_there):
    said = run(**{**REQUIRED, "local_authority": authority}, band_d=1800)
    council = Council.objects.get()
    assert council.nation == nation
    with council_scope(council.pk):
        slugs = set(Form.objects.values_list("slug", flat=True))
    assert slugs == set(library_slugs_for(nation))
    assert there in slugs
    assert not_there not in slugs
    assert ("help with rates" in said) is (nation == "NORTHERN_IRELAND")
    assert ("Council Tax Reduction for working age in this nation" in said) is (nation in ("WALES", "SCOTLAND"))
    assert ("I" in council.council_tax_by_band) is (nation == "WALES")


def test_every_form_of_the_library_says_where_it_fits():
    everywhere = {nation: set(library_slugs_for(nation)) for nation in ("ENGLAND", "WALES", "SCOTLAND")}
    assert everywhere["ENGLAND"] == set(library_slugs())
    assert everywhere["SCOTLAND"] < everywhere["WALES"] < everywhere["ENGLAND"]


@pytest.mark.slow
def test_it_says_what_is_still_to_do(db, settings):
    settings.ALLOWED_HOSTS, settings.HTTPS = [".gov.uk"], True
    said = run(**REQUIRED)
    for sentence in (
        "ALLOWED_HOSTS: add northby.localhost",
        "DNS: northby.localhost must lead",
        "TLS: the certificate",
        "no phone number and no email",
        "Nobody works on its claims yet",
        "Its Council Tax Reduction scheme for 20",
        "council tax bills are not known",
        "broad rental market area is not known",
    ):
        assert sentence in said
    settings.ALLOWED_HOSTS = [".localhost"]
    assert "ALLOWED_HOSTS" not in run()


def test_what_fails_half_way_leaves_nothing(db, monkeypatch):
    """The journal comes last. A council without one would look complete to the next run's author."""
    Council.objects.create(host="other.localhost", slug="other", name="Other Council", reference_prefix="OTH")
    monkeypatch.setattr("jobjournal.actions.library.starter_sentences", lambda: [{"key": "half a sentence"}])
    with pytest.raises(KeyError):
        set_up_council(slug="northby", **REQUIRED)
    assert [council.slug for council in Council.objects.all()] == ["other"]


@pytest.mark.slow
def test_update_changes_what_is_given_and_nothing_else(db):
    run(**REQUIRED, phone="1")
    run(update=True, name="Northby and Eastby Council")
    council = Council.objects.get()
    assert (council.name, council.phone, council.host) == ("Northby and Eastby Council", "1", "northby.localhost")
    with council_scope(council.pk):
        changed = AuditEvent.objects.filter(code="accounts.council.changed").get()
        assert changed.detail == {"fields": ["name"]}


def test_the_region_follows_the_authority_when_that_is_changed(db):
    run(**REQUIRED)
    run(update=True, local_authority="portsmouth")
    assert Council.objects.get().region == "SOUTH_EAST"
    run(update=True, phone="01632 960 001")
    assert Council.objects.get().region == "SOUTH_EAST"


def test_a_council_whose_authority_nobody_knows_needs_its_region(db):
    options = {name: value for name, value in REQUIRED.items() if name != "local_authority"}
    with pytest.raises(CommandError, match="region: Name the local authority"):
        run(**options)
    assert "Its local authority is not known" in run(**options, region="yorkshire")
    assert Council.objects.get().region == "YORKSHIRE"


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
        ({"name": " "}, "name"),
        ({"host": "http://foo bar/"}, "host name alone"),
        ({"host": "northby.localhost:8000"}, "host name alone"),
        ({"host": "northby"}, "host name alone"),
        ({"host": "north_by.example"}, "host name alone"),
        ({"local_authority": "NARNIA"}, "no local authority “NARNIA”"),
        ({"region": "NOWHERE"}, "no region “NOWHERE”"),
        ({"region": "England"}, "nine regions"),
        ({"region": "LONDON"}, "ROCHDALE is in NORTH_WEST, not in LONDON"),
        ({"broad_rental_market_area": "Mordor"}, "no broad rental market area “Mordor”"),
        ({"band_d": 1}, "band D in pounds"),
        ({"band_d": float("nan")}, "band D in pounds"),
        ({"website": "northby"}, "website"),
        ({"slug": "North By"}, "slug"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_written(db, options, named):
    with pytest.raises(CommandError, match=named):
        run(**{"slug": "northby", **REQUIRED, **options})
    assert not Council.objects.exists()


def test_every_mistake_is_named_in_one_go(db, tmp_path):
    with pytest.raises(CommandError) as refused:
        run(
            slug="North By", name="Northby Council", reference_prefix="N1", colour="blue", email="nobody",
            languages="xx", opening_hours=["whenever", "Monday: 9 to 5", "never"], local_authority="NARNIA",
            broad_rental_market_area="Mordor", band_d=1, logo=tmp_path / "none.png",
        )  # fmt: skip
    said = str(refused.value).splitlines()
    assert said[0] == "Nothing was written."
    assert sorted(line.partition(":")[0] for line in said[1:]) == sorted(
        [
            "opening_hours", "opening_hours", "local_authority", "broad_rental_market_area", "band_d", "logo", "slug",
            "There is no council “North By” yet. To add it, give --host.", "reference_prefix", "colour", "email",
            "languages",
        ]
    )  # fmt: skip
    assert 'not "never"' in str(refused.value)
    assert not Council.objects.exists()


def test_a_change_is_refused_for_all_that_is_wrong_too(db):
    run(**REQUIRED)
    with pytest.raises(CommandError) as refused:
        run(update=True, slug="northby", host="a b", region="LONDON", local_authority="Rochdale", website="northby")
    fields = [line.partition(":")[0] for line in str(refused.value).splitlines()[1:]]
    assert sorted(fields) == ["host", "region", "website"]


def test_what_a_new_council_cannot_be_without_is_asked_for(db):
    with pytest.raises(CommandError, match="no council “northby” yet. To add it, give --host, --reference-prefix"):
        run(name="Northby Council")


def test_two_councils_cannot_share_a_host_or_prefix(db):
    run(**REQUIRED)
    with pytest.raises(CommandError, match=r"Northby Council \(northby\) already answers"):
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


def test_a_logo_is_opened_by_a_process_apart_and_is_no_bomb():
    """A file of a few kilobytes can be a picture of many megapixels, which every visitor's browser would unfold."""
    out = io.BytesIO()
    Image.new("L", (2001, 2000)).save(out, "PNG")
    for content, reason in ((out.getvalue(), "4 megapixels"), (png()[:60], "can be opened"), (b"GIF89a", "PNG, JPEG")):
        with pytest.raises(NotALogo, match=reason):
            logo_type(content)


def test_plain_logos_are_taken():
    assert logo_type(png()) == "image/png"
    assert logo_type(b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0h9v9z'/></svg>") == "image/svg+xml"
