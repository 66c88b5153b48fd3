"""Generated and impossible households against the whole application: words for a field, never a 500, never a nought
that nobody worked out. (test_api.py has schemathesis send what the schema allows and what it forbids.)
"""

from __future__ import annotations

import copy
import io
import json
import math
from http import HTTPStatus

import jsonschema
import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from betteroff.wsgi import application
from calculator.estimate import estimates
from calculator.household.parsing import parse_household
from calculator.run import default_engine
from estimates.actions.estimating import run_estimate
from estimates.api.views import EstimateThrottle
from estimates.models import Estimate
from tests.calculator.drawn import drawn_apart
from tests.calculator.household_strategies import documents
from tests.estimates.test_api import HOST, HOUSEHOLD, URL
from tests.estimates.test_estimating import TODAY

BOUNDED = {
    "derandomize": True, "database": None, "deadline": None, "suppress_health_check": list(HealthCheck),
}  # fmt: skip


@pytest.fixture(autouse=True)
def whole_application(calderbrook, monkeypatch):
    """Requests go through every layer, as often as wanted, and leave the test's connection open."""
    monkeypatch.setattr(EstimateThrottle, "rate", "1000000/m")
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def call(method, path, body=b""):
    """(status, JSON) of a request to the application that uvicorn serves."""
    answer = {}
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": "", "HTTP_HOST": HOST, "SERVER_NAME": HOST,
        "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http", "wsgi.errors": io.StringIO(), "wsgi.multithread": False,
        "wsgi.multiprocess": False, "wsgi.run_once": False, "wsgi.input": io.BytesIO(body),
        "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": "application/json", "HTTP_ACCEPT": "application/json",
    }  # fmt: skip
    response = application(environ, lambda status, headers: answer.update(status=int(status[:3])))
    try:
        text = b"".join(response)
    finally:
        response.close()
    return answer["status"], json.loads(text)


def ask(document):
    """Send a household; NaN and Infinity go as Python writes them, which is no JSON."""
    return call("POST", URL, json.dumps(document).encode("utf-8", "surrogatepass"))


def resolves(pointer, document):
    """Whether a JSON pointer leads to a value of the document, or to one that is missing from one of its objects."""
    *parents, last = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]] or [None]
    node = document
    for part in parents:
        node = node[int(part)] if isinstance(node, list) else node[part]
    return last is None or isinstance(node, dict) or int(last) < len(node)


def places(document, path=()):
    """The path of every value in a document."""
    yield path
    if isinstance(document, dict | list):
        for key, value in document.items() if isinstance(document, dict) else enumerate(document):
            yield from places(value, (*path, key))


def with_value(document, path, value):
    changed = copy.deepcopy(document)
    node = changed
    for key in path[:-1]:
        node = node[key]
    if not path:
        return value
    node[path[-1]] = value
    return changed


# --- Impossible households ------------------------------------------------------

