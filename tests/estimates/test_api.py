"""The public API: estimates of households, forms, the household format, the schema, and what strangers send."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from dataclasses import fields

import jsonschema
import pytest
import schemathesis
from django.core.management import CommandError, call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from betteroff.wsgi import application
from calculator import estimate as calculator
from calculator.golden.households import golden_household
from calculator.household.parsing import household_schema
from calculator.run import default_engine, estimate_result
from core.cache import counters
from core.rules.messages import in_words
from core.tenancy import council_scope
from estimates.actions.estimating import ask_estimate, run_estimate
from estimates.api.body import MOST_BYTES
from estimates.api.schema import EXAMPLE, BenefitInResult, Result
from estimates.api.views import EstimateThrottle
from estimates.models import Estimate
from formspec.actions.publishing import import_form
from tests.estimates.making import CHECK, answered_check

# They need the calculator itself, which takes ten seconds to begin with.
pytestmark = pytest.mark.slow

HOST = "calderbrook.localhost"
URL = "/api/v1/estimates/"
CHECKS = [not_a_server_error, response_schema_conformance, status_code_conformance]
HOUSEHOLD = golden_household("single_private_renter").document


@pytest.fixture
def api(calderbrook):
    """Anybody, on Calderbrook's address."""
    return Client(headers={"host": HOST})


def ask(client: Client, body, content_type="application/json", **extra):
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.generic("POST", URL, data, content_type=content_type, **extra)


def work_out(answer: dict, council) -> None:
    run_estimate(council_id=council.pk, public_id=answer["id"])


# --- Estimates ---------------------------------------------------------


def test_asking_gives_the_address_of_the_result(api):
    response = ask(api, HOUSEHOLD)
    answer = response.json()
    assert response.status_code == 202
    assert response["Location"] == answer["url"] == f"http://{HOST}{URL}{answer['id']}/"
    assert (answer["status"], answer["result"], answer["error"]) == ("due", None, "")


@pytest.mark.slow
def test_the_result_is_that_of_the_calculator(api, calderbrook):
    answer = ask(api, HOUSEHOLD).json()
    work_out(answer, calderbrook)
    done = api.get(answer["url"]).json()
    today = done["result"]["calculated_on"]
    assert done["status"] == "ready"
    assert done["result"] == in_words(estimate_result(HOUSEHOLD, today=Estimate.objects.get().made_at.date()))
    assert today == Estimate.objects.get().made_at.date().isoformat()


def test_another_council_does_not_have_it(api, southmere):
    answer = ask(api, HOUSEHOLD).json()
    assert api.get(f"{URL}{answer['id']}/").status_code == 200
    assert api.get(f"{URL}{answer['id']}/", headers={"host": southmere.host}).status_code == 404


def test_it_does_not_show_what_belongs_to_a_claim(api, alice, omar):
    import_form(slug=CHECK, by=omar)
    estimate = ask_estimate(claim=answered_check(alice), by=alice)
    api.force_login(alice.user)
    assert api.get(f"{URL}{estimate.public_id}/").status_code == 404


def test_problems_come_by_field(api):
    response = ask(api, HOUSEHOLD | {"region": "MARS", "housing": {"tenure": "cave"}})
    assert response.status_code == 400
    problems = {each["field"]: each["message"] for each in response.json()["problems"]}
    assert set(problems) == {"/region", "/housing/tenure"}
    assert problems["/region"].startswith("The region must be one of: NORTH_EAST")
    assert not Estimate.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        b"\xff\xfe",
        "[" * 50_000,
        '{"capital": NaN}',
        '{"capital": 1e999}',
        '{"capital": ' + "9" * 5000 + "}",
        '{"local_authority": "\\ud800"}',
        '{"\\ud800": 1}',
        '{"brma": "\\u0000"}',
        "null",
        "[]",
        '"household"',
        "7",
    ],
    ids=lambda body: repr(body)[:24],
)
def test_what_is_no_household_is_refused_in_words(api, body):
    response = ask(api, body)
    assert response.status_code == 400
    assert all(each["message"] for each in response.json()["problems"])


