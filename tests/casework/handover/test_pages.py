"""The pages of the hand-over: set up once with a secret that is shown once, stuck deliveries, and sending again."""

import re

import pytest

from casework.handover.actions.queueing import leave_delivery
from casework.handover.presenters.deliveries import error_words
from casework.models import Delivery, Destination
from core.tenancy import council_scope
from tests.casework.handover.receiver import accept, destination_at, work
from tests.claims.sent import sent_claim
from tests.estimates.external.standin import answer, standing_in
from tests.people import browser_of

SETTINGS = "/staff/settings/handover/"
GIVEN = {"name": "Benefits", "url": "https://office.example/claims", "on_decision": "no", "with_hidden": "no"}


def test_a_new_destination_shows_its_secret_once(alice, omar):
    sent_claim(alice)
    omars = browser_of(omar)
    page = omars.post(f"{SETTINGS}add/", GIVEN | {"which": ["full-form"]})
    destination = Destination.objects.get()
    secret = destination.decrypted_secret()
    assert secret in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert (destination.forms, destination.with_hidden, destination.is_active) == (["full-form"], False, True)
    assert secret.encode() not in bytes(destination.secret)
    for path in (SETTINGS, f"{SETTINGS}{destination.public_id}/"):
        assert secret not in omars.get(path).content.decode()
    renewed = omars.post(f"{SETTINGS}{destination.public_id}/secret/").content.decode()
    destination.refresh_from_db()
    assert destination.decrypted_secret() != secret
    assert destination.decrypted_secret() in renewed


@pytest.mark.parametrize(
    "url",
    ["http://office.example/", "https://omar:pass@office.example/", "https://office.example/?a=1", "office.example"],
)
def test_an_address_that_cannot_be_asked_safely_is_refused(omar, url):
    page = browser_of(omar).post(f"{SETTINGS}add/", GIVEN | {"url": url})
    assert page.status_code == 422
    assert not Destination.objects.exists()


def test_one_is_changed_and_switched_off(omar):
    destination, _secret = destination_at("https://office.example", omar)
    given = GIVEN | {"is_active": "no", "with_hidden": "yes"}
    page = browser_of(omar).post(f"{SETTINGS}{destination.public_id}/", given)
    assert page.status_code == 302
    destination.refresh_from_db()
    assert (destination.name, destination.with_hidden, destination.is_active) == ("Benefits", True, False)
    assert browser_of(omar).post(f"{SETTINGS}add/", GIVEN).status_code == 422


def test_older_claims_are_counted_first_and_then_due_once(alice, bob, omar):
    claims = [sent_claim(alice), sent_claim(bob)]
    destination, _secret = destination_at("https://office.example", omar)
    leave_delivery(claim=claims[0], destination=destination)
    omars, path = browser_of(omar), f"{SETTINGS}{destination.public_id}/older/"
    assert "Hand over 1 older claim to “Back office”?" in omars.post(path).content.decode()
    assert Delivery.objects.count() == 1, "counting hands over nothing"
    for _press in range(2):
        assert omars.post(path, {"_sure": "yes"}).status_code == 302
    assert [each.claim for each in Delivery.objects.order_by("pk")] == claims
    assert set(Delivery.objects.values_list("state", "event")) == {("due", "claim.sent")}
    Delivery.objects.all().delete()
    Destination.objects.update(is_active=False)
    omars.post(path, {"_sure": "yes"})
    assert not Delivery.objects.exists(), "what is switched off gets nothing"


def test_what_is_refused_is_on_the_list_and_on_the_claim_and_is_sent_again(alice, aisha, omar, calderbrook):
    with standing_in() as office:
        office.script = [answer(400, {}), accept("HB-77")]
        destination_at(office.address, omar)
        claim = sent_claim(alice)
        work(calderbrook)
        omars = browser_of(omar)
        listed = omars.get(f"{SETTINGS}deliveries/").content.decode()
        assert claim.reference in listed
        assert "Refused the claim" in listed
        shown = browser_of(aisha).get(f"/staff/claims/{claim.reference}/").content.decode()
        assert "Refused the claim (status 400)" in re.sub(r"\s+", " ", shown)
        assert "Send again" not in shown
        again = f"/staff/claims/{claim.reference}/deliveries/{Delivery.objects.get().public_id}/again/"
        assert browser_of(aisha).post(again).status_code == 403
        assert omars.post(again).status_code == 302
        work(calderbrook)
    assert "there: HB-77" in omars.get(f"/staff/claims/{claim.reference}/").content.decode()
    assert "Nothing is stuck" in omars.get(f"{SETTINGS}deliveries/").content.decode()


def test_another_council_has_none_of_it(alice, omar, sian, southmere):
    destination, _secret = destination_at("https://office.example", omar)
    claim = sent_claim(alice)
    with council_scope(southmere.pk):
        sians = browser_of(sian)
        assert "Back office" not in sians.get(SETTINGS).content.decode()
        assert sians.get(f"{SETTINGS}{destination.public_id}/").status_code == 404
        assert claim.reference not in sians.get(f"{SETTINGS}deliveries/").content.decode()
        assert not Delivery.objects.exists()


def test_a_claim_that_goes_nowhere_says_nothing_of_it(alice, aisha, omar):
    claim = sent_claim(alice)
    assert 'id="handover"' not in browser_of(aisha).get(f"/staff/claims/{claim.reference}/").content.decode()
    destination, _secret = destination_at("https://office.example", omar)
    leave_delivery(claim=claim, destination=destination)
    assert 'id="handover"' in browser_of(aisha).get(f"/staff/claims/{claim.reference}/").content.decode()


def test_every_error_has_words():
    assert error_words("timed_out") == "Did not answer in time"
    assert error_words("We stopped trying.") == "We stopped trying."
    assert error_words("") == ""
