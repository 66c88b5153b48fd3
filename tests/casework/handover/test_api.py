"""The API for claims: a key of the council does what its rights say, in its council only, and the claimant sees it."""

import datetime as dt
import json

import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator
from rest_framework.test import APIClient

from accounts.models import AuditEvent
from casework.deciding.actions.settings import save_deciding_settings
from casework.handover.actions.api_keys import make_key, revoke_key
from casework.handover.api import keys as api_keys
from casework.handover.readers.claim_schema import claim_schema
from casework.models import ApiKey, Delivery
from claims.models import ResidentAct, StatusChange
from claims.readers.acts import open_acts
from core.tenancy import council_scope
from tests.casework.deciding.cases import again, checked_claim, decide, let_it_go, pass_all
from tests.casework.handover.receiver import destination_at
from tests.claims.sent import NINO, full_draft, give_photo, sent_claim
from tests.people import browser_of
from tests.security.test_json_endpoints import JUNK

ALL = ["read", "acknowledge", "set_status"]
CLAIMS = "/api/v1/claims/"


class Caller:
    """A system with a key."""

    def __init__(self, council, whole: str):
        self.client, self.host = APIClient(), council.host
        self.headers = {"HTTP_AUTHORIZATION": f"Bearer {whole}", "HTTP_HOST": council.host}

    def get(self, path):
        return self.client.get(path, **self.headers)

    def post(self, path, data):
        return self.client.post(path, data, format="json", **self.headers)


@pytest.fixture
def system(omar, calderbrook):
    return caller(omar)


def caller(admin, name="Benefits", rights=ALL, with_hidden=False):
    _key, whole = make_key(name=name, rights=list(rights), with_hidden=with_hidden, by=admin)
    return Caller(admin.council, whole)


def events(code):
    return AuditEvent.objects.filter(code=f"claims.api.{code}")


def test_claims_come_in_the_order_in_which_they_were_sent_and_go_on_from_a_cursor(system, alice, monkeypatch):
    first, second = sent_claim(alice), sent_claim(alice)
    full_draft(alice)
    monkeypatch.setattr("casework.handover.readers.api_claims.A_PAGE", 1)
    page = system.get(CLAIMS).json()
    assert [each["reference"] for each in page["claims"]] == [first.reference]
    assert set(page["claims"][0]) == {"reference", "form", "sent_at", "status", "url"}
    page = system.get(f"{CLAIMS}?since={page['cursor']}").json()
    assert [each["reference"] for each in page["claims"]] == [second.reference]
    last = system.get(f"{CLAIMS}?since={page['cursor']}").json()
    assert last == {"claims": [], "cursor": page["cursor"]}
    third = sent_claim(alice)
    assert system.get(f"{CLAIMS}?since={last['cursor']}").json()["claims"][0]["reference"] == third.reference


@pytest.mark.parametrize(
    "since", ["x", "2026-01-01T00:00:00Z", "2026-13-01T00:00:00Z~1", "2026-01-01T00:00:00Z~²", "~"]
)
def test_a_cursor_that_no_list_gave_is_a_problem(system, since):
    reply = system.get(f"{CLAIMS}?since={since}")
    assert (reply.status_code, reply.json()["problems"][0]["field"]) == (400, "since")


def test_one_claim_is_as_the_schema_says_and_the_claimant_reads_that_it_was_read(system, alice):
    claim = sent_claim(alice)
    body = system.get(f"{CLAIMS}{claim.reference}/").json()
    assert list(Draft202012Validator(claim_schema()).iter_errors(body)) == []
    assert NINO not in json.dumps(body)
    assert "no-store" in system.get(CLAIMS)["Cache-Control"]
    assert events("read").get().resident_id == alice.resident.pk
    trail = browser_of(alice).get("/account/who-has-seen-my-information/").content.decode()
    assert "Read a claim for the council’s own system" in trail
    assert "Benefits (Calderbrook Council)" in trail


def test_hidden_answers_are_there_for_a_key_that_may_have_them(omar, alice):
    claim = sent_claim(alice)
    body = caller(omar, with_hidden=True).get(f"{CLAIMS}{claim.reference}/").json()
    assert NINO in json.dumps(body)
    assert events("read").get().detail["hidden"] is True


@pytest.mark.slow
def test_a_decision_is_there_once_its_letter_went(system, alice, aisha):
    claim = checked_claim(alice)
    pass_all(claim, aisha)
    decision = decide(claim, aisha)
    assert system.get(f"{CLAIMS}{claim.reference}/").json()["decision"] is None
    let_it_go(decision)
    told = system.get(f"{CLAIMS}{claim.reference}/").json()["decision"]
    assert (told["outcome"], told["awards"][0]["pence"]) == ("awarded", 9250)