def test_text_that_cannot_be_stored_is_refused_in_a_whole_household(api):
    assert ask(api, HOUSEHOLD | {"brma": "a\x00b"}).status_code == 400
    assert ask(api, HOUSEHOLD | {"local_authority": "\ud800"}).status_code == 400


def test_a_charset_that_is_no_charset_changes_nothing(api):
    assert ask(api, HOUSEHOLD, content_type="application/json; charset=base64").status_code == 202


def test_a_body_has_a_size(api):
    response = ask(api, HOUSEHOLD | {"brma": "x" * MOST_BYTES})
    assert response.status_code == 413
    assert str(MOST_BYTES) in response.json()["detail"]


def test_only_json_is_read(api):
    assert ask(api, "region=WALES", content_type="application/x-www-form-urlencoded").status_code == 415


def test_one_address_may_ask_thirty_times_a_minute(api):
    statuses = [ask(api, {}).status_code for _ in range(31)]
    assert statuses == [400] * 30 + [429]
    assert ask(api, {})["Retry-After"] == "60"
    assert ask(api, {}, REMOTE_ADDR="192.0.2.7").status_code == 400


def test_a_limit_is_each_councils_own(api, southmere):
    """Two councils behind one address."""
    for _ in range(31):
        ask(api, {})
    assert ask(api, {}).status_code == 429
    with council_scope(southmere.pk):
        assert ask(Client(headers={"host": southmere.host}), {}).status_code == 400


def test_so_many_may_wait_from_one_address_and_in_one_council(api, calderbrook, southmere):
    answers = [ask(api, HOUSEHOLD, REMOTE_ADDR="192.0.2.1") for _ in range(12)]
    assert [answer.status_code for answer in answers] == [202] * 10 + [429] * 2
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    assert "192.0.2.1" not in str(list(Estimate.objects.order_by("pk").values_list("provenance", flat=True)))
    for number in range(2, 12):
        more = [ask(api, HOUSEHOLD, REMOTE_ADDR=f"192.0.2.{number}").status_code for _ in range(5)]
        if number <= 9:
            assert more == [202] * 5
    assert more == [429] * 5
    assert Estimate.objects.count() == 50
    with council_scope(southmere.pk):
        assert ask(Client(headers={"host": southmere.host}), HOUSEHOLD, REMOTE_ADDR="192.0.2.1").status_code == 202
    first = Estimate.objects.order_by("pk")[0]
    Estimate.objects.filter(pk=first.pk).update(state=Estimate.State.READY, result={})
    assert ask(api, HOUSEHOLD, REMOTE_ADDR="192.0.2.99").status_code == 202


def test_without_redis_it_still_answers(api, monkeypatch):
    monkeypatch.setattr(counters._cache, "_servers", ["unix:///nowhere/redis.sock"])
    monkeypatch.setattr(counters._cache, "_pools", {})
    assert ask(api, HOUSEHOLD).status_code == 202


def test_it_takes_no_notice_of_who_is_signed_in(alice):
    client = Client(headers={"host": HOST}, enforce_csrf_checks=True)
    client.force_login(alice.user)
    assert ask(client, HOUSEHOLD).status_code == 202
    assert Estimate.objects.get().resident is None


# --- Forms and schemas -------------------------------------------------


def test_the_forms_of_this_council(api, omar, southmere):
    for slug in ("hb-ctr-combined", CHECK):
        import_form(slug=slug, by=omar)
    (form,) = api.get("/api/v1/forms/").json()
    assert (form["slug"], form["version"], form["is_open"]) == ("hb-ctr-combined", 1, True)
    assert form["title"]
    assert api.get("/api/v1/forms/", headers={"host": southmere.host}).json() == []


def test_a_form_with_its_document(api, omar):
    version = import_form(slug=CHECK, by=omar)
    form = api.get(f"/api/v1/forms/{CHECK}/").json()
    assert form == {"slug": CHECK, "version": 1, "is_open": True, "document": version.spec}
    assert api.get("/api/v1/forms/no-such-form/").status_code == 404


def test_the_household_format_is_served_and_is_a_json_schema(api):
    schema = api.get("/api/v1/household-schema/").json()
    assert schema == household_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(EXAMPLE, schema)
    jsonschema.validate(HOUSEHOLD, schema)