ME = {"role": "claimant", "age": 30}
IMPOSSIBLE = {
    "child older than the parents": ({"adults": [{**ME, "age": 17}], "children": [{"age": 18}]}, "/children/0"),
    "rent below nothing": ({"housing": {"tenure": "private_tenant", "rent": {"amount": -1, "frequency": "weekly"}}},
                           "/housing/rent/amount"),
    "900 hours": ({"adults": [{**ME, "hours_per_week": 900}]}, "/adults/0/hours_per_week"),
    "two full weeks of jobs": ({"adults": [{**ME, "hours_per_week": 168.5}]}, "/adults/0/hours_per_week"),
    "savings of 1e308": ({"capital": 1e308}, "/capital"),
    "savings of minus 1e308": ({"capital": -1e308}, "/capital"),
    "savings of 400 digits": ({"capital": 10**400}, "/capital"),
    "two claimants": ({"adults": [ME, ME]}, "/adults"),
    "two partners": ({"adults": [ME, {**ME, "role": "partner"}, {**ME, "role": "partner"}]}, "/adults"),
    "nobody who claims": ({"adults": [{**ME, "role": "partner"}]}, "/adults"),
    "twenty-one adults": ({"adults": [ME, *[{**ME, "role": "non_dependant"}] * 20]}, "/adults"),
    "twenty-one people": ({"adults": [ME, {**ME, "role": "partner"}], "children": [{"age": 3}] * 19}, "/adults"),
    "born in the year 1": ({"adults": [{"role": "claimant", "date_of_birth": "0001-01-01"}]},
                           "/adults/0/date_of_birth"),
    "born on no day": ({"adults": [{"role": "claimant", "date_of_birth": "1990-02-30"}]}, "/adults/0/date_of_birth"),
    "Arabic digits": ({"claim_date": "٢٠٢٦-١١-٢٢"}, "/claim_date"),
    "claimed in the year 9999": ({"claim_date": "9999-12-31"}, "/claim_date"),
    "claimed in the year 1": ({"claim_date": "0001-01-01"}, "/claim_date"),
    "age of true": ({"adults": [{"role": "claimant", "age": True}]}, "/adults/0/age"),
    "half a person's age": ({"adults": [{"role": "claimant", "age": 30.5}]}, "/adults/0/age"),
    "region in emoji": ({"region": "🏴󠁧󠁢󠁷󠁬󠁳󠁿"}, "/region"),
    "a field with a slash": ({"a/b~c": 1}, "/a~1b~0c"),
    "a list for money": ({"childcare": [[[[[]]]]]}, "/childcare"),
    "a year's rent told as a week's": (
        {"housing": {"tenure": "ha_tenant", "rent": {"amount": 7_800, "frequency": "weekly"}}}, "/housing/rent"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_the_impossible_is_named_by_its_field(name):
    change, pointer = IMPOSSIBLE[name]
    status, answer = ask({**HOUSEHOLD, **change})
    assert status == HTTPStatus.BAD_REQUEST
    assert pointer in [each["field"] for each in answer["problems"]], answer
    assert all(each["message"].endswith(".") for each in answer["problems"])
    assert not Estimate.objects.exists()


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("path", [("capital",), ("housing", "rent", "amount"), ("adults", 0, "age")])
def test_what_is_not_a_number_is_not_json(path, value):
    status, answer = ask(with_value(HOUSEHOLD, path, value))
    assert (status, answer["problems"][0]["field"]) == (HTTPStatus.BAD_REQUEST, "")


ANYTHING = st.recursive(
    st.text(max_size=3) | st.floats(allow_nan=False, allow_infinity=False),
    lambda each: st.lists(each, max_size=2) | st.dictionaries(st.text(max_size=3), each, max_size=2),
)
HOSTILE = ANYTHING | st.sampled_from([
    None, True, "", " ", "null", "2026-02-30", "0000-00-00", "9999-12-31", "\x7f", "\u202e", "'; --", "x" * 3000,
    0, -0.0, -1, 0.1, 1e-320, 5e15, 1e308, -1e308, 2**63, 10**400, [], {}, [[]], [{}], {"": {}}, [None] * 30,
    {"amount": 1}, {"amount": 1e7, "frequency": "weekly"}, {"frequency": "daily", "amount": "1"},
])  # fmt: skip


@pytest.mark.slow
@settings(max_examples=250, **BOUNDED)
@given(st.data())
def test_a_household_with_one_hostile_value_is_taken_or_its_field_is_named(data):
    document = data.draw(documents())
    path = data.draw(st.sampled_from(list(places(document))))
    sent = with_value(document, path, data.draw(HOSTILE))
    status, answer = ask(sent)
    if status == HTTPStatus.ACCEPTED:
        return
    assert status == HTTPStatus.BAD_REQUEST
    assert answer["problems"]
    for problem in answer["problems"]:
        assert problem["message"]
        assert resolves(problem["field"], sent), problem


# --- Possible households, however odd ------------------------------------------------------


@pytest.mark.slow
def test_every_possible_household_has_an_estimate_of_real_numbers():
    households = [parse_household(document) for document in drawn_apart(documents(), 150)]
    for estimate in estimates(households, engine=default_engine(), today=TODAY):
        document = estimate.to_dict()
        json.dumps(document, allow_nan=False)
        for benefit in document["benefits"]:
            amount = benefit["pounds_per_week"]
            if benefit["status"] != "already_getting":
                assert (amount is None) == (benefit["status"] == "not_calculated")
            assert amount is None or 0 <= amount < 20_000
            assert amount or benefit["reasons"], benefit


@pytest.mark.slow
def test_what_comes_out_is_what_the_schema_says(calderbrook):
    described = call("GET", "/api/schema/")[1]
    schema = {"$ref": "#/components/schemas/EstimateAnswer", "components": described["components"]}
    for document in drawn_apart(documents(), 12):
        status, asked = ask(document)
        assert status == HTTPStatus.ACCEPTED
        run_estimate(council_id=calderbrook.pk, public_id=asked["id"])
        status, answer = call("GET", f"{URL}{asked['id']}/")
        assert (status, answer["status"]) == (HTTPStatus.OK, "ready"), answer["error"]
        jsonschema.validate(answer, schema)