def test_a_file_is_fetched_and_that_is_in_the_trail(system, alice):
    claim = sent_claim(alice)
    give_photo_after(claim, alice)
    file = claim.files.get()
    reply = system.get(f"{CLAIMS}{claim.reference}/files/{file.public_id}/")
    assert reply.content == bytes(file.content)
    assert reply["Content-Disposition"].startswith("attachment")
    assert events("file_read").count() == 1
    other = sent_claim(alice)
    assert system.get(f"{CLAIMS}{other.reference}/files/{file.public_id}/").status_code == 404


def give_photo_after(claim, by):
    """A file that came with the claim."""
    draft = full_draft(by)
    give_photo(draft, by)
    draft.files.update(claim=claim)


def test_an_acknowledgement_accepts_the_delivery_it_names_and_no_other(system, omar, alice):
    destination_at("https://one.example", omar, "One")
    destination_at("https://two.example", omar, "Two")
    claim = sent_claim(alice)
    one = Delivery.objects.get(destination__name="One")
    path = f"{CLAIMS}{claim.reference}/acknowledge/"
    for _twice in range(2):
        assert system.post(path, {"key": str(one.public_id), "reference": "HB-9"}).status_code == 200
    states = dict(Delivery.objects.values_list("destination__name", "state"))
    assert states == {"One": "accepted", "Two": "due"}
    assert Delivery.objects.get(pk=one.pk).external_id == "HB-9"
    assert events("acknowledged").count() == 1
    assert system.post(path, {}).status_code == 200
    assert system.post(path, {"key": "no key"}).json()["problems"][0]["field"] == "/key"
    other = sent_claim(alice)
    assert system.post(f"{CLAIMS}{other.reference}/acknowledge/", {"key": str(one.public_id)}).status_code == 404


def test_a_status_is_set_unless_somebody_was_first(system, alice):
    claim = sent_claim(alice)
    path = f"{CLAIMS}{claim.reference}/status/"
    seen = system.get(CLAIMS).json()["claims"][0]["status"]
    wanted = {"status": "in-progress", "based_on": seen, "message": "We have your form."}
    assert system.post(path, wanted).json() == {"reference": claim.reference, "status": "in-progress"}
    assert system.post(path, wanted).status_code == 200
    change = StatusChange.objects.filter(claim=claim, status__code="in-progress").get()
    assert change.message.endswith("We have your form.")
    assert change.by_label == "Benefits (Calderbrook Council)"
    assert system.post(path, {"status": "decided", "based_on": seen}).status_code == 409
    assert system.post(path, {"status": "no-such", "based_on": "in-progress"}).status_code == 404
    assert system.post(path, {"status": "decided"}).json()["problems"][0]["field"] == "/based_on"


def test_no_status_goes_round_the_second_person_whom_a_decision_waits_for(system, alice, aisha, omar):
    claim = checked_claim(alice)
    save_deciding_settings(second_person=True, by=omar)
    pass_all(claim, aisha)
    decision = decide(claim, aisha)
    said = {"status": "decided", "based_on": system.get(CLAIMS).json()["claims"][0]["status"]}
    assert system.post(f"{CLAIMS}{claim.reference}/status/", said).status_code in (404, 409)
    assert system.post(f"{CLAIMS}{claim.reference}/status/", said | {"status": "in-progress"}).status_code == 409
    assert again(decision).state == "to_check"


def test_a_status_with_a_message_answers_what_waited_when_the_system_read_it(system, alice):
    claim, first = sent_claim(alice), timezone.now()
    path, wanted = f"{CLAIMS}{claim.reference}/status/", {"based_on": "new", "status": "in-progress"}
    before = ResidentAct.objects.create(claim=claim, kind="message", at=first - dt.timedelta(minutes=2))
    after = ResidentAct.objects.create(claim=claim, kind="message", at=first + dt.timedelta(seconds=-1))
    system.post(path, wanted)
    assert open_acts().count() == 2, "without words nothing is answered"
    wanted = {"based_on": "in-progress", "status": "waiting", "message": "Thank you for the payslip."}
    system.post(path, wanted | {"read_at": (first - dt.timedelta(minutes=1)).isoformat()})
    assert list(open_acts()) == [after]
    before.refresh_from_db()
    assert before.settled_by_label == "Benefits (Calderbrook Council)"
    system.post(path, {"based_on": "waiting", "status": "in-progress", "message": "And for the letter."})
    assert not open_acts().exists()