def openapi(client: Client) -> dict:
    response = client.get("/api/schema/", headers={"accept": "application/vnd.oai.openapi+json"})
    assert response.status_code == 200
    return response.json()


def test_the_schema_describes_every_address(api):
    document = openapi(api)
    assert set(document["paths"]) == {
        "/api/v1/estimates/",
        "/api/v1/estimates/{public_id}/",
        "/api/v1/forms/",
        "/api/v1/forms/{slug}/",
        "/api/v1/household-schema/",
        "/api/v1/claim-schema/",
        "/api/v1/claims/",
        "/api/v1/claims/{reference}/",
        "/api/v1/claims/{reference}/acknowledge/",
        "/api/v1/claims/{reference}/files/{file_id}/",
        "/api/v1/claims/{reference}/status/",
    }
    post = document["paths"]["/api/v1/estimates/"]["post"]
    assert post["requestBody"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Household"}
    assert set(post["responses"]) == {"202", "400", "413", "415", "429"}


def test_every_reference_of_the_schema_leads_somewhere(api):
    document = openapi(api)
    references = set()

    def collect(node):
        if isinstance(node, dict):
            references.update({node["$ref"]} if "$ref" in node else ())
            for item in node.values():
                collect(item)
        elif isinstance(node, list):
            for item in node:
                collect(item)

    collect(document)
    named = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert references
    assert references <= named


def test_the_result_is_described_as_it_is():
    names = {part.name for part in fields(calculator.EstimateResult)}
    assert set(Result().fields) == names
    assert set(BenefitInResult().fields) == {part.name for part in fields(calculator.BenefitEstimate)}


def on_our_address(environ, start_response):
    """The platform, called on the council's host whatever the caller says."""
    return application({**environ, "HTTP_HOST": HOST, "REMOTE_ADDR": "127.0.0.1"}, start_response)


@pytest.fixture
def one_transaction():
    """Requests to the real application must not close the test's connection, as with Django's own client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.usefixtures("one_transaction")
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
def test_generated_requests_never_break_it(omar, monkeypatch, mode):
    import_form(slug=CHECK, by=omar)
    monkeypatch.setattr(EstimateThrottle, "rate", "1000000/m")
    schema = schemathesis.openapi.from_wsgi("/api/schema/", on_our_address)
    statuses = Counter()

    @settings(max_examples=150, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=schema.as_strategy(generation_mode=mode))
    def send(case):
        response = case.call()
        statuses[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    send()
    assert sum(statuses.values()) >= 150
    assert not any(status >= 500 for status in statuses)


# --- The command line --------------------------------------------------


def call(*arguments) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def household_file(tmp_path):
    path = tmp_path / "household.json"
    path.write_text(json.dumps(HOUSEHOLD))
    return path


def test_the_command_prints_the_same_result(household_file, api, calderbrook):
    printed = json.loads(call("estimate", str(household_file)))
    answer = ask(api, HOUSEHOLD).json()
    work_out(answer, calderbrook)
    assert printed == api.get(answer["url"]).json()["result"]


def test_the_command_reads_standard_input(household_file, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(household_file.read_text()))
    assert json.loads(call("estimate", "-"))["engine"] == default_engine().name


def test_the_command_prints_a_table(household_file):
    table = call("estimate", str(household_file), "--table")
    assert re.search(r"Universal Credit +168\.05 +8,738\.\d\d +calculated", table)
    assert re.search(r"Council Tax Reduction +- +- +not calculated", table)
    assert "Better off by £8,738" in table


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{\n nonsense", "is not JSON: Expecting property name enclosed in double quotes in line 2"),
        (b"[" * 100_000, "is not JSON that we can read."),
        (b"\xff\xfe", "is not text in UTF-8."),
        (b"{}", "  /region: The region is missing."),
        (b"7", "  (the whole file): Household must be a group of answers."),
    ],
)
def test_the_command_says_what_is_wrong(tmp_path, content, sentence):
    path = tmp_path / "household.json"
    path.write_bytes(content)
    with pytest.raises(CommandError) as refused:
        call("estimate", str(path))
    assert sentence in str(refused.value)


def test_the_command_says_that_there_is_no_file(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call("estimate", str(tmp_path / "nowhere.json"))