def test_whoever_guesses_keys_has_to_wait_and_one_wrong_key_sent_often_is_no_guessing(system, calderbrook, monkeypatch):
    monkeypatch.setattr(api_keys, "GUESSES", "3/m")
    assert {Caller(calderbrook, "bo_wrong").get(CLAIMS).status_code for _call in range(6)} == {401}
    assert system.get(CLAIMS).status_code == 200
    guessed = [Caller(calderbrook, f"bo_wrong_{number}").get(CLAIMS).status_code for number in range(5)]
    assert guessed == [401, 401, 401, 429, 429]
    assert system.get(CLAIMS).status_code == 429, "from this network no key is looked at for now"


def test_a_right_that_a_key_has_not_is_refused(omar, alice):
    claim = sent_claim(alice)
    reads, sets = caller(omar, "Reads", ["read"]), caller(omar, "Sets", ["set_status"])
    assert sets.get(f"{CLAIMS}{claim.reference}/").status_code == 403
    assert reads.post(f"{CLAIMS}{claim.reference}/acknowledge/", {}).status_code == 403
    assert reads.post(f"{CLAIMS}{claim.reference}/status/", {"status": "decided", "based_on": "new"}).status_code == 403
    assert not events("read").exists()


def test_a_bad_or_revoked_key_gets_nowhere(omar, alice, calderbrook, system):
    claim = sent_claim(alice)
    key = ApiKey.objects.get()
    whole = system.headers["HTTP_AUTHORIZATION"].removeprefix("Bearer ")
    assert whole not in (key.prefix, key.key_hash)
    bad = [whole[:-1] + ("A" if whole[-1] != "A" else "B"), f"bo_{'0' * 12}_{'a' * 43}", "", "bo_", "x" * 5000]
    for each in bad:
        reply = Caller(calderbrook, each).get(f"{CLAIMS}{claim.reference}/")
        assert (reply.status_code, reply["WWW-Authenticate"]) == (401, "Bearer")
    revoke_key(public_id=key.public_id, by=omar)
    assert system.get(CLAIMS).status_code == 401


def test_another_councils_key_is_no_key_here(sian, southmere, alice, calderbrook):
    claim = sent_claim(alice)
    with council_scope(southmere.pk):
        whole = caller(sian).headers["HTTP_AUTHORIZATION"].removeprefix("Bearer ")
    assert Caller(calderbrook, whole).get(f"{CLAIMS}{claim.reference}/").status_code == 401
    at_home = Caller(southmere, whole)
    assert at_home.get(CLAIMS).json()["claims"] == []
    assert at_home.get(f"{CLAIMS}{claim.reference}/").status_code == 404


def test_each_key_has_a_limit_of_its_own(omar, system, monkeypatch):
    monkeypatch.setattr(api_keys, "RATE", "2/m")
    other = caller(omar, "Other")
    # Bad ones from the same address use up nothing of it.
    assert {Caller(omar.council, "bo_wrong").get(CLAIMS).status_code for _call in range(5)} == {401}
    assert [system.get(CLAIMS).status_code for _call in range(3)] == [200, 200, 429]
    assert "Retry-After" in system.get(CLAIMS)
    assert other.get(CLAIMS).status_code == 200


def test_an_admin_makes_a_key_sees_it_once_and_ends_it(omar, aisha):
    omars, page = browser_of(omar), "/staff/settings/keys/"
    made = omars.post(page, {"name": "Civica", "rights": ["read"], "with_hidden": "no"})
    key = ApiKey.objects.get()
    assert f"bo_{key.prefix}_" in made.content.decode()
    assert made["Cache-Control"] == "no-store"
    listed = omars.get(page).content.decode()
    assert "Never used" in listed
    assert key.key_hash not in listed
    assert omars.post(page, {"name": "Civica", "rights": ["read"], "with_hidden": "no"}).status_code == 422
    assert browser_of(aisha).get(page).status_code == 403
    omars.post(f"{page}{key.public_id}/revoke/")
    assert "Revoked" in omars.get(page).content.decode()
    assert AuditEvent.objects.filter(code__startswith="claims.api_key").count() == 2


def test_use_is_noted_and_the_openapi_document_has_the_calls(system, calderbrook):
    system.get(CLAIMS)
    assert ApiKey.objects.get().used_at is not None
    document = system.client.get("/api/schema/", HTTP_HOST=calderbrook.host).content.decode()
    assert f"{CLAIMS}{{reference}}/acknowledge/" in document
    assert "councilKey" in document


@pytest.mark.slow
def test_junk_is_a_problem_and_no_error(system, alice):
    claim = sent_claim(alice)
    for call, field in [
        ("acknowledge", "key"),
        ("acknowledge", "reference"),
        ("status", "status"),
        ("status", "message"),
    ]:
        path = f"{CLAIMS}{claim.reference}/{call}/"
        for junk in JUNK:
            body = f'{{"based_on": "new", "{field}": {junk}}}'
            reply = system.client.post(path, body, content_type="application/json", **system.headers)
            assert reply.status_code in (200, 400, 404, 409), body
